"""Calling officers: who is called, by which way, and the sending of mails. Only references leave the house."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hotline import officer_chats
from hotline.models import DutyCall, Tip
from hotline.priority import FIRST_LOOK_URGENT
from staff import retrying, rota
from staff.models import Officer

log = logging.getLogger(__name__)
Kind, Way, State = DutyCall.Kind, DutyCall.Way, DutyCall.State
MAX_NAMED = 50  # references in one call
MAX_TRIES = 8
DESKS = {Kind.AGENCY: "cases/referral", Kind.MEMBER: "hotline/member"}
GROUP_GAP = timedelta(seconds=3)  # Bot API: 20 messages a minute to a group
# The first mail of a burst goes at once; what comes in the minutes after it goes together. Chats hear of each.
MAIL_GAP = timedelta(minutes=2)
MAX_JOINED = 500  # calls that one round takes
KEPT_FOR = timedelta(days=30)


def call_for(tip: Tip) -> None:
    """Call who is on duty to a tip that somebody should look at within the hour, once for each tip, in the caller's
    transaction; else do nothing."""
    if tip.due_at and tip.due_at - tip.received_at <= FIRST_LOOK_URGENT:
        call_to(tip)


def call_to(tip: Tip) -> None:
    """Call who is on duty to a tip that waits, whatever its form said of urgency: its words say that it is."""
    if tip.status == Tip.Status.RECEIVED:
        call(Kind.URGENT, [tip.reference], rota.on_duty(), tip=tip)


def call(kind: DutyCall.Kind, references: Sequence[str], officers: Sequence[Officer], *, tip: Tip | None = None) -> int:
    """Lay down a call by every way there is: a mail to each officer who has an address, one to the group of staff.

    Returns: how many were laid down; 0 where the house has neither mail nor a group.
    """
    ways: list[tuple[str, Officer | None]] = []
    if settings.EMAIL_URL:
        ways += [(Way.MAIL, officer) for officer in officers if officer.email]
    if settings.STAFF_TELEGRAM_CHAT:
        ways.append((Way.GROUP, None))
    if kind == Kind.MEMBER:
        ways += [(Way.CHAT, chat.officer) for chat in officer_chats.reaching(officers)]
    named, total = list(references[:MAX_NAMED]), len(references)
    calls = [
        DutyCall(kind=kind, way=way, officer=officer, tip=tip, references=named, total=total) for way, officer in ways
    ]
    DutyCall.objects.bulk_create(calls, ignore_conflicts=True)
    return len(calls)


def tell_of_agency(reference: str, officer: Officer) -> None:
    """Tell the officer in charge by mail that an agency wrote, by its referral's reference, once while it waits."""
    waits = DutyCall.objects.filter(kind=Kind.AGENCY, officer=officer, state=State.WAITING, references=[reference])
    if settings.EMAIL_URL and officer.email and not waits.exists():
        DutyCall.objects.create(kind=Kind.AGENCY, way=Way.MAIL, officer=officer, references=[reference])


def words(call: DutyCall) -> str:
    """What is said: references and where to read, nothing of a tip. English, which every desk reads."""
    names = " ".join(call.references)
    said = {
        Kind.URGENT: _("An urgent tip waits for a first look within the hour: %(names)s"),
        Kind.LATE: _("First look overdue: %(names)s"),
        Kind.SILENT: _("No answer to the source for 90 days: %(names)s"),
        Kind.OPEN: _("Still without a first look: %(names)s"),
        Kind.AGENCY: _("An agency wrote to you: %(names)s"),
        Kind.MEMBER: _("A member's chat waits for an answer: %(names)s"),
    }[Kind(call.kind)] % {"names": names}
    hidden = call.total - len(call.references)
    if hidden > 0:
        said += " " + ngettext("and %(count)d more", "and %(count)d more", hidden) % {"count": hidden}
    desk = DESKS.get(Kind(call.kind), "hotline/tip")
    return f"{said}\n{settings.PUBLIC_URL.rstrip('/')}/desk/{desk}/"


def send_mails(now: datetime | None = None) -> int:
    """Send what waits, oldest first, to each officer one mail a kind: a burst is a digest.

    A server that fails is tried again later. Returns: how many mails were sent.
    """
    joined: dict[tuple[int | None, str], list[DutyCall]] = {}
    for call in _waiting_mails(now or timezone.now()):
        joined.setdefault((call.officer_id, call.kind), []).append(call)
    return sum(_send(calls) for calls in joined.values())


def _waiting_mails(now: datetime) -> list[DutyCall]:
    due = DutyCall.objects.filter(way=Way.MAIL, state=State.WAITING, not_before__lte=now)
    lately = DutyCall.objects.filter(
        kind=Kind.URGENT, made_at__gt=now - KEPT_FOR, way=Way.MAIL, officer=OuterRef("officer"), state=State.SENT,
        sent_at__gt=now - MAIL_GAP,
    )  # fmt: skip
    return retrying.take(due.exclude(Exists(lately), kind=Kind.URGENT).select_related("officer"), now, most=MAX_JOINED)


def _send(calls: list[DutyCall]) -> bool:
    """One mail for the calls of one officer and kind."""
    officer, (call,) = calls[0].officer, together(calls)
    assert officer is not None
    subject = call.references[0] if call.total == 1 else _("%(count)d tips") % {"count": call.total}
    try:
        send_mail(f"[{settings.ORGANISATION}] {subject}", words(call), None, [officer.email])
    except OSError as down:  # SMTPException is one
        for each in calls:
            log.warning("a call could not be mailed (%s), try %d", type(down).__name__, each.tries)
            if each.tries >= MAX_TRIES:
                settle(each, failure=type(down).__name__)
        return False
    for each in calls:
        settle(each)
    return True


def settle(call: DutyCall, *, failure: str = "") -> None:
    state = State.FAILED if failure else State.SENT
    DutyCall.objects.filter(pk=call.pk).update(
        state=state, sent_at=None if failure else timezone.now(), failure=failure[:60]
    )


def take_for_group(limit: int = MAX_NAMED) -> list[DutyCall]:
    """Calls to the group of staff, taken in the caller's transaction: they count as sent once it commits.

    None within three seconds of the last: what came meanwhile is named together in the next (`together`).
    """
    now = timezone.now()
    group = DutyCall.objects.filter(way=Way.GROUP)
    if group.filter(state=State.SENT, sent_at__gt=now - GROUP_GAP).exists():
        return []
    waiting = group.filter(state=State.WAITING, not_before__lte=now)
    calls = list(waiting.select_for_update(skip_locked=True).order_by("pk")[:limit])
    DutyCall.objects.filter(pk__in=[call.pk for call in calls]).update(state=State.SENT, sent_at=now)
    return calls


def together(calls: Sequence[DutyCall]) -> list[DutyCall]:
    """One call a kind, unsaved beside its first one's id: a burst of alerts is one message and not two hundred."""
    joined: dict[str, DutyCall] = {}
    for call in calls:
        first = joined.setdefault(call.kind, DutyCall(pk=call.pk, kind=call.kind, references=[], total=0))
        first.references = [*first.references, *call.references][:MAX_NAMED]
        first.total += call.total
    return list(joined.values())


def forget() -> int:
    """Take away calls that are settled and old. Returns: how many."""
    # A call to a chat that was unlinked meanwhile waits for nobody.
    over = ~Q(state=State.WAITING) | Q(way=Way.CHAT)
    old = DutyCall.objects.filter(over, made_at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]
