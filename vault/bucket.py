"""The file store as a bucket: `FILE_STORE=s3://bucket/prefix`, in any object store that speaks S3.

A blob goes there in parts while it is written, and stands under its name once the last of them is acknowledged: what
was begun is a multipart upload, which nobody can read. Memory: one part while writing, one window while reading.
"""

import io
import logging
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, BinaryIO, cast

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings

from vault.blobs import BUCKET, StoreAway

PART = 8 * 1024 * 1024  # bytes; S3 takes 10,000 parts, so that a blob may have 80 GB
WINDOW = 4 * 1024 * 1024
PROBE_BYTES = 64 * 1024
CONNECT_SECONDS, READ_SECONDS, TRIES = 2, 10, 2
GONE = ("NoSuchKey", "NoSuchUpload")
log = logging.getLogger(__name__)


@cache
def _client(endpoint: str, region: str, key: str, secret: str) -> Any:
    """One for all threads of a process: the library's clients are made for that."""
    return botocore.session.Session().create_client(
        "s3", endpoint_url=endpoint or None, region_name=region, aws_access_key_id=key, aws_secret_access_key=secret,
        config=Config(
            proxies={}, connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS,
            retries={"total_max_attempts": TRIES, "mode": "standard"}, max_pool_connections=20,
            # Stores that are not Amazon's know the addresses and the checks that all of them began with.
            s3={"addressing_style": "path"} if endpoint else {},
            request_checksum_calculation="when_required", response_checksum_validation="when_required",
        ),
    )  # fmt: skip


def _s3() -> Any:
    return _client(
        settings.FILE_STORE_ENDPOINT, settings.FILE_STORE_REGION, settings.FILE_STORE_KEY, settings.FILE_STORE_SECRET
    )


def _bucket() -> str:
    return str(settings.FILE_STORE.removeprefix(BUCKET).partition("/")[0])


def _prefix() -> str:
    """What stands before a blob's name; empty, or with a slash at its end."""
    prefix = settings.FILE_STORE.removeprefix(BUCKET).partition("/")[2].strip("/")
    return f"{prefix}/" if prefix else ""


def _where(name: str) -> dict[str, str]:
    return {"Bucket": _bucket(), "Key": f"{_prefix()}{name[:2]}/{name}"}


@contextmanager
def _asked() -> Iterator[None]:
    """Raises: FileNotFoundError where the store says that there is no such thing; EOFError for a range that begins
    behind the end; StoreAway for all else it refuses, and where it does not answer."""
    try:
        yield
    except ClientError as refused:
        code = str(refused.response.get("Error", {}).get("Code", ""))
        if code in GONE:
            raise FileNotFoundError("no such blob") from None
        if code == "InvalidRange":
            raise EOFError from None
        raise StoreAway(f"the object store refuses: {code}") from None
    except BotoCoreError as away:
        raise StoreAway(f"the object store does not answer: {type(away).__name__}") from None


# --- writing ----------------------------------------------------------------------------------------------------------
class Writing(io.RawIOBase):
    """A blob on its way: each full part leaves as soon as it is full."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._waiting = bytearray()
        self._upload = ""
        self._parts: list[dict[str, Any]] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting += data
        if len(self._waiting) >= PART:
            self._send()
        return len(data)

    def _send(self) -> None:
        number = len(self._parts) + 1
        with _asked():
            if not self._upload:
                self._upload = _s3().create_multipart_upload(**_where(self.name))["UploadId"]
            sent = _s3().upload_part(
                **_where(self.name), UploadId=self._upload, PartNumber=number, Body=bytes(self._waiting)
            )
        self._parts.append({"PartNumber": number, "ETag": sent["ETag"]})
        self._waiting.clear()

    def settle(self) -> None:
        if not self._upload:
            with _asked():
                _s3().put_object(**_where(self.name), Body=bytes(self._waiting))
        else:
            if self._waiting:
                self._send()
            self._complete()
        self._waiting.clear()
        self.close()

    def _complete(self) -> None:
        try:
            with _asked():
                _s3().complete_multipart_upload(
                    **_where(self.name), UploadId=self._upload, MultipartUpload={"Parts": self._parts}
                )
        except FileNotFoundError:
            # Asked twice, since the first answer was lost: the upload is over, and the blob stands.
            if not is_kept(self.name):
                raise StoreAway("the object store dropped an upload") from None

    def abandon(self) -> None:
        self._waiting.clear()
        if self._upload:
            _abort(self.name, self._upload)
        self.close()


def create() -> tuple[str, BinaryIO]:
    name = secrets.token_hex(24)
    return name, cast("BinaryIO", Writing(name))


def write_back(file: BinaryIO, start: int, size: int) -> None:
    """Parts leave by themselves."""


def settle(name: str, file: BinaryIO) -> None:
    cast("Writing", file).settle()


def abandon(name: str, file: BinaryIO) -> None:
    """A store that cannot be reached keeps the parts: they are swept when it is back."""
    with suppress(OSError):
        cast("Writing", file).abandon()


def bring_back(name: str, blocks: Iterable[bytes]) -> None:
    file = Writing(name)
    try:
        for block in blocks:
            file.write(block)
        file.settle()
    except BaseException:
        abandon(name, cast("BinaryIO", file))
        raise


# --- reading ----------------------------------------------------------------------------------------------------------
class Reading(io.RawIOBase):
    """A settled blob, fetched a window at a time, each from where it is read."""

    def __init__(self, name: str) -> None:
        self._where = _where(name)
        self._at = self._begins = self._size = 0
        self._window = self._fetched(0, WINDOW)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        found = self.read_at(self._size if size < 0 else size, self._at)
        self._at += len(found)
        return found

    def readinto(self, buffer: Any) -> int:
        found = self.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)

    def read_at(self, size: int, start: int) -> bytes:
        size = max(0, min(size, self._size - start))
        if not size:
            return b""
        if not self._begins <= start <= start + size <= self._begins + len(self._window):
            self._begins, self._window = start, self._fetched(start, max(size, WINDOW))
        offset = start - self._begins
        return self._window[offset : offset + size]

    def _fetched(self, start: int, size: int) -> bytes:
        """Asked for by GET: to HEAD, a store says the same of a blob that is gone and of a bucket that is."""
        try:
            with _asked():
                answer = _s3().get_object(**self._where, Range=f"bytes={start}-{start + size - 1}")
                content: bytes = answer["Body"].read()
        except EOFError:  # emptied there: a broken blob, no absent store
            return b""
        self._size = int(answer["ContentRange"].rpartition("/")[2])
        return content


def open_blob(name: str) -> BinaryIO:
    return cast("BinaryIO", Reading(name))


def read_at(blob: BinaryIO, size: int, start: int) -> bytes:
    return cast("Reading", blob).read_at(size, start)


def is_kept(name: str) -> bool:
    try:
        with _asked():
            _s3().get_object(**_where(name), Range="bytes=0-0")["Body"].close()
    except FileNotFoundError:
        return False
    except EOFError:
        return True
    return True


# --- the store as a whole ---------------------------------------------------------------------------------------------
def takes() -> bool:
    probe = _where(secrets.token_hex(24))  # as a blob that no row names: one that cannot be removed now is swept
    try:
        with _asked():
            _s3().put_object(**probe, Body=bytes(PROBE_BYTES))
            _s3().delete_object(**probe)
    except OSError:
        return False
    return True


def remove(name: str) -> None:
    with _asked():
        if _s3().delete_object(**_where(name)).get("DeleteMarker"):
            log.warning("the bucket keeps versions: a removed blob stays in it, sealed (docs/operations.md)")


def unfinished() -> Iterator[tuple[str, float]]:
    for name, _upload, begun in _uploads():
        yield name, begun


def remove_unfinished(name: str) -> None:
    for each, upload, _begun in _uploads():
        if each == name:
            _abort(name, upload)


def settled() -> Iterator[tuple[str, float]]:
    for found in _listed("list_objects_v2", "Contents"):
        yield found["Key"].rpartition("/")[2], found["LastModified"].timestamp()


def _uploads() -> Iterator[tuple[str, str, float]]:
    for found in _listed("list_multipart_uploads", "Uploads"):
        yield found["Key"].rpartition("/")[2], found["UploadId"], found["Initiated"].timestamp()


def _listed(ask: str, part: str) -> Iterator[dict[str, Any]]:
    """All that a listing holds below the prefix, asked for a page at a time."""
    pages = iter(_s3().get_paginator(ask).paginate(Bucket=_bucket(), Prefix=_prefix()))
    while True:
        with _asked():
            answer = next(pages, None)
        if answer is None:
            return
        yield from answer.get(part) or ()


def _abort(name: str, upload: str) -> None:
    with suppress(FileNotFoundError), _asked():
        _s3().abort_multipart_upload(**_where(name), UploadId=upload)
