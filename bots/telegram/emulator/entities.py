"""Text as Telegram stores it: plain characters and entities counted in UTF-16 units."""

import html
import re
from typing import Any

from .refusal import bad_request

PARSE_MODES = ("", "html", "markdown", "markdownv2")
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}
TAG = re.compile(r"<(/?)([a-z0-9-]*)([^<>]*)>|<", re.IGNORECASE)
HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
FOUND = re.compile(
    r"(?P<url>https?://[^\s<>]+)"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]+)"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w+)?)"
    r"|(?<!\w)(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<!\w)(?P<hashtag>\#\w+)"
)

Entities = list[dict[str, Any]]


def units(text: str) -> int:
    """Length in UTF-16 code units, the measure of entity offsets."""
    return len(text.encode("utf-16-le")) // 2


def find_entities(text: str) -> Entities:
    """Commands, links, e-mail addresses, mentions and hashtags, as clients mark them."""
    return [
        {
            "type": found.lastgroup,
            "offset": units(text[: found.start()]),
            "length": units(found.group()),
        }
        for found in FOUND.finditer(text)
    ]


def read_text(text: str, parse_mode: str) -> tuple[str, Entities]:
    """A bot's text as stored, trimmed, with entities.

    HTML is parsed as strictly as Telegram does; the Markdown modes are accepted and kept as written.
    Raises: ApiRefusal 400 for an unknown mode or broken HTML.
    """
    mode = parse_mode.lower()
    if mode not in PARSE_MODES:
        raise bad_request("unsupported parse_mode")
    plain, entities = parse_html(text) if mode == "html" else (text, [])
    lead = units(plain[: len(plain) - len(plain.lstrip())])
    for entity in entities:
        entity["offset"] -= lead
    plain = plain.strip()
    return plain, sorted(entities + find_entities(plain), key=lambda each: each["offset"])


def parse_html(text: str) -> tuple[str, Entities]:
    """Plain text and entities of Telegram's HTML subset."""
    plain, entities, place = "", Entities(), 0
    still_open: list[tuple[str, str, int]] = []
    for found in TAG.finditer(text):
        plain += html.unescape(text[place : found.start()])
        place = found.end()
        closing, tag, rest = found[1], (found[2] or "").lower(), found[3] or ""
        if closing:
            entities.append(_close(still_open, tag, plain))
        elif tag in TAGS:
            still_open.append((tag, rest, units(plain)))
        else:
            offset = len(text[: found.start()].encode())
            raise _cannot_parse(f'Unsupported start tag "{tag}" at byte offset {offset}')
    if still_open:
        tag = still_open[-1][0]
        raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{tag}"')
    return plain + html.unescape(text[place:]), [each for each in entities if each["length"]]


def _close(still_open: list[tuple[str, str, int]], tag: str, plain: str) -> dict[str, Any]:
    if not still_open or still_open[-1][0] != tag:
        raise _cannot_parse(f'Unexpected end tag "{tag}"')
    _, rest, start = still_open.pop()
    entity = {"type": TAGS[tag], "offset": start, "length": units(plain) - start}
    link = HREF.search(rest)
    if tag == "a" and link:
        entity["url"] = html.unescape(link[1])
    return entity


def _cannot_parse(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")
