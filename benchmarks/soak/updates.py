"""Updates of the Bot API, with something bent in each."""

import json
from random import Random
from typing import Any

from benchmarks.soak import words

CONTENTS = ("text", "text", "caption", "contact", "location", "document", "photo", "voice", "poll", "entities")
KINDS = ("message", "message", "edited_message", "callback_query", "my_chat_member")
ODD: tuple[Any, ...] = (None, 7, "x", [], {}, 10**30, -1, True)


def _content(dice: Random) -> Any:
    odd = ("/start", "/erase", "/status", [{"file_id": "x"}], {"latitude": "x"}, {"file_id": "x", "file_unique_id": 7})
    return dice.choice([words.word(dice), *odd, *ODD])


def bent(dice: Random) -> bytes:
    """One update as JSON."""
    person = {"id": dice.randrange(1, 10**9), "is_bot": False, "first_name": words.word_of(dice), "language_code": "en"}
    chat = {"id": person["id"], "type": dice.choice(["private", "private", "group", "channel", words.word_of(dice)])}
    message: dict[str, Any] = {
        "message_id": dice.randrange(1, 10**9), "from": person, "chat": chat, "date": dice.randrange(2**33),
        dice.choice(CONTENTS): _content(dice),
    }  # fmt: skip
    for name in list(message):
        if dice.random() < 0.05:
            message[name] = dice.choice(ODD)
    kind = dice.choice([*KINDS, words.word_of(dice)])
    number = dice.choice([dice.randrange(2**31), dice.randrange(2**31), *ODD, "7", 1.5])
    told: dict[str, Any] = {"update_id": number, kind: message}
    if kind == "callback_query":
        told[kind] = {"id": words.word_of(dice), "from": person, "message": message, "data": words.word_of(dice)}
    return json.dumps(told, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")
