"""The files of the emulated platform: stored bytes, synthetic big ones, and links that expire."""

import base64
import binascii
import hashlib
import itertools
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .refusal import ApiRefusal, bad_request

# Bot API, getFile: "bots can download files of up to 20MB in size".
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True)
class Blob:
    """Bytes at rest; with `content` None they are made up from the seed while they are read."""

    size: int
    content: bytes | None = None
    seed: str = ""

    @property
    def fingerprint(self) -> bytes:
        """SHA-256 of the content, or of the recipe of a synthetic one."""
        recipe = self.content if self.content is not None else f"{self.seed}:{self.size}".encode()
        return hashlib.sha256(recipe).digest()

    def chunks(self) -> Iterator[bytes]:
        """The content in pieces of at most 64 KiB."""
        if self.content is not None:
            yield self.content
            return
        block = hashlib.sha256(self.seed.encode()).digest() * (CHUNK_BYTES // 32)
        for start in range(0, self.size, CHUNK_BYTES):
            yield block[: self.size - start]


@dataclass(frozen=True)
class StoredFile:
    """A file as the Bot API names it."""

    file_id: str
    unique_id: str
    path: str
    blob: Blob

    def as_object(self) -> dict[str, Any]:
        """The fields that every kind of file shares."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": self.blob.size,
        }


class Shelf:
    """All files, by id and by path."""

    def __init__(self, now: Callable[[], float], *, link_seconds: float) -> None:
        self._now = now
        self._link_seconds = link_seconds
        self._numbers = itertools.count(1)
        self._by_id: dict[str, StoredFile] = {}
        self._links: dict[str, tuple[float, StoredFile]] = {}

    def keep(self, blob: Blob, *, folder: str, suffix: str) -> StoredFile:
        """Store one file; equal content gets an equal `file_unique_id`, as on the platform."""
        stored = StoredFile(
            file_id=f"BQACAgIAAxkBAAI{secrets.token_urlsafe(36)}",
            unique_id=f"AgAD{base64.urlsafe_b64encode(blob.fingerprint[:9]).decode()}",
            path=f"{folder}/file_{next(self._numbers)}{suffix}",
            blob=blob,
        )
        self._by_id[stored.file_id] = stored
        return stored

    def find(self, file_id: str) -> StoredFile:
        """The file of an id; 400 for an unknown one."""
        try:
            return self._by_id[file_id]
        except KeyError:
            raise bad_request("invalid file_id") from None

    def link(self, file_id: str) -> dict[str, Any]:
        """The answer of getFile: opens a download link for the link's lifetime."""
        stored = self.find(file_id)
        if stored.blob.size > MAX_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        self._links[stored.path] = (self._now() + self._link_seconds, stored)
        return stored.as_object() | {"file_path": stored.path}

    def open(self, path: str) -> Blob:
        """The bytes behind a link; 404 when it was never given or has expired."""
        until, stored = self._links.get(path, (0.0, None))
        if stored is None or self._now() > until:
            raise ApiRefusal(404, "Not Found")
        return stored.blob


def read_blob(spec: Any) -> Blob:
    """Bytes from a control request: `{"base64": text}` or `{"size": bytes, "seed": text}`."""
    if not isinstance(spec, dict):
        raise bad_request("a file is an object with base64 or size")
    if "base64" not in spec:
        size = int(spec.get("size", 1000))
        return Blob(size, seed=str(spec.get("seed") or spec.get("name") or secrets.token_hex(8)))
    try:
        content = base64.b64decode(spec["base64"], validate=True)
    except (binascii.Error, TypeError, ValueError):
        raise bad_request("base64 of the file is broken") from None
    return Blob(len(content), content)
