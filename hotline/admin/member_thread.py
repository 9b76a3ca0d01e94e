"""A member's conversation as the desk shows it: opened once, with one audit entry."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from hotline.admin.enclosed import Enclosed, shown
from hotline.members.talking import FROM
from hotline.models import Attachment, Member, MemberMessage
from staff import audit
from staff.models import Officer
from vault import keys, text

SHOWN = 200  # messages, the newest


@dataclass
class Entry:
    """One message: its words ("" where its time is over), earlier wordings, position "lat,lon", files.

    is_purged: its time is over, and nothing of it can be read again.
    """

    message: MemberMessage
    body: str = ""
    position: str = ""
    earlier: list[str] = field(default_factory=list)
    enclosed: list[Enclosed] = field(default_factory=list)
    is_purged: bool = False

    @property
    def is_from_member(self) -> bool:
        return self.message.direction == FROM

    @property
    def can_be_chosen(self) -> bool:
        return self.is_from_member and self.message.tip_id is None and not self.is_purged


def read(member: Member, *, by: Officer) -> list[Entry]:
    """The newest messages, oldest first. Three queries, and the entry that they were read."""
    with transaction.atomic():
        audit.record(by, "member.read", member)
    rows = MemberMessage.objects.select_related("talk", "author", "tip").filter(talk__member=member)
    newest = list(rows.order_by("-at", "-pk")[:SHOWN])[::-1]
    opened = keys.data_keys_found({row.key_id for row in newest})
    files = _files(newest, opened)
    entries: dict[UUID, Entry] = {}
    for row in newest:
        entry = _entry(row, opened.get(row.key_id), files[row.pk])
        if row.replaces_id in entries:
            first = entries[row.replaces_id]
            first.earlier.append(first.body)
            first.body = entry.body
        else:
            entries[row.pk] = entry
    return list(entries.values())


def _entry(row: MemberMessage, key: bytes | None, files: list[Enclosed]) -> Entry:
    if key is None:
        return Entry(row, is_purged=True)
    return Entry(row, text.read(row, "body", key=key), text.read(row, "position", key=key), enclosed=files)


def _files(rows: list[MemberMessage], opened: dict[UUID, bytes]) -> Any:
    found: defaultdict[UUID, list[Enclosed]] = defaultdict(list)
    mine = Attachment.objects.filter(member_message__in=[row.pk for row in rows]).order_by("received_at", "pk")
    for row in mine:
        if row.key_id in opened and row.member_message_id:
            found[row.member_message_id].append(shown(row, text.read(row, "name", key=opened[row.key_id]), []))
    return found
