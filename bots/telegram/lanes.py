"""Lanes of chats: finding, making and locking them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from bots import gateway
from bots.models import IncomingUpdate, Lane
from bots.telegram import ingest
from bots.telegram.hearing import Heard

# The first waiting update of a lane holds back the later ones, so one that failed stops its own lane alone.
WAITING = """
    SELECT lane_mark FROM (
        SELECT DISTINCT ON (lane_mark) lane_mark, received_at, not_before
        FROM bots_incomingupdate WHERE NOT is_stuck ORDER BY lane_mark, update_id
    ) AS first
    WHERE not_before IS NULL OR not_before <= %s ORDER BY received_at LIMIT %s
"""


def waiting(now: datetime, limit: int) -> list[bytes]:
    """Marks of the lanes that have something to step, the longest waiting first."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [now, limit])
        return [bytes(mark) for (mark,) in cursor.fetchall()]


def lock(mark: bytes) -> Lane | None:
    """The lane with its row locked until the transaction ends; None where another process has it, or there is none."""
    return Lane.objects.select_for_update(skip_locked=True, no_key=True).filter(mark=mark).first()


def make(mark: bytes, heard: Heard) -> None:
    """Make the lane of a chat's first update. Two processes at once make one."""
    source_id = gateway.source_at(ingest.CHANNEL, ingest.address(heard.chat))
    Lane.objects.bulk_create([Lane(channel=ingest.CHANNEL, mark=mark, source_id=source_id)], ignore_conflicts=True)


def updates(mark: bytes, limit: int) -> list[IncomingUpdate]:
    """A lane's waiting updates in Telegram's order."""
    return list(IncomingUpdate.objects.filter(lane_mark=mark, is_stuck=False).order_by("update_id")[:limit])


def open_payload(row: IncomingUpdate) -> Heard:
    return Heard.from_json(gateway.unseal(row.payload, ingest.place(row.bot_id, row.update_id)))


def chat_of(source_id: UUID) -> int | None:
    """The chat id to send to; None where the source was forgotten."""
    address = gateway.address_of(source_id)
    return int(address.rpartition(":")[2]) if address else None


def by_source(source_id: UUID) -> Lane | None:
    known: Any = Lane.objects.filter(source_id=source_id, channel=ingest.CHANNEL)
    return known.first()
