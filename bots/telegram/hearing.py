"""What a Telegram update says, without who says it: names and flags are left behind before anything is stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bots.gateway.story import FileOffer
from bots.speech import Kind, Said

Raw = dict[str, Any]
# Bot API, getFile: 20 MB on Telegram's own servers.
MAX_FETCH_BYTES = 20 * 1024 * 1024
FILE_KINDS = {
    "animation": "animation.mp4",
    "document": "file",
    "video": "video.mp4",
    "video_note": "video.mp4",
    "voice": "voice.ogg",
    "audio": "audio",
}
# Service messages that nobody said.
SILENT = (
    "new_chat_title", "delete_chat_photo", "pinned_message", "message_auto_delete_timer_changed",
    "write_access_allowed", "successful_payment", "migrate_from_chat_id", "migrate_to_chat_id", "chat_background_set",
    "boost_added",
)  # fmt: skip


class Malformed(ValueError):
    """This is no update."""


@dataclass(frozen=True)
class Heard:
    """What is kept of an update until it is stepped.

    Args:
        chat: the chat's id.
        said: None where only the membership changed, or in a group.
        message: id of the person's message, or of the one whose button was tapped.
        query: id by which a tap is answered.
        data: a tap's callback data.
        reply_to: id of the message it replies to.
        presence: "here" or "gone" where the person started or blocked the bot.
        is_group: no private chat: tips are not taken there.
    """

    chat: int
    said: Said | None = None
    message: int = 0
    query: str = ""
    data: str = ""
    reply_to: int = 0
    presence: str = ""
    is_group: bool = False

    def to_json(self) -> Raw:
        # Not `asdict`: its deep copies are a fifth of the webhook's work.
        kept = {name: value for name, value in vars(self).items() if value}
        if self.said:
            kept["said"] = {name: value for name, value in vars(self.said).items() if value not in ("", None)}
            if self.said.file:
                kept["said"]["file"] = dict(vars(self.said.file))
        return kept

    @classmethod
    def from_json(cls, kept: Raw) -> "Heard":
        said = dict(kept.get("said") or {})
        if said:
            offered = said.get("file")
            said |= {"kind": Kind(said["kind"]), "file": FileOffer(**offered) if offered else None}
        return cls(**{**kept, "said": Said(**said) if said else None})


def update_id(update: Any) -> int:
    """Raises: Malformed where it has none."""
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**63:
        raise Malformed("update_id")
    return number


def hear(update: Raw) -> Heard | None:
    """What is to be kept of an update; None where nothing is. Raises: Malformed."""
    try:
        for name, listen in LISTENERS.items():
            if name in update:
                return listen(update[name])
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as broken:
        raise Malformed(type(broken).__name__) from broken
    return None


def _message(message: Raw) -> Heard | None:
    chat = int(message["chat"]["id"])
    if message["chat"].get("type") != "private":
        return Heard(chat, is_group=True)
    said = _said(message)
    if said is None:
        return None
    reply = message.get("reply_to_message") or {}
    return Heard(chat, said, int(message["message_id"]), reply_to=int(reply.get("message_id", 0)))


def _edited(message: Raw) -> Heard | None:
    heard = _message(message)
    if heard is None or heard.said is None:
        return heard
    said = heard.said
    text = f"[location] {said.text}" if said.kind == Kind.PIN else said.text
    if said.kind == Kind.COMMAND:
        text = f"/{said.text} {said.rest}".strip()
    return Heard(heard.chat, Said(Kind.EDIT, text=text, ref=said.ref, day=said.day), heard.message)


def _tap(query: Raw) -> Heard | None:
    message = query.get("message") or {}
    chat = message.get("chat") or {}
    if not chat or chat.get("type", "private") != "private":
        return None
    day = datetime.now(UTC).date().isoformat()
    said = Said(Kind.TAP, day=day)
    data = str(query.get("data", ""))[:64]
    return Heard(int(chat["id"]), said, int(message.get("message_id", 0)), query=str(query["id"]), data=data)


def _member(change: Raw) -> Heard | None:
    chat, status = change["chat"], change["new_chat_member"]["status"]
    if chat.get("type") != "private":
        return None if status in ("left", "kicked") else Heard(int(chat["id"]), is_group=True)
    return Heard(int(chat["id"]), presence="gone" if status == "kicked" else "here")


def _said(message: Raw) -> Said | None:
    about: dict[str, Any] = {
        "ref": str(message["message_id"]),
        "day": datetime.fromtimestamp(int(message["date"]), UTC).date().isoformat(),
        "album": str(message.get("media_group_id", "")),
    }
    file = _file(message)
    if file:
        return Said(Kind.FILE, text=_words(message, "caption"), file=file, **about)
    if "text" in message:
        return _text(message, about)
    if "venue" in message:
        venue = message["venue"]
        named = ", ".join(str(venue[key]) for key in ("title", "address") if venue.get(key))
        return Said(Kind.TEXT, text=f"[place] {named} ({_point(venue['location'])})", **about)
    if "location" in message:
        return Said(Kind.PIN, text=_point(message["location"]), **about)
    if "contact" in message:
        return _contact(message, about)
    return None if any(name in message for name in SILENT) else Said(Kind.UNWANTED, **about)


def _text(message: Raw, about: dict[str, Any]) -> Said:
    text = message["text"]
    first = (message.get("entities") or [{}])[0]
    is_command = text.startswith("/") and first.get("type", "bot_command") == "bot_command" and not first.get("offset")
    if not is_command or message.get("forward_origin"):
        return Said(Kind.TEXT, text=_words(message, "text"), **about)
    name, _, rest = text[1:].partition(" ")
    name, _, more = name.partition("\n")
    return Said(Kind.COMMAND, text=name.partition("@")[0].lower(), rest=f"{more} {rest}".strip(), **about)


def _words(message: Raw, name: str) -> str:
    """The text with the addresses behind its links, and whether it was forwarded. A forward's author is left behind."""
    text = str(message.get(name, ""))
    marks = message.get("entities" if name == "text" else "caption_entities") or []
    links = [str(mark["url"]) for mark in marks if mark.get("type") == "text_link" and mark.get("url")]
    origin = message.get("forward_origin")
    head = [f"[forwarded from a {str(origin.get('type', 'user')).replace('hidden_user', 'user')}]"] if origin else []
    return "\n".join([*head, text, *links]) if text or links or origin else ""


def _contact(message: Raw, about: dict[str, Any]) -> Said:
    contact = message["contact"]
    if contact.get("user_id") == message["chat"]["id"]:
        return Said(Kind.OWN_NUMBER, **about)
    return Said(Kind.TEXT, text=f"[contact] {contact['phone_number']}", **about)


def _point(location: Raw) -> str:
    """`lat,lon`, WGS 84 degrees, six places (about 0.1 m)."""
    return f"{float(location['latitude']):.6f},{float(location['longitude']):.6f}"


def _file(message: Raw) -> FileOffer | None:
    if message.get("photo"):
        largest = max(message["photo"], key=lambda size: size.get("width", 0) * size.get("height", 0))
        return _offer(largest, "photo.jpg", is_lossy=True)
    for kind, name in FILE_KINDS.items():
        if message.get(kind):
            return _offer(message[kind], str(message[kind].get("file_name") or name))
    return None


def _offer(file: Raw, name: str, *, is_lossy: bool = False) -> FileOffer:
    size = int(file.get("file_size") or 0)
    origin = {"file_id": str(file["file_id"])}
    return FileOffer(
        origin, str(file["file_unique_id"]), name, size, is_lossy=is_lossy, is_too_big=size > MAX_FETCH_BYTES
    )


LISTENERS: dict[str, Callable[[Raw], Heard | None]] = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _tap,
    "my_chat_member": _member,
}
WANTED = list(LISTENERS)
