"""The encrypted file store: what came in comes out, and nothing that was touched does."""

import hashlib
import os
import time

import pytest
from django.test import TestCase

from vault import blobs, files, folder, keys
from vault.files import CHUNK, CHUNK_OVERHEAD, HEADER_BYTES
from vault.keys import VaultClosed
from vault.models import StoredFile
from vault.tasks import GRACE_SECONDS, sweep_orphan_files

pytestmark = pytest.mark.django_db
SEALED = CHUNK + CHUNK_OVERHEAD


@pytest.fixture
def stored():
    """A file of two chunks and a half, and its clear bytes."""
    clear = os.urandom(CHUNK * 2 + 1000)
    return files.store([clear], keys.create()), clear


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, CHUNK * 3])
def test_a_file_of_any_size_comes_out_as_it_went_in(size):
    clear = os.urandom(size)
    row = files.store((clear[at : at + 7001] for at in range(0, size, 7001)), keys.create())
    assert b"".join(files.read(row)) == clear
    assert (row.size, files.sha256(row)) == (size, hashlib.sha256(clear).digest())


@pytest.mark.parametrize("is_mount_point", [False, True])
def test_a_store_that_goes_while_a_file_is_finished_is_not_begun_anew(settings, tmp_path, is_mount_point):
    store = tmp_path / "files"
    settings.FILE_STORE = str(store)
    files.store([b"known"], keys.create())
    receiver = files.Receiver()
    receiver.write(b"on its way")
    store.rename(tmp_path / "away")
    if is_mount_point:
        store.mkdir()
    with pytest.raises(blobs.StoreAway):
        receiver.finish()
    assert not blobs.takes()
    assert not store.exists() or not list(store.iterdir())


def test_no_clear_byte_lies_in_the_store():
    marked = b"planted phrase of the source " * 20_000
    row = files.store([marked], keys.create())
    assert b"planted phrase" not in folder.path_of(row.blob).read_bytes()


def flipped(sealed: bytes) -> bytes:
    return sealed[: SEALED + 500] + bytes([sealed[SEALED + 500] ^ 1]) + sealed[SEALED + 501 :]


def swapped(sealed: bytes) -> bytes:
    head, body = sealed[:HEADER_BYTES], sealed[HEADER_BYTES:]
    return head + body[SEALED : 2 * SEALED] + body[:SEALED] + body[2 * SEALED :]


TOUCHED = {
    "a flipped bit": flipped,
    "two swapped chunks": swapped,
    "a cut at a chunk's end": lambda sealed: sealed[: HEADER_BYTES + SEALED],
    "a cut inside a chunk": lambda sealed: sealed[:-10],
    "a repeated chunk": lambda sealed: sealed[: HEADER_BYTES + SEALED] + sealed[HEADER_BYTES:],
    "something appended": lambda sealed: sealed + b"more",
    "the header alone": lambda sealed: sealed[:HEADER_BYTES],
    "nothing": lambda sealed: b"",
}


@pytest.mark.parametrize("how", TOUCHED)
def test_a_blob_that_was_touched_does_not_open(stored, how):
    row, _clear = stored
    blob = folder.path_of(row.blob)
    blob.write_bytes(TOUCHED[how](blob.read_bytes()))
    with pytest.raises(VaultClosed):
        list(files.read(row))


def test_a_blob_put_in_anothers_place_does_not_open(stored):
    row, _clear = stored
    other = files.store([os.urandom(CHUNK * 2 + 1000)], row.key_id)
    StoredFile.objects.filter(pk=row.pk).update(blob=other.blob)
    with pytest.raises(VaultClosed):
        list(files.read(StoredFile.objects.get(pk=row.pk)))


def test_a_destroyed_key_takes_its_files_along(stored):
    row, _clear = stored
    keys.destroy(row.key_id, reason="test")
    with pytest.raises(VaultClosed):
        list(files.read(row))


def test_a_shared_file_outlives_the_key_it_came_under(stored):
    row, clear = stored
    exhibit = files.share(row, keys.create())
    keys.destroy(row.key_id, reason="withdrawn")
    assert exhibit.blob == row.blob
    assert b"".join(files.read(exhibit)) == clear
    assert files.sha256(exhibit) == hashlib.sha256(clear).digest()


def test_a_blob_goes_with_its_last_row(stored):
    row, _clear = stored
    exhibit, blob = files.share(row, keys.create()), folder.path_of(row.blob)
    with TestCase.captureOnCommitCallbacks(execute=True):
        files.discard(row)
    assert blob.exists()
    with TestCase.captureOnCommitCallbacks(execute=True):
        files.discard(exhibit)
    assert not blob.exists()


def test_an_upload_that_breaks_off_leaves_nothing(settings, tmp_path):
    settings.FILE_STORE = str(tmp_path)

    def breaking():
        yield b"x" * CHUNK * 2
        raise ConnectionError

    with pytest.raises(ConnectionError):
        files.receive(breaking())
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


def test_orphans_are_swept_after_a_day_and_files_with_a_row_never(settings, tmp_path):
    settings.FILE_STORE = str(tmp_path)
    kept, young, orphan = files.store([b"kept"], keys.create()), files.receive([b"young"]), files.receive([b"orphan"])
    past = time.time() - GRACE_SECONDS - 60
    for name in (kept.blob, orphan.blob):
        os.utime(folder.path_of(name), (past, past))
    sweep_orphan_files()
    assert {name for name, _touched in blobs.settled()} == {kept.blob, young.blob}


def test_what_a_killed_process_left_half_written_is_swept_after_a_day(settings, tmp_path):
    settings.FILE_STORE = str(tmp_path)
    dead, alive = files.Receiver(), files.Receiver()
    past = time.time() - GRACE_SECONDS - 60
    for part in tmp_path.glob("incoming/*"):
        os.utime(part, (past, past))
    alive.write(b"x" * CHUNK * 2)
    sweep_orphan_files()
    assert [name for name, _touched in blobs.unfinished()] == [alive.finish().blob]
    dead.abandon()


def test_what_was_opened_is_read_without_the_database(stored, django_assert_num_queries):
    row, clear = stored
    key = files.file_key(row)
    with django_assert_num_queries(0):
        assert b"".join(files.read_with(row, key)) == clear


def test_the_disk_is_told_of_a_large_file_on_the_way(monkeypatch):
    told = []
    monkeypatch.setattr(blobs, "write_back", lambda file, start, size: told.append((start, size)))
    monkeypatch.setattr(files, "WRITE_BACK", CHUNK)
    files.receive_apart(bytes(CHUNK) for _ in range(4))
    assert told == [
        (HEADER_BYTES + number * SEALED, SEALED) if number else (0, HEADER_BYTES + SEALED) for number in range(4)
    ]


def test_a_store_that_is_away_is_not_made_anew_and_no_file_is_called_gone(stored, settings, tmp_path):
    row, clear = stored
    there, settings.FILE_STORE = settings.FILE_STORE, str(tmp_path / "mount")
    assert not blobs.takes()
    (tmp_path / "mount").mkdir()
    assert not blobs.takes()
    with pytest.raises(blobs.StoreAway):
        files.store([b"anything"], keys.create())
    with pytest.raises(blobs.StoreAway):
        list(files.read(row))
    assert list((tmp_path / "mount").iterdir()) == []
    settings.FILE_STORE = there
    assert blobs.takes()
    assert b"".join(files.read(row)) == clear


@pytest.mark.django_db(transaction=True)
def test_the_first_file_of_a_new_house_makes_the_store(settings, tmp_path):
    settings.FILE_STORE = str(tmp_path / "new" / "files")
    assert not StoredFile.objects.exists()
    assert blobs.takes()
    assert list((tmp_path / "new/files/incoming").iterdir()) == []


def test_a_blob_that_alone_is_gone_is_told_as_gone(stored):
    row, _clear = stored
    blobs.remove(row.blob)
    with pytest.raises(FileNotFoundError):
        list(files.read(row))
