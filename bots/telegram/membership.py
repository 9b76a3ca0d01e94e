"""Members' chats on their way in and out: heard beside the dialogue, answered from the desk's rows."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bots import members
from bots.conversation import Answer, Conversation
from bots.gateway import members as desk
from bots.speech import Kind, Reply, Said
from bots.telegram import outbox

LINK_COMMAND = "member"  # with the code that the desk showed to whoever registered them


def link(talk: Conversation, said: Said, chat: int) -> Reply:
    """Link a chat by a live code, and go on in the member's language."""
    found = desk.link(said.rest, chat)
    if found and not talk.interview.language:
        talk.interview = replace(talk.interview, language=found.language, choosing="")
    return members.linked(talk.interview.language or "en" if found else None)


def hear(talk: Conversation, member: UUID, said: Said) -> Answer:
    """What a member said: to the duty desk, or into the questions as from anybody."""
    before, language = talk.interview, talk.interview.language
    if members.is_greeting(before, said):
        return Answer([members.greeting(language)])
    if members.is_for_desk(before, said) and (reply := _to_desk(talk, member, said)):
        return Answer([reply])
    answer = talk.hear(said)
    talk.interview = members.after(before, talk.interview, said)
    if said.kind == Kind.TAP and talk.interview.language != language and not talk.interview.is_open:
        answer.replies = [members.greeting(talk.interview.language)]
    return answer


def _to_desk(talk: Conversation, member: UUID, said: Said) -> Reply | None:
    """None where it is not the desk's: an edit of what a tip holds, or a membership that was just ended."""
    origin, words, language = f"member:{talk.lane.pk}:{said.ref}", members.words(said), talk.interview.language
    if said.kind == Kind.EDIT:
        return members.corrected(language) if desk.correct(member, words, origin=origin) else None
    position = said.text if said.kind == Kind.PIN else ""
    is_kept = desk.hear(member, words, origin=origin, position=position, file=said.file)
    return members.kept(language, said) if is_kept else None


@transaction.atomic
def forward(now: datetime | None = None) -> int:
    """Queue answers to members, and calls to officers' own chats. Returns: how many."""
    now = now or timezone.now()
    out, post, calls = outbox.Outbox(now), desk.take_post(now), desk.take_calls(now)
    for each in post:
        payload = {"do": "say", "chat": each.chat, "text": each.text, "rows": [], "guarded": True}
        out.put(
            None, payload | {"member": str(each.member)}, f"member:{each.message}", is_paced=False,
            message_id=each.message,
        )  # fmt: skip
    for call in calls:
        payload = {"do": "say", "chat": call.chat, "text": call.text[: outbox.MAX_TEXT], "rows": []}
        out.put(None, payload | {"officer": str(call.link)}, call.key, is_paced=False)
    out.flush()
    return len(post) + len(calls)
