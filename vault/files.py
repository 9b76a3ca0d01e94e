"""Encrypted files: sealed while they stream in, hashed on the way, opened as a stream that proves itself."""

import hashlib
import os
import struct
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from nacl import bindings

from vault import blobs, keys
from vault.models import StoredFile

# Clear bytes a chunk. Each chunk is authenticated, and the last one is marked, so a cut file does not open.
CHUNK = 256 * 1024
WRITE_BACK = 16 * 1024 * 1024  # sealed bytes after which the disk is told to begin with them
AHEAD = 4  # chunks that may wait for the sealing thread of `receive_apart`
TAG_MESSAGE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
TAG_FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
HEADER_BYTES = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
CHUNK_OVERHEAD = bindings.crypto_secretstream_xchacha20poly1305_ABYTES


@dataclass(frozen=True)
class Received:
    """A blob that was written and is not a row yet: `keep` makes it one."""

    blob: str
    file_key: bytes
    size: int
    sha256: bytes


class Receiver:
    """Takes bytes as they arrive and writes them sealed; no clear byte touches the disk. Memory: two chunks.

    Use: `receiver.write(bytes)` any number of times, then `receiver.finish()`, or `receiver.abandon()`.
    """

    def __init__(self) -> None:
        self.size = 0
        self._key = os.urandom(32)
        self._hash = hashlib.sha256()
        self._waiting = bytearray()
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        self._blob, self._file = blobs.create()
        head = bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, self._key)
        self._written = self._file.write(head)
        self._begun = 0  # so many of the bytes written was the disk told to begin with

    def write(self, chunk: bytes) -> None:
        self.size += len(chunk)
        self._hash.update(chunk)
        rest = memoryview(chunk)
        # One chunk always waits, since the last one carries the closing mark.
        while len(self._waiting) + len(rest) > CHUNK:
            missing = CHUNK - len(self._waiting)
            self._push(b"".join((self._waiting, rest[:missing])), TAG_MESSAGE)
            self._waiting.clear()
            rest = rest[missing:]
        self._waiting += rest

    def _push(self, clear: bytes, tag: int) -> None:
        sealed = memoryview(bindings.crypto_secretstream_xchacha20poly1305_push(self._state, clear, None, tag))
        # A raw file may take less than it is given, as on a disk that is filling up.
        while sealed:
            taken = self._file.write(sealed)
            sealed, self._written = sealed[taken:], self._written + taken
        if self._written - self._begun >= WRITE_BACK:
            blobs.write_back(self._file, self._begun, self._written - self._begun)
            self._begun = self._written

    def finish(self) -> Received:
        """Close the blob durably."""
        self._push(bytes(self._waiting), TAG_FINAL)
        blobs.settle(self._blob, self._file)
        return Received(self._blob, self._key, self.size, self._hash.digest())

    def abandon(self) -> None:
        blobs.abandon(self._blob, self._file)


def receive(chunks: Iterable[bytes]) -> Received:
    """Seal a stream of bytes into a blob."""
    receiver = Receiver()
    try:
        for chunk in chunks:
            receiver.write(chunk)
    except BaseException:
        receiver.abandon()
        raise
    return receiver.finish()


def receive_apart(chunks: Iterable[bytes]) -> Received:
    """`receive`, with hashing and sealing in a thread of their own: the caller's makes the next chunks meanwhile.

    Both let go of the interpreter's lock. Memory: `AHEAD` chunks more, as large as they come.
    """
    receiver = Receiver()
    try:
        with ThreadPoolExecutor(1, "sealing") as thread:
            waiting: deque[Future[None]] = deque()
            for chunk in chunks:
                waiting.append(thread.submit(receiver.write, chunk))
                if len(waiting) > AHEAD:
                    waiting.popleft().result()
            for each in waiting:
                each.result()
    except BaseException:
        receiver.abandon()
        raise
    return receiver.finish()


def keep(received: Received, key_id: UUID, *, key: bytes | None = None) -> StoredFile:
    """Make a received blob a row under a data key, in the caller's transaction."""
    key = key or keys.data_key(key_id)
    row = StoredFile(blob=received.blob, key_id=key_id, size=received.size)
    row.wrapped_file_key = keys.seal(key, received.file_key, f"file_key:{row.pk}")
    row.digest = keys.seal(key, received.sha256, f"file_digest:{row.pk}")
    row.save(force_insert=True)
    return row


def store(chunks: Iterable[bytes], key_id: UUID) -> StoredFile:
    """Receive and keep in one step."""
    return keep(receive(chunks), key_id)


def share(row: StoredFile, key_id: UUID) -> StoredFile:
    """A second row for the same blob under another data key: an exhibit outlives the tip it came with."""
    return keep(as_received(row), key_id)


def as_received(row: StoredFile) -> Received:
    """A stored file as if it had just come in: `keep` makes it a second row. Raises: VaultClosed."""
    return Received(row.blob, file_key(row), row.size, sha256(row))


def sha256(row: StoredFile) -> bytes:
    """SHA-256 of the clear content as it was on receipt, 32 bytes."""
    return keys.unseal(keys.data_key(row.key_id), row.digest, f"file_digest:{row.pk}")


def read(row: StoredFile) -> Iterator[bytes]:
    """The clear content in chunks.

    Raises: VaultClosed where the key is gone, or the blob was changed, cut or swapped.
    """
    yield from read_with(row, file_key(row))


def file_key(row: StoredFile) -> bytes:
    """What opens one file. Raises: VaultClosed where the data key is gone."""
    return keys.unseal(keys.data_key(row.key_id), row.wrapped_file_key, f"file_key:{row.pk}")


def read_with(row: StoredFile, file_key: bytes) -> Iterator[bytes]:
    """`read` without a look into the database: for another thread than the caller's."""
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    tag = TAG_MESSAGE
    with blobs.open_blob(row.blob) as blob:
        try:
            bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, blob.read(HEADER_BYTES), file_key)
            while sealed := blob.read(CHUNK + CHUNK_OVERHEAD):
                clear, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, sealed, None)
                yield clear
        except (RuntimeError, ValueError, TypeError, struct.error) as broken:
            raise keys.VaultClosed(f"file {row.pk} does not open") from broken
    if tag != TAG_FINAL:
        raise keys.VaultClosed(f"file {row.pk} is cut short")


@transaction.atomic
def discard(row: StoredFile) -> None:
    """Remove a file's row, and its blob once no row points at it any more."""
    blob = row.blob
    row.delete()
    if not StoredFile.objects.filter(blob=blob).exists():
        transaction.on_commit(lambda: blobs.remove(blob))
