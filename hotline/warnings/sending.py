"""A warning: drafted, looked at, sent by the bot's process to each chat once, stopped, counted, forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline.models import AreaWarning, WarnedArea, WarningChat, WarningCopy
from hotline.warnings import areas, sentences, subscribing
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus
from vault import text

RIGHT = "hotline.send_warning"
AHEAD = 60  # copies in the outbox at once: a stop is felt within seconds
KEPT_FOR = timedelta(days=30)
# Where fewer are warned, the number might tell who they are.
FEW = 5
State = AreaWarning.State
Copy = WarningCopy.State
OPEN = (Copy.WAITING, Copy.QUEUED)
UNDERWAY = Q(begun_at__isnull=False, ended_at=None)

# A province is warned with the whole country's chats; a chat with several areas is told once.
LAY = """
    INSERT INTO hotline_warningcopy (warning_id, chat_id, state)
    SELECT DISTINCT %s::uuid, area.chat_id, 'waiting' FROM hotline_warnedarea area
    WHERE area.country = %s AND (%s = '' OR area.province IN ('', %s)) ON CONFLICT DO NOTHING
"""
LAY_OVER = """
    INSERT INTO hotline_warningcopy (warning_id, chat_id, state)
    SELECT %s::uuid, chat_id, 'waiting' FROM hotline_warningcopy
    WHERE warning_id = %s AND state IN ('sent', 'queued') AND chat_id IS NOT NULL ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class Danger:
    """What an officer warns of. `words` go to those who read `words_language` only."""

    kind: str
    country: str
    province: str = ""
    place: str = ""
    until: datetime | None = None
    words: str = ""
    words_language: str = ""


@dataclass(frozen=True)
class ToSay:
    """One message of a warning for one chat."""

    key: str
    copy: int
    chat: int
    text: str


# --- Drafting and sending -----------------------------------------------------------------------------------------
@transaction.atomic
def draft(danger: Danger, *, by: Officer) -> AreaWarning:
    """Write a warning down; nobody is told before it is sent. Raises: NotAllowed; Invalid with a sentence per field."""
    access.require(by, RIGHT)
    wrong = dict[str, str]()
    if danger.kind not in sentences.SENTENCES or danger.kind == AreaWarning.Kind.OVER:
        wrong["kind"] = _("Choose what the danger is.")
    if not areas.is_area(danger.country, danger.province):
        wrong["province"] = _("Choose a province of this country, or leave it empty for the whole country.")
    if danger.until and danger.until <= timezone.now():
        wrong["until"] = _("Choose a time that is still to come, or leave it empty.")
    if danger.words.strip() and not danger.words_language:
        wrong["words_language"] = _("Say in which language your words are: only who reads it gets them.")
    if wrong:
        raise Invalid(_("The warning cannot be drafted like this."), **wrong)
    row = AreaWarning.objects.create(
        kind=danger.kind, country=danger.country, province=danger.province, place=danger.place.strip(),
        until=danger.until, words=danger.words.strip(), words_language=danger.words_language, drafted_by=by,
    )  # fmt: skip
    audit.record(by, "warning.drafted", row, kind=row.kind)
    return row


@transaction.atomic
def draft_end(warning: AreaWarning, *, by: Officer) -> AreaWarning:
    """A draft that says the danger is over, to those who had the warning. Raises: NotAllowed; WrongStatus."""
    access.require(by, RIGHT)
    if not may_end(warning):
        raise WrongStatus(_("Only a warning that went out can be ended."))
    row = AreaWarning.objects.create(
        kind=AreaWarning.Kind.OVER, country=warning.country, province=warning.province, place=warning.place,
        ends=warning, drafted_by=by,
    )  # fmt: skip
    audit.record(by, "warning.drafted", row, kind=row.kind)
    return row


def may_end(warning: AreaWarning) -> bool:
    """Not while it is on its way: who has it after that would never hear that it is over."""
    return warning.kind != AreaWarning.Kind.OVER and warning.state in (State.SENT, State.STOPPED)


def _locked(warning: AreaWarning) -> AreaWarning:
    return AreaWarning.objects.select_for_update(of=("self",)).get(pk=warning.pk)


@transaction.atomic
def send(warning: AreaWarning, *, by: Officer) -> AreaWarning:
    """Let it go out: the bot's process sends it.

    Raises: NotAllowed; WrongStatus where it was sent before, or its time is over.
    """
    access.require(by, RIGHT)
    fresh = _locked(warning)
    if fresh.state != State.DRAFT:
        raise WrongStatus(_("This warning was sent already."))
    if fresh.until and fresh.until <= timezone.now():
        raise WrongStatus(_("The time of this warning is over: draft it anew."))
    fresh.state, fresh.sent_by, fresh.begun_at = State.SENDING, by, timezone.now()
    fresh.save(update_fields=["state", "sent_by", "begun_at"])
    audit.record(by, "warning.sent", fresh)
    return fresh


@transaction.atomic
def stop(warning: AreaWarning, *, by: Officer) -> AreaWarning:
    """Tell nobody more, but for the few messages in the sender's hand; who had it has it.

    Raises: NotAllowed; WrongStatus where it is not on its way.
    """
    access.require(by, RIGHT)
    fresh = _locked(warning)
    if fresh.state != State.SENDING:
        raise WrongStatus(_("This warning is not on its way: there is nothing to stop."))
    _stop(fresh)
    audit.record(by, "warning.stopped", fresh)
    return fresh


def _stop(locked: AreaWarning) -> None:
    locked.copies.filter(state__in=OPEN).update(state=Copy.STOPPED)
    locked.state, locked.is_laid = State.STOPPED, True
    locked.save(update_fields=["state", "is_laid"])


def roughly(number: int) -> int:
    """So many at least: a number that tells nothing of one chat, neither by itself nor beside another one."""
    return number - number % FEW


# --- What the desk shows ------------------------------------------------------------------------------------------
def chats_of(warning: AreaWarning) -> "QuerySet[WarningChat]":
    """The chats that a draft would go to."""
    if warning.ends_id:
        return WarningChat.objects.filter(
            copies__warning=warning.ends_id, copies__state__in=(Copy.SENT, Copy.QUEUED)
        ).distinct()
    places = Q(country=warning.country)
    if warning.province:
        places &= Q(province__in=("", warning.province))
    return WarningChat.objects.filter(pk__in=WarnedArea.objects.filter(places).values("chat"))


def progress(warning: AreaWarning) -> dict[str, int]:
    """How many had it, had it not, and wait: by index, or as counted when it was done."""
    if warning.ended_at:
        return {"sent": warning.reached, "failed": warning.missed, "waiting": 0}
    told = dict(warning.copies.order_by().values_list("state").annotate(Count("pk")))
    waiting = sum(told.get(one, 0) for one in OPEN)
    return {"sent": told.get(Copy.SENT, 0), "failed": told.get(Copy.FAILED, 0), "waiting": waiting}


def words_in(warning: AreaWarning, languages: Iterable[str]) -> dict[str, str]:
    """The message in each of the languages. Two queries."""
    called = areas.name_in_each(warning.country, warning.province, languages)
    return {
        language: sentences.text(
            warning.kind, language, country=warning.country, area=area, place=warning.place, until=warning.until,
            words=warning.words if language == warning.words_language else "", who=settings.ORGANISATION,
        )
        for language, area in called.items()
    }  # fmt: skip


# --- On its way, in the bot's process -----------------------------------------------------------------------------
def take(now: datetime, queued: int) -> list[ToSay]:
    """The next messages, in the caller's transaction: they count as queued once that commits.

    Args:
        queued: how many stand in the outbox already.
    """
    _stop_late(now)
    _end(now)
    _lay()
    room = AHEAD - queued
    if room <= 0:
        return []
    rows = list(
        WarningCopy.objects.filter(state=Copy.WAITING, warning__state=State.SENDING).select_related("warning", "chat")
        .select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:room]
    )  # fmt: skip
    if not rows:
        return []
    WarningCopy.objects.filter(pk__in=[row.pk for row in rows]).update(state=Copy.QUEUED)
    chats = {row.chat_id: row.chat for row in rows if row.chat}
    opened = text.read_many(chats.values(), "chat")
    spoken = {chat.language for chat in chats.values()}
    said = {one.pk: words_in(one, spoken) for one in {row.warning for row in rows}}
    told = [
        ToSay(f"warning:{row.pk}", row.pk, int(opened[row.chat_id]), said[row.warning_id][row.chat.language])
        for row in rows
        if row.chat and opened.get(row.chat_id)
    ]
    _settle({row.pk for row in rows} - {each.copy for each in told}, Copy.FAILED)
    return told


def _stop_late(now: datetime) -> None:
    """A warning whose time ends on its way goes no further."""
    late = AreaWarning.objects.filter(state=State.SENDING, until__lt=now).select_for_update(skip_locked=True)
    for warning in late:
        _stop(warning)
        audit.record("system", "warning.stopped", warning)


def called_off(copies: Iterable[int]) -> set[int]:
    """Those of the queued copies that were stopped meanwhile: they are not to be sent."""
    rows = WarningCopy.objects.filter(pk__in=list(copies), state=Copy.STOPPED)
    return set(rows.values_list("pk", flat=True))


def _lay() -> None:
    """A row for each chat of a warning that begins."""
    fresh = AreaWarning.objects.filter(state=State.SENDING, is_laid=False).select_for_update(skip_locked=True)
    for warning in fresh:
        with connection.cursor() as cursor:
            if warning.ends_id:
                cursor.execute(LAY_OVER, [warning.pk, warning.ends_id])
            else:
                cursor.execute(LAY, [warning.pk, warning.country, warning.province, warning.province])
        AreaWarning.objects.filter(pk=warning.pk).update(is_laid=True)


def is_any_on_its_way() -> bool:
    """Whether the bot's process has anything to do here: one look by an index that is empty almost always."""
    return AreaWarning.objects.filter(UNDERWAY).exists()


def _end(now: datetime) -> None:
    """Count those of which nothing waits any more."""
    for warning in AreaWarning.objects.filter(UNDERWAY, is_laid=True).select_for_update(skip_locked=True):
        told = dict(warning.copies.order_by().values_list("state").annotate(Count("pk")))
        if any(told.get(one) for one in OPEN):
            continue
        warning.reached, warning.ended_at = told.get(Copy.SENT, 0), now
        warning.missed = sum(told.values()) - warning.reached
        warning.state = State.STOPPED if warning.state == State.STOPPED else State.SENT
        warning.save(update_fields=["reached", "missed", "ended_at", "state"])


def delivered(copy: int) -> None:
    """A chat had it, be it that the stop came while it was on the line."""
    WarningCopy.objects.filter(pk=copy).update(state=Copy.SENT)


@transaction.atomic
def refused(copy: int, *, is_blocked: bool) -> None:
    """A chat cannot be told; who blocked the bot is warned no more, and forgotten."""
    row = WarningCopy.objects.select_related("chat").filter(pk=copy).first()
    _settle({copy}, Copy.FAILED)
    if row and row.chat and is_blocked:
        subscribing.forget(row.chat)


def _settle(copies: Iterable[int], state: str) -> None:
    WarningCopy.objects.filter(pk__in=list(copies), state__in=OPEN).update(state=state)


def forget_old(now: datetime | None = None) -> int:
    """Which chat was told is forgotten 30 days after; how many were stays. Returns: how many rows went."""
    before = (now or timezone.now()) - KEPT_FOR
    return WarningCopy.objects.filter(warning__ended_at__lt=before).delete()[0]
