"""Reading what was posted, whatever its state: fields and sealed files, or one clear refusal.

The parser of multipart bodies is the library of that name: Django's takes ten times as long for a form of fields.
"""

import html
from dataclasses import dataclass

import multipart
from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.http import parse_header_parameters

from hotline import networks
from hotline.networks import Network
from hotline.public.uploads import CHUNK_BYTES, Arrivals, SealingHandler

# Too many fields, files or bytes are suspicious operations to Django.
BROKEN = (multipart.MultipartError, MultiPartParserError, SuspiciousOperation, BadRequest, UnreadablePostError)
FORM_TYPES = ("multipart/form-data", "application/x-www-form-urlencoded")


class Unreadable(Exception):
    """The body is no form, breaks off, or holds more fields or text than any form of ours."""


@dataclass(frozen=True)
class Posted:
    fields: QueryDict
    arrivals: Arrivals
    network: Network


class _Counted:
    """A body that remembers how much of it came."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.size = 0

    def read(self, size: int | None = None) -> bytes:
        got = self._request.read(CHUNK_BYTES if size is None else size)
        self.size += len(got)
        return got

    def let_go(self) -> None:
        """Read what is left, so that the refusal reaches a client that is still sending."""
        try:
            while self.read(CHUNK_BYTES):
                pass
        except OSError:
            return


def read(request: HttpRequest) -> Posted:
    """The fields and files of a form; files are sealed as they arrive. `request.POST` must not have been touched.

    Raises: Unreadable; nothing of the body stays then.
    """
    if request.content_type not in FORM_TYPES:
        let_go(request)
        raise Unreadable("content_type")
    if request.content_type == FORM_TYPES[0]:
        return _multipart(request)
    try:
        fields = request.POST
        is_whole = len(request.body) == _announced(request)
    except BROKEN as broken:
        let_go(request)
        raise Unreadable(type(broken).__name__) from broken
    if not is_whole:
        raise Unreadable("cut_off")
    return Posted(fields, Arrivals(), networks.of(request))


def let_go(request: HttpRequest) -> None:
    """Read a body that nobody wants, so that the answer reaches a client that is still sending."""
    _Counted(request).let_go()


def _multipart(request: HttpRequest) -> Posted:
    handler = SealingHandler()
    return Posted(sealed(request, handler), handler.arrivals, networks.of(request))


def sealed(request: HttpRequest, handler: SealingHandler) -> QueryDict:
    """The fields of a multipart form; its files go to the handler, which seals them as they arrive.

    Raises: Unreadable; nothing of the body stays then.
    """
    body = _Counted(request)
    try:
        fields = _parsed(request, body, handler)
    except BROKEN as broken:
        handler.give_up()
        body.let_go()
        raise Unreadable(type(broken).__name__) from broken
    except BaseException:
        handler.give_up()
        raise
    body.let_go()
    if body.size < _announced(request):
        handler.give_up()
        raise Unreadable("cut_off")
    return fields


def _parsed(request: HttpRequest, body: _Counted, handler: SealingHandler) -> QueryDict:
    """Raises: one of BROKEN."""
    _type, options = parse_header_parameters(request.META.get("CONTENT_TYPE", ""))
    form = _Form(request, handler)
    with multipart.PushMultipartParser(options.get("boundary", ""), _announced(request) or -1) as parser:
        while not parser.closed:
            for event in parser.parse(body.read(handler.chunk_size)):
                if isinstance(event, multipart.MultipartSegment):
                    form.begin(event)
                elif event:
                    form.take(event)
                else:
                    form.end()
    return form.fields


class _Form:
    """A form as its parts come: fields are kept, files go to the handler, a file that nobody chose is let go."""

    def __init__(self, request: HttpRequest, handler: SealingHandler) -> None:
        self.fields = QueryDict(mutable=True, encoding=request.encoding)
        self._handler = handler
        self._field: str | None = None  # the name of the field that is at hand
        self._words = bytearray()
        self._size = self._count = self._files = 0

    def begin(self, part: multipart.MultipartSegment) -> None:
        file = _file_name(part)
        if file is None:
            self._count += 1
            if self._count > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
                raise TooManyFieldsSent
            self._field = (part.name or "").strip()
            self._words.clear()
            self._add(len(self._field) + 2)  # with its two signs, as Django counts
            return
        self._files += 1
        if self._files > settings.DATA_UPLOAD_MAX_NUMBER_FILES:
            raise TooManyFilesSent
        if file:
            self._handler.begin(part.name or "", file)

    def take(self, chunk: bytes | bytearray) -> None:
        if self._handler.is_at_work:
            self._handler.take(bytes(chunk))
        elif self._field is not None:
            self._add(len(chunk))
            self._words += chunk

    def end(self) -> None:
        if self._handler.is_at_work:
            self._handler.end()
        elif self._field is not None:
            self.fields.appendlist(self._field, self._words.decode(self.fields.encoding, "replace"))
            self._field = None

    def _add(self, size: int) -> None:
        self._size += size
        if self._size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig


def _file_name(part: multipart.MultipartSegment) -> str | None:
    """The last step of a path, in signs that can be seen; empty where none was chosen, None where there is no file."""
    said = part.header("Content-Disposition") or ""
    named = parse_header_parameters(said)[1].get("filename") if "filename*" in said else part.filename
    if part.header("Content-Transfer-Encoding", "8bit").lower() not in ("7bit", "8bit", "binary"):
        raise MultiPartParserError("an encoded part")  # no browser has sent one since RFC 7578
    if named is None:
        return None
    last = html.unescape(named).replace("\\", "/").rpartition("/")[2]
    last = "".join(sign for sign in last if sign.isprintable()).strip()
    return "" if last in (".", "..") else last


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
