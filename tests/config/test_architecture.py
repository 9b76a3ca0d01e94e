"""docs/architecture.md says what the code does."""

import re

import pytest

from cases import case_purging, casework, custody, disposals, hypotheses, questions, referrals, withholding, worklist
from cases.listings import recording, takedown
from cases.packets import release
from hotline import reporting, triage
from intel.exchange import deciding, importing
from intel.products import moving
from tests.ground import ROOT
from vault import reveals

PAGE = (ROOT / "docs/architecture.md").read_text()
MACHINES = {
    "Tip": triage.NEXT, "Report": reporting.NEXT, "Case": casework.NEXT, "Exhibit": custody.NEXT,
    "Packet": release.NEXT, "Referral": referrals.NEXT, "Task": worklist.NEXT,
    "Contact request": reveals.NEXT, "Question": questions.NEXT, "Hypothesis": hypotheses.NEXT,
    "Disposal of an exhibit": disposals.NEXT, "Purge of a case": case_purging.NEXT, "Product": moving.NEXT,
    "Listing": recording.NEXT, "Report to a platform": takedown.REPORT_NEXT,
    "Withholding of an earlier wording": withholding.NEXT,
    "Import": importing.NEXT, "Suggestion": deciding.NEXT,
}  # fmt: skip


def _block(name: str) -> tuple[str, str]:
    """A machine's drawing, and the list below it."""
    found = re.search(rf"\*\*{name}\*\* \(`([a-z_/.]+)`\)\n```\n(.+?)\n\n(.+?)\n```", PAGE, re.DOTALL)
    assert found, f"{name} is not drawn"
    return found[2], found[3]


@pytest.mark.parametrize("name", MACHINES)
def test_every_step_that_the_code_allows_is_listed_and_no_other(name):
    said = {}
    for line in _block(name)[1].splitlines():
        state, _arrow, steps = line.partition("→")
        said[state.strip()] = set(steps.split()) - {"·"}
    assert said == {str(state): {str(step) for step in steps} for state, steps in MACHINES[name].items()}


@pytest.mark.parametrize("name", MACHINES)
def test_every_state_stands_in_the_drawing(name):
    drawn = set(re.findall(r"[a-z_]+", _block(name)[0]))
    assert {str(state) for state in MACHINES[name]} <= drawn


def test_every_module_that_the_page_names_is_there():
    named = set(re.findall(r"`([a-z_]+(?:/[a-z_]+)*\.py)`", PAGE))
    assert len(named) > 20
    assert [each for each in sorted(named) if not (ROOT / each).is_file()] == []
