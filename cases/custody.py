"""Custody: exhibits sealed, moved, handed over, checked; every step on the chain."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cases import custody_chain
from cases.custody_chain import service_number
from cases.models import CustodyEvent, Exhibit, HandOver
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid, NotAllowed, WrongStatus
from vault import files, keys
from vault.models import StoredFile

State = Exhibit.State
# From where an exhibit may go where. Drawn in docs/architecture.md.
NEXT: dict[str, set[str]] = {
    State.RECEIVED: {State.SEALED},
    State.SEALED: {State.STORED},
    State.STORED: {State.OUT},
    State.OUT: {State.STORED, State.TRANSFERRED, State.LAB, State.COURT},
    State.TRANSFERRED: {State.RETURNED, State.DESTROYED},
    State.LAB: {State.RETURNED, State.DESTROYED},
    State.COURT: {State.RETURNED, State.DESTROYED},
    # Back in our hands it is sealed anew, or it went back to its owner and stays there.
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


@dataclass(frozen=True)
class Step:
    """A step of custody: to whom (a body's own words, "" for our own store), where, why, under which seal."""

    place: str = ""
    purpose: str = ""
    to_who: str = ""
    seal: str = ""


def _stored(exhibit: Exhibit) -> StoredFile:
    return StoredFile.objects.get(pk=str(exhibit.file_id))


def hashes(stored: StoredFile) -> tuple[str, str]:
    """SHA-256 and BLAKE2b-512 of the clear content, hex, read chunk by chunk."""
    sha256, blake2b = hashlib.sha256(), hashlib.blake2b()
    for chunk in files.read(stored):
        sha256.update(chunk)
        blake2b.update(chunk)
    return sha256.hexdigest(), blake2b.hexdigest()


def locked(exhibit: Exhibit) -> Exhibit:
    """The exhibit's row, locked and read again: custody events of one exhibit follow each other."""
    return Exhibit.objects.select_for_update(no_key=True).select_related("case").get(pk=exhibit.pk)


def require_exhibit(exhibit: Exhibit, right: str, *, by: Officer) -> None:
    """Raises: NotAllowed where the role lacks the right, or the officer may not act on the exhibit."""
    access.require(by, right)
    if not Exhibit.objects.worked_by(by).filter(pk=exhibit.pk).exists():
        raise NotAllowed(_("You do not see this exhibit."))


def _move(fresh: Exhibit, to: str, step: Step, *, by: Officer) -> Exhibit:
    if to not in NEXT[fresh.state]:
        now = State(fresh.state).label
        raise WrongStatus(_("This exhibit is now '%(now)s': that step does not follow.") % {"now": now})
    was, seal_before, holder = fresh.state, fresh.seal_number, fresh.holder
    fresh.state, fresh.seal_number = to, step.seal or fresh.seal_number
    fresh.store_place = step.place[:120] if to in (State.SEALED, State.STORED) else ""
    fresh.holder = step.to_who[:120] or service_number(by)
    fresh.save(update_fields=["state", "seal_number", "store_place", "holder"])
    custody_chain.append(
        fresh, EVENT_OF[State(to)], by=by, from_who=holder, to_who=fresh.holder, place=step.place,
        purpose=step.purpose, seal_before=seal_before, seal_after=fresh.seal_number,
        released_by=service_number(by), received_by=fresh.holder,
    )  # fmt: skip
    audit.record(by, f"exhibit.{to}", fresh, was=was)
    return fresh


@transaction.atomic
def move(exhibit: Exhibit, to: str, step: Step, *, by: Officer) -> Exhibit:
    """Seal, store, take out, send to a laboratory or court, take back, destroy.

    Args:
        step: sealing needs a seal number; what leaves the house needs `to_who`, who signed for it there, and why.
    Raises: NotAllowed; WrongStatus; Invalid.
    """
    require_exhibit(exhibit, "cases.move_exhibit", by=by)
    wrong: dict[str, str] = {}
    if to == State.SEALED and not step.seal.strip():
        wrong["seal"] = _("Give the number of the seal.")
    if to in (State.TRANSFERRED, State.LAB, State.COURT) and not step.to_who.strip():
        wrong["to_who"] = _("Say who received and signed for it.")
    if to in (State.OUT, State.TRANSFERRED, State.LAB, State.COURT, State.DESTROYED) and not step.purpose.strip():
        wrong["purpose"] = _("Say what for.")
    if wrong:
        raise Invalid(_("The step is not complete."), **wrong)
    return _move(locked(exhibit), to, step, by=by)


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
    if not exhibit.file_id:
        raise Invalid(_("There is no file to check."))
    try:
        found, _second = hashes(_stored(exhibit))
    except (keys.VaultClosed, StoredFile.DoesNotExist, OSError):
        found = ""
    held = found == exhibit.sha256
    with transaction.atomic():
        fresh = locked(exhibit)
        custody_chain.append(
            fresh, CustodyEvent.Kind.CHECK, by=by, sha256_after=found,
            purpose="SHA-256 as received" if held else "SHA-256 differs",
        )  # fmt: skip
        audit.record(by, "exhibit.checked", fresh, holds=held)
    return held


def broken_file() -> tuple[int, str | None]:
    """Hash every exhibit's file again. Returns: (files that hold, the first break in words or None)."""
    held = 0
    for exhibit in Exhibit.objects.exclude(file_id=None).order_by("reference").iterator(chunk_size=500):
        try:
            found = hashes(_stored(exhibit))
        except (keys.VaultClosed, StoredFile.DoesNotExist, OSError):
            return held, f"{exhibit.reference}: its file does not open"
        if found != (exhibit.sha256, exhibit.blake2b):
            return held, f"{exhibit.reference}: its file is not the one that was received"
        held += 1
    return held, None
