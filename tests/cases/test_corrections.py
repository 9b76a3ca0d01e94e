"""Correcting an exhibit's record: both wordings stay, the chain vouches for them, what was received never changes."""

import hashlib
import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from cases import custody_chain, exhibit_facts, exhibit_files, exhibits, wordings
from cases.models import ExhibitCorrection
from cases.models.evidence import CORRECTED
from cases.packets import chain
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.cases.correcting import acquired, brought, correct
from tests.cases.making import arrived, colleague, make_case, make_exhibit, past_the_triggers
from tests.make import make_picture
from vault import files
from vault.models import StoredFile


@pytest.fixture
def case(db, investigator):
    return make_case(investigator)


@pytest.fixture
def exhibit(case, investigator):
    return brought(case, investigator)


def _verify() -> str:
    out = io.StringIO()
    call_command("verify_evidence", stdout=out)
    return out.getvalue()


# --- The verb ---------------------------------------------------------------------------------------------------
def test_what_it_said_before_why_who_and_when_are_kept(exhibit, investigator):
    row = correct(exhibit, investigator, description="Photograph of a shop", clock_offset=None)
    assert row.changes == {"description": ["Photograph of a stall", "Photograph of a shop"],
                           "clock_offset": ["-90", "None"]}  # fmt: skip
    assert (row.number, row.reason, row.by) == (1, "A slip of the pen", investigator)
    exhibit.refresh_from_db()
    assert (exhibit.description, exhibit.clock_offset, exhibit.version) == ("Photograph of a shop", None, 2)
    entry = AuditEntry.objects.get(verb="exhibit.corrected")
    assert entry.details == {"number": 1, "fields": ["clock_offset", "description"]}


def test_the_file_its_hashes_and_its_custody_stay_as_they_were(exhibit, investigator):
    before = custody_chain.rows([exhibit])
    correct(exhibit, investigator, where="Market", tool="Another camera")
    after = custody_chain.rows([exhibit])
    assert after[:-1] == before
    assert (after[-1]["kind"], after[-1]["sha256_after"]) == ("correct", hashlib.sha256(b"as it was").hexdigest())
    assert after[-1]["purpose"] == wordings.line(ExhibitCorrection.objects.get())
    assert chain.first_break(after) is None
    assert b"".join(files.read(StoredFile.objects.get(pk=exhibit.file_id))) == b"as it was"


def test_a_second_correction_follows_the_first_and_both_wordings_can_be_walked_back(exhibit, investigator):
    for word in ("one", "two"):
        exhibit.refresh_from_db()
        correct(exhibit, investigator, description=word)
    exhibit.refresh_from_db()
    assert [row.changes["description"] for row in exhibit.corrections.all()] == [
        ["Photograph of a stall", "one"], ["one", "two"],
    ]  # fmt: skip
    first, broken = wordings.entered(exhibit)
    assert (first["description"], broken) == ("Photograph of a stall", None)
    assert _verify() == "3 custody events and 1 files hold\n"


def test_a_copy_says_what_its_corrected_original_says(case, investigator):
    original = make_exhibit(case, investigator)
    copy = original.derived.get()
    correct(original, investigator, description="A shop", tool="Camera")
    copy.refresh_from_db()
    assert (copy.description, copy.version, copy.tool) == ("A shop", 2, "Hornbill: picture re-encoded without metadata")
    assert copy.corrections.get().reason == f"{original.reference}: A slip of the pen"
    with pytest.raises(Invalid, match="original"):
        correct(copy, investigator, description="Another shop")
    assert exhibit_facts.first_break() == (2, None)


def test_a_copy_that_is_made_after_the_correction_starts_with_it(case, investigator):
    photo = exhibits.upload(case, arrived(make_picture("red"), "a.jpg"), acquired(), by=investigator)
    correct(photo, investigator, description="A shop")
    exhibit_files.make(photo.file.pk)
    assert (photo.derived.get().description, photo.derived.get().version) == ("A shop", 1)
    assert exhibit_facts.first_break() == (2, None)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"description": " "}, "description"),
        ({"how": ""}, "how"),
        ({"at": None}, "at"),
        ({"at": datetime(2999, 1, 1, tzinfo=UTC)}, "at"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"where": "Market", "reason": " "}, "reason"),
        ({}, None),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_changed(exhibit, investigator, changed, field):
    before = custody_chain.rows([exhibit])
    with pytest.raises(Invalid) as refused:
        correct(exhibit, investigator, **changed)
    assert field is None or field in refused.value.fields
    assert not ExhibitCorrection.objects.exists()
    assert custody_chain.rows([exhibit]) == before


def test_correcting_needs_right_and_membership(exhibit, analyst, outsider, supervisor):
    for stranger in (outsider, analyst, supervisor, colleague("investigator")):
        with pytest.raises(NotAllowed):
            correct(exhibit, stranger, where="Market")
    assert not ExhibitCorrection.objects.exists()


# --- The database -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_exhibit SET description = 'x'",
        "UPDATE cases_exhibit SET acquired_at = now()",
        "UPDATE cases_exhibit SET legal_basis = 'x', version = version + 1",
        "UPDATE cases_exhibit SET version = version + 1",
        "UPDATE cases_exhibitcorrection SET reason = 'x'",
        "UPDATE cases_exhibitcorrection SET reason = '', salt = '', changes = '{}'",
        "DELETE FROM cases_exhibitcorrection",
        "TRUNCATE cases_exhibitcorrection CASCADE",
    ],
)
def test_no_statement_changes_a_record_without_keeping_what_it_said_even_for_the_tables_owner(
    exhibit, investigator, statement
):
    correct(exhibit, investigator, where="Market")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            cursor.execute(statement)


def test_every_column_of_the_list_is_in_what_the_ledger_pins():
    assert set(CORRECTED) <= set(exhibit_facts.LISTS[exhibit_facts.NEWEST])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_exhibitcorrection SET reason = 'A slip of the pea'",
        """UPDATE cases_exhibitcorrection SET changes = '{"description": ["Photograph of a stalk", "A shop"]}'""",
        """UPDATE cases_exhibitcorrection SET changes = '{"description": ["Photograph of a stall", "A shoe"]}'""",
        "UPDATE cases_exhibitcorrection SET at = at + interval '1us'",
        "UPDATE cases_exhibitcorrection SET salt = repeat('0', 32)",
        "UPDATE cases_exhibitcorrection SET number = 2",
        "DELETE FROM cases_exhibitcorrection",
        "UPDATE cases_exhibit SET description = 'A shoe'",
        "UPDATE cases_exhibit SET description = 'Photograph of a stall'",
        "UPDATE cases_exhibit SET version = 3",
        "UPDATE cases_exhibit SET tool = 'x'",
        "UPDATE cases_exhibit SET description = 'Photograph of a stall', version = 1",
        "UPDATE cases_custodyevent SET purpose = 'correction 1' WHERE kind = 'correct'",
        "DELETE FROM cases_custodyevent WHERE kind = 'correct'",
    ],
)
def test_one_changed_byte_of_a_correction_or_of_its_exhibit_is_found_and_named(exhibit, investigator, statement):
    correct(exhibit, investigator, description="A shop")
    assert "hold" in _verify()
    past_the_triggers(statement)
    with pytest.raises(CommandError, match=exhibit.reference):
        _verify()
