"""The gate: nothing leaves that points to a source. What is found is named by its field, never by its value."""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import phonenumbers
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from cases.packets.secrets import Secrets, runs

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w[\w.-]*")
HANDLE = re.compile(r"(?<![\w.])@\w{4,32}|\b(?:t\.me|zalo\.me|wa\.me|m\.me|line\.me)/[\w/+-]+", re.IGNORECASE)
HEAD_BYTES = 512 * 1024  # where a picture's metadata stands
METADATA_MARKS = (b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/")
GPS_DIRECTORY = 0x8825
# Made by us, or a person's number by intent: shapes mean nothing here.
_OURS = {
    "reference", "report", "sha256", "entry_hash", "prev_hash", "sha256_before", "sha256_after", "watermark", "at",
    "until", "local", "contact", "organisation", "link", "conditions", "tlp", "exhibit", "Reference no.",
}  # fmt: skip
_TIMES = {"custody"}  # the acts of officers, not of sources


class Blocked(Exception):
    """Something of a source was about to leave. The text says where and what kind, never the value."""


@dataclass(frozen=True)
class Finding:
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def scan(said: Mapping[str, Any], secrets: Secrets, *, cleared: Iterable[str] = ()) -> list[Finding]:
    """Look through every text of a packet or referral.

    Args:
        said: nested dictionaries and lists; keys name the place for the officer.
        cleared: telephone numbers, addresses and accounts of the persons reported, which may leave. What the vault
            knows of a source is never cleared by this.
    """
    allowed = {_bare(each) for each in cleared if each.strip()}
    found: dict[Finding, None] = {}
    for path, value in _texts(said, ()):
        for what in _found_in(path, value, secrets, allowed):
            found[Finding(" · ".join(part for part in path if not part.isdigit()), what)] = None
    return list(found)


def _texts(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _texts(each, (*path, str(name)))
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from _texts(each, (*path, str(index)))


def _found_in(path: tuple[str, ...], value: str, secrets: Secrets, allowed: set[str]) -> Iterator[str]:
    folded = unicodedata.normalize("NFKC", value).casefold()
    for what, secret in secrets.exact:
        if "time" in what and path[0] in _TIMES:
            continue
        if re.search(rf"(?<!\w){re.escape(unicodedata.normalize('NFKC', secret).casefold())}(?!\w)", folded):
            yield what
    if not secrets.runs.isdisjoint(runs(value)):
        yield _("six words in a row as a source wrote them: write it afresh")
    if not _OURS.intersection(path) and not all(_bare(each) in allowed for each in _identifiers(value)):
        yield _("a telephone number, e-mail address or account: clear it for this packet if it is a suspect's")


def _identifiers(value: str) -> list[str]:
    numbers = [match.raw_string for match in phonenumbers.PhoneNumberMatcher(value, "VN")]
    mails = EMAIL.findall(value)
    return [*numbers, *mails, *HANDLE.findall(EMAIL.sub(" ", value))]


def _bare(identifier: str) -> str:
    return "".join(sign for sign in identifier.casefold() if sign.isalnum())


def watch(chunks: Iterable[bytes], secrets: Secrets, *, where: str, is_copy: bool) -> Iterator[bytes]:
    """Let a file's bytes pass while they are looked through. Memory: one head and one chunk.

    Args:
        is_copy: a copy must carry no metadata at all; a cleared original no position.
    Raises: Blocked, before the bytes in question have passed.
    """
    needles = [*secrets.needles(), *(METADATA_MARKS if is_copy else ())]
    reach = max(map(len, needles), default=1) - 1
    head, tail, looked = b"", b"", False
    for chunk in chunks:
        window = tail + chunk
        if any(needle in window for needle in needles):
            raise Blocked(f"{where}: " + _("its bytes hold metadata or a name that points to a source"))
        tail = window[-reach:] if reach else b""
        if looked:
            yield chunk
            continue
        head += chunk
        if len(head) >= HEAD_BYTES:
            _look_at(head, where=where, is_copy=is_copy)
            yield head
            head, looked = b"", True
    if not looked:
        _look_at(head, where=where, is_copy=is_copy)
        yield head


def _look_at(head: bytes, *, where: str, is_copy: bool) -> None:
    try:
        with Image.open(io.BytesIO(head)) as picture:
            tags = picture.getexif()
            tells = bool(tags) if is_copy else bool(tags.get_ifd(GPS_DIRECTORY))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return  # no picture, so no picture's metadata
    if tells:
        raise Blocked(f"{where}: " + _("the picture carries a position or other metadata"))


def sentence(findings: list[Finding]) -> str:
    """One sentence for the officer."""
    return _("This must not leave yet. %(what)s") % {"what": "; ".join(map(str, findings[:5]))}
