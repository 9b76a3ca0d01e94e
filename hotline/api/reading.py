"""Reading a call: its JSON, its files, its Idempotency-Key."""

import json
import re
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import UnsupportedMediaType, ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from hotline.api.errors import Malformed, NotStored, TooLarge
from hotline.public import posts
from hotline.public.uploads import Arrivals
from hotline.story import MAX_FILE_BYTES, MAX_FILES

MAX_JSON_BYTES = 256 * 1024
MAX_PICTURE_BYTES = 10 * 1024 * 1024  # in base64; by a multipart form the limit is that of any file
# More than this is not read to its end when a call is refused before its body.
MAX_LET_GO_BYTES = MAX_FILES * MAX_FILE_BYTES + 1024**2
IDEMPOTENCY_KEY = re.compile(r"[\x21-\x7e]{1,200}")
MULTIPART = "multipart/form-data"


class StrictJSON(BaseParser):
    """JSON in UTF-8, whatever the header says of its encoding: no other is standard (RFC 8259, 8.1)."""

    media_type = "application/json"
    max_bytes = MAX_JSON_BYTES

    def parse(self, stream: IO[Any], media_type: Any = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        try:
            raw = stream.read(self.max_bytes + 1)
            if len(raw) > self.max_bytes:
                raise TooLarge(f"A JSON body holds up to {self.max_bytes // 1024} KiB.")
            return json.loads(raw.decode(), parse_constant=_no_number)
        except (ValueError, RecursionError, OSError) as broken:
            raise Malformed from broken


class JSONWithPicture(StrictJSON):
    """JSON that may hold a picture in base64."""

    max_bytes = MAX_PICTURE_BYTES * 4 // 3 + MAX_JSON_BYTES


def _no_number(word: str) -> float:
    raise ValueError("NaN and Infinity are no JSON")


def idempotency_key(request: Request) -> str:
    """The call's own key. Raises: ValidationError where it is missing or no visible ASCII of 1 to 200 signs."""
    given = request.META.get("HTTP_IDEMPOTENCY_KEY", "")
    if not IDEMPOTENCY_KEY.fullmatch(given):
        raise ValidationError(
            {"Idempotency-Key": "This header is needed: 1 to 200 visible ASCII signs, new for each new call."}
        )
    return str(given)


def files(request: Request) -> Arrivals:
    """The files of a multipart call, sealed as they arrive: all of them, or none, and then nothing stays behind.

    Raises: UnsupportedMediaType, Malformed, TooLarge, ValidationError, NotStored.
    """
    return form(request)[1]


def is_form(request: Request) -> bool:
    return str(request.content_type).partition(";")[0].strip().lower() == MULTIPART


def form(request: Request, *, need_files: bool = True) -> tuple[dict[str, str], Arrivals]:
    """The fields of a multipart call, the last of each name, and its files, as `files` takes them. Raises as it."""
    if not is_form(request):
        raise UnsupportedMediaType(request.content_type)
    try:
        posted = posts.read(request._request)
    except posts.Unreadable as broken:
        raise Malformed from broken
    try:
        _refuse_in_part(posted.arrivals, need_files=need_files)
    except BaseException:
        posted.arrivals.drop()
        raise
    return {name: str(value) for name, value in posted.fields.items()}, posted.arrivals


def _refuse_in_part(arrivals: Arrivals, *, need_files: bool) -> None:
    if arrivals.too_large:
        raise TooLarge(f"A file holds up to {MAX_FILE_BYTES // 1024**2} MiB.")
    if arrivals.surplus:
        raise ValidationError({"files": f"A call holds up to {MAX_FILES} files."})
    if arrivals.not_stored:
        raise NotStored
    if arrivals.empty:
        raise ValidationError({"files": "An empty file (0 bytes) came along."})
    if need_files and not arrivals.uploads:
        raise ValidationError({"files": "At least one file is needed."})


def let_go(request: Request) -> None:
    """Read what is left of a refused call, so that the refusal reaches a client that is still sending."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if announced.isdigit() and int(announced) <= MAX_LET_GO_BYTES:
        posts.let_go(request._request)
