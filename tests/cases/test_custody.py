"""Custody: two hands, one chain, and every tampering found and named."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from cases import custody, custody_chain, exhibits
from cases.custody import Step
from cases.exhibits import Acquired
from cases.models import CustodyEvent, Exhibit
from cases.packets import chain
from hotline.models import Tip
from staff.models import LegalHold
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import (
    arrived,
    colleague,
    make_case,
    make_exhibit,
    make_released,
    make_thing,
    past_the_triggers,
)
from tests.make import make_attachment, make_tip
from vault import folder, keys
from vault.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def exhibit(case, investigator):
    return make_exhibit(case, investigator, content=b"the original", copy=b"the copy")


def _verify() -> str:
    out = io.StringIO()
    call_command("verify_evidence", stdout=out)
    return out.getvalue()


def test_a_file_and_its_copy_enter_the_chain(exhibit, investigator):
    copy = exhibit.derived.get()
    assert (exhibit.size, copy.size) == (len(b"the original"), len(b"the copy"))
    assert list(exhibit.custody.values_list("kind", flat=True)) == ["receive", "copy"]
    assert list(copy.custody.values_list("kind", flat=True)) == ["copy"]
    assert chain.first_break(custody_chain.rows([exhibit, copy])) is None
    assert exhibit.custody.first().received_by == custody_chain.service_number(investigator)


def test_no_line_of_a_chain_repeats_what_is_said_of_the_exhibit(case, exhibit, investigator):
    brought = exhibits.upload(case, arrived(), Acquired("Photograph of a stall", how="Brought"), by=investigator)
    thing = make_thing(case, investigator, description="Photograph of a stall")
    rows = custody_chain.rows([exhibit, exhibit.derived.get(), brought, thing])
    assert "Photograph of a stall" not in str(rows)
    assert [row["purpose"] for row in rows if row["kind"] == "receive"] == [
        "received, digital", "received, digital", "received, physical",
    ]  # fmt: skip


def test_an_exhibit_outlives_the_tips_key_and_holds_the_tip(case, exhibit):
    tip = Tip.objects.get(reports__cases=case)
    assert LegalHold.objects.filter(subject=tip.pk, held_by=case.pk).exists()
    keys.destroy(tip.key_id, reason="withdrawn")
    assert "2 files hold" in _verify()


def test_the_same_file_is_taken_once_into_a_case(case, investigator):
    attachment = make_attachment(Tip.objects.get(reports__cases=case), copy=b"x")
    first, second = (
        exhibits.take_exhibit(case, attachment, Acquired("A stall"), by=investigator) for _twice in range(2)
    )
    assert first == second
    assert Exhibit.objects.count() == 2


def test_taking_needs_right_membership_and_a_file_of_the_case(case, analyst, investigator, outsider):
    attachment = make_attachment(Tip.objects.get(reports__cases=case), copy=b"x")
    for stranger in (outsider, analyst, colleague("investigator")):
        with pytest.raises(NotAllowed):
            exhibits.take_exhibit(case, attachment, Acquired("A stall"), by=stranger)
    with pytest.raises(Invalid):
        exhibits.take_exhibit(case, make_attachment(make_tip(), copy=b"x"), Acquired("A stall"), by=investigator)
    waiting = make_attachment(Tip.objects.get(reports__cases=case))
    with pytest.raises(Invalid):
        exhibits.take_exhibit(case, waiting, Acquired("A stall"), by=investigator)
    assert not Exhibit.objects.exists()


def test_every_step_that_next_lacks_is_refused(exhibit, custodian):
    for was in Exhibit.State.values:
        for to in set(Exhibit.State.values) - custody.NEXT[was]:
            exhibit.state = was
            with pytest.raises(WrongStatus):
                custody._move(exhibit, to, Step(), by=custodian)
    assert exhibit.custody.count() == 2


def test_a_thing_goes_out_and_comes_back_with_every_step_signed(case, custodian, investigator):
    thing = exhibits.register_exhibit(case, Acquired("A cage", kind="physical", how="Handed in"), by=investigator)
    with pytest.raises(Invalid):
        custody.move(thing, "sealed", Step(), by=custodian)
    with pytest.raises(NotAllowed):
        custody.move(thing, "sealed", Step(seal="S-1"), by=investigator)
    custody.move(thing, "sealed", Step(seal="S-1"), by=custodian)
    custody.move(thing, "stored", Step(place="Shelf 4"), by=custodian)
    custody.move(thing, "out", Step(purpose="To the laboratory"), by=custodian)
    with pytest.raises(Invalid):
        custody.move(thing, "lab", Step(purpose="DNA"), by=custodian)
    custody.move(thing, "lab", Step(purpose="DNA", to_who="Laboratory, reception 4"), by=custodian)
    rows = custody_chain.rows([thing])
    assert [row["kind"] for row in rows] == ["receive", "seal", "move", "move", "lab"]
    assert rows[-1]["received_by"] == "Laboratory, reception 4"
    assert rows[-1]["released_by"] == custody_chain.service_number(custodian)
    assert chain.first_break(rows) is None


def test_a_hand_over_stands_on_the_chain_once_both_have_signed(exhibit, investigator, custodian):
    offered = custody.offer(exhibit, custodian, Step(place="Office", purpose="To store"), by=investigator)
    assert exhibit.custody.count() == 2
    with pytest.raises(NotAllowed):
        custody.sign_for(offered, by=investigator)
    event = custody.sign_for(offered, by=custodian)
    numbers = [custody_chain.service_number(officer) for officer in (investigator, custodian)]
    assert [event.released_by, event.received_by] == numbers
    with pytest.raises(WrongStatus):
        custody.sign_for(offered, by=custodian)
    exhibit.refresh_from_db()
    assert exhibit.holder == numbers[1]


def test_a_custody_event_cannot_be_changed_or_removed(exhibit):
    for act in (
        lambda: CustodyEvent.objects.update(purpose="x"),
        lambda: CustodyEvent.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert exhibit.custody.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_application_adds_custody_events_and_changes_none(application_role):
    import psycopg

    for statement in ("UPDATE cases_custodyevent SET purpose = 'x'", "DELETE FROM cases_custodyevent"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application_role.execute(statement)


def test_verify_evidence_counts_what_holds(exhibit):
    assert _verify() == "3 custody events and 2 files hold\n"


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE cases_custodyevent SET purpose = 'x' WHERE exhibit_id = %s AND sequence = 2", "event 2"),
        ("UPDATE cases_custodyevent SET at = at + interval '1us' WHERE exhibit_id = %s AND sequence = 1", "event 1"),
        ("DELETE FROM cases_custodyevent WHERE exhibit_id = %s AND sequence = 1", "event 1"),
        ("DELETE FROM cases_custodyevent WHERE exhibit_id = %s", "no custody event"),
        ("UPDATE cases_exhibit SET sha256 = repeat('0', 64) WHERE id = %s", "hash"),
    ],
)  # fmt: skip
def test_verify_evidence_names_the_first_break(exhibit, statement, named):
    past_the_triggers(statement, exhibit.pk)
    with pytest.raises(CommandError) as found:
        _verify()
    assert exhibit.reference in str(found.value)
    assert named in str(found.value)


def test_one_changed_byte_of_a_file_is_found_and_named(exhibit, investigator):
    blob = folder.path_of(StoredFile.objects.get(pk=exhibit.file_id).blob)
    stored = bytearray(blob.read_bytes())
    stored[-1] ^= 1
    blob.write_bytes(stored)
    with pytest.raises(CommandError, match=exhibit.reference):
        _verify()
    assert custody.check(exhibit, by=investigator) is False
    assert exhibit.custody.last().sha256_after == ""


def test_a_check_that_holds_stands_on_the_chain(exhibit, investigator):
    assert custody.check(exhibit, by=investigator) is True
    last = exhibit.custody.last()
    assert (last.kind, last.sha256_after) == ("check", exhibit.sha256)


def test_exhibits_are_seen_by_members_and_by_who_keeps_them(case, exhibit, investigator, custodian, supervisor):
    from cases import casework

    for officer, sees in (
        (investigator, True),
        (custodian, True),
        (supervisor, True),
        (colleague("investigator"), False),
    ):
        assert Exhibit.objects.visible_to(officer).filter(pk=exhibit.pk).exists() == sees
    casework.deny(case, custodian, by=investigator)
    assert not Exhibit.objects.visible_to(custodian).exists()


def test_two_reports_of_one_tip_make_one_exhibit(investigator):
    tip = make_tip()
    case = make_case(investigator, make_released(tip), make_released(tip))
    attachment = make_attachment(tip, copy=b"x")
    assert exhibits.take_exhibit(case, attachment, Acquired("A stall"), by=investigator).case == case
