"""Time stamps (RFC 3161): an authority says when a packet's tag manifest stood. One that is down delays the stamp only.

The stamp is a file of its own beside the packet, `PKT-….tsr`: the bag stays as its manifests say, and valid.
"""

import hashlib
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases.models import Packet
from cases.packets import der, release
from staff import audit
from staff.nudge import nudge

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

log = logging.getLogger(__name__)
Stamp = Packet.Stamp
SECONDS = 20.0
MAX_BYTES = 64 * 1024
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
_GRANTED = (0, 1)  # granted, and granted with modifications (RFC 3161, 2.4.2)


class NotStamped(Exception):
    """The authority gave no stamp that can be used; it is asked again."""


def columns() -> dict[str, object]:
    """What a packet that is ready waits for, for its row."""
    if not settings.TIMESTAMP_AUTHORITY_URL:
        return {"stamp_state": Stamp.NONE}
    return {"stamp_state": Stamp.WANTED, "stamp_due_at": timezone.now()}


def nudge_for(packet: Packet) -> None:
    from cases.tasks import stamp_packet  # the task imports this module

    if packet.stamp_state == Stamp.WANTED:
        nudge(stamp_packet, packet.pk)


def waiting() -> list[UUID]:
    """Packets whose turn it is to ask for."""
    due = Packet.objects.filter(stamp_state=Stamp.WANTED, stamp_due_at__lte=timezone.now())
    return list(due.order_by("stamp_due_at").values_list("pk", flat=True)) if settings.TIMESTAMP_AUTHORITY_URL else []


def stamp(packet_id: UUID) -> Packet | None:
    """Ask the authority for one packet's stamp. Safe twice and in two workers.

    Returns: the packet, STAMPED, or still WANTED with the next try set; None where there was nothing to do.
    """
    packet = _claim(packet_id)
    if packet is None:
        return None
    try:
        answer = _asked(packet.tag_manifest.encode())
    except NotStamped as refused:
        log.warning("packet %s has no time stamp yet: %s", packet.reference, refused)
        return packet
    return _settle(packet, answer)


@transaction.atomic
def _claim(packet_id: UUID) -> Packet | None:
    packet, now = release.locked(packet_id), timezone.now()
    if packet.stamp_state != Stamp.WANTED or packet.stamp_due_at is None or packet.stamp_due_at > now:
        return None
    packet.stamp_tries = min(packet.stamp_tries + 1, 1000)
    packet.stamp_due_at = now + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(packet.stamp_tries - 1, 16))
    packet.save(update_fields=["stamp_tries", "stamp_due_at"])
    return packet


def _asked(manifest: bytes) -> bytes:
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # fetched by whoever asks or reads

    request = TimestampRequestBuilder().data(manifest).hash_algorithm(HashAlgorithm.SHA256).build()
    body = _post(request.as_bytes())
    found = read(body)
    if found.tst_info.nonce != request.nonce or found.tst_info.message_imprint.message != _digest(manifest):
        raise NotStamped("the answer stamps something else")
    return body


def _digest(manifest: bytes) -> bytes:
    return hashlib.sha256(manifest).digest()


def read(answer: bytes) -> "TimeStampResponse":
    """Raises: NotStamped where it is no stamp."""
    from rfc3161_client import decode_timestamp_response

    try:
        found = decode_timestamp_response(der.with_certificates_in_order(answer))
        if found.status in _GRANTED:
            return found
    except ValueError:
        pass
    raise NotStamped("the answer is no stamp")


def _post(question: bytes) -> bytes:
    import httpx

    body = b""
    try:
        # Neither a proxy of the environment nor a redirect leads elsewhere than to the named authority.
        client = httpx.Client(trust_env=False, follow_redirects=False, timeout=SECONDS)
        heads = {"Content-Type": "application/timestamp-query"}
        with client, client.stream("POST", settings.TIMESTAMP_AUTHORITY_URL, content=question, headers=heads) as answer:
            if answer.status_code != httpx.codes.OK:
                raise NotStamped(f"the authority refused ({answer.status_code})")
            for part in answer.iter_bytes():
                body += part
                if len(body) > MAX_BYTES:
                    raise NotStamped("the answer is too long")
    except (httpx.HTTPError, httpx.InvalidURL) as down:
        raise NotStamped(f"the authority cannot be reached ({type(down).__name__})") from down
    return body


@transaction.atomic
def _settle(packet: Packet, answer: bytes) -> Packet:
    fresh = release.locked(packet.pk)
    if fresh.stamp_state != Stamp.WANTED:
        return fresh
    fresh.stamp_state, fresh.stamp, fresh.stamped_at = Stamp.STAMPED, answer, said_at(answer)
    fresh.save(update_fields=["stamp_state", "stamp", "stamped_at"])
    audit.record("system", "packet.stamped", fresh, tries=fresh.stamp_tries)
    return fresh


def said_at(answer: bytes) -> datetime:
    """When the authority says that it was, by its own clock."""
    return read(answer).tst_info.gen_time


def authority(answer: bytes) -> bytes:
    """The certificates that came with a stamp, PEM: for `openssl ts -verify`, beside the authority's root."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    found = [x509.load_der_x509_certificate(each) for each in sorted(read(answer).signed_data.certificates)]
    return b"".join(each.public_bytes(Encoding.PEM) for each in found)
