"""Officers' own chats: linked by a one-time code that the desk shows, and taken back. Alerts of cameras go there."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from hotline import chat_codes
from hotline.models import ChatCode, OfficerChat
from staff import access, audit
from staff.models import Officer
from vault import keys, text

RIGHT = "hotline.read_tip"
PURPOSE, CHAT_PURPOSE = "officer-chat-code", "officer-chat"
GOOD_FOR = chat_codes.GOOD_FOR


def of(officer: Officer) -> OfficerChat | None:
    return OfficerChat.objects.filter(officer=officer).first()


@transaction.atomic
def give_code(*, by: Officer) -> str:
    """Make the one code by which an officer can link a chat now; an earlier one opens nothing any more.

    Returns: twelve digits in three groups. Raises: NotAllowed.
    """
    access.require(by, RIGHT)
    code = chat_codes.fresh()
    fresh = {"mark": keys.mark(PURPOSE, code), "expires_at": timezone.now() + GOOD_FOR}
    ChatCode.objects.update_or_create(officer=by, defaults=fresh)
    audit.record(by, "officer_chat.code_given", by)
    return chat_codes.shown(code)


def link(said: str, chat: int) -> bool:
    """Link the chat in which a live code was said, in the caller's transaction or its own; the code is used up.

    Args:
        said: what stood behind the command, in digits of any script. chat: the channel's id of the chat.
    Returns: False where the code is not, or no longer, good: nothing has changed then.
    """
    digits = chat_codes.read(said)
    if not digits:
        return False
    with transaction.atomic():
        code = ChatCode.objects.select_for_update(of=("self",)).select_related("officer").filter(
            mark=keys.mark(PURPOSE, digits), expires_at__gt=timezone.now()
        ).first()  # fmt: skip
        if code is None or not may_be_told(code.officer):
            return False
        _put(code.officer, chat)
        code.delete()
    return True


def _put(officer: Officer, chat: int) -> None:
    mark = keys.mark(CHAT_PURPOSE, str(chat))
    # A chat tells one officer, and an officer has one chat: the newest link stands.
    for row in OfficerChat.objects.filter(mark=mark) | OfficerChat.objects.filter(officer=officer):
        _forget(row)
    row = OfficerChat(officer=officer, key_id=keys.create(), mark=mark)
    text.write(row, chat=str(chat))
    row.save(force_insert=True)
    audit.record(officer, "officer_chat.linked", officer, chat=row.pk)


def _forget(row: OfficerChat) -> None:
    keys.destroy(row.key_id, reason="officer_chat")
    row.delete()


@transaction.atomic
def unlink(*, by: Officer) -> None:
    """Nothing goes to the officer's chat any more; its id is destroyed. Safe to repeat."""
    row = OfficerChat.objects.select_for_update().filter(officer=by).first()
    if row:
        audit.record(by, "officer_chat.unlinked", by, chat=row.pk)
        _forget(row)


def may_be_told(officer: Officer) -> bool:
    return bool(officer.is_active and officer.has_perm(RIGHT))


def reaching(officers: Iterable[Officer]) -> list[OfficerChat]:
    """The linked chats, which can be reached, of those among the officers who read tips."""
    told = [officer.pk for officer in officers if may_be_told(officer)]
    return list(OfficerChat.objects.select_related("officer").filter(officer__in=told, is_unreachable=False))
