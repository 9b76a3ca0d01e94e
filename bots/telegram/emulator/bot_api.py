"""One call of the Bot API: token, method, planned failures, answer."""

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import changing, receiving, sending
from .faults import Fault
from .params import Params
from .refusal import ApiRefusal
from .shelf import Blob
from .world import World

METHODS: dict[str, Callable[[World, Params], Any]] = {
    "getMe": receiving.get_me,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "getFile": receiving.get_file,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "leaveChat": sending.leave_chat,
    "editMessageText": changing.edit_message_text,
    "editMessageReplyMarkup": changing.edit_message_reply_markup,
    "deleteMessage": changing.delete_message,
    "deleteMessages": changing.delete_messages,
    "answerCallbackQuery": changing.answer_callback_query,
    "setMyCommands": changing.set_my_commands,
    "getMyCommands": changing.get_my_commands,
}
# The Bot API reads method names without regard to case.
NAMES = {name.lower(): name for name in METHODS}


@dataclass(frozen=True)
class Answer:
    """What goes back: JSON or a file; with `hold_seconds` nothing at all after that wait."""

    status: int = 200
    body: bytes = b""
    blob: Blob | None = None
    hold_seconds: float | None = None


def as_answer(refusal: ApiRefusal) -> Answer:
    """A refusal as JSON."""
    return Answer(refusal.code, json.dumps(refusal.as_answer()).encode())


def call(world: World, token: str, name: str, params: Params) -> Answer:
    """Run one method under the world's lock and write its answer."""
    with world.lock:
        try:
            return _call(world, token, name, params)
        except ApiRefusal as refusal:
            world.refusals[str(refusal.code)] += 1
            return as_answer(refusal)


def download(world: World, token: str, path: str) -> Answer:
    """The bytes behind a file link."""
    with world.lock:
        try:
            _check_token(world, token)
            world.calls["file"] += 1
            fault = world.faults.take("file", Params())
            if fault is not None:
                return _failing(fault)
            return Answer(blob=world.shelf.open(path))
        except ApiRefusal as refusal:
            world.refusals[str(refusal.code)] += 1
            return as_answer(refusal)


def _call(world: World, token: str, name: str, params: Params) -> Answer:
    _check_token(world, token)
    known = NAMES.get(name.lower())
    if known is None:
        raise ApiRefusal(404, "Not Found")
    world.calls[known] += 1
    fault = world.faults.take(known, params)
    if fault is not None and not fault.is_done:
        return _failing(fault)
    result = METHODS[known](world, params)
    if fault is not None:
        return _failing(fault)
    return Answer(body=json.dumps({"ok": True, "result": result}).encode())


def _failing(fault: Fault) -> Answer:
    refusal = fault.refusal()
    if refusal is not None:
        raise refusal
    return Answer(hold_seconds=fault.hold_seconds if fault.code == "timeout" else 0.0)


def _check_token(world: World, token: str) -> None:
    if not hmac.compare_digest(token.encode(), world.token.encode()):
        raise ApiRefusal(401, "Unauthorized")
