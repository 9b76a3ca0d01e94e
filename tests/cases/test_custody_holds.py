"""Custody survives: the application's own database role, officers who sign at the same moment, and a night's check."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import psycopg
import pytest
from django.db import connections
from django.utils import timezone

from cases import corrections, custody, custody_chain, exhibit_facts, exhibits, next_steps, rechecks, tasks
from cases.custody import Step
from cases.models import Exhibit
from cases.packets import chain
from staff.refusals import Invalid, Refused
from tests.cases.making import arrived, make_case, make_exhibit, make_thing, put_out
from vault import folder
from vault.models import StoredFile


@pytest.mark.django_db(transaction=True)
def test_the_applications_role_can_only_add_to_custody_and_not_touch_what_was_received(application_role, investigator):
    exhibit = make_exhibit(make_case(investigator), investigator, content=b"as it was")
    before = custody_chain.rows([exhibit])
    for statement in (
        "UPDATE cases_custodyevent SET purpose = 'x'",
        "DELETE FROM cases_custodyevent",
        "TRUNCATE cases_custodyevent",
        "TRUNCATE cases_exhibit CASCADE",
        "ALTER TABLE cases_custodyevent DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP TABLE cases_custodyevent",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application_role.execute(statement)
    for statement in (
        "UPDATE cases_exhibit SET sha256 = repeat('0', 64)",
        "UPDATE cases_exhibit SET file_id = gen_random_uuid()",
        "DELETE FROM cases_exhibit",
    ):
        with pytest.raises(psycopg.errors.RaiseException):
            application_role.execute(statement)
    assert custody_chain.rows([exhibit]) == before
    assert rechecks.broken_file() == (2, None)


def _at_once(*acts):
    """Each act in a thread with a connection of its own, all let go at one moment. Returns: what came of each."""
    start = Barrier(len(acts))

    def go(act):
        try:
            start.wait(10)
            return act()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(go, acts))


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_sign_at_once_leave_one_chain(investigator, custodian):
    exhibit = make_exhibit(make_case(investigator), investigator, content=b"as it was")
    checks = [lambda officer=officer: custody.check(exhibit, by=officer) for officer in (investigator, custodian) * 3]
    assert _at_once(*checks) == [True] * 6
    rows = custody_chain.rows([exhibit])
    assert [row["seq"] for row in rows] == [str(number) for number in range(1, 9)]
    assert chain.first_break(rows) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_custodians_who_move_a_thing_at_once_one_is_refused_and_the_chain_has_one_step(investigator, custodian):
    thing = make_thing(make_case(investigator), investigator)
    moves = [lambda seal=seal: custody.move(thing, "sealed", Step(seal=seal), by=custodian) for seal in ("S-1", "S-2")]
    came = _at_once(*moves)
    assert sorted(isinstance(each, Refused) for each in came) == [False, True]
    rows = custody_chain.rows([thing])
    assert [row["kind"] for row in rows] == ["receive", "seal"]
    thing.refresh_from_db()
    assert thing.seal_number == rows[-1]["seal_after"]


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_correct_a_record_at_once_leave_one_chain_and_both_wordings(investigator, custodian):
    thing = make_thing(make_case(investigator), investigator)
    said = [replace(corrections.as_it_stands(thing), description=words) for words in ("A crate", "A box")]
    acts = [
        lambda words=words, officer=officer: corrections.correct(thing, words, reason="A slip", by=officer)
        for words, officer in zip(said, (investigator, custodian), strict=True)
    ]
    assert sorted(row.number for row in _at_once(*acts)) == [1, 2]
    first, second = thing.corrections.all()
    assert first.changes["description"][0] == "A cage"
    assert first.changes["description"][1] == second.changes["description"][0]
    assert chain.first_break(custody_chain.rows([thing])) is None
    assert exhibit_facts.first_break() == (1, None)


@pytest.mark.django_db(transaction=True)
def test_a_signature_and_a_taking_back_at_once_leave_one_of_them(investigator, custodian):
    exhibit = make_exhibit(make_case(investigator), investigator, content=b"as it was")
    offer = custody.offer(exhibit, custodian, Step(place="Office", purpose="To store"), by=investigator)
    came = _at_once(lambda: custody.sign_for(offer, by=custodian), lambda: custody.turn_down(offer, by=investigator))
    assert sum(isinstance(each, Refused) for each in came) == 1
    offer.refresh_from_db()
    signed = [row for row in custody_chain.rows([exhibit]) if row["kind"] == "hand_over"]
    assert len(signed) == (offer.state == "accepted")


# --- The night's check ------------------------------------------------------------------------------------------
@pytest.fixture
def exhibit(db, investigator):
    return exhibits.upload(
        make_case(investigator), arrived(b"as it was"), exhibits.Acquired("A film", how="Taken"), by=investigator
    )


def _spoil(exhibit: Exhibit) -> None:
    blob = folder.path_of(StoredFile.objects.get(pk=exhibit.file_id).blob)
    stored = bytearray(blob.read_bytes())
    stored[-1] ^= 1
    blob.write_bytes(stored)


def test_by_night_what_is_new_and_what_was_touched_is_looked_at_and_the_date_kept(exhibit, investigator):
    tasks.recheck_exhibits()
    exhibit.refresh_from_db()
    first = exhibit.held_at
    assert (exhibit.check_held, exhibit.checked_at) == (True, first)
    assert not rechecks.due().exists()
    custody.offer(exhibit, investigator.__class__.objects.create(username="x", roles=["custodian"]),
                  Step(place="Office", purpose="To store"), by=investigator)  # fmt: skip
    assert not rechecks.due().exists()
    custody.sign_for(exhibit.hand_overs.get(), by=exhibit.hand_overs.get().receiver)
    assert rechecks.due().get() == exhibit
    rechecks.run()
    exhibit.refresh_from_db()
    assert exhibit.held_at > first


def test_a_check_that_holds_by_night_adds_no_line_to_the_chain(exhibit):
    before = custody_chain.rows([exhibit])
    rechecks.run()
    assert custody_chain.rows([exhibit]) == before


def test_every_file_is_looked_at_once_in_so_many_days(exhibit, settings):
    long_ago = timezone.now() - timedelta(days=settings.RECHECK_DAYS, minutes=1)
    Exhibit.objects.update(checked_at=timezone.now(), check_held=True)
    assert not rechecks.due().exists()
    Exhibit.objects.update(checked_at=long_ago)
    assert rechecks.due().get() == exhibit


def test_a_sample_of_the_rest_is_looked_at_too(exhibit):
    yesterday = timezone.now() + timedelta(seconds=1) - timedelta(days=1)
    Exhibit.objects.update(checked_at=yesterday, check_held=True)
    _spoil(exhibit)
    rechecks._sample(until=float("inf"))
    exhibit.refresh_from_db()
    assert exhibit.check_held is False


def test_a_break_by_night_stands_on_the_chain_once_and_is_the_cases_next_step(exhibit):
    rechecks.run()
    Exhibit.objects.filter(pk=exhibit.pk).update(checked_at=None, check_held=None)
    good = Exhibit.objects.get(pk=exhibit.pk).held_at
    _spoil(exhibit)
    for _night in range(2):
        Exhibit.objects.filter(pk=exhibit.pk).update(checked_at=timezone.now() - timedelta(days=400))
        rechecks.run()
    exhibit.refresh_from_db()
    assert (exhibit.check_held, exhibit.held_at) == (False, good)
    checks = [row for row in custody_chain.rows([exhibit]) if row["kind"] == "check"]
    assert [(row["released_by"], row["sha256_after"]) for row in checks] == [("system", "")]
    steps = next_steps.of(exhibit.case, [], [], [], exhibits=Exhibit.objects.wanting())
    assert [(step.row, step.is_late) for step in steps if step.row == exhibit] == [(exhibit, True)]


def test_what_is_not_back_in_time_is_the_cases_next_step(db, investigator, custodian):
    thing = put_out(make_thing(make_case(investigator), investigator), custodian)
    assert not Exhibit.objects.wanting().exists()
    Exhibit.objects.update(due_back=timezone.localdate() - timedelta(days=1))
    steps = next_steps.of(thing.case, [], [], [], exhibits=Exhibit.objects.wanting())
    assert [step.row for step in steps if step.is_late] == [thing]


def test_a_store_that_is_away_breaks_no_exhibit(exhibit, investigator, settings, tmp_path):
    """Nothing is written of a file that nobody can reach, neither by night nor by hand."""
    before = custody_chain.rows([exhibit])
    settings.FILE_STORE = str(tmp_path / "mount")
    rechecks.run()
    with pytest.raises(Invalid):
        custody.check(exhibit, by=investigator)
    exhibit.refresh_from_db()
    assert (exhibit.checked_at, exhibit.check_held) == (None, None)
    assert custody_chain.rows([exhibit]) == before
    assert rechecks.due().get() == exhibit
