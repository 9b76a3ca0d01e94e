"""A sealed file is opened from its middle, and still proves itself."""

import os

import pytest

from vault import files, folder, keys
from vault.files import CHUNK, CHUNK_OVERHEAD, HEADER_BYTES
from vault.seeking import read_from

pytestmark = pytest.mark.django_db
CONTENT = os.urandom(3 * CHUNK + 1000)


@pytest.fixture
def stored():
    return files.store([CONTENT], keys.create())


@pytest.mark.parametrize("start", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK, len(CONTENT) - 1])
@pytest.mark.parametrize("length", [1, 1000, CHUNK, CHUNK + 1, len(CONTENT)])
def test_any_span_is_what_was_stored(stored, start, length):
    end = min(len(CONTENT), start + length)
    assert b"".join(read_from(stored, start, end)) == CONTENT[start:end]


def test_a_file_that_ends_with_a_chunk_is_read_to_its_end():
    whole = files.store([CONTENT[: 2 * CHUNK]], keys.create())
    assert b"".join(read_from(whole, CHUNK, 2 * CHUNK)) == CONTENT[CHUNK : 2 * CHUNK]


def _change(stored, place):
    path = folder.path_of(stored.blob)
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)


def test_a_changed_byte_in_the_span_is_refused(stored):
    _change(stored, HEADER_BYTES + 2 * (CHUNK + CHUNK_OVERHEAD) + 50)
    with pytest.raises(keys.VaultClosed):
        list(read_from(stored, 2 * CHUNK, len(CONTENT)))


def test_a_chunk_cut_off_or_swapped_is_refused(stored):
    path, sealed = folder.path_of(stored.blob), CHUNK + CHUNK_OVERHEAD
    raw = path.read_bytes()
    head, chunks = raw[:HEADER_BYTES], raw[HEADER_BYTES:]
    path.write_bytes(head + chunks[sealed : 2 * sealed] + chunks[:sealed] + chunks[2 * sealed :])
    with pytest.raises(keys.VaultClosed):
        list(read_from(stored, CHUNK, 2 * CHUNK))
    path.write_bytes(raw[: -1000 - CHUNK_OVERHEAD])
    with pytest.raises(keys.VaultClosed):
        list(read_from(stored, 2 * CHUNK, len(CONTENT)))
