"""What a partner's call makes: a tip, or files of one. The same call again makes nothing and gets the same answer."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from hotline import correspondence, intake
from hotline.api.errors import Conflict
from hotline.api.shapes import canonical, story_of
from hotline.attachments import Upload
from hotline.intake import Delivery
from hotline.models import Attachment, Partner, PartnerCall, Tip
from hotline.models.tip import Channel
from vault import identity, keys

Route = PartnerCall.Route
# Opened before the transaction: only then do they stay in the process's memory.
PURPOSES = (
    "partner-call", "partner-body", "form", "words", "receipt", "receipt-derivation", "source-address", "file-bytes",
    "message-origin", "partner-event",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """What a call made, or had made before (`was_repeat`)."""

    tip: Tip
    was_repeat: bool
    contact_kept: bool = False


def call_mark(partner: Partner, route: str, about: object, key: str) -> bytes:
    """HMAC of a call by its Idempotency-Key; about: what it is about, beside the route."""
    return keys.mark("partner-call", f"{partner.pk}:{route}:{about}:{key}")


def known(mark: bytes, body: bytes) -> PartnerCall | None:
    """The call made under this mark before. Raises: Conflict where it had another body."""
    found = PartnerCall.objects.select_related("tip", "message").filter(mark=mark).first()
    if found and bytes(found.body_mark) != body:
        raise Conflict
    return found


def open_keys() -> None:
    """Open the purpose keys that a call needs, before its transaction."""
    for purpose in PURPOSES:
        keys.purpose_key(purpose)


def once(partner: Partner, route: Route, sent: bytes, *, key: str, make: Callable[[bytes], Tip]) -> Made:
    """File the tip of a call, once: the same call again gets the same tip.

    Args:
        sent: what was sent, as bytes that are the same for the same call.
        key: the call's Idempotency-Key.
        make: makes the tip under the call's mark (32 bytes), in this transaction.
    Raises: Conflict; what `make` raises.
    """
    open_keys()
    mark, body = call_mark(partner, route, "", key), keys.mark("partner-body", sent)
    before = known(mark, body)
    if before:
        return Made(before.tip, True)
    try:
        with transaction.atomic():
            tip = make(mark)
            PartnerCall.objects.create(partner=partner, route=route, mark=mark, body_mark=body, tip=tip)
    except IntegrityError:
        # The same call at the same moment: the unique mark let one through.
        again = known(mark, body)
        if again is None:
            raise
        return Made(again.tip, True)
    return Made(tip, False)


def file_tip(partner: Partner, told: dict[str, Any], *, key: str) -> Made:
    """File a tip. Args: told: checked fields; key: the call's Idempotency-Key.

    Raises: Conflict; Invalid where intake refuses.
    """
    contact_kept = bool(told.get("contact")) and bool(identity.handler_keys())
    contact = told["contact"] if contact_kept else ""
    made = once(
        partner, Route.TIPS, canonical(told), key=key, make=lambda mark: _file(partner, told, mark, contact=contact)
    )
    return replace(made, contact_kept=contact_kept)


def _file(partner: Partner, told: dict[str, Any], mark: bytes, *, contact: str) -> Tip:
    delivery = Delivery(
        channel=Channel.API, secret=mark, language=told.get("language", ""), contact=contact,
        source_id=source_of(partner, told.get("reporter_id", "")),
    )  # fmt: skip
    return intake.file(story_of(told), delivery).tip


def source_of(partner: Partner, reporter: str = "", *, kind: str = "") -> UUID:
    """The partner itself, or the reporter, camera or account that it knows by an id of its own."""
    if not reporter:
        return partner.source_id
    return identity.source_at("api", f"{partner.pk}:{reporter}", kind=kind or partner.kind).pk


def tip_of(partner: Partner, tip_id: UUID) -> Tip | None:
    """A tip that this partner sent; None for any other, whether it exists or not."""
    return Tip.objects.filter(
        pk=tip_id, partner_calls__partner=partner, partner_calls__route__in=PartnerCall.FILING
    ).first()


@dataclass(frozen=True)
class Kept:
    """Files of a call as they are kept: (attachment's id, bytes, SHA-256 in hex)."""

    files: list[tuple[UUID, int, str]]
    was_repeat: bool


def add_files(partner: Partner, tip: Tip, uploads: list[Upload], *, key: str) -> Kept:
    """Add files to a tip. On a repeat `uploads` are not taken: the caller drops them.

    Raises: Conflict; WrongStatus on a withdrawn tip.
    """
    open_keys()
    listed = json.dumps([[upload.name, upload.received.sha256.hex()] for upload in uploads]).encode()
    mark, body = call_mark(partner, Route.ATTACHMENTS, tip.pk, key), keys.mark("partner-body", listed)
    before = known(mark, body)
    if before is None:
        try:
            return Kept(_add(partner, tip, uploads, mark, body), False)
        except IntegrityError:
            before = known(mark, body)
            if before is None:
                raise
    return Kept(_as_kept(before, uploads), True)


@transaction.atomic
def _add(partner: Partner, tip: Tip, uploads: list[Upload], mark: bytes, body: bytes) -> list[tuple[UUID, int, str]]:
    message = correspondence.add_from_source(tip, "", uploads=uploads)
    call = PartnerCall.objects.create(
        partner=partner, route=Route.ATTACHMENTS, mark=mark, body_mark=body, tip=tip, message=message
    )
    return _as_kept(call, uploads)


def _as_kept(call: PartnerCall, uploads: list[Upload]) -> list[tuple[UUID, int, str]]:
    """Each upload with the attachment that holds its bytes, in the order sent."""
    rows = list(Attachment.objects.filter(message=call.message).order_by("received_at", "pk"))
    kept = []
    for upload in uploads:
        bytes_mark = keys.mark("file-bytes", upload.received.sha256)
        row = next((each for each in rows if each.bytes_mark and bytes(each.bytes_mark) == bytes_mark), None)
        if row is not None:
            rows.remove(row)
            kept.append((row.pk, upload.received.size, upload.received.sha256.hex()))
    return kept
