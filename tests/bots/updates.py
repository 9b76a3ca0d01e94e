"""Raw Telegram updates as the platform posts them, names and flags included, for tests."""

import itertools
from typing import Any

CHAT = 5_120_044_871
NAME, USERNAME = "Planted Firstname", "planted_username"
_numbers = itertools.count(700_000)


def sender(chat: int = CHAT) -> dict[str, Any]:
    return {
        "id": chat, "is_bot": False, "first_name": NAME, "last_name": "Plantedlast", "username": USERNAME,
        "is_premium": True, "language_code": "vi",
    }  # fmt: skip


def private(chat: int = CHAT) -> dict[str, Any]:
    return {"id": chat, "type": "private", "first_name": NAME, "username": USERNAME}


def message(chat: int = CHAT, **content: Any) -> dict[str, Any]:
    """An update with one message of a private chat."""
    number = next(_numbers)
    body = {"message_id": number, "date": 1_790_000_000, "from": sender(chat), "chat": private(chat)} | content
    return {"update_id": number, "message": body}


def text(words: str, chat: int = CHAT, **more: Any) -> dict[str, Any]:
    if words.startswith("/"):
        more["entities"] = [{"type": "bot_command", "offset": 0, "length": len(words.split()[0])}]
    return message(chat, text=words, **more)


def photo(unique: str = "P1", chat: int = CHAT, **more: Any) -> dict[str, Any]:
    sizes = [
        {"file_id": f"small-{unique}", "file_unique_id": f"s{unique}", "width": 90, "height": 60, "file_size": 900},
        {
            "file_id": f"large-{unique}",
            "file_unique_id": f"l{unique}",
            "width": 900,
            "height": 600,
            "file_size": 90_000,
        },
    ]
    return message(chat, photo=sizes, **more)


def document(size: int = 1000, chat: int = CHAT, **more: Any) -> dict[str, Any]:
    number = next(_numbers)
    file = {
        "file_id": f"doc-{number}",
        "file_unique_id": f"d{number}",
        "file_name": "planted-name.pdf",
        "file_size": size,
    }
    return message(chat, document=file, **more)


def edited(update: dict[str, Any], words: str) -> dict[str, Any]:
    body = update["message"] | {"text": words, "edit_date": 1_790_000_060}
    return {"update_id": next(_numbers), "edited_message": body}


def tap(data: str, chat: int = CHAT, message_id: int = 1) -> dict[str, Any]:
    number = next(_numbers)
    shown = {"message_id": message_id, "date": 1_790_000_000, "chat": private(chat), "text": "…"}
    query = {"id": str(number), "from": sender(chat), "chat_instance": "1", "data": data, "message": shown}
    return {"update_id": number, "callback_query": query}


def member(status: str, chat: int = CHAT) -> dict[str, Any]:
    bot = {"id": 1, "is_bot": True, "first_name": "Hornbill"}
    change = {
        "chat": private(chat), "from": sender(chat), "date": 1_790_000_000,
        "old_chat_member": {"user": bot, "status": "member"}, "new_chat_member": {"user": bot, "status": status},
    }  # fmt: skip
    return {"update_id": next(_numbers), "my_chat_member": change}
