"""A person in a chat of the emulator, for tests, figures and the demonstration."""

import base64
import http.client
import json
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

Message = dict[str, Any]
Heard = str | Callable[[Message], bool]
# Longer than any wait that the emulator grants one request.
TIMEOUT_SECONDS = 60.0
WATCH_SECONDS = 5.0


class Refused(Exception):
    """The emulator did not do what the person wanted; the text says why."""


class NotHeard(TimeoutError):
    """The bot did not say what was waited for."""


class Person:
    """One person's view of the bot; one connection, so one thread.

    Args:
        url: the emulator's address.
        chat: the person's user id, positive.
        group: the group to act in, as `{"id": negative, "title", "type"}`; None is the private chat.
    """

    def __init__(
        self,
        url: str,
        chat: int,
        *,
        name: str = "Person",
        username: str = "",
        language: str = "en",
        is_premium: bool = False,
        group: dict[str, Any] | None = None,
    ) -> None:
        self.chat = group["id"] if group else chat
        self.revision = 0
        self._who: dict[str, Any] = {
            "chat": chat,
            "user": {
                "id": chat,
                "first_name": name,
                "username": username,
                "language_code": language,
                "is_premium": is_premium,
            },
        }
        if group:
            self._who["group"] = group
        parts = urlsplit(url)
        self._line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)

    def say(self, text: str, **more: Any) -> int:
        """Say something; `more` goes along (`reply_to`, `forward_from`). Returns the message id."""
        return self.send("text", text, **more)

    def send(self, kind: str, what: Any, **more: Any) -> int:
        """Send one content by its kind: `location`, `contact`, `venue`, `poll`, `voice`, …"""
        return int(self._act("say", {kind: what, **more})["message_id"])

    def send_file(
        self,
        content: bytes | int,
        *,
        kind: str = "document",
        name: str = "",
        **more: Any,
    ) -> int:
        """Send bytes, or a synthetic file of so many bytes, as `kind`. Returns the message id."""
        return self.send(kind, file_spec(content, name), **more)

    def album(self, items: Sequence[dict[str, Any]], **more: Any) -> list[int]:
        """Send items such as `{"photo": file_spec(…), "caption": …}` as one album."""
        told = self._act("say", {"media_group": list(items), **more})
        return [int(number) for number in told["message_ids"]]

    def edit(self, message_id: int, text: str) -> None:
        """Change the text of an earlier message."""
        self._act("say", {"text": text, "edit_of": message_id})

    def tap(self, button: str, message_id: int | None = None, **more: Any) -> str:
        """Press a button by text or callback data, the newest one without `message_id`.

        Returns: the id of the callback query; empty for a button that only says its text.
        """
        which = {} if message_id is None else {"message_id": message_id}
        told = self._act("tap", {"button": button, **which, **more})
        return str(told.get("callback_query_id", ""))

    def block(self) -> None:
        """Block the bot."""
        self._act("block", {})

    def unblock(self) -> None:
        """Take the block back."""
        self._act("unblock", {})

    def messages(self) -> list[Message]:
        """Both sides' messages in order, deleted ones too, as the emulator shows them."""
        return list(self.look()["messages"])

    def look(self) -> dict[str, Any]:
        """The whole chat: messages, callback answers, actions, whether it is blocked."""
        return self._ask("GET", f"/emulator/chats/{self.chat}", None)

    def wait_for(self, heard: Heard, timeout: float = 10.0, *, since: int | None = None) -> Message:
        """Wait until the bot says or edits in what is meant, after this person's last act.

        Args:
            heard: a part of the text, or a predicate over a message as `messages()` shows it.
            timeout: seconds.
            since: a chat revision to count from instead; 0 is the beginning.
        Raises: NotHeard with what the bot did say.
        """
        after = self.revision if since is None else since
        deadline, seen, said = time.monotonic() + timeout, -1, list[Message]()
        while (left := deadline - time.monotonic()) > 0:
            view = self._watch(seen, min(left, WATCH_SECONDS))
            seen = view["revision"]
            said = [each for each in view["messages"] if _is_news(each, after)]
            for message in said:
                if _matches(message, heard):
                    return message
        raise NotHeard(f"not heard: {heard!r}; the bot said {[each['text'] for each in said]}")

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _watch(self, seen: int, seconds: float) -> dict[str, Any]:
        path = f"/emulator/chats/{self.chat}?revision={seen}&wait={seconds:.3f}"
        return self._ask("GET", path, None)

    def _act(self, order: str, wish: dict[str, Any]) -> dict[str, Any]:
        told = self._ask("POST", f"/emulator/{order}", self._who | wish)
        self.revision = told["revision"]
        return told

    def _ask(self, verb: str, path: str, wish: dict[str, Any] | None) -> dict[str, Any]:
        body = None if wish is None else json.dumps(wish).encode()
        try:
            self._line.request(verb, path, body)
            answer = self._line.getresponse()
            told: dict[str, Any] = json.loads(answer.read())
        except BaseException:
            # A half-read answer must not be taken for the next one.
            self._line.close()
            raise
        if answer.status != 200:
            raise Refused(told.get("description", answer.status))
        return told


def file_spec(content: bytes | int, name: str = "") -> dict[str, Any]:
    """A file for a control request: real bytes, or the size of a synthetic one."""
    named = {"name": name} if name else {}
    if isinstance(content, int):
        return {"size": content, **named}
    return {"base64": base64.b64encode(content).decode(), **named}


def _is_news(message: Message, after: int) -> bool:
    return message["by"] == "bot" and not message["deleted"] and message["revision"] > after


def _matches(message: Message, heard: Heard) -> bool:
    return heard in message["text"] if isinstance(heard, str) else heard(message)
