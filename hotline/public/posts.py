"""Reading what was posted, whatever its state: fields and sealed files, or one clear refusal."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from hotline import networks
from hotline.networks import Network
from hotline.public.uploads import CHUNK_BYTES, Arrivals, SealingHandler

# Too many fields, files or bytes are suspicious operations to Django.
BROKEN = (MultiPartParserError, SuspiciousOperation, BadRequest, UnreadablePostError)
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
        parser: Any = MultiPartParser(request.META, body, [handler], request.encoding)  # type: ignore[arg-type]
        fields, _files = parser.parse()
    except BROKEN as broken:
        handler.give_up()
        body.let_go()
        raise Unreadable(type(broken).__name__) from broken
    except BaseException:
        handler.give_up()
        raise
    # Django takes a body that breaks off for a whole one: the last file would be kept short.
    if handler.was_cut or body.size < _announced(request):
        handler.give_up()
        raise Unreadable("cut_off")
    return fields


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
