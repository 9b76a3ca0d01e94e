"""cases/persons.py, legal_holds.py, certificates.py: persons under review, what keeps them, and their purge."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases import casework, certificates, legal_holds, outcomes, persons
from cases.models import Certificate
from cases.outcomes import Result
from intel.models import Entity, Fact, Link
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import make_case
from tests.intel.making import make_entity
from vault import purging
from vault.models import PurgedKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_checkpoints")]
DAY = timedelta(days=1)


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def person(case, investigator):
    return make_entity(case, investigator, phone="+84 912 345 678")


def _overdue(person, days=1):
    Entity.objects.filter(pk=person.pk).update(review_by=timezone.localdate() - days * DAY)
    person.refresh_from_db()
    return person


def _ended(case, by):
    return casework.close(case, "insufficient", by=by)


def _is_emptied(person):
    person.refresh_from_db()
    hangs_on = (
        Fact.objects.filter(entity=person),
        Link.objects.filter(source=person),
        Link.objects.filter(target=person),
    )
    return (person.name, person.key) == ("", "") and not any(rows.exists() for rows in hangs_on)


def test_a_person_is_due_on_the_day_of_the_review_and_not_before(person):
    assert person not in persons.due(person.review_by - DAY)
    assert person in persons.due(person.review_by)


def test_still_needed_sets_a_new_date_and_keeps_the_reason(person, investigator):
    was, until = _overdue(person).review_by, timezone.localdate() + 90 * DAY
    review = persons.keep(person, "The appeal is pending", until, by=investigator)
    person.refresh_from_db()
    assert (person.review_by, review.was, review.words) == (until, was, "The appeal is pending")
    with pytest.raises(DatabaseError), transaction.atomic():
        person.reviews.update(words="Otherwise")


@pytest.mark.parametrize(
    ("words", "days", "field"), [(" ", 30, "words"), ("needed", 0, "until"), ("needed", 400, "until")]
)
def test_a_review_that_says_half_changes_no_date(words, days, field, person, investigator):
    was = person.review_by
    with pytest.raises(Invalid) as refused:
        persons.keep(person, words, timezone.localdate() + days * DAY, by=investigator)
    person.refresh_from_db()
    assert (set(refused.value.fields), person.review_by) == ({field}, was)


def test_a_member_who_does_not_lead_reviews_nobody(case, person, investigator, analyst):
    casework.admit(case, analyst, by=investigator)
    with pytest.raises(NotAllowed):
        persons.keep(person, "needed", timezone.localdate() + 30 * DAY, by=analyst)
    with pytest.raises(NotAllowed):
        persons.purge(person, by=investigator)
    assert not person.reviews.exists()


def test_who_an_open_case_uses_is_not_purged(person, supervisor):
    with pytest.raises(WrongStatus):
        persons.purge(person, by=supervisor)
    assert not _is_emptied(person)


@pytest.mark.parametrize("holder", ["hold_person", "hold_case"])
def test_who_a_legal_hold_keeps_is_purged_when_it_is_lifted(holder, case, person, investigator, supervisor):
    _ended(case, investigator)
    held = {"hold_person": person, "hold_case": case}[holder]
    hold = getattr(legal_holds, holder)(held, "Order 12 of the court", by=supervisor)
    with pytest.raises(WrongStatus):
        persons.purge(person, by=supervisor)
    assert not _is_emptied(person)
    assert legal_holds.on_person(person) == [hold]
    legal_holds.lift(hold, "Order 12 was revoked", by=supervisor)
    persons.purge(person, by=supervisor)
    assert _is_emptied(person)


def test_lifting_one_hold_leaves_the_other(case, person, investigator, supervisor):
    _ended(case, investigator)
    first = legal_holds.hold_person(person, "Order 12", by=supervisor)
    legal_holds.hold_person(person, "Order 13", by=supervisor)
    legal_holds.lift(first, "revoked", by=supervisor)
    with pytest.raises(WrongStatus):
        legal_holds.lift(first, "again", by=supervisor)
    with pytest.raises(WrongStatus):
        persons.purge(person, by=supervisor)


def test_a_hold_is_set_and_lifted_by_right_and_with_a_reason(case, person, investigator, supervisor):
    with pytest.raises(NotAllowed):
        legal_holds.hold_person(person, "Order 12", by=investigator)
    with pytest.raises(Invalid):
        legal_holds.hold_case(case, " ", by=supervisor)
    assert legal_holds.on_person(person) == []


def test_a_purge_leaves_a_certificate_that_verifies_and_the_counts(case, person, investigator, supervisor):
    outcomes.enter(case, Result("arrest", timezone.localdate(), persons=[person]), by=investigator)
    persons.keep(person, "for the trial", timezone.localdate() + DAY, by=investigator)
    _ended(case, investigator)
    certificate = persons.purge(person, by=supervisor)
    assert _is_emptied(person)
    assert certificates.is_good(certificate)
    assert (certificate.names_cleared, certificate.texts_cleared) == (1, 1)
    assert certificate.facts_cleared == 2
    assert case.outcomes.get().counted.get().person_id == person.pk
    assert "Tran" not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize("change", [{"facts_cleared": 9}, {"rule": "unreviewed"}, {"subject": "case"}])
def test_a_certificate_of_which_anything_was_changed_does_not_verify(change, case, person, investigator, supervisor):
    _ended(case, investigator)
    certificate = persons.purge(person, by=supervisor)
    for name, value in change.items():
        setattr(certificate, name, value)
    assert not certificates.is_good(certificate)


def test_the_timetable_purges_who_nobody_needed_and_leaves_who_is_held(case, investigator, supervisor, settings):
    gone, held = (make_entity(case, investigator, name, report=None) for name in ("Le Thi Hoa", "Somchai Dee"))
    late, recent = (make_entity(case, investigator, name, report=None) for name in ("Dao Van An", "Ly Van Bo"))
    for each in (gone, held, late):
        _overdue(each, settings.RETENTION_DAYS + 1)
    _overdue(recent, settings.RETENTION_DAYS - 1)
    make_case(investigator)
    late.compartments = [case.pk, make_case(investigator).pk]
    late.save(update_fields=["compartments"])
    legal_holds.hold_person(held, "Order 12", by=supervisor)
    _ended(case, investigator)
    out = StringIO()
    call_command("purge", dry_run=True, stdout=out)
    assert not _is_emptied(gone)
    call_command("purge", stdout=out)
    assert f"persons: 1 purged, 2 held\n  {gone.reference}" in out.getvalue()
    assert [_is_emptied(each) for each in (gone, held, late, recent)] == [True, False, False, False]
    assert certificates.of(gone.pk).rule == Certificate.Rule.UNREVIEWED


def test_who_was_purged_since_the_backup_is_purged_again_before_anything_is_served(
    case, person, investigator, supervisor
):
    _ended(case, investigator)
    saved = (person.name, person.key)
    persons.purge(person, by=supervisor)
    purging.export()
    _restore(person, saved)
    purging.look_again()
    assert not purging.are_replayed()
    with pytest.raises(purging.NotReplayed):
        persons.run()
    call_command("replay_purges", stdout=StringIO())
    assert purging.are_replayed()
    assert _is_emptied(person)


def _restore(person, saved):
    """The database as the backup had it: the person is there, and the ledger knows nothing of the purge."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE vault_purged_key DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM vault_purged_key WHERE key_id = %s", [person.pk])
        cursor.execute("ALTER TABLE vault_purged_key ENABLE TRIGGER USER")
    Entity.objects.filter(pk=person.pk).update(name=saved[0], key=saved[1], purged_at=None)
    Fact.objects.create(entity=person, prop="name", value=saved[0], key=saved[1], recorded_by=person.recorded_by)
    assert not PurgedKey.objects.exists()
