"""Documents by typst: content in as data, PDF out."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from intel.rendering import fonts
from intel.rendering.press import print_pdf
from intel.rendering.setting import TEMPLATES, Job, NotSet

_NAME = re.compile(r"[a-z][a-z_]{0,40}")
_ATTACHMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")
_INVISIBLE = {0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0x00AD}  # joiners, marks and break hints of scripts
_DROPPED = {0xFE0E, 0xFE0F, 0xFEFF}  # they choose an emoji's look, or mark a byte order
_SPACES = {0x09, 0x0A}


class RenderingFailed(RuntimeError):
    """A document could not be set; says template and line, never content."""


@dataclass(frozen=True)
class Attachment:
    """A file inside a PDF. name: plain ASCII. relationship: source, data, alternative or supplement (PDF/A-3)."""

    name: str
    data: bytes
    mime_type: str
    description: str
    relationship: str = "supplement"


def render(
    template: str,
    content: Mapping[str, Any],
    *,
    at: datetime,
    attachments: Sequence[Attachment] = (),
    pdf_a: bool = True,
    font_cache: Path | None = None,
) -> bytes:
    """Set a document.

    Args:
        template: name of a file in `templates/` without `.typ`; its head says what content it needs.
        content: text, numbers, None, lists and dictionaries. Text is printed as it stands: no markup in it works,
            and a character that no font of ours draws is printed as [U+1F418].
        at: the document's date, with zone; the same content and second give the same bytes.
        attachments: files embedded in the PDF.
        pdf_a: PDF/A-3b; False gives PDF 1.7.
        font_cache: see `fonts.ready`.
    Returns: the PDF.
    Raises: RenderingFailed if the content lacks what the template needs, or is no JSON; ValueError for an unknown
        template, a time without zone, or an attachment's name that is not plain.
    """
    source = _template(template)
    if at.tzinfo is None:
        raise ValueError("the document's time needs its zone")
    at = at.replace(microsecond=0)  # typst refuses a time with more than a PDF can say
    folder = fonts.ready(font_cache)
    inputs = {
        "content": _json(template, _drawable(content, fonts.covered(folder))),
        "at": json.dumps(list(at.astimezone(UTC).timetuple()[:6])),
        "attachments": json.dumps([_attached(each) for each in attachments]),
    }
    job = Job(source, str(folder), inputs, at.isoformat(), ["a-3b"] if pdf_a else [])
    try:
        return print_pdf(job)
    except NotSet as refused:
        place = refused.place
    raise RenderingFailed(f"{template}: refused at {place}" if place else f"{template}: refused")


def _template(name: str) -> str:
    source = TEMPLATES / f"{name}.typ"
    if not _NAME.fullmatch(name) or not source.is_file():
        raise ValueError("no such template")
    return str(source)


def _json(template: str, content: Any) -> str:
    try:
        return json.dumps(content, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        pass
    raise RenderingFailed(f"{template}: content that is no JSON")


def _drawable(value: Any, covered: fonts.Covered) -> Any:
    if isinstance(value, str):
        return _drawable_text(value, covered)
    if isinstance(value, Mapping):
        return {key: _drawable(each, covered) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_drawable(each, covered) for each in value]
    return value


def _drawable_text(text: str, covered: fonts.Covered) -> str:
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(_drawn(character, covered) for character in composed)


def _drawn(character: str, covered: fonts.Covered) -> str:
    code, kind = ord(character), unicodedata.category(character)
    if code in _DROPPED:
        return ""
    if code in _SPACES or code in _INVISIBLE or (code in covered and kind not in {"Cc", "Cf", "Co", "Cs", "Cn"}):
        return character
    return f"[U+{code:04X}]"  # PDF/A forbids the empty box, and a reader is told what stood here


def _attached(each: Attachment) -> dict[str, Any]:
    if not _ATTACHMENT.fullmatch(each.name):
        raise ValueError("an attachment's name is plain ASCII without folders")
    # typst takes no bytes from outside: text passes as text, everything else as a list of octets.
    try:
        body: dict[str, Any] = {"text": each.data.decode()}
    except UnicodeDecodeError:
        body = {"octets": list(each.data)}
    return {
        "name": each.name,
        "mime_type": each.mime_type,
        "description": each.description,
        "relationship": each.relationship,
        **body,
    }
