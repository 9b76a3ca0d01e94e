"""Registering members, linking their chats by a one-time code, ending memberships."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline import certificates, chat_codes
from hotline.models import Member, MemberMessage, PurgeCertificate
from hotline.models.certificate import Rule
from staff import access, audit
from staff.models import Officer
from staff.references import next_reference
from staff.refusals import Invalid, WrongStatus
from vault import identity, keys, text

RIGHT = "hotline.manage_members"
PURPOSE, CHAT_PURPOSE = "member-chat-code", "member-chat"
MAX_CALL_SIGN, MAX_AREA = 40, 120  # characters


@dataclass(frozen=True)
class Person:
    """Who is registered.

    Args:
        kind: a `Member.Kind`.
        call_sign, area: what the desk calls them, and where they are about; no real name.
        language: the one that they read.
        contact: real name and telephone: goes to the sealed box, and stands nowhere else; may be empty.
    """

    kind: str
    call_sign: str
    area: str
    language: str
    contact: str = ""


def _check(person: Person) -> None:
    wrong: dict[str, str] = {}
    if person.kind not in Member.Kind.values:
        wrong["kind"] = _("Choose who it is.")
    if not 0 < len(person.call_sign.strip()) <= MAX_CALL_SIGN:
        wrong["call_sign"] = _("A call sign of up to %(limit)d characters is needed.") % {"limit": MAX_CALL_SIGN}
    if len(person.area.strip()) > MAX_AREA:
        wrong["area"] = _("At most %(limit)d characters.") % {"limit": MAX_AREA}
    if person.language not in dict(settings.LANGUAGES):
        wrong["language"] = _("Choose the language that the member reads.")
    if person.contact.strip() and not identity.handler_keys():
        wrong["contact"] = _("Nobody here can open a sealed box yet: leave name and telephone out.")
    if wrong:
        raise Invalid(_("Please look at the marked answers. Nothing you wrote is lost."), **wrong)


@transaction.atomic
def register(person: Person, *, by: Officer) -> Member:
    """Write a member down as a source of their kind. The chat is linked later, by a code.

    Raises: NotAllowed; Invalid with a sentence per field, nothing is stored then.
    """
    access.require(by, RIGHT)
    _check(person)
    source = identity.create_source(person.kind)
    member = Member(
        reference=next_reference("MEM"), key_id=keys.create(), source_id=source.pk, kind=person.kind,
        language=person.language,
    )  # fmt: skip
    text.write(member, call_sign=person.call_sign.strip(), area=person.area.strip())
    member.save(force_insert=True)
    if person.contact.strip():
        identity.seal_contact(source.pk, person.contact.strip())
    audit.record(by, "member.registered", member, kind=person.kind)
    return member


def locked(member: Member) -> Member:
    """The member's row as it is now, locked. Raises: WrongStatus where the membership was ended."""
    fresh = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if fresh.ended_at:
        raise WrongStatus(_("This membership was ended."))
    return fresh


@transaction.atomic
def give_code(member: Member, *, by: Officer) -> str:
    """Make the one code by which the member can link a chat now; an earlier one opens nothing any more.

    Returns: twelve digits in three groups. Raises: NotAllowed; WrongStatus.
    """
    access.require(by, RIGHT)
    fresh, code = locked(member), chat_codes.fresh()
    fresh.code_mark, fresh.code_expires_at = keys.mark(PURPOSE, code), timezone.now() + chat_codes.GOOD_FOR
    fresh.save(update_fields=["code_mark", "code_expires_at"])
    audit.record(by, "member.code_given", fresh)
    return chat_codes.shown(code)


@transaction.atomic
def link(said: str, chat: int) -> Member | None:
    """Link the chat in which a live code was said; the code is used up.

    Args:
        said: what stood behind the command, in digits of any script. chat: the channel's id of the chat.
    Returns: None where the code is not, or no longer, good: nothing has changed then.
    """
    digits = chat_codes.read(said)
    if not digits:
        return None
    live = Member.objects.filter(
        code_mark=keys.mark(PURPOSE, digits), code_expires_at__gt=timezone.now(), ended_at=None
    )
    member = live.select_for_update(no_key=True).first()
    if member is None:
        return None
    mark = keys.mark(CHAT_PURPOSE, str(chat))
    # A chat speaks for one member: the newest link stands.
    for other in Member.objects.select_for_update(no_key=True).filter(chat_mark=mark).exclude(pk=member.pk):
        _unlink(other)
        audit.record("system", "member.unlinked", other)
    member.chat_mark, member.linked_at, member.is_unreachable = mark, timezone.now(), False
    member.code_mark = member.code_expires_at = None
    text.write(member, chat=str(chat))
    member.save(update_fields=["chat", "chat_mark", "linked_at", "is_unreachable", "code_mark", "code_expires_at"])
    audit.record("source", "member.linked", member)
    return member


def _unlink(member: Member) -> None:
    member.chat, member.chat_mark, member.linked_at, member.is_unreachable = b"", None, None, False
    member.save(update_fields=["chat", "chat_mark", "linked_at", "is_unreachable"])
    unsent = MemberMessage.objects.filter(talk__member=member, delivery=MemberMessage.Delivery.WAITING)
    unsent.filter(direction=MemberMessage.Direction.TO_MEMBER).update(delivery=MemberMessage.Delivery.FAILED)


@transaction.atomic
def end(member: Member, *, by: Officer) -> PurgeCertificate | None:
    """End a membership: chat, code, call sign, area and sealed contact are destroyed. Safe to repeat.

    What was said stays until its time is over, under the reference alone. Raises: NotAllowed.
    Returns: the certificate; None where it was ended before.
    """
    access.require(by, RIGHT)
    fresh = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if fresh.ended_at:
        return None
    clear(fresh, timezone.now())
    contacts = identity.forget_contact(fresh.source_id)
    entries = [keys.destroy(fresh.key_id, reason=Rule.ENDED), identity.forget(fresh.source_id, reason=Rule.ENDED)]
    certificate = certificates.issue(
        fresh, Rule.ENDED, [entry for entry in entries if entry], texts_cleared=2, files_removed=0,
        contacts_removed=contacts,
    )  # fmt: skip
    audit.record(by, "member.ended", fresh, certificate=certificate.reference)
    return certificate


def clear(member: Member, at: datetime) -> None:
    """Empty a locked member's sealed columns, chat and code, and note the end; what was said stays."""
    _unlink(member)
    member.code_mark = member.code_expires_at = member.waiting_since = None
    member.call_sign = member.area = b""
    member.ended_at = at
    member.save()


def is_registered(source_id: UUID) -> bool:
    """Whether a source is a member whose membership goes on: neither a purge nor a withdrawal forgets them."""
    return Member.objects.filter(source_id=source_id, ended_at=None).exists()


def in_chats(chats: Iterable[int]) -> dict[int, UUID]:
    """The members who speak in these chats, by the channel's id of the chat. One query."""
    marks = {keys.mark(CHAT_PURPOSE, str(chat)): chat for chat in chats}
    found = Member.objects.filter(chat_mark__in=list(marks)).values_list("chat_mark", "pk") if marks else ()
    return {marks[bytes(mark)]: pk for mark, pk in found if mark}


def signs(members: Iterable[Member]) -> dict[Any, tuple[str, str]]:
    """(call sign, area) by member's id; ("", "") of those that were ended. One query."""
    rows = list(members)
    opened = keys.data_keys_found({row.key_id for row in rows})
    return {
        row.pk: tuple(text.read(row, column, key=opened[row.key_id]) for column in ("call_sign", "area"))
        if row.key_id in opened
        else ("", "")
        for row in rows
    }
