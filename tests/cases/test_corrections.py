"""Correcting an exhibit's record: both wordings stay, the chain vouches for them, what was received never changes."""

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from cases import corrections, custody_chain, exhibit_facts, exhibit_files, exhibits, wordings
from cases.exhibits import Acquired
from cases.models import Exhibit, ExhibitCorrection
from cases.models.evidence import CORRECTED
from cases.packets import assembly, chain, layout, profiles, release
from cases.packets.verify import verify
from intel.rendering.tables import read_csv
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.cases.making import arrived, colleague, make_case, make_exhibit, make_packet, make_thing, past_the_triggers
from tests.make import make_picture
from vault import files
from vault.models import StoredFile

AT = datetime(2026, 11, 1, 3, 30, 7, 250000, tzinfo=UTC)
FILE = Acquired(
    "Photograph of a stall", how="Taken by telephone", tool="Camera", tool_version="2.1", clock_offset=-90, at=AT,
    zone="Asia/Ho_Chi_Minh", legal_basis="Art. 7",
)  # fmt: skip


@pytest.fixture
def case(db, investigator):
    return make_case(investigator)


@pytest.fixture
def exhibit(case, investigator):
    return exhibits.upload(case, arrived(b"as it was"), FILE, by=investigator)


def _correct(exhibit, by, reason="A slip of the pen", **changed):
    return corrections.correct(exhibit, replace(corrections.as_it_stands(exhibit), **changed), reason=reason, by=by)


def _verify() -> str:
    out = io.StringIO()
    call_command("verify_evidence", stdout=out)
    return out.getvalue()


# --- The verb ---------------------------------------------------------------------------------------------------
def test_what_it_said_before_why_who_and_when_are_kept(exhibit, investigator):
    row = _correct(exhibit, investigator, description="Photograph of a shop", clock_offset=None)
    assert row.changes == {"description": ["Photograph of a stall", "Photograph of a shop"],
                           "clock_offset": ["-90", "None"]}  # fmt: skip
    assert (row.number, row.reason, row.by) == (1, "A slip of the pen", investigator)
    exhibit.refresh_from_db()
    assert (exhibit.description, exhibit.clock_offset, exhibit.version) == ("Photograph of a shop", None, 2)
    entry = AuditEntry.objects.get(verb="exhibit.corrected")
    assert entry.details == {"number": 1, "fields": ["clock_offset", "description"]}


def test_the_file_its_hashes_and_its_custody_stay_as_they_were(exhibit, investigator):
    before = custody_chain.rows([exhibit])
    _correct(exhibit, investigator, where="Market", tool="Another camera")
    after = custody_chain.rows([exhibit])
    assert after[:-1] == before
    assert (after[-1]["kind"], after[-1]["sha256_after"]) == ("correct", hashlib.sha256(b"as it was").hexdigest())
    assert after[-1]["purpose"] == wordings.line(ExhibitCorrection.objects.get())
    assert chain.first_break(after) is None
    assert b"".join(files.read(StoredFile.objects.get(pk=exhibit.file_id))) == b"as it was"


def test_a_second_correction_follows_the_first_and_both_wordings_can_be_walked_back(exhibit, investigator):
    for word in ("one", "two"):
        exhibit.refresh_from_db()
        _correct(exhibit, investigator, description=word)
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
    _correct(original, investigator, description="A shop", tool="Camera")
    copy.refresh_from_db()
    assert (copy.description, copy.version, copy.tool) == ("A shop", 2, "Hornbill: picture re-encoded without metadata")
    assert copy.corrections.get().reason == f"{original.reference}: A slip of the pen"
    with pytest.raises(Invalid, match="original"):
        _correct(copy, investigator, description="Another shop")
    assert exhibit_facts.first_break() == (2, None)


def test_a_copy_that_is_made_after_the_correction_starts_with_it(case, investigator):
    photo = exhibits.upload(case, arrived(make_picture("red"), "a.jpg"), FILE, by=investigator)
    _correct(photo, investigator, description="A shop")
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
        _correct(exhibit, investigator, **changed)
    assert field is None or field in refused.value.fields
    assert not ExhibitCorrection.objects.exists()
    assert custody_chain.rows([exhibit]) == before


def test_correcting_needs_right_and_membership(exhibit, analyst, outsider, supervisor):
    for stranger in (outsider, analyst, supervisor, colleague("investigator")):
        with pytest.raises(NotAllowed):
            _correct(exhibit, stranger, where="Market")
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
        "TRUNCATE cases_exhibitcorrection",
    ],
)
def test_no_statement_changes_a_record_without_keeping_what_it_said_even_for_the_tables_owner(
    exhibit, investigator, statement
):
    _correct(exhibit, investigator, where="Market")
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
    _correct(exhibit, investigator, description="A shop")
    assert "hold" in _verify()
    past_the_triggers(statement)
    with pytest.raises(CommandError, match=exhibit.reference):
        _verify()


# --- The desk ---------------------------------------------------------------------------------------------------
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


# --- In packets -------------------------------------------------------------------------------------------------
def _told(case, by, profile: str) -> list[dict[str, str]]:
    packet = release.draft_packet(case, release.Order(profile), by=by)
    return assembly.content(packet).parts.get("corrections", [])


def test_each_profile_is_told_of_the_columns_that_it_carries(case, investigator):
    thing = make_thing(case, investigator, tool="Scale", legal_basis="Art. 7", marks="Ring 1")
    _correct(thing, investigator, where="Market", tool="Other scale", legal_basis="Art. 8", marks="Ring 2")
    told = {name: {row["field"] for row in _told(case, investigator, name)} for name in profiles.BY_NAME}
    assert told == {
        "duty": {"where acquired"}, "investigator": {"where acquired", "tool"},
        "prosecutor": {"where acquired", "tool", "legal basis"}, "court": {"where acquired", "tool", "legal basis"},
        "ngo": set(),
    }  # fmt: skip


def test_a_correction_of_what_a_profile_does_not_carry_leaves_no_trace_of_its_words(case, investigator):
    thing = make_thing(case, investigator, legal_basis="Art. 7")
    _correct(thing, investigator, legal_basis="Art. 8", reason="Art. 7 was repealed")
    content = assembly.content(release.draft_packet(case, release.Order("duty"), by=investigator))
    assert "Art. " not in str(content.said())
    assert [row["kind"] for row in content.custody] == ["receive", "correct"]


def test_a_packet_holds_both_wordings_with_the_line_of_custody_that_vouches_for_them(case, investigator, tmp_path):
    thing = make_thing(case, investigator)
    _correct(thing, investigator, description="Một cái lồng sắt", reason="ชื่อผิด")
    packet = make_packet(case, investigator, "court")
    assert packet.status == "ready", packet.failure
    path = tmp_path / f"{packet.reference}.zip"
    path.write_bytes(b"".join(files.read(StoredFile.objects.get(pk=packet.file_id))))
    assert verify(path).ok
    with zipfile.ZipFile(path) as bag:
        inside = {name.partition("/data/")[2]: name for name in bag.namelist() if "/data/" in name}
        heads, [line] = read_csv(bag.read(inside[layout.CORRECTIONS_CSV]))
        assert bag.read(inside[layout.CORRECTIONS_PDF]).startswith(b"%PDF")
    told = dict(zip(heads, line, strict=True))
    assert (told["reference"], told["was"], told["now"]) == (thing.reference, "A cage", "Một cái lồng sắt")
    assert (told["reason"], told["custody_event"]) == ("ชื่อผิด", "2")
    assert told["by"] == custody_chain.service_number(investigator)


def test_a_correction_changes_what_was_approved(case, investigator):
    thing = make_thing(case, investigator)
    packet = release.draft_packet(case, release.Order("court"), by=investigator)
    before = assembly.content(packet).digest()
    _correct(thing, investigator, description="Another cage")
    assert assembly.content(packet).digest() != before


def test_what_points_to_a_source_is_stopped_in_an_earlier_wording_too(case, investigator):
    thing = make_thing(case, investigator, tool="Ring +84 912 345 678")
    _correct(thing, investigator, tool="Scale")
    with pytest.raises(Invalid, match="corrections · was"):
        release.draft_packet(case, release.Order("court"), by=investigator)


def test_an_exhibit_without_corrections_has_no_paper_of_them(case, investigator):
    make_thing(case, investigator)
    assert _told(case, investigator, "court") == []
    assert Exhibit.objects.get().version == 1
