"""Correcting the sheet of a statement or a capture: kept and hashed like the exhibit's own record."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from cases import captures, exhibit_facts, statements, wordings
from cases.acquiring import Acquired
from cases.captures import Page
from cases.models import CustodyEvent, ExhibitCorrection
from cases.packets import assembly, profiles, release
from cases.statements import Words
from staff.refusals import Invalid
from tests.cases.correcting import AT, correct
from tests.cases.making import arrived, make_case, make_thing, past_the_triggers

SAID = Acquired("What the driver said", how="Told at the station", at=AT)
SEEN = Acquired("A shop's page", how="Saved", tool="Browser", at=AT)


@pytest.fixture
def case(db, investigator):
    return make_case(investigator)


@pytest.fixture
def statement(case, investigator):
    return statements.take(case, Words("Khmer", "O-000012"), SAID, by=investigator)


@pytest.fixture
def capture(case, investigator):
    page = Page("https://example.org/shop?id=7", "Market", "1000123", "shopowner")
    return captures.take(case, page, [arrived(field="image")], SEEN, by=investigator)


def _verify() -> str:
    out = io.StringIO()
    call_command("verify_evidence", stdout=out)
    return out.getvalue()


def test_a_statements_sheet_is_corrected_beside_its_old_wording(statement, investigator):
    row = correct(statement, investigator, sheet={"language": "Lao", "willing": "no"})
    statement.statement.refresh_from_db()
    assert (statement.statement.language, statement.statement.willing) == ("Lao", "no")
    assert row.changes == {"statement.language": ["Khmer", "Lao"], "statement.willing": ["unknown", "no"]}
    assert list(wordings.shown(row)) == [
        ("language", "Khmer", "Lao"),
        ("would testify", "Not asked", "Would not testify"),
    ]
    assert statement.custody.get(kind=CustodyEvent.Kind.CORRECT).purpose == wordings.line(row)


def test_sheet_and_record_are_corrected_in_one_step(capture, investigator):
    row = correct(capture, investigator, description="Another shop", sheet={"handle": "shop_owner"})
    capture.refresh_from_db()
    assert (capture.description, capture.capture.handle, capture.version) == ("Another shop", "shop_owner", 2)
    assert set(row.changes) == {"description", "capture.handle"}
    assert exhibit_facts.first_break() == (2, None)


def test_a_sheets_first_wording_can_be_walked_back_to_what_the_ledger_pinned(statement, investigator):
    for language in ("Lao", "Thai"):
        statement.refresh_from_db()
        correct(statement, investigator, sheet={"language": language})
    statement.refresh_from_db()
    before, broken = wordings.entered(statement)
    assert (before["statement.language"], broken) == ("Khmer", None)
    assert "hold" in _verify()


@pytest.mark.parametrize(
    ("sheet", "field"),
    [({"by_service_number": "Sok Dara"}, "by_service_number"), ({"language": " "}, "language"), ({}, None)],
)
def test_a_sheet_that_cannot_stand_is_refused(statement, investigator, sheet, field):
    with pytest.raises(Invalid) as refused:
        correct(statement, investigator, sheet=sheet or {"language": "Khmer"})
    assert field is None or field in refused.value.fields
    assert not ExhibitCorrection.objects.exists()


def test_a_capture_keeps_a_whole_address_and_a_thing_has_no_sheet(case, capture, investigator):
    with pytest.raises(Invalid) as refused:
        correct(capture, investigator, sheet={"url": "example.org"})
    assert "url" in refused.value.fields
    from cases import corrections

    thing = make_thing(case, investigator)
    with pytest.raises(Invalid, match="no such sheet"):
        corrections.correct(thing, corrections.as_it_stands(thing), reason="x", by=investigator, sheet=Words("Lao"))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cases_statement SET language = 'Thai'",
        "UPDATE cases_statement SET language = 'Khmer'",
        "UPDATE cases_statement SET by_service_number = ''",
        "UPDATE cases_statement SET by_service_number = '', language = '', translator = ''",
        "DELETE FROM cases_statement",
    ],
)
def test_no_statement_changes_a_sheet_without_a_correction_even_for_the_tables_owner(statement, investigator, change):
    correct(statement, investigator, sheet={"language": "Lao"})
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            cursor.execute(change)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cases_statement SET language = 'Thai'",
        "UPDATE cases_statement SET translator = 'x'",
        """UPDATE cases_exhibitcorrection SET changes = '{"statement.language": ["Khme", "Lao"]}'""",
    ],
)
def test_one_changed_byte_of_a_sheet_or_of_its_correction_is_found_and_named(statement, investigator, change):
    correct(statement, investigator, sheet={"language": "Lao"})
    past_the_triggers(change)
    with pytest.raises(CommandError, match=statement.reference):
        _verify()


def test_profiles_are_told_of_a_sheet_that_they_carry(statement, capture, case, investigator):
    correct(statement, investigator, sheet={"language": "Lao"})
    correct(capture, investigator, sheet={"platform": "Bazaar"})
    told = {}
    for name in profiles.BY_NAME:
        order = release.Order(name, cleared_identifiers=["1000123"])
        parts = assembly.content(release.draft_packet(case, order, by=investigator)).parts
        told[name] = {row["field"] for row in parts.get("corrections", [])}
    assert told == {
        "duty": {"platform"}, "investigator": {"platform"}, "prosecutor": {"platform", "language"},
        "court": {"platform", "language"}, "ngo": set(),
    }  # fmt: skip


def test_an_officer_corrects_a_sheet_on_the_exhibits_page(client, sign_in, statement, investigator):
    address = f"/desk/cases/exhibit/{statement.pk}/"
    page = sign_in(client, investigator).get(f"{address}change/").content.decode()
    assert 'name="by_service_number" value="O-000012"' in page
    posted = {
        "reason": "It was Lao", "description": statement.description, "at": "2026-11-01T03:30:07", "zone": "UTC",
        "how": statement.acquired_how, "language": "Lao", "by_service_number": "O-000012", "willing": "unknown",
    }  # fmt: skip
    assert client.post(f"{address}correct/", posted).status_code == 302
    assert ExhibitCorrection.objects.get().changes == {"statement.language": ["Khmer", "Lao"]}
