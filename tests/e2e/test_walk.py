"""The way of a case in French and Vietnamese, on a desk and on a telephone; folder PICTURES keeps every page."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e import walk as steps
from tests.e2e.portal import TELEPHONE
from tests.e2e.stages import Path
from tests.e2e.walk import WIDE, Walk
from tests.unpacking import all_text

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]


@pytest.mark.parametrize(
    ("language", "viewport"), [("fr", WIDE), ("vi", TELEPHONE), ("fr", TELEPHONE), ("vi", WIDE)],
    ids=["fr-desk", "vi-phone", "fr-phone", "vi-desk"],
)  # fmt: skip
def test_a_case_goes_from_its_opening_to_the_figure_that_counts_its_outcome(
    told: Path, chromium: Browser, sessions: dict[str, Any], language: str, viewport: Any
) -> None:
    walk = Walk(chromium, sessions, steps.fresh(told), language, viewport, names=names_in(told))
    steps.told_by_a_source(walk)
    steps.opens_a_case(walk)
    steps.builds_a_packet(walk)
    steps.drafts_to_a_proposed_one(walk)
    steps.approves_and_sends(walk)
    packet = steps.answers(walk)
    assert walk.said["tip"] not in all_text(packet)
    steps.finds_it_in_the_case(walk)
    steps.finds_it_on_the_agencys_record(walk)
    steps.finds_it_behind_the_figure(walk)
    steps.the_source_reads_how_far_it_came(walk)
    assert not walk.found, "\n".join(dict.fromkeys(walk.found))


def names_in(path: Path) -> frozenset[str]:
    """What nobody translates: names of agencies, of officers, of animals, and the words of a report."""
    asked = """
        SELECT name FROM reference_agency UNION SELECT mandate FROM reference_agency
        UNION SELECT scientific_name FROM reference_taxon UNION SELECT username FROM staff_officer
        UNION SELECT title FROM hotline_report UNION SELECT text FROM hotline_report
    """
    return frozenset(" ".join(name.split()).casefold() for (name,) in path.house.rows(asked) if name)
