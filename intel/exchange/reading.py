"""A file of others, in whichever form it came: told by its content, never by its name."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from intel.exchange import ftm_reading, tables
from intel.exchange.offered import Offered, Unreadable
from intel.models.imported import Form

MAX_BYTES = 10 * 1024 * 1024


def form_of(raw: bytes) -> str:
    """Raises: Unreadable for what is none of the forms that we take, XML among it."""
    if not raw.strip():
        raise Unreadable(_("The file is empty."))
    if len(raw) > MAX_BYTES:
        raise Unreadable(_("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 1024 // 1024})
    if raw.startswith(b"PK\x03\x04"):
        return Form.TABLES
    text = _decoded(raw).lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        raise Unreadable(_("XML is not taken in: ask for STIX 2.1, FollowTheMoney or CSV."))
    if text.startswith(("{", "[")):
        return Form.FTM if _is_lines(text) else Form.STIX
    return Form.CSV


def _decoded(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise Unreadable(_("It is no text in UTF-8, from byte %(at)d on.") % {"at": broken.start + 1}) from None
    if "\0" in text:
        raise Unreadable(_("It is no text: it holds a null sign."))
    return text


def _is_lines(text: str) -> bool:
    """An entity of FollowTheMoney stands whole in its line and names a schema; a bundle names its objects."""
    first = text.partition("\n")[0].rstrip()
    return '"schema"' in first and first.endswith("}") and '"objects"' not in first


def read(raw: bytes, *, schema: str = "", columns: dict[str, str] | None = None) -> Offered:
    """What a file offers.

    Args:
        schema, columns: of a CSV table that is not ours: what a line is, and our property by their column.
    Raises: Unreadable, one sentence that names the line where there is one.
    """
    form = form_of(raw)
    try:
        if form == Form.CSV:
            return tables.read_mapped(raw, schema, columns or {})
        return _READERS[form](raw if form == Form.TABLES else _decoded(raw).encode())
    except Unreadable:
        raise
    except (TypeError, ValueError, LookupError, AttributeError):  # a list where a word should be, and the like
        raise Unreadable(_("This file is not well formed.")) from None


def _stix(raw: bytes) -> Offered:
    from intel.exchange import stix_reading  # its library takes long to load, and few processes ever read a bundle

    return stix_reading.read(raw)


_READERS: dict[str, Callable[[bytes], Offered]] = {
    Form.STIX: _stix, Form.FTM: ftm_reading.read, Form.TABLES: tables.read_zip
}  # fmt: skip
