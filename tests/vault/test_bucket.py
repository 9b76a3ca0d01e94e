"""The file store as a bucket, against a server that speaks S3 over HTTP."""

import hashlib
import os
import time
import tracemalloc
from uuid import uuid4

import pytest
from django.test import TestCase

from tests.buckets import ObjectStore
from vault import blobs, bucket, files, keys
from vault.files import CHUNK
from vault.keys import VaultClosed
from vault.models import StoredFile
from vault.seeking import read_from
from vault.tasks import GRACE_SECONDS, sweep_orphan_files

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    own = ObjectStore(tmp_path_factory.mktemp("bucket"))
    yield own
    own.stop()


@pytest.fixture
def store(server, settings):
    """A prefix of the bucket for each test."""
    for name, value in server.settings(f"files/{uuid4().hex}").items():
        setattr(settings, name, value)
    return server


@pytest.mark.parametrize("size", [0, 1, CHUNK + 1, bucket.PART - 100, bucket.PART, bucket.PART * 2 + 77])
def test_a_file_of_any_size_comes_out_as_it_went_in(store, size):
    clear = os.urandom(size)
    row = files.store((clear[at : at + 700_001] for at in range(0, size, 700_001)), keys.create())
    assert b"".join(files.read(row)) == clear
    assert (row.size, files.sha256(row)) == (size, hashlib.sha256(clear).digest())
    assert blobs.is_kept(row.blob)
    assert [name for name, _at in blobs.settled()] == [row.blob]


def test_a_big_file_needs_the_memory_of_its_parts(store):
    """200 MiB; the figure has 50, and growth of at most 20."""
    block = os.urandom(CHUNK * 16)
    tracemalloc.start()
    try:
        row = files.store((block for _ in range(50)), keys.create())
        assert sum(len(each) for each in files.read(row)) == 50 * len(block)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 20 * 1024 * 1024 + len(block)


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, 1), (CHUNK - 1, CHUNK + 1), (3 * CHUNK + 5, 5 * CHUNK), (5_000_000, 5_000_100), (0, 6_000_000)],
)
def test_a_download_goes_on_from_the_middle(store, start, end):
    clear = os.urandom(6_000_000)
    row = files.store([clear], keys.create())
    assert b"".join(read_from(row, start, end)) == clear[start:end]


def test_what_is_given_up_leaves_nothing(store):
    receiver = files.Receiver()
    receiver.write(os.urandom(bucket.PART + CHUNK * 2))
    assert [name for name, _at in blobs.unfinished()] == [receiver._blob]
    assert list(blobs.settled()) == []
    receiver.abandon()
    assert list(blobs.unfinished()) == list(blobs.settled()) == []


def test_a_blob_that_is_gone_is_told_from_a_store_that_is(store, settings):
    row = files.store([b"words"], keys.create())
    with TestCase.captureOnCommitCallbacks(execute=True):
        files.discard(row)
    assert not blobs.is_kept(row.blob)
    with pytest.raises(FileNotFoundError, match="no such blob"):
        blobs.open_blob(row.blob)
    settings.FILE_STORE = "s3://no-such-bucket"
    for ask in (blobs.open_blob, blobs.is_kept):
        with pytest.raises(blobs.StoreAway, match="NoSuchBucket"):
            ask(row.blob)
    assert not blobs.takes()


def test_a_blob_that_was_changed_there_does_not_open(store):
    row = files.store([os.urandom(CHUNK * 2)], keys.create())
    with blobs.open_blob(row.blob) as blob:
        sealed = bytearray(blob.read())
    sealed[CHUNK] ^= 1
    blobs.bring_back(row.blob, [bytes(sealed)])
    with pytest.raises(VaultClosed):
        list(files.read(row))


def test_a_blob_that_was_emptied_there_is_broken_and_no_absent_store(store):
    row = files.store([b"words"], keys.create())
    blobs.bring_back(row.blob, [])
    assert blobs.is_kept(row.blob)
    with pytest.raises(VaultClosed):
        list(files.read(row))


def test_an_upload_whose_last_answer_was_lost_is_whole(store):
    receiver = files.Receiver()
    receiver.write(os.urandom(bucket.PART + CHUNK * 2))
    writing = receiver._file
    writing._send()
    writing._complete()
    writing._complete()
    assert blobs.is_kept(receiver._blob)


def test_the_sweep_takes_what_no_row_names(store, monkeypatch):
    kept, orphan = files.store([b"kept"], keys.create()), files.receive([b"orphan"])
    begun = files.Receiver()
    begun.write(os.urandom(bucket.PART + CHUNK * 2))
    sweep_orphan_files()
    assert {name for name, _at in blobs.settled()} == {kept.blob, orphan.blob}
    later = time.time() + GRACE_SECONDS + 60
    monkeypatch.setattr("vault.tasks.time.time", lambda: later)
    sweep_orphan_files()
    assert [name for name, _at in blobs.settled()] == [kept.blob]
    assert list(blobs.unfinished()) == []
    assert StoredFile.objects.filter(pk=kept.pk).exists()


def test_a_store_that_hangs_is_away_within_a_bounded_time(store, monkeypatch):
    row = files.store([b"words"], keys.create())
    assert blobs.takes()
    # A client of its own: less patient, so that the suite is not.
    monkeypatch.setattr(bucket, "READ_SECONDS", 1)
    bucket._client.cache_clear()
    store.hang()
    try:
        began = time.monotonic()
        assert not blobs.takes()
        with pytest.raises(blobs.StoreAway):
            blobs.open_blob(row.blob)
        with pytest.raises(OSError, match="does not answer"):
            files.store([b"more"], keys.create())
        assert time.monotonic() - began < 3 * bucket.TRIES * (1 + 3)
    finally:
        store.go_on()
        bucket._client.cache_clear()
    assert blobs.takes()
    assert b"".join(files.read(row)) == b"words"


def test_a_store_that_is_not_there_is_away(store, settings):
    settings.FILE_STORE_ENDPOINT = "http://127.0.0.1:9"
    began = time.monotonic()
    assert not blobs.takes()
    with pytest.raises(blobs.StoreAway):
        files.store([b"words"], keys.create())
    assert time.monotonic() - began < 20
