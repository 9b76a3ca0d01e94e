"""Reply markups: what Telegram accepts on a button, and what a person sees of it."""

from typing import Any

from .params import Params
from .refusal import bad_request

# Bot API, InlineKeyboardButton.callback_data.
MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100
OTHER_ACTIONS = (
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "pay",
)
Markup = dict[str, Any]


def read_markup(params: Params) -> Markup | None:
    """The call's `reply_markup`, checked; None when there is none.

    Raises: ApiRefusal 400, `BUTTON_DATA_INVALID` for callback data outside 1-64 bytes.
    """
    markup = params.tree("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    _check_inline(markup.get("inline_keyboard", []))
    _check_replies(markup.get("keyboard", []))
    return markup or None


def inline_rows(markup: Markup | None) -> list[list[dict[str, Any]]]:
    """Rows of inline buttons as `{"text", "data", "url"}`; data or url may be None."""
    rows = (markup or {}).get("inline_keyboard", [])
    return [
        [
            {
                "text": each["text"],
                "data": each.get("callback_data"),
                "url": each.get("url"),
            }
            for each in row
        ]
        for row in rows
    ]


def reply_rows(markup: Markup | None) -> list[list[str]]:
    """Rows of the texts of a keyboard that answers by sending its text."""
    rows = (markup or {}).get("keyboard", [])
    return [[_label(each) for each in row] for row in rows]


def _check_inline(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array')
    buttons = [button for row in rows for button in row]
    if len(buttons) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check_button(button)


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request('can\'t parse inline keyboard button: field "text" must be non-empty')
    if "callback_data" in button:
        if not 1 <= len(str(button["callback_data"]).encode()) <= MAX_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif not any(action in button for action in OTHER_ACTIONS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _check_replies(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be of type Array')
    if any(not _label(button).strip() for row in rows for button in row):
        raise bad_request("keyboard button text must be non-empty")


def _label(button: Any) -> str:
    return button if isinstance(button, str) else str(button.get("text", ""))
