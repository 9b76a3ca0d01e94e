"""Bot API methods that change or remove what is in a chat, and the answer to a tap."""

import re
from typing import Any

from .entities import Entities
from .keyboards import Markup, read_markup
from .params import Params
from .refusal import bad_request, too_many_requests
from .sending import MAX_TEXT, find_chat, read_wording
from .world import Chat, Note, World

# Bot API, deleteMessage: "only if it was sent less than 48 hours ago".
DELETABLE_SECONDS = 48 * 3600
MAX_ANSWER = 200
MAX_COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
STALE_TAP = "query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


def edit_message_text(world: World, params: Params) -> dict[str, Any]:
    """Replace the text and the buttons of one of the bot's messages."""
    chat, note = _own_note(world, params)
    text, entities = read_wording(params, "text", MAX_TEXT, "MESSAGE_TOO_LONG")
    if not text:
        raise bad_request("message text is empty")
    if "text" not in note.message:
        raise bad_request("there is no text in the message to edit")
    return _rewrite(world, chat, note, text, entities, read_markup(params))


def edit_message_reply_markup(world: World, params: Params) -> dict[str, Any]:
    """Replace or take away the buttons of one of the bot's messages."""
    chat, note = _own_note(world, params)
    text, entities = note.message.get("text", ""), note.message.get("entities", [])
    return _rewrite(world, chat, note, text, entities, read_markup(params))


def delete_message(world: World, params: Params) -> bool:
    """Remove one message, the bot's or the person's, for both sides."""
    chat = find_chat(world, params)
    note = chat.notes.get(params.whole("message_id"))
    if note is None or note.is_deleted:
        raise bad_request("message to delete not found")
    if world.now() - note.message["date"] > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    note.is_deleted = True
    chat.touch(note)
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Remove 1-100 messages; those that cannot be found or are too old are skipped."""
    chat = find_chat(world, params)
    numbers = params.tree("message_ids")
    if not _are_all(int, numbers) or not 1 <= len(numbers) <= 100:
        raise bad_request("message identifiers are not specified")
    for note in (chat.notes.get(number) for number in numbers):
        if note and world.now() - note.message["date"] <= DELETABLE_SECONDS:
            note.is_deleted = True
            chat.touch(note)
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """Answer a tap, once and in time."""
    number, text = params.text("callback_query_id"), params.text("text")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    until, chat, pressed = world.callbacks.pop(number, (0.0, None, ""))
    if chat is None or world.now() > until:
        raise bad_request(STALE_TAP)
    chat.callback_answers.append(
        {
            "id": number,
            "data": pressed,
            "text": text,
            "show_alert": params.flag("show_alert"),
            "revision": chat.touch(),
        }
    )
    return True


def set_my_commands(world: World, params: Params) -> bool:
    """Set the command menu of a scope and language."""
    commands = params.tree("commands")
    if not _are_all(dict, commands) or len(commands) > MAX_COMMANDS:
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    for each in commands:
        if not COMMAND.fullmatch(str(each.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(each.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    scope = params.branch("scope") or {"type": "default"}
    world.commands[(str(scope.get("type")), params.text("language_code"))] = commands
    return True


def get_my_commands(world: World, params: Params) -> list[dict[str, str]]:
    """The command menu of a scope and language."""
    scope = params.branch("scope") or {"type": "default"}
    return world.commands.get((str(scope.get("type")), params.text("language_code")), [])


def _are_all(kind: type, items: Any) -> bool:
    return isinstance(items, list) and all(isinstance(each, kind) for each in items)


def _own_note(world: World, params: Params) -> tuple[Chat, Note]:
    chat = find_chat(world, params)
    note = chat.notes.get(params.whole("message_id"))
    if note is None or note.is_deleted:
        raise bad_request("message to edit not found")
    if not note.is_by_bot:
        raise bad_request("message can't be edited")
    return chat, note


def _rewrite(
    world: World,
    chat: Chat,
    note: Note,
    text: str,
    entities: Entities,
    markup: Markup | None,
) -> dict[str, Any]:
    # An inline keyboard without rows is how a bot takes its buttons away.
    shown = markup if markup and markup.get("inline_keyboard") else None
    was = (note.message.get("text", ""), note.message.get("entities", []), note.markup)
    if was == (text, entities, shown):
        raise bad_request(NOT_MODIFIED)
    wait = world.flood.pass_edit("edit", chat.about["id"])
    if wait:
        raise too_many_requests(wait)
    note.edits.append({"date": note.message.get("edit_date", note.message["date"]), "text": was[0]})
    note.message = _edited(note.message, text, entities, shown) | {"edit_date": int(world.now())}
    note.markup = shown
    chat.touch(note)
    return note.message


def _edited(message: dict[str, Any], text: str, entities: Entities, markup: Markup | None) -> dict[str, Any]:
    parts = {"text": text, "entities": entities, "reply_markup": markup}
    kept = {key: value for key, value in message.items() if key not in parts}
    return kept | {key: value for key, value in parts.items() if value}
