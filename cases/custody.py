"""Custody: exhibits sealed, moved, handed over, checked; every step on the chain."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import certificates, custody_chain, rechecks
from cases.custody_chain import locked, service_number
from cases.models import CustodyEvent, Exhibit, HandOver, Shelf
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid, NotAllowed, WrongStatus
from vault import blobs

State = Exhibit.State
# From where an exhibit may go where. Drawn in docs/architecture.md.
NEXT: dict[str, set[str]] = {
    # A live animal bears no seal: whoever cares for it takes it at once.
    State.RECEIVED: {State.SEALED, State.TRANSFERRED},
    State.SEALED: {State.STORED},
    State.STORED: {State.OUT},
    State.OUT: {State.STORED, State.TRANSFERRED, State.LAB, State.COURT, State.RETURNED, State.DESTROYED},
    # Back in our hands it is sealed anew.
    State.TRANSFERRED: {State.SEALED, State.RETURNED, State.DESTROYED},
    State.LAB: {State.SEALED, State.RETURNED, State.DESTROYED},
    State.COURT: {State.SEALED, State.RETURNED, State.DESTROYED},
    # With its owner. A court may have it brought again.
    State.RETURNED: {State.SEALED},
    State.DESTROYED: set(),
}
EVENT_OF = {
    State.SEALED: CustodyEvent.Kind.SEAL,
    State.STORED: CustodyEvent.Kind.MOVE,
    State.OUT: CustodyEvent.Kind.MOVE,
    State.TRANSFERRED: CustodyEvent.Kind.HAND_OVER,
    State.LAB: CustodyEvent.Kind.LAB,
    State.COURT: CustodyEvent.Kind.COURT,
    State.RETURNED: CustodyEvent.Kind.RETURN,
    State.DESTROYED: CustodyEvent.Kind.DESTROY,
}


# By an order and by two people: cases/disposals.py.
FOR_GOOD = (State.RETURNED, State.DESTROYED)
# From there it comes back: sealed anew, and the chain says from whom.
ELSEWHERE = (State.TRANSFERRED, State.LAB, State.COURT, State.RETURNED)
# What is out without a date, comes back within so long.
OUT_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """A step of custody: to whom (a body's own words, "" for our own store), where, why, under which seal.

    to_who: of what comes back, who handed it over there.
    shelf: of the register, instead of `place`. due_back: what is out without one is due within `OUT_FOR`.
    """

    place: str = ""
    purpose: str = ""
    to_who: str = ""
    seal: str = ""
    shelf: Shelf | None = None
    due_back: date | None = None


def require_exhibit(exhibit: Exhibit, right: str, *, by: Officer) -> None:
    """Raises: NotAllowed where the role lacks the right, or the officer may not act on the exhibit."""
    access.require(by, right)
    if not Exhibit.objects.worked_by(by).filter(pk=exhibit.pk).exists():
        raise NotAllowed(_("You do not see this exhibit."))


def _move(fresh: Exhibit, to: str, step: Step, *, by: Officer, released_by: Officer | None = None) -> Exhibit:
    if to not in NEXT[fresh.state]:
        now = State(fresh.state).label
        raise WrongStatus(_("This exhibit is now '%(now)s': that step does not follow.") % {"now": now})
    was, seal_before, holder = fresh.state, fresh.seal_number, fresh.holder
    place = str(step.shelf) if step.shelf and to == State.STORED else step.place
    for column, value in _moved(fresh, to, step, place).items():
        setattr(fresh, column, value)
    is_back = to == State.SEALED and was in ELSEWHERE
    there = step.to_who.strip()[:120]
    fresh.holder = service_number(by) if is_back or not there else there
    fresh.save(update_fields=["state", "seal_number", "store_place", "shelf", "due_back", "holder"])
    custody_chain.append(
        fresh, CustodyEvent.Kind.RETURN if is_back else EVENT_OF[State(to)], by=by, from_who=holder,
        to_who=fresh.holder, place=place, purpose=step.purpose, seal_before=seal_before, seal_after=fresh.seal_number,
        released_by=(there or holder) if is_back else service_number(released_by or by), received_by=fresh.holder,
    )  # fmt: skip
    audit.record(by, f"exhibit.{to}", fresh, was=was)
    return fresh


def _moved(fresh: Exhibit, to: str, step: Step, place: str) -> dict[str, Any]:
    due_back = step.due_back if to in Exhibit.AWAY else None
    if to == State.OUT and due_back is None:
        due_back = timezone.localdate() + OUT_FOR
    return {
        "state": to, "seal_number": step.seal.strip() or fresh.seal_number, "due_back": due_back,
        "store_place": place[:120] if to in (State.SEALED, State.STORED) else "",
        "shelf": step.shelf if to == State.STORED else None,
    }  # fmt: skip


@transaction.atomic
def move(exhibit: Exhibit, to: str, step: Step, *, by: Officer) -> Exhibit:
    """Seal, store, take out, send to a laboratory or court, take back.

    Args:
        step: sealing needs a seal number; what leaves the house needs `to_who`, who signed for it there, and why.
    Raises: NotAllowed; WrongStatus, also for what needs an order and a second person; Invalid.
    """
    require_exhibit(exhibit, "cases.move_exhibit", by=by)
    if to in FOR_GOOD:
        raise WrongStatus(_("That needs an order and a second person: propose it."))
    _check(to, step)
    fresh = locked(exhibit)
    if fresh.hand_overs.filter(state=HandOver.State.OFFERED).exists():
        raise WrongStatus(_("It is offered to a colleague: they sign for it first, or the offer is taken back."))
    return _move(fresh, to, step, by=by)


def _check(to: str, step: Step) -> None:
    wrong: dict[str, str] = {}
    if to == State.SEALED and not step.seal.strip():
        wrong["seal"] = _("Give the number of the seal.")
    if to in (State.TRANSFERRED, State.LAB, State.COURT) and not step.to_who.strip():
        wrong["to_who"] = _("Say who received and signed for it.")
    if to in Exhibit.AWAY and not step.purpose.strip():
        wrong["purpose"] = _("Say what for.")
    if to == State.STORED and not step.shelf and not step.place.strip():
        wrong["place"] = _("Say where it lies.")
    if step.due_back and step.due_back < timezone.localdate():
        wrong["due_back"] = _("That day is over.")
    if wrong:
        raise Invalid(_("The step is not complete."), **wrong)


def end(fresh: Exhibit, to: str, step: Step, *, by: Officer, released_by: Officer) -> Exhibit:
    """Let an exhibit go for good; `cases.disposals` has checked order and people, and locked the row."""
    return _move(fresh, to, step, by=by, released_by=released_by)


@transaction.atomic
def set_due(exhibit: Exhibit, day: date, *, by: Officer) -> Exhibit:
    """Give what is away another day to be back by. Raises: NotAllowed; WrongStatus; Invalid for a day that is over."""
    require_exhibit(exhibit, "cases.move_exhibit", by=by)
    fresh = locked(exhibit)
    if fresh.state not in Exhibit.AWAY:
        raise WrongStatus(_("It is not away."))
    if day < timezone.localdate():
        raise Invalid(_("That day is over."), day=_("That day is over."))
    fresh.due_back = day
    fresh.save(update_fields=["due_back"])
    audit.record(by, "exhibit.due_set", fresh, due=str(day))
    return fresh


@transaction.atomic
def offer(exhibit: Exhibit, receiver: Officer, step: Step, *, by: Officer) -> HandOver:
    """Release an exhibit to a colleague, who signs with `sign_for`; until then it is the giver's.

    Raises: NotAllowed; Invalid, also while another hand-over waits.
    """
    require_exhibit(exhibit, "cases.take_exhibit", by=by)
    fresh = locked(exhibit)
    if receiver.pk == by.pk or not Exhibit.objects.worked_by(receiver).filter(pk=fresh.pk).exists():
        raise Invalid(_("Choose a colleague who sees this exhibit."), receiver=_("Choose a colleague."))
    if not step.purpose.strip() or not step.place.strip():
        raise Invalid(_("Say where and what for."), purpose=_("Say where and what for."))
    if fresh.hand_overs.filter(state=HandOver.State.OFFERED).exists():
        raise WrongStatus(_("It is already offered to a colleague."))
    row = HandOver.objects.create(
        exhibit=fresh, giver=by, receiver=receiver, place=step.place[:200], purpose=step.purpose[:300]
    )
    audit.record(by, "exhibit.offered", fresh, receiver=receiver.pk)
    return row


@transaction.atomic
def sign_for(hand_over: HandOver, *, by: Officer) -> CustodyEvent:
    """Sign for an exhibit that a colleague released: both hands then stand on the chain.

    Raises: NotAllowed; WrongStatus.
    """
    row = HandOver.objects.select_for_update().select_related("giver", "exhibit").get(pk=hand_over.pk)
    require_exhibit(row.exhibit, "cases.take_exhibit", by=by)
    if row.receiver_id != by.pk:
        raise NotAllowed(_("Only the colleague it was offered to signs for it."))
    if row.state != HandOver.State.OFFERED:
        raise WrongStatus(_("This hand-over is decided."))
    row.state = HandOver.State.ACCEPTED
    row.save(update_fields=["state"])
    fresh = locked(row.exhibit)
    fresh.holder = service_number(by)
    fresh.save(update_fields=["holder"])
    audit.record(by, "exhibit.handed_over", fresh, giver=row.giver_id)
    return custody_chain.append(
        fresh, CustodyEvent.Kind.HAND_OVER, by=by, from_who=service_number(row.giver), to_who=service_number(by),
        place=row.place, purpose=row.purpose, released_by=service_number(row.giver), received_by=service_number(by),
    )  # fmt: skip


@transaction.atomic
def turn_down(hand_over: HandOver, *, by: Officer) -> HandOver:
    """Do not take what a colleague offers, or take one's own offer back."""
    row = HandOver.objects.select_for_update().get(pk=hand_over.pk)
    if by.pk not in (row.receiver_id, row.giver_id):
        raise NotAllowed(_("Only the two colleagues of a hand-over decide on it."))
    if row.state != HandOver.State.OFFERED:
        raise WrongStatus(_("This hand-over is decided."))
    row.state = HandOver.State.REFUSED
    row.save(update_fields=["state"])
    audit.record(by, "exhibit.not_handed_over", row.exhibit)
    return row


def check(exhibit: Exhibit, *, by: Officer) -> bool:
    """Hash the file again and write the result on the chain. Returns: whether it is as it was received.

    A file that differs or does not open is on the chain too: the entry's hash after is then another, or empty.
    """
    require_exhibit(exhibit, "cases.take_exhibit", by=by)
    certificates.require_file(exhibit.case)
    if not exhibit.file_id:
        raise Invalid(_("There is no file to check."))
    try:
        return rechecks.look(exhibit, by=by)
    except blobs.StoreAway as away:
        raise Invalid(
            _("The file store cannot be reached just now, so nothing was checked. Tell whoever runs the server.")
        ) from away
