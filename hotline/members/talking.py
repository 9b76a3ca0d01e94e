"""The conversation of a member with the duty desk: hearing, answering, and how an answer got on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline import duty
from hotline.fitting import require_fitting
from hotline.members import registry
from hotline.models import DutyCall, Member, MemberMessage, MemberTalk
from staff import access, audit, rota
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus
from vault import keys, text

RIGHT = "hotline.answer_member"
MAX_ANSWER = 2_000  # characters
MAX_HEARD = 10_000  # characters kept of one message; the channel's own limit is lower
# A silence this long ends a stretch: what is said later has a key, and a time, of its own.
SILENCE = timedelta(hours=24)
# A private chat takes about a message a second (Bot API).
GAP = timedelta(seconds=1.1)
FROM, TO = MemberMessage.Direction.FROM_MEMBER, MemberMessage.Direction.TO_MEMBER
Delivery = MemberMessage.Delivery


@dataclass(frozen=True)
class Post:
    """One answer on its way: whose, to which chat, in which words."""

    message: UUID
    member: UUID
    chat: int
    text: str


@transaction.atomic
def hear(member_id: UUID, words: str, *, origin: str, position: str = "") -> MemberMessage | None:
    """Keep what a member wrote, and call who is on duty where nothing waited before.

    Args:
        words: may be empty where a file or position comes with it.
        origin: unique to the message; the same one again changes nothing.
        position: "lat,lon", WGS 84 degrees.
    Returns: None where the membership was ended meanwhile.
    """
    member = Member.objects.select_for_update(no_key=True).filter(pk=member_id, ended_at=None).first()
    if member is None:
        return None
    mark = keys.mark("message-origin", origin)
    known = MemberMessage.objects.select_related("talk").filter(origin_mark=mark).first()
    if known:
        return known
    message = _write(member, words[:MAX_HEARD], position=position, direction=FROM, origin_mark=mark, delivery="sent")
    _awaits(member, message)
    return message


def _awaits(member: Member, message: MemberMessage) -> None:
    was = member.waiting_since
    member.waiting_since, member.is_unreachable = was or message.at, False
    member.save(update_fields=["waiting_since", "is_unreachable"])
    audit.record("source", "member.wrote", member, message=message.pk)
    if was is None:
        duty.call(DutyCall.Kind.MEMBER, [member.reference], rota.on_duty())


def _write(member: Member, words: str, *, position: str = "", **columns: object) -> MemberMessage:
    now = timezone.now()
    talk = member.talks.filter(purged_at=None, last_at__gt=now - SILENCE).order_by("-last_at").first()
    if talk is None:
        talk = MemberTalk.objects.create(member=member, key_id=keys.create(), began_at=now, last_at=now)
    message = MemberMessage(talk=talk, at=now, **columns)
    text.write(message, body=words, position=position)
    message.save(force_insert=True)
    MemberTalk.objects.filter(pk=talk.pk).update(last_at=now)
    Member.objects.filter(pk=member.pk).update(last_at=now)
    member.last_at = now
    return message


@transaction.atomic
def correct(member_id: UUID, words: str, *, origin: str) -> bool:
    """A member edited a message: the new version is kept beside the first. Returns: False where none is known."""
    member = Member.objects.select_for_update(no_key=True).filter(pk=member_id, ended_at=None).first()
    found = MemberMessage.objects.filter(
        origin_mark=keys.mark("message-origin", origin), talk__member_id=member_id, talk__purged_at=None
    ).first()
    if member is None or found is None:
        return False
    version = _write(member, words[:MAX_HEARD], direction=FROM, replaces=found, delivery=Delivery.SENT)
    _awaits(member, version)
    return True


@transaction.atomic
def answer(member: Member, words: str, *, by: Officer, seen: str, key: UUID) -> MemberMessage:
    """Write to a member; the bot takes it from its row.

    Args:
        seen: id of the newest answer that the officer had in front of them, "" for none.
        key: id of the message to be, chosen by the page: the same page sent twice is one message.
    Raises: NotAllowed; Invalid, also where a colleague answered meanwhile; WrongStatus where it cannot arrive.
    """
    access.require(by, RIGHT)
    require_fitting(words, MAX_ANSWER, field="words", empty=_("Write something first."))
    fresh = registry.locked(member)
    if known := MemberMessage.objects.filter(pk=key, author=by, talk__member=fresh).first():
        return known
    if not fresh.is_linked or fresh.is_unreachable:
        raise WrongStatus(_("No chat is linked, or the member blocked the bot: nothing can arrive there."))
    if newest_answer(fresh) != seen:
        sentence = _("A colleague answered meanwhile: their words stand below. Send yours again if it is still wanted.")
        raise Invalid(sentence, words=sentence)
    message = _write(fresh, words, id=key, direction=TO, author=by)
    fresh.waiting_since = None
    fresh.save(update_fields=["waiting_since"])
    audit.record(by, "member.answered", fresh, message=message.pk)
    return message


def newest_answer(member: Member) -> str:
    """Id of the newest message to a member; "" where there is none."""
    rows = MemberMessage.objects.filter(talk__member=member, direction=TO)
    found = rows.order_by("-at", "-pk").values_list("pk", flat=True).first()
    return str(found or "")


@transaction.atomic
def settle(member: Member, *, by: Officer, last: str) -> Member:
    """Note that what a member wrote needs no answer.

    Args:
        last: id of the newest message that the officer had in front of them.
    Raises: NotAllowed; Invalid where the member wrote more meanwhile.
    """
    access.require(by, RIGHT)
    fresh = registry.locked(member)
    if newest(fresh) != last:
        raise Invalid(_("The member wrote more meanwhile: it stands below."))
    if fresh.waiting_since:
        fresh.waiting_since = None
        fresh.save(update_fields=["waiting_since"])
        audit.record(by, "member.settled", fresh)
    return fresh


def newest(member: Member) -> str:
    """Id of the newest message of a conversation; "" where there is none."""
    rows = MemberMessage.objects.filter(talk__member=member).order_by("-at", "-pk")
    return str(rows.values_list("pk", flat=True).first() or "")


# --- On the way out ----------------------------------------------------------------------------------------------
def take_post(now: datetime) -> list[Post]:
    """The oldest waiting answer of each chat that may be sent to now, in the caller's transaction."""
    waiting = MemberMessage.objects.filter(direction=TO, delivery=Delivery.WAITING, talk__purged_at=None)
    ids = waiting.filter(talk__member__next_send_at__lte=now).values_list("talk__member_id", flat=True)
    if not ids:
        return []
    members = Member.objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in=list(ids)).order_by("pk")
    return [post for member in members if (post := _take(member, now))]


def _take(member: Member, now: datetime) -> Post | None:
    mine = MemberMessage.objects.filter(talk__member=member, direction=TO, delivery=Delivery.WAITING)
    if not member.is_linked or member.is_unreachable:
        mine.update(delivery=Delivery.BLOCKED if member.is_unreachable else Delivery.FAILED)
        return None
    message = mine.select_related("talk").order_by("at", "pk").first()
    if message is None:
        return None
    MemberMessage.objects.filter(pk=message.pk).update(delivery=Delivery.TAKEN)
    Member.objects.filter(pk=member.pk).update(next_send_at=now + GAP)
    return Post(message.pk, member.pk, int(text.read(member, "chat")), text.read(message, "body"))


def sent(message_id: UUID) -> None:
    """The channel took it to the member."""
    _move(message_id, Delivery.SENT)


def not_sent(message_id: UUID) -> None:
    """The channel refused it for good."""
    _move(message_id, Delivery.FAILED)


def _move(message_id: UUID, to: str) -> None:
    MemberMessage.objects.filter(pk=message_id, delivery=Delivery.TAKEN).update(delivery=to)


def cut_off(member_id: UUID) -> None:
    """The member blocked the bot: nothing more is sent until they write again."""
    Member.objects.filter(pk=member_id).update(is_unreachable=True)
    unsent = MemberMessage.objects.filter(talk__member_id=member_id, direction=TO)
    unsent.filter(delivery__in=(Delivery.WAITING, Delivery.TAKEN)).update(delivery=Delivery.BLOCKED)


def back(member_id: UUID) -> None:
    """The member opened the chat again."""
    Member.objects.filter(pk=member_id, is_unreachable=True).update(is_unreachable=False)
