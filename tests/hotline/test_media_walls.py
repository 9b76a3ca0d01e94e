"""The walls around what opens strangers' files: no network, no folder, no memory without end, no way back."""

import platform
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hotline.media import picture, walls, workshop
from hotline.media.workshop import ROOT
from tests.services import free_port

ALONE = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from hotline.media import office, walls; import os, socket\n"
SHUT = "walls.shut(office.PROGRAM_LIMITS, reads=office.READS, writes=(sys.argv[1],))\n"
TRY = "def tried(what):\n    try: what(); print('done')\n    except OSError as refused: print(type(refused).__name__)\n"


def said(code: str, *words: str) -> list[str]:
    """What a process of this code prints, started as the workshop starts its own."""
    command = [sys.executable, "-I", "-c", ALONE + TRY + code, *words]
    return subprocess.run(command, capture_output=True, env={}, check=True, text=True).stdout.split()


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_UNIX])
def test_a_connection_from_inside_fails_and_from_outside_does_not(family: socket.AddressFamily, tmp_path: Path) -> None:
    place = ("127.0.0.1", free_port()) if family == socket.AF_INET else str(tmp_path / "door")
    with socket.socket(family) as door:
        door.bind(place)
        door.listen()
        door.settimeout(0.2)
        knock = f"tried(lambda: socket.socket({int(family)}).connect({place!r}))\n"
        assert said(knock, str(tmp_path)) == ["done"]
        door.accept()[0].close()
        assert said(SHUT + knock, str(tmp_path)) == ["PermissionError"]
        with pytest.raises(TimeoutError):
            door.accept()


def test_no_datagram_leaves(tmp_path: Path) -> None:
    assert said(SHUT + "tried(lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM))\n", str(tmp_path)) == [
        "PermissionError"
    ]


def test_only_the_folder_given_can_be_written_and_no_secret_is_read(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    mine.mkdir()
    theirs.write_text("the keys")
    acts = (
        f"tried(lambda: open({str(mine / 'a')!r}, 'w').write('x'))\ntried(lambda: open({str(theirs)!r}).read())\n"
        f"tried(lambda: open({str(theirs)!r}, 'w'))\ntried(lambda: open(f'/proc/{{os.getppid()}}/environ').read())\n"
        "tried(lambda: open('/usr/bin/env', 'rb').read(1))\n"
    )
    assert said(SHUT + acts, str(mine)) == ["done", "PermissionError", "PermissionError", "PermissionError", "done"]
    assert theirs.read_text() == "the keys"


def test_the_process_that_draws_gets_no_keys_and_opens_nothing() -> None:
    code = (
        "from hotline.media import picture\npicture.load(); walls.shut(picture.LIMITS)\n"
        "tried(lambda: open('/etc/hostname')); tried(socket.socket); print(len(os.environ))\n"
    )
    assert said(code) == ["OSError", "PermissionError", "1"]


def test_a_process_that_wants_too_much_memory_is_refused_it() -> None:
    want = "try: bytearray(2 * 1024**3)\nexcept MemoryError: print('no')\n"
    code = f"from hotline.media import picture\nwalls.shut(picture.LIMITS)\n{want}"
    assert said(code) == ["no"]


def test_a_process_dies_with_all_that_it_started() -> None:
    clock = workshop.Clock(60)
    with workshop.started(["/bin/sh", "-c", "sleep 60 & echo $!; wait"], clock) as process:
        assert process.stdout
        child = int(process.stdout.readline())
    deadline = time.monotonic() + 10
    while _lives(child) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not _lives(child)


def _lives(pid: int) -> bool:
    """Whether the process runs; one that is dead and not collected yet does not."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] not in ("Z", "X")


def test_where_nothing_can_be_shut_in_nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "unheard-of")
    with pytest.raises(walls.NoWalls):
        walls.shut(picture.LIMITS)
