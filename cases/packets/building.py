"""Building an approved packet: exhibits decrypted chunk by chunk into the bag, the bag streaming into the vault."""

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.models import Packet
from cases.packets import assembly, chain, documents, envelope, gate, reading, release, stamping
from cases.packets import secrets as source_secrets
from cases.packets.bag import Bag, BagRefused, Entry, Receipt
from cases.packets.watch import Watch
from intel.rendering import RenderingFailed
from vault import blobs, files, keys, text
from vault.files import Received

Status = Packet.Status
# A worker that lives writes its progress every second; this long without any, another one takes over.
GONE_AFTER = timedelta(minutes=5)
PROGRESS_SECONDS = 1.0
CHANGED = "The case changed after the approval: it must be approved again."


class NotBuilt(Exception):
    """Why a packet cannot be built; the sentence names no secret."""


@dataclass(frozen=True)
class Written:
    """What one build left: the blob, what stands in the bag, and the pass phrase it was closed by ("" for none)."""

    received: Received
    receipt: Receipt
    phrase: str


def waiting() -> list[UUID]:
    """Packets that wait for a worker, or whose worker is gone."""
    gone = Q(status=Status.BUILDING, progress_at__lt=timezone.now() - GONE_AFTER)
    rows = Packet.objects.filter(Q(status=Status.APPROVED) | gone).order_by("approved_at")
    return list(rows.values_list("pk", flat=True))


def build(packet_id: UUID) -> Packet | None:
    """Build one packet. Safe twice and in two workers: only the last claim counts, and a ready packet stays as it is.

    Returns: the packet, READY or FAILED; None where there was nothing to do.
    """
    packet = _claim(packet_id)
    if packet is None:
        return None
    try:
        written = _write(packet)
    except (NotBuilt, gate.Blocked) as refused:
        return _fail(packet, str(refused))
    except (BagRefused, keys.VaultClosed, RenderingFailed, OSError) as broken:
        # An OSError's text may name a path: its kind is enough.
        return _fail(packet, type(broken).__name__ if isinstance(broken, OSError) else str(broken))
    except Exception:
        _fail(packet, "It broke while it was built; the log of the worker says where.")
        raise
    return _settle(packet, written)


@transaction.atomic
def _claim(packet_id: UUID) -> Packet | None:
    if packet_id not in waiting():
        return None
    packet = release.locked(packet_id)
    seen = packet.progress_at
    is_taken = packet.status == Status.BUILDING and seen is not None and seen > timezone.now() - GONE_AFTER
    if packet.status not in (Status.APPROVED, Status.BUILDING) or is_taken:
        return None
    return release.move(
        packet, Status.BUILDING, by="system", claim=uuid4(), progress_at=timezone.now(), bytes_done=0
    )  # fmt: skip


def _write(packet: Packet) -> Written:
    content, secrets = _passed(packet)
    total = sum(each.exhibit.size or 0 for each in content.leaving if each.name)
    Packet.objects.filter(pk=packet.pk, claim=packet.claim).update(bytes_total=total)
    phrase = envelope.phrase_for(packet)
    with documents.being_set(packet, content) as papers, ThreadPoolExecutor(1, "reading") as thread:
        bag = Bag(
            reference=packet.reference, entries=_entries(papers, content, Watch(secrets), thread),
            at=documents.dated(packet), info=_info(packet), on_progress=_Progress(packet),
        )  # fmt: skip
        received = files.receive_apart(envelope.closed(packet, bag.stream(), phrase))
    if bag.receipt is None:
        raise NotBuilt("The packet was not finished.")
    return Written(received, bag.receipt, phrase)


def _passed(packet: Packet) -> tuple[assembly.Content, source_secrets.Secrets]:
    """What was approved, looked through once more, with what it was looked through for. Raises: NotBuilt."""
    content = assembly.content(packet)
    if content.digest() != packet.approved_digest:
        raise NotBuilt(CHANGED)
    secrets = source_secrets.behind(packet.case)
    findings = gate.scan(content.said(), secrets, cleared=packet.cleared_identifiers)
    if findings:
        raise NotBuilt(gate.sentence(findings))
    if broken := chain.first_break(content.custody):
        raise NotBuilt(f"The custody record does not hold: row {broken[0]}, {broken[1]}.")
    return content, secrets


def _info(packet: Packet) -> dict[str, str]:
    return {
        "Source-Organization": settings.ORGANISATION,
        "External-Description": f"Case packet, profile {packet.profile}",
        "Internal-Sender-Identifier": packet.watermark,
    }


def _entries(
    papers: Mapping[str, Future[bytes]], content: assembly.Content, watch: Watch, thread: Executor
) -> Iterator[Entry]:
    """Exhibits first: the papers are set meanwhile. Each by their names."""
    leaving = sorted((each for each in content.leaving if each.name), key=attrgetter("name"))
    read = reading.begin(leaving, watch, thread)
    for each, (name, blocks) in zip(leaving, read, strict=True):
        yield Entry(name, blocks, each.exhibit.size, each.exhibit.sha256)
    for name, paper in sorted(papers.items()):
        body = paper.result()
        yield Entry(name, [body], len(body))


class _Progress:
    """Writes how far a build is, at most once a second; stops it where another worker has taken over."""

    def __init__(self, packet: Packet) -> None:
        self._mine = Packet.objects.filter(pk=packet.pk, claim=packet.claim)
        self._next = 0.0

    def __call__(self, bytes_done: int) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + PROGRESS_SECONDS
        if not self._mine.update(bytes_done=bytes_done, progress_at=timezone.now()):
            raise NotBuilt("Another worker has taken over.")


@transaction.atomic
def _settle(packet: Packet, written: Written) -> Packet:
    fresh = release.locked(packet.pk)
    if fresh.status != Status.BUILDING or fresh.claim != packet.claim:
        blobs.remove(written.received.blob)
        return fresh
    receipt, stored = written.receipt, files.keep(written.received, keys.create())
    keyed: Any = fresh
    keyed.key_id = stored.key_id
    text.write(keyed, phrase=written.phrase)
    release.move(
        fresh, Status.READY, by="system", key_id=stored.key_id, file_id=stored.pk, size=stored.size,
        sha256=written.received.sha256.hex(), seal=receipt.tag_manifest_sha256, tag_manifest=receipt.tag_manifest,
        phrase=fresh.phrase, built_at=timezone.now(), bytes_done=receipt.payload_bytes,
        bytes_total=receipt.payload_bytes, **stamping.columns(),
    )  # fmt: skip
    stamping.nudge_for(fresh)
    return fresh


@transaction.atomic
def _fail(packet: Packet, why: str) -> Packet:
    fresh = release.locked(packet.pk)
    if fresh.status != Status.BUILDING or fresh.claim != packet.claim:
        return fresh
    return release.move(fresh, Status.FAILED, by="system", failure=why[:300])
