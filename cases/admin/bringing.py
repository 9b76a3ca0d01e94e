"""Files that an officer brings to a desk page: sealed while they stream in, hashed twice, refused in words."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from cases.exhibits import Arrived
from hotline.public import posts
from hotline.public.uploads import Arrivals, SealingHandler
from vault import blobs

# What a form holds beside its files.
FIELDS_BYTES = 2 * 1024 * 1024


class EvidenceHandler(SealingHandler):
    """Takes evidence: larger files than a tip's, BLAKE2b beside the vault's SHA-256, and which field each came in."""

    def __init__(self) -> None:
        super().__init__(settings.EXHIBIT_MAX_BYTES, settings.EXHIBIT_MAX_FILES)
        self.chunk_size = settings.EXHIBIT_CHUNK_BYTES
        self.arrived: list[Arrived] = []

    def begin(self, field: str, name: str) -> None:
        super().begin(field, name)
        self._blake2b = hashlib.blake2b()

    def take(self, chunk: bytes) -> None:
        self._blake2b.update(chunk)
        super().take(chunk)

    def end(self) -> None:
        super().end()
        for upload in self.arrivals.uploads[len(self.arrived) :]:
            digest, field = self._blake2b.hexdigest(), self.field
            self.arrived.append(Arrived(upload.received, upload.name, digest, field))


@dataclass
class Brought:
    """What came with one POST. problems: sentences on files that were not kept. is_taken: rows point at the files."""

    fields: QueryDict
    files: list[Arrived]
    problems: list[str]
    is_taken: bool = False

    def drop(self) -> None:
        """Remove the sealed files: nothing points at them."""
        while self.files:
            blobs.remove(self.files.pop().received.blob)


def read(request: HttpRequest) -> Brought:
    """Fields and files of a posted form; `request.POST` must not have been touched, and holds the fields afterwards.

    Nothing is read of a body that is larger than all that may come.
    """
    if _announced(request) > settings.EXHIBIT_MAX_BYTES * settings.EXHIBIT_MAX_FILES + FIELDS_BYTES:
        return _nothing(
            request, Arrivals(max_bytes=settings.EXHIBIT_MAX_BYTES, too_large=[_("What you sent")]).problems()
        )
    handler = EvidenceHandler()
    if request.content_type != "multipart/form-data":
        return Brought(request.POST, [], [])
    try:
        fields = posts.sealed(request, handler)
    except posts.Unreadable:
        return _nothing(request, [_("What arrived was incomplete, so nothing of it was stored. Send it again.")])
    request.POST = fields  # type: ignore[assignment]  # so that the check against forged posts finds its token
    request._files = {}  # type: ignore[attr-defined]
    return Brought(fields, handler.arrived, handler.arrivals.problems() + handler.arrivals.remarks())


def _nothing(request: HttpRequest, problems: list[str]) -> Brought:
    request.POST = QueryDict()  # type: ignore[assignment]
    request._files = {}  # type: ignore[attr-defined]
    return Brought(QueryDict(), [], problems)


def _announced(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdigit() else 0


def guarded(request: HttpRequest, brought: Brought, view: Callable[[HttpRequest], HttpResponseBase]) -> Any:
    """Call a view once the post has proved that it came from our form; a forged one leaves no file.

    The body had to be read first, because the proof stands in it; who may send was asked before that.
    """
    try:
        return csrf_protect(view)(request)
    finally:
        if not brought.is_taken:
            brought.drop()
