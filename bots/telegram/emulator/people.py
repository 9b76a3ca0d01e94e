"""What people do in their chats: say, edit, tap, block."""

import secrets
from typing import Any

from .attachments import read_content
from .keyboards import reply_rows
from .refusal import bad_request
from .world import Chat, Note, World

Wish = dict[str, Any]
MAX_ALBUM = 10


def say(world: World, wish: Wish) -> Wish:
    """Put a person's message, album or edit into a chat and queue its update.

    Args:
        wish: `chat`, one content (`text`, `photo`, …, `media_group`), and optionally `caption`,
            `user`, `group`, `reply_to`, `forward_from`, `edit_of`.
    Returns: `message_id`, `update_id` (None where the bot does not want the kind) and `revision`;
        for an album `message_ids` and `update_ids`.
    """
    user, chat = _enter(world, wish)
    if "media_group" in wish:
        return _say_album(world, chat, user, wish)
    content = read_content(world.shelf, wish)
    if "edit_of" in wish:
        return _edit(world, chat, user, wish, content)
    return _say(world, chat, user, content | _context(world, chat, wish))


def tap(world: World, wish: Wish) -> Wish:
    """Press a button by its callback data or its text.

    Without `message_id` the newest message that has the button is meant. `force` presses callback
    data that no message shows, as a client with an old screen does. A button of a reply keyboard
    says its text.
    """
    user, chat = _enter(world, wish)
    pressed = str(wish.get("button") or wish.get("data") or wish.get("text") or "")
    notes = _tappable(chat, wish)
    for note in notes:
        for button in (each for row in note.view()["buttons"] for each in row):
            if button["data"] and pressed in (button["data"], button["text"]):
                return _press(world, chat, user, note, button["data"])
        if pressed in [label for row in reply_rows(note.markup) for label in row]:
            return _say(world, chat, user, read_content(world.shelf, {"text": pressed}))
    if wish.get("force") and notes:
        return _press(world, chat, user, notes[0], pressed)
    raise bad_request("no such button")


def block(world: World, wish: Wish) -> Wish:
    """Block the bot: it can write no more and learns of it."""
    user, chat = _enter(world, wish, is_returning=True)
    chat.is_blocked = True
    return _member_update(world, chat, user, was="member", now="kicked")


def unblock(world: World, wish: Wish) -> Wish:
    """Take the block back."""
    user, chat = _enter(world, wish, is_returning=True)
    chat.is_blocked = False
    return _member_update(world, chat, user, was="kicked", now="member")


def _enter(world: World, wish: Wish, *, is_returning: bool = False) -> tuple[Wish, Chat]:
    user = _user(wish)
    group = wish.get("group")
    if group:
        about = {"type": "supergroup", "title": "Group"} | group
        is_new = about["id"] not in world.chats
        chat = world.open_chat(about)
        if is_new:
            _member_update(world, chat, user, was="left", now="member")
    else:
        shown = ("id", "first_name", "last_name", "username")
        about = {key: user[key] for key in shown if key in user} | {"type": "private"}
        chat = world.open_chat(about, user)
        user = user if "user" in wish else chat.user or user
    if (chat.is_blocked or chat.is_left) and not is_returning:
        raise bad_request("the bot is not in this chat")
    return user, chat


def _user(wish: Wish) -> Wish:
    given = wish.get("user") or {}
    number = int(given.get("id") or wish.get("chat") or 0)
    if number <= 0:
        raise bad_request("chat or user.id must be a positive number")
    user = {"id": number, "is_bot": False, "first_name": f"Person {number}"}
    # A wish may be silent about the language; Telegram's clients mostly are not.
    user |= {"language_code": "en"} | {key: given[key] for key in given if given[key]}
    return user


def _context(world: World, chat: Chat, wish: Wish) -> Wish:
    extra: Wish = {}
    if "reply_to" in wish:
        note = chat.notes.get(int(wish["reply_to"]))
        if note is None:
            raise bad_request("message to be replied not found")
        extra["reply_to_message"] = note.message
    if "forward_from" in wish:
        extra["forward_origin"] = _origin(wish["forward_from"], int(world.now()))
    return extra


def _origin(author: Wish, date: int) -> Wish:
    if "title" in author:
        channel = {"id": author["id"], "type": "channel", "title": author["title"]}
        return {"type": "channel", "date": date, "chat": channel, "message_id": 1}
    if "id" in author:
        user = {"is_bot": False, "first_name": "Someone"} | author
        return {"type": "user", "date": date, "sender_user": user}
    return {
        "type": "hidden_user",
        "date": date,
        "sender_user_name": author.get("name", "Someone"),
    }


def _say(world: World, chat: Chat, user: Wish, content: Wish) -> Wish:
    number = world.next_message_id()
    head = {
        "message_id": number,
        "from": user,
        "chat": chat.about,
        "date": int(world.now()),
    }
    note = Note(head | content, is_by_bot=False)
    chat.notes[number] = note
    revision = chat.touch(note)
    update = world.updates.add("message", note.message)
    return {"message_id": number, "update_id": update, "revision": revision}


def _say_album(world: World, chat: Chat, user: Wish, wish: Wish) -> Wish:
    items = wish["media_group"]
    if not 1 <= len(items) <= MAX_ALBUM:
        raise bad_request(f"an album has 1-{MAX_ALBUM} items")
    # A given id lets a test send an album's items late, one call at a time.
    group = {"media_group_id": str(wish.get("media_group_id") or secrets.randbelow(10**17))}
    context = _context(world, chat, wish)
    contents = [read_content(world.shelf, item) for item in items]
    said = [_say(world, chat, user, each | context | group) for each in contents]
    return group | {
        "message_ids": [each["message_id"] for each in said],
        "update_ids": [each["update_id"] for each in said],
        "revision": said[-1]["revision"],
    }


def _edit(world: World, chat: Chat, user: Wish, wish: Wish, content: Wish) -> Wish:
    note = chat.notes.get(int(wish["edit_of"]))
    if note is None or note.is_by_bot or note.is_deleted:
        raise bad_request("message to edit not found")
    note.edits.append({"date": note.message["date"], "text": note.text})
    kept = (
        "message_id",
        "chat",
        "date",
        "forward_origin",
        "reply_to_message",
        "media_group_id",
    )
    head = {key: note.message[key] for key in kept if key in note.message}
    note.message = head | {"from": user, "edit_date": int(world.now())} | content
    revision = chat.touch(note)
    update = world.updates.add("edited_message", note.message)
    return {"message_id": head["message_id"], "update_id": update, "revision": revision}


def _tappable(chat: Chat, wish: Wish) -> list[Note]:
    numbers = [int(wish["message_id"])] if "message_id" in wish else list(chat.notes)[::-1]
    notes = [chat.notes[number] for number in numbers if number in chat.notes]
    return [note for note in notes if note.is_by_bot and not note.is_deleted]


def _press(world: World, chat: Chat, user: Wish, note: Note, pressed: str) -> Wish:
    number = str(secrets.randbits(62))
    world.callbacks[number] = (world.now() + world.callback_seconds, chat, pressed)
    query = {
        "id": number,
        "from": user,
        "message": note.message,
        "chat_instance": str(chat.about["id"] * 7919),
        "data": pressed,
    }
    update = world.updates.add("callback_query", query)
    return {"callback_query_id": number, "update_id": update, "revision": chat.touch()}


def _member_update(world: World, chat: Chat, user: Wish, *, was: str, now: str) -> Wish:
    change = {
        "chat": chat.about,
        "from": user,
        "date": int(world.now()),
        "old_chat_member": _membership(world, was),
        "new_chat_member": _membership(world, now),
    }
    update = world.updates.add("my_chat_member", change)
    return {"update_id": update, "revision": chat.touch()}


def _membership(world: World, status: str) -> Wish:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": world.bot, "status": status} | until
