"""Correcting an exhibit's record on its page, with the sheet of a statement or a capture."""

import pytest

from cases import wordings
from cases.models import ExhibitCorrection
from tests.cases.correcting import brought
from tests.cases.making import make_case, make_thing


@pytest.fixture
def case(db, investigator):
    return make_case(investigator)


@pytest.fixture
def exhibit(case, investigator):
    return brought(case, investigator)


def _posted(exhibit, **changed) -> dict[str, str]:
    return {
        "reason": "The shop is next door", "description": exhibit.description, "at": "2026-11-01T10:30:07",
        "zone": "Asia/Ho_Chi_Minh", "how": exhibit.acquired_how, "tool": "Camera", "tool_version": "2.1",
        "clock_offset": "-90", "legal_basis": "Art. 7", **changed,
    }  # fmt: skip


def test_an_officer_corrects_on_the_exhibits_page_and_reads_both_wordings_there(client, sign_in, exhibit, investigator):
    address = f"/desk/cases/exhibit/{exhibit.pk}/"
    form = sign_in(client, investigator).get(f"{address}change/").content.decode()
    assert 'value="2026-11-01T10:30:07"' in form
    answer = client.post(f"{address}correct/", _posted(exhibit, description="A shop"))
    assert answer.headers["Location"] == f"{address}change/"
    assert list(ExhibitCorrection.objects.get().changes) == ["description"]
    page = client.get(f"{address}change/").content.decode()
    shown = ('<del dir="auto">Photograph of a stall</del>', "The shop is next door", "version 2", "Record corrected")
    assert [words for words in shown if words not in page] == []


def test_another_zone_keeps_the_clock_of_the_place_and_moves_the_instant(client, sign_in, exhibit, investigator):
    posted = _posted(exhibit, zone="Asia/Tokyo")
    sign_in(client, investigator).post(f"/desk/cases/exhibit/{exhibit.pk}/correct/", posted)
    exhibit.refresh_from_db()
    assert f"{exhibit.acquired_local:%H:%M:%S %Z}" == "10:30:07 JST"
    assert list(wordings.shown(ExhibitCorrection.objects.get())) == [
        ("acquired", "2026-11-01 03:30:07 UTC", "2026-11-01 01:30:07 UTC"),
        ("time zone", "Asia/Ho_Chi_Minh", "Asia/Tokyo"),
    ]


def test_a_form_that_changes_nothing_is_refused_and_says_so(client, sign_in, exhibit, investigator):
    sign_in(client, investigator)
    answer = client.post(f"/desk/cases/exhibit/{exhibit.pk}/correct/", _posted(exhibit))
    assert answer.status_code == 422
    assert "It says that already." in answer.content.decode()


def test_a_thing_is_corrected_by_marks_and_hazards_and_a_file_by_its_tool(case, exhibit, investigator):
    from cases.admin.correction_forms import CorrectionForm

    thing = make_thing(case, investigator)
    asked = {row: set(CorrectionForm(row=row, officer=investigator).fields) for row in (thing, exhibit)}
    assert {"marks", "is_dangerous"} <= asked[thing]
    assert {"tool", "clock_offset"} <= asked[exhibit]
    assert asked[thing].isdisjoint({"tool"})
    assert asked[exhibit].isdisjoint({"marks"})
