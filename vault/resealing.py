"""Sealing contacts to the present keys: boxes go out in batches, come back sealed anew; old ones are dropped last."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus
from vault import handlers, reveals
from vault.handler import keyfile
from vault.handlers import PublicKey
from vault.models import HandlerKey, RevealRequest, SealedContact
from vault.reveals import Box

BATCH = 50  # boxes a page: a browser opens and seals them in a second or two
Status = RevealRequest.Status


@dataclass(frozen=True)
class Batch:
    """Boxes to open with one key, and the keys to seal them to. `left`: how many givings lack a box, these included."""

    boxes: list[Box]
    keys: list[PublicKey]
    left: int


def lacking() -> QuerySet[SealedContact, UUID]:
    """Givings without a box for every present key."""
    present = handlers.present()
    complete = (
        SealedContact.objects.filter(handlers.boxes_of(present)).order_by().values("giving")
        .annotate(boxes=Count("pk")).filter(boxes=len(present)).values("giving")
    )  # fmt: skip
    return (
        SealedContact.objects.exclude(giving__in=complete)
        .order_by("giving")
        .values_list("giving", flat=True)
        .distinct()
    )


def can_help(key: HandlerKey) -> int:
    """How many of the lacking givings this key opens."""
    return SealedContact.objects.filter(handlers.boxes_of([key]), giving__in=lacking()).count()


@transaction.atomic
def hand_out(request: RevealRequest, key: HandlerKey, *, by: Officer) -> Batch:
    """The next boxes for a key of the asker's. The audit entry comes first.

    Raises: NotAllowed; WrongStatus where the request is not approved or too late; Invalid for another's key.
    """
    reveals.require_open(reveals.locked(request.pk), by=by, kind=RevealRequest.Kind.RESEAL)
    _require_own(key, by)
    rows = SealedContact.objects.filter(handlers.boxes_of([key]), giving__in=lacking()).order_by("giving")[:BATCH]
    sources = [str(source) for source in rows.values_list("source_id", flat=True)]
    if not sources:
        raise Invalid(_("Every contact that this key opens is sealed to the present keys."))
    audit.record(by, "contact.released", request, sources=sources, boxes=len(sources))
    return Batch([reveals.as_box(row) for row in rows], handlers.present(), lacking().count())


def _require_own(key: HandlerKey, by: Officer) -> None:
    if key.officer_id != by.pk:
        raise Invalid(_("This key is another handler's."))


@transaction.atomic
def take_in(request: RevealRequest, key: HandlerKey, sealed: Mapping[UUID, Mapping[str, bytes]], *, by: Officer) -> int:
    """Keep boxes that the asker sealed anew, beside those that are there. Nothing is replaced or lost. Safe to repeat.

    Args:
        sealed: by giving, by name of each present key: the new box.
    Returns: how many boxes are new.
    Raises: NotAllowed; WrongStatus; Invalid where one is missing, or cannot hold the same words.
    """
    reveals.require_open(reveals.locked(request.pk), by=by, kind=RevealRequest.Kind.RESEAL)
    _require_own(key, by)
    own = {row.giving: row for row in SealedContact.objects.filter(handlers.boxes_of([key]), giving__in=sealed)}
    if not sealed or set(own) != set(sealed):
        raise Invalid(_("These are not the boxes that were handed out. Begin with a fresh batch."))
    rows = [row for giving, boxes in sealed.items() for row in _beside(own[giving], boxes)]
    before = SealedContact.objects.filter(giving__in=sealed).count()
    SealedContact.objects.bulk_create(rows, ignore_conflicts=True)
    count = SealedContact.objects.filter(giving__in=sealed).count() - before
    sources = sorted({str(row.source_id) for row in own.values()})
    audit.record(by, "contact.resealed", request, sources=sources, boxes=count)
    if not lacking().exists():
        reveals.move(request.pk, Status.RELEASED, by=by, released_at=timezone.now())
    return count


def _beside(own: SealedContact, boxes: Mapping[str, bytes]) -> list[SealedContact]:
    """New rows for the present keys that a giving may lack."""
    present = handlers.present()
    if set(boxes) != {key.name for key in present}:
        raise Invalid(_("The keys have changed meanwhile, or a box is missing. Begin with a fresh batch."))
    # The same words in a box of the same make have the same length: what was garbled or swapped shows here.
    if any(len(box) != len(own.sealed) for box in boxes.values()):
        raise Invalid(_("A box that came back cannot hold what went out."))
    return [
        SealedContact(
            source_id=own.source_id, giving=own.giving, handler=key.name, fingerprint=key.fingerprint,
            sealed=boxes[key.name], given_at=own.given_at,
        )
        for key in present
    ]  # fmt: skip


def departed() -> QuerySet[SealedContact]:
    """Boxes sealed to keys that are not in HANDLER_PUBLIC_KEYS any more."""
    return SealedContact.objects.exclude(handlers.boxes_of(handlers.present()))


@transaction.atomic
def drop_departed(request: RevealRequest, *, by: Officer) -> int:
    """Destroy boxes of keys that are not set any more, once every contact has one for each key that is.

    Args:
        request: the re-sealing that this ends.
    Returns: how many boxes.
    Raises: NotAllowed, also for whoever re-sealed; WrongStatus while a contact lacks a box.
    """
    access.require(by, "vault.approve_reveal")
    access.require_second_person(by, request.asked_by)
    if request.kind != RevealRequest.Kind.RESEAL or not handlers.present():
        raise WrongStatus(_("There is nothing to drop here."))
    left = lacking().count()
    if left:
        raise WrongStatus(_("%(left)d contacts lack a box for a present key: seal those first.") % {"left": left})
    rows = departed()
    names = sorted(set(rows.values_list("handler", flat=True)))
    count = rows.delete()[0]
    audit.record(by, "contact.dropped", request, names=names, boxes=count)
    return count


def from_json(said: object) -> dict[UUID, dict[str, bytes]]:
    """What a browser or the command line sends back: `{giving: {name: base64}}`. Raises: Invalid."""
    try:
        return {
            UUID(giving): {str(name): keyfile.unbase64(box) for name, box in boxes.items()}
            for giving, boxes in said.items()  # type: ignore[attr-defined]
        }
    except (ValueError, AttributeError, TypeError, keyfile.KeyFileError) as wrong:
        raise Invalid(_("This is not what your key file's side gives back: a piece may be missing.")) from wrong
