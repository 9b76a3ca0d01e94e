"""Exhibits are read ahead in a thread of their own: in order, whole, and stopped where they must not leave."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from cases.models import Exhibit
from cases.packets import reading
from cases.packets.assembly import Leaving
from cases.packets.gate import Blocked
from cases.packets.secrets import Secrets
from cases.packets.watch import BLOCK, Watch
from vault import files, keys
from vault.models import StoredFile

pytestmark = pytest.mark.django_db
SECRET = b"marker-0417.jpg"


def _leaving(name, clear):
    exhibit = Exhibit(reference=name, media_type="application/octet-stream")
    exhibit.file_id = files.store([clear], keys.create()).pk
    return Leaving(exhibit, name)


def _read(*found):
    watch = Watch(Secrets(exact={("the name of a file", SECRET.decode())}))
    with ThreadPoolExecutor(1) as thread:
        leaving = [_leaving(f"EXH-{number}", clear) for number, clear in enumerate(found)]
        return [(name, list(blocks)) for name, blocks in reading.begin(leaving, watch, thread)]


def test_each_comes_whole_and_in_order_whatever_its_size():
    clear = [os.urandom(size) for size in (0, 1, BLOCK, BLOCK * 7 + 5, 300)]
    found = _read(*clear)
    assert [name for name, _blocks in found] == [f"EXH-{number}" for number in range(len(clear))]
    assert [b"".join(blocks) for _name, blocks in found] == clear
    assert max(len(block) for _name, blocks in found for block in blocks) == BLOCK


@pytest.mark.parametrize("at", [0, BLOCK - 7, BLOCK, BLOCK * 6 + 20])
def test_what_points_to_a_source_is_stopped_in_a_block_and_across_two(at):
    clear = bytes(at) + SECRET + bytes(10)
    with pytest.raises(Blocked):
        _read(os.urandom(5000), clear)


def test_a_file_whose_key_is_gone_is_refused_before_anything_is_read():
    lost = _leaving("EXH-1", b"gone")
    keys.destroy(StoredFile.objects.get(pk=lost.exhibit.file_id).key_id, reason="test")
    with ThreadPoolExecutor(1) as thread, pytest.raises(keys.VaultClosed):
        reading.begin([lost], Watch(Secrets()), thread)
