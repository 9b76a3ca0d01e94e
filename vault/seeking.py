"""A sealed file from the middle on: whoever goes on with a download does not wait for what they have already."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from nacl import bindings

from vault import blobs, keys
from vault.files import CHUNK, CHUNK_OVERHEAD, HEADER_BYTES, TAG_FINAL, TAG_MESSAGE
from vault.models import StoredFile

SEALED = CHUNK + CHUNK_OVERHEAD
# libsodium's state (crypto_secretstream_xchacha20poly1305_state): key 32, counter 4 (little-endian), nonce 8. Each
# message counts the counter up and XORs the first 8 bytes of its tag into the nonce. A file has no rekeying.
_COUNTER, _NONCE = 32, 36
_MAC, _NONCE_BYTES = 16, 8


def read_from(row: StoredFile, start: int, end: int) -> Iterator[bytes]:
    """The clear bytes [start, end) of a file. Each chunk that is opened proves itself; those before give their tags.

    Args:
        start, end: 0 <= start < end <= row.size.
    Raises: VaultClosed where the key is gone, or a chunk was changed, cut or swapped.
    """
    file_key = keys.unseal(keys.data_key(row.key_id), row.wrapped_file_key, f"file_key:{row.pk}")
    number, left = start // CHUNK, end - start
    skip = start - number * CHUNK
    with blobs.open_blob(row.blob) as blob:
        try:
            state = _state_before(blob, number, file_key)
            blob.seek(HEADER_BYTES + number * SEALED)
            while left > 0:
                clear, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, blob.read(SEALED), None)
                piece = clear[skip : skip + left]
                skip, left = 0, left - len(piece)
                if (tag == TAG_FINAL and left) or tag not in (TAG_FINAL, TAG_MESSAGE):
                    raise keys.VaultClosed(f"file {row.pk} is cut short")
                yield piece
        except (RuntimeError, ValueError, TypeError) as broken:
            raise keys.VaultClosed(f"file {row.pk} does not open") from broken


def _state_before(blob: BinaryIO, number: int, file_key: bytes) -> bindings.crypto_secretstream_xchacha20poly1305_state:
    """The state as it is once `number` chunks have been opened: made of their tags alone."""
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, blobs.read_at(blob, HEADER_BYTES, 0), file_key)
    inside: Any = state.statebuf  # memory of libsodium's own, which the binding's types call bytes
    nonce = int.from_bytes(bytes(inside[at] for at in range(_NONCE, _NONCE + _NONCE_BYTES)), "big")
    for each in range(number):
        tag_at = HEADER_BYTES + (each + 1) * SEALED - _MAC
        nonce ^= int.from_bytes(blobs.read_at(blob, _NONCE_BYTES, tag_at), "big")
    inside[_COUNTER:_NONCE] = list((1 + number).to_bytes(4, "little"))
    inside[_NONCE : _NONCE + _NONCE_BYTES] = list(nonce.to_bytes(_NONCE_BYTES, "big"))
    return state
