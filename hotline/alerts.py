"""Alerts of cameras on their way to the chats of officers on duty: words at once, the scrubbed picture after them.

A camera is no person: what it sent may go to the one officer whose own chat it is. The group of staff is called with
the reference alone, as to any tip.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from hotline import copies, officer_chats
from hotline.models import AlertPass, Attachment, CameraAlert, OfficerChat, Tip
from staff import audit, rota
from vault import text
from vault.keys import VaultClosed
from vault.models import StoredFile

# A private chat takes about a message a second: what arrives meanwhile goes together in the next one.
GAP = timedelta(seconds=1.1)
MAX_TEXT = 4_000  # characters of 4,096 (Bot API, sendMessage)
MAX_TOGETHER = 60
MAX_PHOTO_BYTES = 10 * 1024 * 1024  # Bot API, sendPhoto
SEPARATOR = "\n\n"


@dataclass(frozen=True)
class Words:
    """One message of alerts: for which link, to which chat."""

    key: str
    link: UUID
    chat: int
    text: str


@dataclass(frozen=True)
class Picture:
    """One picture for a chat: the attachment whose copy is sent, and the words below it."""

    key: str
    link: UUID
    chat: int
    attachment: UUID
    caption: str


def pass_on(alert: CameraAlert, *, has_picture: bool) -> int:
    """Lay an alert down for each officer on duty who linked a chat, in the caller's transaction. Returns: how many."""
    shows = has_picture and alert.partner.passes_pictures
    chats = officer_chats.reaching(rota.on_duty())
    AlertPass.objects.bulk_create([AlertPass(alert=alert, chat=chat, has_picture=shows) for chat in chats])
    return len(chats)


def words(reference: str, details: dict[str, Any]) -> str:
    """What an officer is told of one alert. English, which every desk reads."""
    seen = details.get("species") or _("not named")
    if "confidence" in details:
        seen += f" ({round(details['confidence'] * 100)} %)"
    lines = [
        _("Camera alert %(reference)s") % {"reference": reference},
        _("Camera: %(name)s") % {"name": details.get("camera", "–")},
        _("Seen: %(what)s") % {"what": seen},
    ]
    if details.get("taken_at"):
        lines.append(_("Taken: %(when)s") % {"when": details["taken_at"]})
    if "lat" in details:
        lines.append(_("Where: %(lat).5f, %(lon).5f") % details)
    return "\n".join(lines)


def take_words(now: datetime) -> list[Words]:
    """What is to be said now, a message a chat, in the caller's transaction: it counts as said once that commits."""
    unsaid = AlertPass.objects.filter(chat=OuterRef("pk"), said_at=None)
    return [said for chat in _free(now, unsaid) if (said := _say(chat, now))]


def _free(now: datetime, waiting: Any) -> list[OfficerChat]:
    """Chats that may be sent to now and have something waiting, locked; those another process holds are left to it."""
    chats = OfficerChat.objects.filter(Exists(waiting), is_unreachable=False, next_send_at__lte=now)
    return list(chats.select_related("officer").select_for_update(skip_locked=True, of=("self",)).order_by("pk"))


def _say(chat: OfficerChat, now: datetime) -> Words | None:
    mine = AlertPass.objects.filter(chat=chat, said_at=None).select_related("alert__tip").order_by("pk")
    passes = list(mine[:MAX_TOGETHER])
    if not officer_chats.may_be_told(chat.officer):
        AlertPass.objects.filter(chat=chat, said_at=None).delete()
        return None
    opened = text.read_many([each.alert for each in passes], "details")
    said: list[str] = []
    taken: list[AlertPass] = []
    for each in passes:
        details = opened[each.alert_id]
        part = words(each.alert.tip.reference, details) if details else ""
        if said and len(SEPARATOR.join([*said, part])) > MAX_TEXT:
            break
        said += [part] if part else []
        taken.append(each)
    _note_said(chat, taken, now)
    return Words(f"alert:{taken[0].pk}", chat.pk, _number(chat), SEPARATOR.join(said)[:MAX_TEXT]) if said else None


def _note_said(chat: OfficerChat, taken: list[AlertPass], now: datetime) -> None:
    AlertPass.objects.filter(pk__in=[each.pk for each in taken]).update(said_at=now)
    _pace(chat, now)
    for each in taken:
        audit.record("system", "alert.passed", each.alert.tip, officer=chat.officer_id)


def _pace(chat: OfficerChat, now: datetime) -> None:
    OfficerChat.objects.filter(pk=chat.pk).update(next_send_at=now + GAP)


def _number(chat: OfficerChat) -> int:
    return int(text.read(chat, "chat"))


def take_pictures(now: datetime) -> list[Picture]:
    """Pictures whose copies are made, one a chat, in the caller's transaction; words that wait go before them."""
    ready = _ready(AlertPass.objects.filter(chat=OuterRef("pk")))
    return [shown for chat in _free(now, ready) if (shown := _show(chat, now))]


def _ready(passes: Any) -> Any:
    done = Attachment.objects.filter(
        tip=OuterRef("alert_id"), state__in=(Attachment.State.COPIED, Attachment.State.NO_COPY)
    )
    return passes.filter(Exists(done), said_at__isnull=False, has_picture=True, shown_at=None)


def _show(chat: OfficerChat, now: datetime) -> Picture | None:
    """The first picture that can be sent; those without a copy are given up, the words stay."""
    for each in _ready(AlertPass.objects.filter(chat=chat)).select_related("alert__tip").order_by("pk")[:MAX_TOGETHER]:
        found = _picture_of(each.alert.tip)
        AlertPass.objects.filter(pk=each.pk).update(shown_at=now)
        if found and officer_chats.may_be_told(chat.officer):
            _pace(chat, now)
            audit.record("system", "alert.picture_passed", each.alert.tip, officer=chat.officer_id, file=found.pk)
            return Picture(f"alert-picture:{each.pk}", chat.pk, _number(chat), found.pk, each.alert.tip.reference)
    return None


def _picture_of(tip: Tip) -> Attachment | None:
    rows = Attachment.objects.filter(tip=tip, state=Attachment.State.COPIED).order_by("received_at", "pk")
    return next((row for row in rows if row.poster_id or row.copy_id), None)


def picture_bytes(attachment_id: UUID | str) -> bytes | None:
    """The scrubbed copy, as a picture that a chat takes; None where there is none, or it is gone or too large."""
    row = Attachment.objects.filter(pk=attachment_id).first()
    file_id = (row.poster_id or row.copy_id) if row else None
    stored = StoredFile.objects.filter(pk=file_id).first() if file_id else None
    if stored is None or stored.size > MAX_PHOTO_BYTES:
        return None
    try:
        copy = copies.read(stored)
        return b"".join(copy.chunks) if copy.is_picture else None
    except (VaultClosed, FileNotFoundError):
        return None


@transaction.atomic
def cut_off(link: UUID | str) -> None:
    """The officer blocked the bot: the desk says so, and nothing more is sent there until a chat is linked anew."""
    OfficerChat.objects.filter(pk=link).update(is_unreachable=True)
    AlertPass.objects.filter(chat__pk=link, said_at=None).delete()


def details_of(tips: Iterable[Tip]) -> dict[Any, dict[str, Any]]:
    """What cameras sent with these tips, by tip's id: where a tip came from no camera it is not among them."""
    rows = CameraAlert.objects.filter(tip__in=list(tips)).select_related("tip")
    return {pk: found for pk, found in text.read_many(rows, "details").items() if found}
