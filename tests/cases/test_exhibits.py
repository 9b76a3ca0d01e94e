"""Evidence that officers bring: files straight into the vault, things, what belongs to what; nothing changes it."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases import custody, custody_chain, exhibit_facts, exhibit_files, exhibits
from cases.custody import Step
from cases.exhibits import Acquired
from cases.models import Exhibit, ExhibitFile
from cases.packets import chain
from staff.refusals import Invalid, NotAllowed
from tests.cases.making import arrived, colleague, make_case, make_thing, past_the_triggers, put_out
from tests.make import make_picture
from vault import files
from vault.models import StoredFile

pytestmark = pytest.mark.django_db
PHOTO = Acquired(
    "Photograph of the cage", how="Taken by telephone", tool="Camera", tool_version="2.1", clock_offset=-90
)


@pytest.fixture
def case(investigator):
    return make_case(investigator)


def _bytes(exhibit: Exhibit) -> bytes:
    return b"".join(files.read(StoredFile.objects.get(pk=exhibit.file_id)))


def test_an_officers_file_is_evidence_with_both_hashes_from_its_receipt(case, investigator):
    exhibit = exhibits.upload(case, arrived(b"as it was"), PHOTO, by=investigator)
    assert _bytes(exhibit) == b"as it was"
    assert exhibit.sha256 == hashlib.sha256(b"as it was").hexdigest()
    assert exhibit.blake2b == hashlib.blake2b(b"as it was").hexdigest()
    assert (exhibit.tool_version, exhibit.clock_offset) == ("2.1", -90)
    [event] = custody_chain.rows([exhibit])
    assert (event["kind"], event["sha256_after"]) == ("receive", exhibit.sha256)


def test_its_copy_is_made_by_the_workshop_of_tips_files_and_is_an_exhibit_with_parent_and_tool(case, investigator):
    exhibit = exhibits.upload(case, arrived(make_picture("red"), "stall.jpg"), PHOTO, by=investigator)
    row = exhibit_files.make(exhibit.file.pk)
    assert row.state == "copied", row.reason
    copy = exhibit.derived.get()
    assert (copy.relation, copy.tool) == ("copy", "Hornbill: picture re-encoded without metadata")
    assert copy.media_type == "image/jpeg"
    assert _bytes(exhibit) == make_picture("red")
    assert [line["kind"] for line in custody_chain.rows([exhibit, copy])] == ["receive", "copy", "copy"]
    assert exhibit_files.make(exhibit.file.pk) is None
    assert exhibit.derived.count() == 1


def test_a_copy_whose_worker_died_before_it_was_entered_is_entered_by_the_sweep(case, investigator, monkeypatch):
    exhibit = exhibits.upload(case, arrived(make_picture("red"), "stall.jpg"), PHOTO, by=investigator)
    with monkeypatch.context() as patch:
        patch.setattr(exhibit_files, "_settle", lambda row_id: None)
        exhibit_files.make(exhibit.file.pk)
    assert not exhibit.derived.exists()
    exhibit_files.make_waiting()
    assert exhibit.derived.get().is_copy


def test_a_web_page_is_taken_in_and_no_copy_is_drawn_of_it(case, investigator):
    exhibit = exhibits.upload(case, arrived(b"<html><script>x</script></html>", "p.html"), PHOTO, by=investigator)
    row = exhibit_files.make(exhibit.file.pk)
    assert (row.state, row.reason) == ("no_copy", "active")
    exhibit.refresh_from_db()
    assert exhibit.media_type == "text/html"
    assert exhibit.picture is None


def test_the_name_that_a_file_came_with_is_sealed(case, investigator):
    exhibit = exhibits.upload(case, arrived(name="nguyen_house.jpg"), PHOTO, by=investigator)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(r)::text FROM cases_exhibitfile r")
        assert "nguyen_house" not in str(cursor.fetchall())
    from vault import text

    assert text.read(exhibit.file, "name") == "nguyen_house.jpg"


def test_bringing_needs_right_and_membership_and_leaves_nothing_otherwise(case, analyst, outsider):
    for stranger in (outsider, analyst, colleague("investigator")):
        with pytest.raises(NotAllowed):
            exhibits.upload(case, arrived(), PHOTO, by=stranger)
    assert not Exhibit.objects.exists()
    assert not ExhibitFile.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"description": " "}, "description"),
        ({"at": datetime(2999, 1, 1, tzinfo=UTC)}, "at"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"kind": "spell"}, "description"),
    ],
)
def test_what_cannot_be_is_refused_by_field(case, investigator, wrong, field):
    with pytest.raises(Invalid) as refused:
        exhibits.upload(case, arrived(), replace(PHOTO, **wrong), by=investigator)
    assert field in refused.value.fields
    assert not Exhibit.objects.exists()


def test_what_was_in_a_bag_hangs_below_it(case, investigator):
    bag = make_thing(case, investigator, description="A bag")
    inside = exhibits.register_exhibit(
        case, Acquired("A shell", kind="physical", how="In the bag"), by=investigator, parent=bag, relation="part"
    )
    assert (inside.parent, inside.relation) == (bag, "part")
    with pytest.raises(Invalid):
        exhibits.upload(case, arrived(), PHOTO, by=investigator, parent=bag, relation="copy")
    elsewhere = make_thing(make_case(investigator), investigator)
    with pytest.raises(NotAllowed):
        exhibits.upload(case, arrived(), PHOTO, by=investigator, parent=elsewhere, relation="part")
    assert case.exhibits.count() == 2


def test_a_thing_is_shown_by_the_copy_of_its_photograph(case, investigator):
    cage = make_thing(case, investigator)
    photo = exhibits.upload(
        case, arrived(make_picture("red"), "scale.jpg"), PHOTO, by=investigator, parent=cage, relation="photo"
    )
    exhibit_files.make(photo.file.pk)
    assert Exhibit.objects.get(pk=cage.pk).picture == photo.derived.get()


def test_the_time_of_the_place_is_kept_with_its_zone(case, investigator):
    at = datetime(2026, 11, 1, 3, 30, tzinfo=UTC)
    exhibit = make_thing(case, investigator, at=at, zone="Asia/Ho_Chi_Minh", acquirer="Ranger 114")
    assert f"{exhibit.acquired_local:%H:%M %z}" == "10:30 +0700"
    [event] = custody_chain.rows([exhibit])
    assert event["from_who"] == "Ranger 114"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_exhibit SET sha256 = repeat('0', 64)",
        "UPDATE cases_exhibit SET blake2b = ''",
        "UPDATE cases_exhibit SET size = size + 1",
        "UPDATE cases_exhibit SET file_id = gen_random_uuid()",
        "UPDATE cases_exhibit SET key_id = gen_random_uuid()",
        "UPDATE cases_exhibit SET reference = 'EXH-1999-000001'",
        "UPDATE cases_exhibit SET file_id = NULL, sha256 = ''",
        "DELETE FROM cases_exhibit",
        "TRUNCATE cases_exhibit CASCADE",
    ],
)
def test_no_statement_changes_what_was_received_even_for_the_tables_owner(case, investigator, statement):
    exhibit = exhibits.upload(case, arrived(), PHOTO, by=investigator)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            cursor.execute(statement)
    exhibit.refresh_from_db()
    assert exhibit.sha256 == hashlib.sha256(b"a file of an officer").hexdigest()


@pytest.mark.parametrize("column", ["description", "acquired_how", "legal_basis", "tool", "marks", "acquirer"])
def test_a_word_of_how_it_came_in_that_was_changed_past_the_triggers_is_found_and_named(case, investigator, column):
    exhibit = exhibits.upload(case, arrived(), PHOTO, by=investigator)
    assert exhibit_facts.first_break() == (1, None)
    past_the_triggers(f"UPDATE cases_exhibit SET {column} = 'something else'")
    held, broken = exhibit_facts.first_break()
    assert held == 0
    assert broken.startswith(exhibit.reference)


def test_custody_moves_on_without_breaking_what_is_pinned(case, investigator, custodian):
    thing = put_out(make_thing(case, investigator), custodian)
    assert exhibit_facts.first_break() == (1, None)
    assert custody_chain.first_break()[1] is None
    Exhibit.objects.filter(pk=thing.pk).update(seal_number="S-2")
    assert "seal" in custody_chain.first_break()[1]


def test_a_thing_out_of_store_has_a_day_to_be_back_by_and_is_overdue_after_it(case, investigator, custodian):
    thing = put_out(make_thing(case, investigator), custodian, to_who="Ranger 114")
    assert (thing.due_back, thing.holder) == (timezone.localdate() + custody.OUT_FOR, "Ranger 114")
    Exhibit.objects.filter(pk=thing.pk).update(due_back=timezone.localdate() - timedelta(days=1))
    assert Exhibit.objects.overdue().get() == thing
    thing.refresh_from_db()
    assert thing.is_overdue
    back = custody.move(thing, "stored", Step(place="Shelf 4"), by=custodian)
    assert (back.due_back, Exhibit.objects.overdue().exists()) == (None, False)


def test_another_day_is_set_for_what_is_away_and_not_for_what_lies_in_store(case, investigator, custodian):
    from staff.refusals import WrongStatus

    thing = make_thing(case, investigator)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(WrongStatus):
        custody.set_due(thing, tomorrow, by=custodian)
    put_out(thing, custodian)
    with pytest.raises(NotAllowed):
        custody.set_due(thing, tomorrow, by=investigator)
    assert custody.set_due(thing, tomorrow, by=custodian).due_back == tomorrow


def test_what_comes_back_from_a_laboratory_is_sealed_anew_with_both_hands(case, investigator, custodian):
    thing = put_out(make_thing(case, investigator), custodian)
    custody.move(thing, "lab", Step(purpose="DNA", to_who="Laboratory, reception 4"), by=custodian)
    back = custody.move(thing, "sealed", Step(seal="S-9", to_who="Laboratory, desk 2"), by=custodian)
    last = custody_chain.rows([thing])[-1]
    us = custody_chain.service_number(custodian)
    assert (last["kind"], last["seal_before"], last["seal_after"]) == ("return", "S-1", "S-9")
    assert (last["released_by"], last["received_by"], back.holder) == ("Laboratory, desk 2", us, us)
    assert chain.first_break(custody_chain.rows([thing])) is None
