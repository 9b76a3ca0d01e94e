"""Lanes of chats: finding, making and locking them."""

from collections.abc import Collection
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


def lock(marks: Collection[bytes]) -> dict[bytes, Lane]:
    """Lanes with their rows locked until the transaction ends; those that another process has are left out."""
    if not marks:
        return {}
    free = Lane.objects.select_for_update(skip_locked=True, no_key=True)
    return {bytes(lane.mark): lane for lane in free.filter(mark__in=list(marks))}


def answerable(held: dict[bytes, Lane]) -> dict[bytes, Lane]:
    """Those of the locked lanes whose person can be answered. The others were forgotten with their last tip: their
    lanes go, and whoever writes from there again is somebody new.
    """
    gone = gateway.forgotten({lane.source_id for lane in held.values()}) if held else set()
    if gone:
        Lane.objects.filter(pk__in=[lane.pk for lane in held.values() if lane.source_id in gone]).delete()
    return {mark: lane for mark, lane in held.items() if lane.source_id not in gone}


def known(marks: Collection[bytes]) -> set[bytes]:
    """Those of the marks that have a lane."""
    return {bytes(mark) for mark in Lane.objects.filter(mark__in=list(marks)).values_list("mark", flat=True)}


def make(mark: bytes, heard: Heard, *, came_in_flood: bool) -> None:
    """Make the lane of a chat's first update. Two processes at once make one."""
    source_id = gateway.source_at(ingest.CHANNEL, ingest.address(heard.chat))
    lane = Lane(channel=ingest.CHANNEL, mark=mark, source_id=source_id, came_in_flood=came_in_flood)
    Lane.objects.bulk_create([lane], ignore_conflicts=True)


def updates(marks: Collection[bytes], limit: int) -> dict[bytes, list[IncomingUpdate]]:
    """Waiting updates by lane, in Telegram's order, at most `limit` of each."""
    rows: dict[bytes, list[IncomingUpdate]] = {}
    waiting = IncomingUpdate.objects.filter(lane_mark__in=list(marks), is_stuck=False).order_by(
        "lane_mark", "update_id"
    )
    for row in waiting[: limit * len(marks)]:
        mine = rows.setdefault(bytes(row.lane_mark), [])
        if len(mine) < limit:
            mine.append(row)
    return rows


def open_payload(row: IncomingUpdate) -> Heard:
    return Heard.from_json(gateway.unseal(row.payload, ingest.place(row.bot_id, row.update_id)))


def chat_of(source_id: UUID) -> int | None:
    """The chat id to send to; None where the source was forgotten."""
    address = gateway.address_of(source_id)
    return int(address.rpartition(":")[2]) if address else None


def by_source(source_id: UUID) -> Lane | None:
    known: Any = Lane.objects.filter(source_id=source_id, channel=ingest.CHANNEL)
    return known.first()
