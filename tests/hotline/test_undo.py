"""A step just taken is taken back: by whoever took it, within seconds, and only where nothing happened since."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hotline import correspondence, triage, undoing
from hotline.admin.opened import open_tip
from hotline.models import Tip
from staff.models import AuditEntry
from staff.refusals import NotAllowed, WrongStatus
from tests.hotline.test_triage import reached
from tests.make import make_report, make_tip

pytestmark = pytest.mark.django_db
Status = Tip.Status
KEPT = ("status", "assignee_id", "claimed_at", "decided_at", "dismiss_reason", "merged_into_id", "suspicions")

STEPS = {
    "claim": lambda tip, by: triage.claim(tip, by=by),
    "hand_back": lambda tip, by: triage.hand_back(tip, by=by),
    "quarantine": lambda tip, by: triage.quarantine(tip, by=by),
    "release": lambda tip, by: triage.release(tip, by=by),
    "dismiss": lambda tip, by: triage.dismiss(tip, by=by, reason="spam", note="Seen before"),
    "merge": lambda tip, by: triage.merge(tip, make_tip(), by=by),
}
CASES = [
    ("claim", Status.RECEIVED), ("hand_back", Status.IN_TRIAGE), ("quarantine", Status.RECEIVED),
    ("release", Status.QUARANTINED), ("dismiss", Status.RECEIVED), ("dismiss", Status.QUARANTINED),
    ("dismiss", Status.IN_TRIAGE), ("dismiss", Status.NEEDS_INFO), ("merge", Status.RECEIVED),
    ("merge", Status.IN_TRIAGE), ("merge", Status.NEEDS_INFO),
]  # fmt: skip


def kept(tip: Tip) -> dict:
    found = Tip.objects.filter(pk=tip.pk).values(*KEPT).get()
    # The ledger keeps times to the millisecond.
    if found["claimed_at"]:
        found["claimed_at"] = found["claimed_at"].replace(microsecond=found["claimed_at"].microsecond // 1000 * 1000)
    return found


@pytest.mark.parametrize(("step", "status"), CASES)
def test_an_undone_step_leaves_the_tip_as_it_was_and_both_are_on_record(analyst, step, status):
    tip = reached(status, analyst)
    before = kept(tip)
    STEPS[step](tip, analyst)
    assert kept(tip) != before
    undoing.undo(tip, by=analyst)
    assert kept(tip) == before
    last = AuditEntry.objects.filter(subject="hotline.tip", subject_id=str(tip.pk)).latest("pk")
    assert (last.verb, last.details["reason"], last.actor) == (f"tip.{status}", "undone", f"officer:{analyst.pk}")


def test_a_claim_of_a_tip_that_waits_for_its_source_is_undone_too(analyst, supervisor):
    tip = reached(Status.NEEDS_INFO, supervisor)
    Tip.objects.filter(pk=tip.pk).update(assignee=None)
    triage.claim(tip, by=analyst)
    undoing.undo(tip, by=analyst)
    assert (kept(tip)["status"], kept(tip)["assignee_id"]) == (Status.NEEDS_INFO, None)


def test_the_note_on_an_undone_decision_stays_with_the_tip(analyst):
    tip = triage.dismiss(make_tip(), by=analyst, reason="insufficient", note="Ask the ranger post")
    assert open_tip(undoing.undo(tip, by=analyst), by=analyst).note == "Ask the ranger post"


def refused(tip: Tip, by) -> None:
    before, written = kept(tip), AuditEntry.objects.count()
    with pytest.raises(WrongStatus):
        undoing.undo(tip, by=by)
    assert (kept(tip), AuditEntry.objects.count()) == (before, written)


def test_a_colleagues_step_is_not_undone(analyst, supervisor):
    refused(triage.dismiss(make_tip(), by=supervisor, reason="spam"), analyst)


def test_after_the_seconds_are_over_nothing_is_undone(analyst, monkeypatch):
    tip = triage.dismiss(make_tip(), by=analyst, reason="spam")
    late = timezone.now() + undoing.UNDO_WITHIN + timedelta(seconds=1)
    monkeypatch.setattr("hotline.undoing.timezone.now", lambda: late)
    refused(tip, analyst)


def test_once_the_source_has_written_a_step_stands(analyst):
    tip = triage.dismiss(make_tip(), by=analyst, reason="spam")
    correspondence.add_from_source(tip, "It was yesterday")
    refused(tip, analyst)


def test_reading_the_tip_again_does_not_stand_in_the_way(analyst):
    tip = triage.dismiss(make_tip(), by=analyst, reason="spam")
    triage.read(tip, by=analyst)
    assert undoing.undo(tip, by=analyst).status == Status.RECEIVED


def test_an_undoing_is_not_undone(analyst):
    tip = triage.dismiss(make_tip(), by=analyst, reason="spam")
    refused(undoing.undo(tip, by=analyst), analyst)


@pytest.mark.parametrize("step", ["ask", "promote", "withdraw", "reopen"])
def test_what_went_out_of_the_house_is_not_undone(analyst, step):
    tip = make_tip()
    match step:
        case "ask":
            correspondence.ask(tip, "Which day?", by=analyst)
        case "promote":
            make_report(analyst, tip)
        case "withdraw":
            correspondence.withdraw(tip)
        case "reopen":
            triage.reopen(triage.dismiss(tip, by=analyst, reason="spam"), by=analyst)
    refused(tip, analyst)


def test_an_outsider_undoes_nothing(outsider, analyst):
    tip = triage.dismiss(make_tip(), by=analyst, reason="spam")
    with pytest.raises(NotAllowed):
        undoing.undo(tip, by=outsider)
    assert kept(tip)["status"] == Status.DISMISSED
