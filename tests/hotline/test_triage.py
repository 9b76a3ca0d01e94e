import threading

import pytest
from django.db import connection

from hotline import correspondence, triage, undoing
from hotline.models import Tip
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.make import make_report, make_tip

pytestmark = pytest.mark.django_db
Status = Tip.Status
DismissReason = Tip.DismissReason


def reached(status: str, officer) -> Tip:
    """A tip in a status, by the verbs that lead there."""
    tip = make_tip(is_suspect=status == Status.QUARANTINED)
    match status:
        case Status.IN_TRIAGE:
            triage.claim(tip, by=officer)
        case Status.NEEDS_INFO:
            correspondence.ask(tip, "Which day?", by=officer)
        case Status.PROMOTED:
            make_report(officer, tip)
        case Status.MERGED:
            triage.merge(tip, make_tip(), by=officer)
        case Status.DISMISSED:
            triage.dismiss(tip, by=officer, reason=DismissReason.SPAM)
        case Status.WITHDRAWN:
            correspondence.withdraw(tip)
    tip = Tip.objects.get(pk=tip.pk)
    assert tip.status == status
    return tip


# Each verb: (from where it starts, where it leads, how it is called).
VERBS = {
    "claim": ({Status.RECEIVED}, Status.IN_TRIAGE, lambda tip, by: triage.claim(tip, by=by)),
    "hand_back": ({Status.IN_TRIAGE}, Status.RECEIVED, lambda tip, by: triage.hand_back(tip, by=by)),
    "quarantine": ({Status.RECEIVED}, Status.QUARANTINED, lambda tip, by: triage.quarantine(tip, by=by)),
    "release": ({Status.QUARANTINED}, Status.RECEIVED, lambda tip, by: triage.release(tip, by=by)),
    "dismiss": (
        {Status.RECEIVED, Status.QUARANTINED, Status.IN_TRIAGE, Status.NEEDS_INFO}, Status.DISMISSED,
        lambda tip, by: triage.dismiss(tip, by=by, reason=DismissReason.SPAM, note="Seen before"),
    ),
    "merge": (
        {Status.RECEIVED, Status.IN_TRIAGE, Status.NEEDS_INFO}, Status.MERGED,
        lambda tip, by: triage.merge(tip, make_tip(), by=by),
    ),
    "reopen": ({Status.DISMISSED, Status.MERGED}, Status.IN_TRIAGE, lambda tip, by: triage.reopen(tip, by=by)),
}  # fmt: skip
PAIRS = [(verb, status) for verb in VERBS for status in Status.values]


@pytest.mark.parametrize(("verb", "status"), [(verb, one) for verb, one in PAIRS if one in VERBS[verb][0]])
def test_a_step_leads_where_it_says_and_is_on_record(analyst, verb, status):
    tip = reached(status, analyst)
    _starts, leads, call = VERBS[verb]
    assert call(tip, analyst).status == leads
    assert Tip.objects.get(pk=tip.pk).status == leads
    last = AuditEntry.objects.filter(subject="hotline.tip", subject_id=str(tip.pk)).latest("pk")
    assert (last.verb, last.details["was"]) == (f"tip.{leads}", status)


@pytest.mark.parametrize(("verb", "status"), [(verb, one) for verb, one in PAIRS if one not in VERBS[verb][0]])
def test_a_step_that_does_not_follow_is_refused_and_changes_nothing(analyst, supervisor, verb, status):
    tip = reached(status, supervisor)
    before = Tip.objects.filter(pk=tip.pk).values().get()
    written = AuditEntry.objects.filter(subject_id=str(tip.pk)).count()
    with pytest.raises(WrongStatus):
        VERBS[verb][2](tip, analyst)
    assert Tip.objects.filter(pk=tip.pk).values().get() == before
    assert AuditEntry.objects.filter(subject_id=str(tip.pk)).count() == written


@pytest.mark.parametrize("was", Status.values)
@pytest.mark.parametrize("to", Status.values)
def test_no_pair_that_the_table_lacks_gets_through_the_one_door(analyst, was, to):
    tip = make_tip()
    tip.status = was
    if to in triage.NEXT[was]:
        triage._require_step(tip, to)
        return
    with pytest.raises(WrongStatus):
        triage._require_step(tip, to)


@pytest.mark.parametrize("was", Status.values)
@pytest.mark.parametrize("to", Status.values)
def test_no_step_is_taken_back_to_where_the_table_of_ways_back_does_not_lead(analyst, was, to):
    tip = make_tip()
    tip.status = was
    if to in undoing.BACK[was]:
        triage._require_step(tip, to, steps=undoing.BACK)
        return
    with pytest.raises(WrongStatus):
        triage._require_step(tip, to, steps=undoing.BACK)


@pytest.mark.parametrize("verb", VERBS)
def test_an_outsider_changes_nothing(outsider, supervisor, verb):
    tip = reached(next(iter(sorted(VERBS[verb][0]))), supervisor)
    before = Tip.objects.filter(pk=tip.pk).values().get()
    with pytest.raises(NotAllowed):
        VERBS[verb][2](tip, outsider)
    assert Tip.objects.filter(pk=tip.pk).values().get() == before


def test_claiming_ones_own_tip_again_changes_nothing(analyst):
    tip = make_tip(officer=analyst)
    written = AuditEntry.objects.count()
    assert triage.claim(tip, by=analyst).assignee == analyst
    assert AuditEntry.objects.count() == written


def test_a_tip_that_a_colleague_reads_is_not_taken(analyst, supervisor):
    tip = make_tip(officer=supervisor)
    with pytest.raises(WrongStatus, match="supervisor"):
        triage.claim(tip, by=analyst)
    assert Tip.objects.get(pk=tip.pk).assignee == supervisor


def test_a_note_is_sealed_and_never_audited(analyst):
    from hotline.admin.opened import open_tip

    tip = triage.dismiss(make_tip(), by=analyst, reason=DismissReason.INSUFFICIENT, note="Ask the ranger post")
    assert b"ranger" not in bytes(tip.note)
    assert open_tip(tip, by=analyst).note == "Ask the ranger post"
    assert "ranger" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


@pytest.mark.parametrize(("reason", "note"), [("", ""), ("nonsense", ""), ("spam", "x" * 501)])
def test_dismissing_without_a_class_or_with_too_long_a_note_is_refused(analyst, reason, note):
    tip = make_tip()
    with pytest.raises(Invalid):
        triage.dismiss(tip, by=analyst, reason=reason, note=note)
    assert Tip.objects.get(pk=tip.pk).status == Status.RECEIVED


def test_a_merged_tip_says_where_and_forgets_it_when_reopened(analyst):
    tip, into = make_tip(), make_tip()
    assert triage.merge(tip, into, by=analyst).merged_into == into
    again = triage.reopen(tip, by=analyst)
    assert (again.merged_into, again.assignee) == (None, analyst)


def test_a_tip_is_not_merged_with_itself_or_with_one_that_is_closed(analyst):
    tip, target = make_tip(), make_tip()
    triage.merge(target, make_tip(), by=analyst)
    for into in (tip, target, reached(Status.WITHDRAWN, analyst)):
        with pytest.raises(Invalid):
            triage.merge(tip, into, by=analyst)
    assert Tip.objects.get(pk=tip.pk).status == Status.RECEIVED


def test_reading_is_on_record_before_the_words_are_opened(analyst, outsider):
    tip = make_tip("What the source wrote")
    with pytest.raises(NotAllowed):
        triage.read(tip, by=outsider)
    assert not AuditEntry.objects.filter(verb="tip.read").exists()
    assert triage.read(tip, by=analyst) == "What the source wrote"
    assert AuditEntry.objects.filter(verb="tip.read", actor=f"officer:{analyst.pk}").exists()


def test_a_decision_dates_the_tip_and_reopening_undates_it(analyst):
    tip = triage.dismiss(make_tip(), by=analyst, reason=DismissReason.SPAM)
    assert tip.decided_at is not None
    again = triage.reopen(tip, by=analyst)
    assert (again.decided_at, again.dismiss_reason) == (None, "")


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_decide_at_once_one_wins_and_the_other_is_told(analyst, supervisor):
    tip, start, outcomes = make_tip(), threading.Barrier(2), []

    def decide(call, officer):
        start.wait()
        try:
            call(officer)
            outcomes.append("won")
        except WrongStatus:
            outcomes.append("told")
        finally:
            connection.close()

    steps = [
        (lambda by: triage.dismiss(tip, by=by, reason=DismissReason.SPAM), analyst),
        (lambda by: make_report(by, tip), supervisor),
    ]
    threads = [threading.Thread(target=decide, args=step) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["told", "won"]
    decided = AuditEntry.objects.filter(verb__in=("tip.dismissed", "tip.promoted"), subject_id=str(tip.pk))
    assert decided.count() == 1
    assert decided.get().verb == f"tip.{Tip.objects.get(pk=tip.pk).status}"
