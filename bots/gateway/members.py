"""Registered members' chats: linked, heard, answered; and the calls to officers' own chats."""

from dataclasses import dataclass
from uuid import UUID

from bots.gateway import files
from bots.gateway.story import FileOffer
from hotline.members import registry, talking
from hotline.members.calling import ChatCall, take_calls
from hotline.members.registry import in_chats
from hotline.members.talking import Post, back, correct, cut_off, not_sent, sent, take_post

__all__ = [
    "ChatCall", "Linked", "Post", "back", "correct", "cut_off", "hear", "in_chats", "link", "not_sent", "sent",
    "take_calls", "take_post",
]  # fmt: skip


@dataclass(frozen=True)
class Linked:
    """A member whose chat is linked now, and the language they read."""

    member: UUID
    language: str


def link(said: str, chat: int) -> Linked | None:
    """Link the chat in which a live code was said; None where the code opens nothing."""
    member = registry.link(said, chat)
    return Linked(member.pk, member.language) if member else None


def hear(member: UUID, words: str, *, origin: str, position: str = "", file: FileOffer | None = None) -> bool:
    """Keep what a member sent in their conversation with the duty desk. Returns: False where they are none any more."""
    message = talking.hear(member, words, origin=origin, position=position)
    if message is None:
        return False
    if file:
        files.offer(file, member_message=message)
    return True
