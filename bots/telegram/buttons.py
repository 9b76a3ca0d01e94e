"""Callback data: a short action, the turn it belongs to, and a mark that only we can make."""

from base64 import urlsafe_b64encode
from uuid import UUID

from bots import gateway
from bots.speech import Button

MARK_CHARACTERS = 10  # 60 bits
MAX_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data


def _mark(lane: UUID, body: str) -> str:
    return urlsafe_b64encode(gateway.mark("bot-button", f"{lane}:{body}"))[:MARK_CHARACTERS].decode()


def write(lane: UUID, button: Button, turn: int) -> str:
    """The callback data of a button in a chat, at most 64 bytes."""
    body = f"{'' if button.lasts else format(turn, 'x')}.{button.action}"
    return f"{body}.{_mark(lane, body)}"


def read(lane: UUID, pressed: str) -> tuple[str, int | None]:
    """Action and turn (None where the button lasts) of callback data; action "" where it is not ours for this chat."""
    body, _, mark = pressed.rpartition(".")
    if not body or mark != _mark(lane, body):
        return "", None
    turn, _, action = body.partition(".")
    return action, int(turn, 16) if turn else None
