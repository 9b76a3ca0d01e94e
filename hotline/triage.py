"""The triage desk: every decision on a tip."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline import duty
from hotline.models import Tip
from staff import access, audit
from staff.desk_history import actor_names
from staff.models import AuditEntry, Officer
from staff.refusals import Invalid, WrongStatus
from vault import text

MAX_NOTE = 500  # characters

Status = Tip.Status
# From where a tip may go where. Drawn in docs/architecture.md.
NEXT: dict[str, set[str]] = {
    Status.RECEIVED: {
        Status.IN_TRIAGE, Status.QUARANTINED, Status.NEEDS_INFO, Status.PROMOTED, Status.MERGED, Status.DISMISSED,
        Status.WITHDRAWN,
    },
    Status.QUARANTINED: {Status.RECEIVED, Status.DISMISSED, Status.WITHDRAWN},
    Status.IN_TRIAGE: {
        Status.RECEIVED, Status.NEEDS_INFO, Status.PROMOTED, Status.MERGED, Status.DISMISSED, Status.WITHDRAWN,
    },
    Status.NEEDS_INFO: {Status.IN_TRIAGE, Status.PROMOTED, Status.MERGED, Status.DISMISSED, Status.WITHDRAWN},
    Status.PROMOTED: {Status.WITHDRAWN},
    Status.MERGED: {Status.IN_TRIAGE, Status.WITHDRAWN},
    Status.DISMISSED: {Status.IN_TRIAGE, Status.WITHDRAWN},
    Status.WITHDRAWN: set(),
}  # fmt: skip
DECIDED = {Status.PROMOTED, Status.MERGED, Status.DISMISSED}


def locked(tip: Tip) -> Tip:
    return Tip.objects.select_for_update(no_key=True).get(pk=tip.pk)


def locked_with_words(tip: Tip) -> Tip:
    """A tip whose words can still be read, locked against their shredding. Raises: WrongStatus where they are gone."""
    fresh = locked(tip)
    _require_words(fresh)
    return fresh


def _require_words(fresh: Tip) -> None:
    if fresh.is_shredded:
        raise WrongStatus(_("The words of this tip were destroyed: nothing is decided on it any more."))


def _require_step(fresh: Tip, to: str, *, only_from: tuple[str, ...] = (), steps: dict[str, set[str]] = NEXT) -> None:
    """Raises: WrongStatus where `to` does not follow, or the verb at hand does not start from here."""
    _require_words(fresh)
    if to not in steps[fresh.status] or (only_from and fresh.status not in only_from):
        raise WrongStatus(_who_was_faster(fresh))


def _who_was_faster(fresh: Tip) -> str:
    """What happened to the tip meanwhile, by whom and when."""
    said: dict[str, Any] = {"now": Status(fresh.status).label}
    entry = acts(fresh).filter(verb=f"tip.{fresh.status}").order_by("-pk").first()
    if entry is None:
        return _("This tip is now '%(now)s': someone was faster. Look at it again.") % said
    said |= {"who": actor_names([entry])[entry.actor], "at": timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M")}
    return _("This tip is '%(now)s': %(who)s was faster, at %(at)s. Nothing of yours was done.") % said


def acts(tip: Tip) -> models.QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(subject=tip._meta.label_lower, subject_id=str(tip.pk))


def move(
    fresh: Tip, to: str, *, by: Officer | str, reason: str = "", only_from: tuple[str, ...] = (),
    steps: dict[str, set[str]] = NEXT, **changes: object,
) -> Tip:  # fmt: skip
    """The one way a status changes. `fresh` is locked; `changes` are further columns to set."""
    _require_step(fresh, to, only_from=only_from, steps=steps)
    was, fresh.status = fresh.status, to
    fresh.decided_at = timezone.now() if to in DECIDED else None
    had = _set(fresh, **changes)
    fresh.save(update_fields=["status", "decided_at", "note", *changes])
    audit.record(by, f"tip.{to}", fresh, was=was, reason=reason, **had)
    return fresh


def _set(fresh: Tip, **changes: object) -> dict[str, dict[str, Any]]:
    """Set columns. Returns: what stood in them, as an audit entry keeps it for an undoing: ids, codes and times."""
    columns = {name: fresh._meta.get_field(name).attname for name in changes}  # type: ignore[union-attr]
    had = {columns[name]: getattr(fresh, columns[name]) for name in changes}
    for name, value in changes.items():
        setattr(fresh, name, value)
    return {"had": had} if had else {}


@transaction.atomic
def claim(tip: Tip, *, by: Officer) -> Tip:
    """Take a tip to read it; the others see who has it. Claiming one's own tip again changes nothing.

    Raises: NotAllowed; WrongStatus where someone else has it or it was decided.
    """
    access.require(by, "hotline.claim_tip")
    fresh = locked(tip)
    if fresh.assignee_id == by.pk and fresh.status in (Status.IN_TRIAGE, Status.NEEDS_INFO):
        return fresh
    if fresh.assignee_id not in (None, by.pk):
        raise WrongStatus(_("%(name)s is reading this tip.") % {"name": fresh.assignee})
    taken: dict[str, Any] = {"assignee": by, "claimed_at": timezone.now()}
    if fresh.status == Status.NEEDS_INFO:
        had = _set(fresh, **taken)
        fresh.save(update_fields=[*taken])
        audit.record(by, "tip.claimed", fresh, was=fresh.status, **had)
        return fresh
    return move(fresh, Status.IN_TRIAGE, by=by, only_from=(Status.RECEIVED,), **taken)


@transaction.atomic
def hand_back(tip: Tip, *, by: Officer) -> Tip:
    """Put a claimed tip back into the queue."""
    access.require(by, "hotline.claim_tip")
    fresh = locked(tip)
    return move(fresh, Status.RECEIVED, by=by, only_from=(Status.IN_TRIAGE,), assignee=None, claimed_at=None)


@transaction.atomic
def end_claim(tip: Tip, *, claimed_at: datetime | None) -> Tip:
    """Put a tip whose reader left it alone back into the queue. Called by `claims`, which says whose time is over.

    Raises: WrongStatus where it was handed back or claimed anew meanwhile.
    """
    fresh = locked(tip)
    if fresh.claimed_at != claimed_at:
        raise WrongStatus(_("This tip was claimed anew."))
    return move(
        fresh, Status.RECEIVED, by="system", reason="claim_ended", only_from=(Status.IN_TRIAGE,),
        assignee=None, claimed_at=None,
    )  # fmt: skip


@transaction.atomic
def assign(tip: Tip, to: Officer, *, by: Officer) -> Tip:
    """Give a tip to someone to read, also one that another has: who triages decides that. Oneself, one claims it.

    Raises: NotAllowed, also where the other may not read tips; WrongStatus where it was decided.
    """
    if to.pk == by.pk:
        return claim(tip, by=by)
    access.require(by, "hotline.triage_tip")
    access.require(to, "hotline.claim_tip")
    fresh = locked(tip)
    if fresh.assignee_id == to.pk and fresh.status in (Status.IN_TRIAGE, Status.NEEDS_INFO):
        return fresh
    given: dict[str, Any] = {"assignee": to, "claimed_at": timezone.now()}
    if fresh.status == Status.RECEIVED:
        fresh = move(fresh, Status.IN_TRIAGE, by=by, **given)
        audit.record(by, "tip.assigned", fresh, to=to.pk)
        return fresh
    if fresh.status not in (Status.IN_TRIAGE, Status.NEEDS_INFO) or fresh.is_shredded:
        raise WrongStatus(_("This tip is decided already: there is nothing to read any more."))
    fresh.assignee, fresh.claimed_at = to, timezone.now()
    fresh.save(update_fields=["assignee", "claimed_at"])
    audit.record(by, "tip.assigned", fresh, to=to.pk)
    return fresh


@transaction.atomic
def quarantine(tip: Tip, *, by: Officer) -> Tip:
    """Set a tip aside that looks like abuse. Nothing is lost: `release` brings it back."""
    access.require(by, "hotline.triage_tip")
    return move(locked(tip), Status.QUARANTINED, by=by, suspicions=[Tip.Suspicion.OFFICER.value])


@transaction.atomic
def release(tip: Tip, *, by: Officer) -> Tip:
    """Bring a quarantined tip into the queue."""
    access.require(by, "hotline.triage_tip")
    released = move(locked(tip), Status.RECEIVED, by=by, only_from=(Status.QUARANTINED,), suspicions=[])
    duty.call_for(released)
    return released


@transaction.atomic
def prove(tip: Tip) -> bool:
    """The source's own device has done the work that nobody does a thousand times: the tip leaves quarantine.

    Returns: False where it is not waiting there, or an officer set it aside: an officer decides then.
    """
    fresh = locked(tip)
    if not fresh.asks_for_proof:
        return False
    duty.call_for(move(fresh, Status.RECEIVED, by="source", reason="proof_of_work", suspicions=[]))
    return True


@transaction.atomic
def dismiss(tip: Tip, *, by: Officer, reason: str, note: str = "") -> Tip:
    """Close a tip that needs no report.

    Args:
        tip: any tip; its row is locked and read again, so a stale copy is safe.
        by: the officer who decides; needs `hotline.triage_tip`.
        reason: a `Tip.DismissReason`: the audit entry keeps it, and the source may be told its class.
        note: up to 500 characters, sealed under the tip's key; never audited, never shown to the source.
    Returns: the fresh tip, DISMISSED.
    Raises: NotAllowed; Invalid; WrongStatus if it was decided already.
    """
    access.require(by, "hotline.triage_tip")
    if reason not in Tip.DismissReason.values:
        raise Invalid(_("Choose why it is dismissed."), reason=_("Choose why it is dismissed."))
    if len(note) > MAX_NOTE:
        raise Invalid(_("The note is too long: 500 characters fit."), note=_("500 characters fit."))
    fresh = locked(tip)
    _require_step(fresh, Status.DISMISSED)
    if note:
        text.write(fresh, note=note)
    return move(fresh, Status.DISMISSED, by=by, reason=reason, dismiss_reason=reason)


@transaction.atomic
def dismiss_spam(tip: Tip, *, by: Officer) -> Tip:
    """Close a quarantined tip as spam; one that a colleague let into the queue meanwhile stays there.

    Raises: NotAllowed; WrongStatus.
    """
    access.require(by, "hotline.triage_tip")
    reason = Tip.DismissReason.SPAM.value
    only = (Status.QUARANTINED,)
    return move(locked(tip), Status.DISMISSED, by=by, reason=reason, only_from=only, dismiss_reason=reason)


@transaction.atomic
def merge(tip: Tip, into: Tip, *, by: Officer) -> Tip:
    """Say that a tip tells what another one tells already. Both are kept; nothing is copied.

    Raises: NotAllowed; Invalid for a tip merged with itself or with one that is itself merged; WrongStatus.
    """
    access.require(by, "hotline.triage_tip")
    first, second = sorted((tip.pk, into.pk))
    rows = {
        row.pk: row for row in Tip.objects.select_for_update(no_key=True).filter(pk__in=[first, second]).order_by("pk")
    }
    fresh, target = rows[tip.pk], rows[into.pk]
    if tip.pk == into.pk:
        raise Invalid(_("A tip cannot be merged with itself."))
    if target.is_shredded or target.status in (Status.MERGED, Status.QUARANTINED):
        raise Invalid(_("%(other)s is closed itself: choose the tip it leads to.") % {"other": target.reference})
    return move(fresh, Status.MERGED, by=by, reason=target.reference, merged_into=target)


@transaction.atomic
def reopen(tip: Tip, *, by: Officer) -> Tip:
    """Take up a dismissed or merged tip again."""
    access.require(by, "hotline.triage_tip")
    fresh = locked(tip)
    return move(
        fresh, Status.IN_TRIAGE, by=by, only_from=(Status.DISMISSED, Status.MERGED),
        assignee=by, claimed_at=timezone.now(), dismiss_reason="", merged_into=None,
    )  # fmt: skip


def promoted(fresh: Tip, *, by: Officer) -> Tip:
    """A report was written from this tip. Called by `reporting` with the row locked, in its transaction."""
    return move(fresh, Status.PROMOTED, by=by)


def read(tip: Tip, *, by: Officer, key: bytes | None = None) -> str:
    """The source's words, after the audit entry that says who read them.

    Args:
        key: the tip's data key, where the caller holds it already.
    Raises: NotAllowed; VaultClosed where the tip was withdrawn or purged.
    """
    access.require(by, "hotline.read_tip")
    with transaction.atomic():
        audit.record(by, "tip.read", tip)
    narrative: str = text.read(tip, "narrative", key=key)
    return narrative
