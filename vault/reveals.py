"""Opening a source's contact: a handler asks, a second person decides, and the box is handed out once, within hours."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from staff import access, audit, steps
from staff.models import Officer
from staff.refusals import Invalid, NotAllowed, WrongStatus
from vault import handlers, identity, keys, text
from vault.models import RevealRequest, SealedContact

Status = RevealRequest.Status
Kind = RevealRequest.Kind
NEXT: dict[str, set[str]] = {
    Status.ASKED: {Status.APPROVED, Status.REFUSED, Status.WITHDRAWN},
    Status.APPROVED: {Status.RELEASED, Status.WITHDRAWN},
    Status.REFUSED: set(),
    Status.RELEASED: set(),
    Status.WITHDRAWN: set(),
}
# How long an approval holds: a contact is opened in the hours in which it is needed; many boxes take a day.
OPEN_FOR = {Kind.OPEN: timedelta(hours=4), Kind.RESEAL: timedelta(hours=24)}
MAX_WORDS = 1000


@dataclass(frozen=True)
class Box:
    """One sealed box as a handler's browser gets it. `sealed` in base64."""

    giving: UUID
    given: str
    name: str
    fingerprint: str
    sealed: str


def move(request_id: UUID, to: str, *, by: Officer, **changes: object) -> RevealRequest:
    """The one way from status to status. Raises: WrongStatus."""
    fresh = locked(request_id)
    was = steps.take(fresh, to, NEXT, _("This request is now '%(now)s': that step does not follow."), changes)
    reason = fresh.refusal or fresh.reason
    audit.record(by, f"reveal.{to}", fresh, was=was, source=_source(fresh), reason=reason)
    return fresh


def locked(request_id: UUID) -> RevealRequest:
    return RevealRequest.objects.select_for_update(of=("self",)).get(pk=request_id)


def _source(request: RevealRequest) -> str:
    return str(request.source_id or "")


# --- The handler asks ---------------------------------------------------------------------------------------------
@transaction.atomic
def ask(source_id: UUID, *, by: Officer, reason: str, words: str, about: str = "") -> RevealRequest:
    """Ask to open what a source gave about reaching them.

    Args:
        reason: one of RevealRequest.Reason; kept in the audit entry.
        words: why, up to 1,000 characters, sealed; the deciding person reads it, the ledger never holds it.
        about: what the asker calls the occasion, as the reference of a tip.
    Raises: NotAllowed; Invalid, also where no contact is kept or no box of it is sealed to a key of the asker's.
    """
    access.require(by, "vault.reveal_source")
    _require_words(reason, words, RevealRequest.Reason.values)
    if not identity.has_contact(source_id):
        raise Invalid(_("This source left no contact data, or took it back."))
    if not SealedContact.objects.filter(handlers.open_to(by), source_id=source_id).exists():
        raise Invalid(_("No box of this contact is sealed to a key that you took up: see 'My key'."))
    return _keep(RevealRequest(kind=Kind.OPEN, source_id=source_id, about=about, reason=reason), words, by=by)


@transaction.atomic
def ask_to_reseal(*, by: Officer, reason: str, words: str = "") -> RevealRequest:
    """Ask for boxes in order to seal them to the present keys.

    Args:
        reason: one of RevealRequest.KeyReason.
    Raises: NotAllowed; Invalid.
    """
    access.require(by, "vault.reveal_source")
    _require_words(reason, words or "-", RevealRequest.KeyReason.values)
    return _keep(RevealRequest(kind=Kind.RESEAL, reason=reason), words, by=by)


def _require_words(reason: str, words: str, reasons: list[str]) -> None:
    if reason not in reasons:
        raise Invalid(_("Choose a purpose."), reason=_("Choose a purpose."))
    if not 0 < len(words.strip()) <= MAX_WORDS:
        raise Invalid(_("Say why, in up to 1,000 characters."), why=_("Say why, in up to 1,000 characters."))


def _keep(request: RevealRequest, words: str, *, by: Officer) -> RevealRequest:
    key = keys.fresh()
    request.asked_by, request.key_id = by, key.keep()
    text.write(request, key=key.key, words=words.strip())
    request.save(force_insert=True)
    audit.record(by, "reveal.asked", request, kind=request.kind, source=_source(request), reason=request.reason)
    return request


@transaction.atomic
def take_back(request: RevealRequest, *, by: Officer) -> RevealRequest:
    """The asker needs it no more. Raises: NotAllowed; WrongStatus."""
    _require_asker(request, by)
    return move(request.pk, Status.WITHDRAWN, by=by)


def _require_asker(request: RevealRequest, by: Officer) -> None:
    access.require(by, "vault.reveal_source")
    if request.asked_by_id != by.pk:
        raise NotAllowed(_("Another handler asked for this: ask yourself, in your own words."))


# --- A second person decides ----------------------------------------------------------------------------------------
@transaction.atomic
def approve(request: RevealRequest, *, by: Officer) -> RevealRequest:
    """Let the asker have it for the hours of OPEN_FOR. The one who approves sees no contact.

    Raises: NotAllowed, also for the asker; WrongStatus.
    """
    _require_second(request, by)
    now = timezone.now()
    until = now + OPEN_FOR[Kind(request.kind)]
    return move(request.pk, Status.APPROVED, by=by, decided_by=by, decided_at=now, open_until=until)


@transaction.atomic
def refuse(request: RevealRequest, *, by: Officer, refusal: str) -> RevealRequest:
    """Say no. `refusal`: one of RevealRequest.Refusal, shown to the asker. Raises: NotAllowed; Invalid; WrongStatus."""
    _require_second(request, by)
    if refusal not in RevealRequest.Refusal.values:
        raise Invalid(_("Say why not."), refusal=_("Say why not."))
    return move(request.pk, Status.REFUSED, by=by, decided_by=by, decided_at=timezone.now(), refusal=refusal)


def _require_second(request: RevealRequest, by: Officer) -> None:
    access.require(by, "vault.approve_reveal")
    access.require_second_person(by, request.asked_by)


@transaction.atomic
def read_words(request: RevealRequest, *, by: Officer) -> str:
    """Why the asker wants it. The audit entry comes first. "" where it was destroyed with the contact.

    Raises: NotAllowed.
    """
    if not RevealRequest.objects.visible_to(by).filter(pk=request.pk).exists():
        raise NotAllowed(_("Your role does not allow this step. Ask a supervisor."))
    audit.record(by, "reveal.read", request)
    return str(text.read_many([request], "words")[request.pk] or "")


# --- The box is handed out --------------------------------------------------------------------------------------------
def require_open(request: RevealRequest, *, by: Officer, kind: str) -> None:
    """Whether this request gives its asker boxes now. Raises: NotAllowed; WrongStatus, with what to do instead."""
    _require_asker(request, by)
    refused = {
        Status.ASKED: _("A second person has not decided yet."),
        Status.REFUSED: _("This request was refused: %(why)s.") % {"why": request.get_refusal_display()},
        Status.WITHDRAWN: _("You took this request back. Ask again if you need it."),
        Status.RELEASED: _("This was handed out already, and it is handed out once. Ask again if you need it."),
    }
    if request.status in refused:
        raise WrongStatus(refused[Status(request.status)])
    if request.is_expired:
        raise WrongStatus(_("The time to use this approval is over. Ask again if you still need it."))
    if request.kind != kind:
        raise WrongStatus(_("This request was approved for something else."))


@transaction.atomic
def release(request: RevealRequest, *, by: Officer) -> list[Box]:
    """Hand the asker the boxes of one source, once: the audit entry first, then nothing but bytes sealed to their key.

    Raises: NotAllowed; WrongStatus where it is not approved, used or too late; Invalid where there is no box to give.
    """
    fresh = locked(request.pk)
    require_open(fresh, by=by, kind=Kind.OPEN)
    rows = SealedContact.objects.filter(handlers.open_to(by), source=fresh.source_id)
    count = rows.count()
    if not count:
        raise Invalid(_("There is no box for you: the contact was taken back, or your key has none."))
    move(fresh.pk, Status.RELEASED, by=by, released_at=timezone.now())
    audit.record(by, "contact.released", fresh, source=_source(fresh), boxes=count)
    return [as_box(row) for row in rows.order_by("given_at", "pk")]


def as_box(row: SealedContact) -> Box:
    given = f"{timezone.localdate(row.given_at):%Y-%m-%d}"
    return Box(row.giving, given, row.handler, row.fingerprint, handlers.keyfile.base64(bytes(row.sealed)))
