"""Taking events in: a tip each, once for the partner's own id; told anew with more, it is added to the same tip."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from hotline import correspondence, intake
from hotline.attachments import Upload
from hotline.intake import Delivery
from hotline.models import Partner, PartnerEvent, Tip
from hotline.models.tip import Channel
from hotline.patrols.event import MAX_WORDS, Event, Unfit
from hotline.story import Basis, Precision, Story, Urgency
from vault import blobs, files, keys

FILED, ADDED, UNCHANGED, CLOSED = "filed", "added", "unchanged", "closed"


@dataclass(frozen=True)
class Taken:
    """What became of an event: its id, the tip, and filed, added, unchanged or closed (its tip takes nothing more)."""

    event: str
    tip: UUID
    became: str


# Files a tip under the partner's call for this event: (event's id, bytes of it, how the tip is made) to the tip.
FileOnce = Callable[[str, bytes, Callable[[bytes], Tip]], Tip]


def take(partner: Partner, shape: str, events: list[Event], *, once: FileOnce) -> list[Taken]:
    """Take all events of a call, or none.

    Raises: Unfit for an event that is too long or comes twice in the call.
    """
    _check(events)
    try:
        return _take_all(partner, shape, events, once)
    except IntegrityError:
        # The same event at the same moment: the unique mark let one through, and now it is known.
        return _take_all(partner, shape, events, once)


def _check(events: list[Event]) -> None:
    seen: set[str] = set()
    for number, event in enumerate(events):
        if event.id in seen:
            raise Unfit(**{f"events.{number}.id": "This event stands in the call twice."})
        if len(words_of(event)) > MAX_WORDS:
            raise Unfit(**{f"events.{number}": f"All words of an event together: up to {MAX_WORDS} characters."})
        seen.add(event.id)


def _take_all(partner: Partner, shape: str, events: list[Event], once: FileOnce) -> list[Taken]:
    sealed: list[Upload] = []
    try:
        with transaction.atomic():
            return [_take(partner, shape, event, once, sealed) for event in events]
    except BaseException:
        for upload in sealed:
            blobs.remove(upload.received.blob)
        raise


def _take(partner: Partner, shape: str, event: Event, once: FileOnce, sealed: list[Upload]) -> Taken:
    mark, sent = keys.mark("partner-event", f"{partner.pk}:{event.id}"), _as_bytes(event)
    body = keys.mark("partner-body", sent)
    known = PartnerEvent.objects.select_for_update(of=("self",)).select_related("tip").filter(mark=mark).first()
    if known and bytes(known.body_mark) == body:
        return Taken(event.id, known.tip_id, UNCHANGED)
    if known and known.tip.is_shredded:
        return Taken(event.id, known.tip_id, CLOSED)
    uploads = [Upload(files.receive([clear]), name) for name, clear in event.photos]
    sealed += uploads
    if known:
        correspondence.add_from_source(known.tip, words_of(event), uploads=uploads)
        PartnerEvent.objects.filter(pk=known.pk).update(body_mark=body)
        return Taken(event.id, known.tip_id, ADDED)
    tip = once(event.id, sent, lambda call: _file(partner, event, uploads, call))
    PartnerEvent.objects.create(partner=partner, mark=mark, body_mark=body, shape=shape, tip=tip)
    return Taken(event.id, tip.pk, FILED)


def _file(partner: Partner, event: Event, uploads: list[Upload], mark: bytes) -> Tip:
    delivery = Delivery(channel=Channel.API, secret=mark, uploads=list(uploads), source_id=partner.source_id)
    return intake.file(story_of(event), delivery).tip


def _as_bytes(event: Event) -> bytes:
    photos = [[name, hashlib.sha256(clear).hexdigest()] for name, clear in event.photos]
    told = [event.kind, event.when, event.lat, event.lon, words_of(event), photos, event.is_urgent]
    return json.dumps(told, separators=(",", ":")).encode()


def words_of(event: Event) -> str:
    """The event in words, as an officer reads it."""
    head = [f"Patrol event: {event.kind}.", event.words, *event.lines]
    if event.kept_there:
        head.append(f"{event.kept_there} files stay with the sender.")
    return "\n".join(line for line in head if line)


def story_of(event: Event) -> Story:
    pin = f"{event.lat},{event.lon}" if event.lat is not None else ""
    return Story(
        words_of(event), urgency=Urgency.DAY.value if event.is_urgent else "", when=event.when, pin=pin,
        precision=Precision.EXACT.value if pin else "", basis=Basis.SAW.value,
    )  # fmt: skip
