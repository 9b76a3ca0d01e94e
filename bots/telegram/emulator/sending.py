"""Bot API methods that put something into a chat."""

from typing import Any

from .entities import read_text
from .keyboards import read_markup
from .params import Params
from .pictures import photo_sizes
from .refusal import ApiRefusal, bad_request, too_many_requests
from .shelf import Blob, StoredFile
from .world import Chat, Note, World

# Bot API, sendMessage, sendPhoto and "Sending files".
MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(world: World, params: Params) -> dict[str, Any]:
    """Send text."""
    chat = find_chat(world, params)
    text, entities = read_wording(params, "text", MAX_TEXT, "message is too long")
    if not text:
        raise bad_request("message text is empty")
    content: dict[str, Any] = {"text": text}
    if entities:
        content["entities"] = entities
    return post(world, chat, "sendMessage", params, content)


def send_photo(world: World, params: Params) -> dict[str, Any]:
    """Send a picture, uploaded or by file id."""
    chat = find_chat(world, params)
    found = _read_file(world, params, "photo", folder="photos", suffix=".jpg")
    if found.blob.size > MAX_PHOTO_BYTES:
        raise bad_request("too big for a photo")
    content = {"photo": photo_sizes(world.shelf, found.blob)} | _caption(params)
    return post(world, chat, "sendPhoto", params, content)


def send_document(world: World, params: Params) -> dict[str, Any]:
    """Send a file, uploaded or by file id."""
    chat = find_chat(world, params)
    found = _read_file(world, params, "document", folder="documents", suffix="")
    document = found.as_object()
    upload = _upload(params, "document")
    if upload is not None:
        document |= {"file_name": upload.name, "mime_type": upload.mime}
    content = {"document": document} | _caption(params)
    return post(world, chat, "sendDocument", params, content)


def send_chat_action(world: World, params: Params) -> bool:
    """Show 'typing' and the like."""
    chat = find_chat(world, params)
    action = params.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.actions.append(action)
    chat.touch()
    return True


def leave_chat(world: World, params: Params) -> bool:
    """Leave a group; a private chat cannot be left."""
    chat = find_chat(world, params)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.is_left = True
    chat.touch()
    return True


def find_chat(world: World, params: Params) -> Chat:
    """The chat that `chat_id` names, if the bot may write to it."""
    if "chat_id" not in params:
        raise bad_request("chat_id is empty")
    try:
        number = int(params.text("chat_id"))
    except ValueError:
        raise bad_request("chat not found") from None
    return world.chat_for_bot(number)


def read_wording(params: Params, name: str, most: int, refusal: str) -> tuple[str, list[dict[str, Any]]]:
    """Text and entities of a call; 400 with `refusal` when it is longer than `most` characters."""
    text, entities = read_text(params.text(name), params.text("parse_mode"))
    if len(text) > most:
        raise bad_request(refusal)
    given = params.tree("entities" if name == "text" else "caption_entities")
    return text, given if isinstance(given, list) and given else entities


def post(world: World, chat: Chat, method: str, params: Params, content: dict[str, Any]) -> dict[str, Any]:
    """Put the bot's message into the chat, at the pace that Telegram allows."""
    markup = read_markup(params)
    reply = _reply(chat, params)
    wait = world.flood.pass_message(method, chat.about["id"])
    if wait:
        raise too_many_requests(wait)
    message: dict[str, Any] = {
        "message_id": world.next_message_id(),
        "from": world.bot,
        "chat": chat.about,
        "date": int(world.now()),
    }
    if params.flag("protect_content"):
        message["has_protected_content"] = True
    if markup and "inline_keyboard" in markup:
        message["reply_markup"] = markup
    message |= reply | content
    note = Note(
        message,
        is_by_bot=True,
        markup=markup,
        is_protected=params.flag("protect_content"),
        is_preview_off=_is_preview_off(params),
        is_silent=params.flag("disable_notification"),
    )
    chat.notes[message["message_id"]] = note
    chat.touch(note)
    return message


def _caption(params: Params) -> dict[str, Any]:
    caption, entities = read_wording(params, "caption", MAX_CAPTION, "message caption is too long")
    if not caption:
        return {}
    return {"caption": caption} | ({"caption_entities": entities} if entities else {})


def _reply(chat: Chat, params: Params) -> dict[str, Any]:
    wish = params.branch("reply_parameters")
    number = wish.get("message_id") or params.whole("reply_to_message_id")
    if not number:
        return {}
    note = chat.notes.get(int(number))
    if note is None or note.is_deleted:
        if wish.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    whole = {key: value for key, value in note.message.items() if key != "reply_to_message"}
    return {"reply_to_message": whole}


def _is_preview_off(params: Params) -> bool:
    options = params.branch("link_preview_options")
    return bool(options.get("is_disabled")) or params.flag("disable_web_page_preview")


def _upload(params: Params, name: str) -> Any:
    value = params.text(name)
    return params.files.get(value.removeprefix("attach://") if value else name)


def _read_file(world: World, params: Params, name: str, *, folder: str, suffix: str) -> StoredFile:
    upload = _upload(params, name)
    if upload is None:
        return _known_file(world, params.text(name), name)
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > MAX_UPLOAD_BYTES:
        raise ApiRefusal(413, "Request Entity Too Large")
    return world.shelf.keep(Blob(len(upload.content), upload.content), folder=folder, suffix=suffix)


def _known_file(world: World, file_id: str, name: str) -> StoredFile:
    if not file_id:
        raise bad_request(f"there is no {name} in the request")
    if file_id.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return world.shelf.find(file_id)
