"""The scanner's verdict, from a real clamd: what is not known to be clean is never called so."""

import socket
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from hotline import copying, tasks
from hotline.media import scanning
from hotline.media.scanning import ScannerDown, Verdict
from hotline.models import Attachment
from tests.hotline import camera
from tests.hotline.enclosing import attached, content_of, copied
from tests.services import CLAMD_STREAM_BYTES, EICAR, clamd_at, free_port

pytestmark = pytest.mark.django_db
State, Scan = Attachment.State, Attachment.Scan


def test_a_clean_file_is_called_clean_and_copied(clamd: str, settings: Any) -> None:
    settings.CLAMAV_SOCKET = clamd
    done = copied(camera.picture("JPEG"))
    assert (done.state, done.scan, done.scan_name) == (State.COPIED, Scan.CLEAN, "")


def test_an_infected_file_gets_no_copy_and_names_the_signature(clamd: str, settings: Any) -> None:
    settings.CLAMAV_SOCKET = clamd
    done = copied(EICAR, "holiday.jpg")
    assert (done.state, done.reason, done.scan) == (State.NO_COPY, "infected", Scan.INFECTED)
    assert done.scan_name.startswith("Suite.Eicar")
    assert (done.copy_id, done.poster_id, bytes(done.metadata)) == (None, None, b"")


def test_a_virus_inside_a_picture_is_found_though_the_picture_could_be_drawn(clamd: str, settings: Any) -> None:
    settings.CLAMAV_SOCKET = clamd
    done = copied(camera.picture("JPEG") + EICAR)
    assert (done.scan, done.copy_id) == (Scan.INFECTED, None)


def test_a_file_over_the_scanners_limit_is_not_clean(clamd: str, settings: Any) -> None:
    settings.CLAMAV_SOCKET = clamd
    done = copied(camera.picture("JPEG") + bytes(CLAMD_STREAM_BYTES * 2))
    assert (done.scan, done.state) == (Scan.TOO_LARGE, State.COPIED)


def test_without_a_scanner_a_file_is_called_not_scanned() -> None:
    done = copied(camera.picture("JPEG"))
    assert (done.scan, done.state) == (Scan.NOT_SCANNED, State.COPIED)


def test_a_stopped_scanner_is_asked_again_and_the_file_waits(tmp_path: Path, settings: Any) -> None:
    with clamd_at(tmp_path) as address:
        if not address:
            pytest.skip("there is no clamd: install clamav-daemon")
        settings.CLAMAV_SOCKET = address
        assert copied(camera.picture("PNG")).scan == Scan.CLEAN
    row, before = attached(camera.picture("JPEG")), timezone.now()
    waiting = copying.make(row.pk)
    assert waiting
    assert (waiting.state, waiting.scan, waiting.scan_tries, waiting.tries) == (State.WAITING, Scan.WAITING, 1, 0)
    assert waiting.next_try_at
    assert timedelta(seconds=9) < waiting.next_try_at - before < timedelta(seconds=60)
    assert copying.make(row.pk) is None


def test_the_pauses_grow_and_end_in_a_visible_failure(tmp_path: Path, settings: Any) -> None:
    settings.CLAMAV_SOCKET = str(tmp_path / "nobody")
    row = attached(camera.picture("JPEG"))
    pauses = []
    for _try in range(copying.SCAN_TRIES - 1):
        Attachment.objects.update(next_try_at=None)
        before = timezone.now()
        waiting = copying.make(row.pk)
        assert waiting
        assert waiting.next_try_at
        pauses.append(round((waiting.next_try_at - before) / copying.SCAN_PAUSE))
    assert pauses == [1, 2, 4, 8, 16]
    Attachment.objects.update(next_try_at=None)
    done = copying.make(row.pk)
    assert done
    assert (done.state, done.scan) == (State.COPIED, Scan.FAILED)


def test_the_sweeper_comes_back_when_the_scanner_is_up_again(clamd: str, tmp_path: Path, settings: Any) -> None:
    settings.CLAMAV_SOCKET = str(tmp_path / "nobody")
    row = attached(camera.picture("JPEG"))
    copying.make(row.pk)
    settings.CLAMAV_SOCKET = clamd
    past = timezone.now() - timedelta(minutes=1)
    Attachment.objects.filter(pk=row.pk).update(next_try_at=past, received_at=past)
    tasks.make_waiting_copies()
    row.refresh_from_db()
    assert (row.state, row.scan) == (State.COPIED, Scan.CLEAN)


def test_a_verdict_is_asked_for_once_though_the_copy_is_tried_again(clamd: str, settings: Any) -> None:
    settings.CLAMAV_SOCKET = clamd
    row = attached(camera.picture("JPEG"))
    Attachment.objects.update(scan=Scan.CLEAN)
    settings.CLAMAV_SOCKET = "/nowhere"
    done = copying.make(row.pk)
    assert done
    assert (done.state, done.scan) == (State.COPIED, Scan.CLEAN)


def test_a_file_that_is_given_up_before_it_was_scanned_is_not_left_as_if_it_will_be(settings: Any) -> None:
    row = attached(camera.picture("JPEG"))
    Attachment.objects.update(tries=copying.MAX_TRIES)
    settings.CLAMAV_SOCKET = "/nowhere"
    done = copying.make(row.pk)
    assert done
    assert (done.reason, done.scan) == ("timed_out", Scan.FAILED)


def test_a_file_too_large_to_copy_is_scanned_all_the_same(
    clamd: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CLAMAV_SOCKET = clamd
    monkeypatch.setattr(copying, "MAX_FILE_BYTES", 100)
    done = copied(camera.picture("JPEG"))
    assert (done.reason, done.scan) == ("too_large", Scan.CLEAN)


def test_nothing_infected_can_have_a_copy_even_by_hand() -> None:
    from django.db import IntegrityError

    done = copied(camera.picture("JPEG"))
    assert content_of(done.copy_id)
    with pytest.raises(IntegrityError):
        Attachment.objects.filter(pk=done.pk).update(scan=Scan.INFECTED)


@pytest.mark.parametrize(("named", "place"), [
    ("unix:/run/clamd", (socket.AF_UNIX, "/run/clamd")), ("/run/clamd", (socket.AF_UNIX, "/run/clamd")),
    ("tcp:127.0.0.1:3310", (socket.AF_INET, ("127.0.0.1", 3310))), ("tcp:[::1]:3310", (socket.AF_INET6, ("::1", 3310))),
])  # fmt: skip
def test_the_scanner_is_named_in_three_ways(named: str, place: Any) -> None:
    assert scanning.address(named) == place


@pytest.mark.parametrize("named", ["clamd", "tcp:3310", "tcp:host:", "http://127.0.0.1"])
def test_another_name_is_no_scanner(named: str) -> None:
    with pytest.raises(ValueError, match="CLAMAV_SOCKET"):
        scanning.address(named)


@pytest.mark.parametrize(("answer", "verdict"), [
    (b"stream: OK\0", Verdict("clean")), (b"stream: Win.Test/X-1 FOUND\0", Verdict("infected", "Win.Test/X-1")),
    (b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", Verdict("too_large")),
    (b"INSTREAM size limit exceeded. ERROR\0", Verdict("too_large")),
    (b"stream: <b>bad</b>\n FOUND\0", Verdict("infected", "bbad/b")),
    (b"stream: Can't allocate memory ERROR\0", None), (b"", None), (b"OK\0", None), (b"\xff\xfe", None),
])  # fmt: skip
def test_only_the_words_that_say_clean_are_clean(answer: bytes, verdict: Verdict | None) -> None:
    with answering(answer) as address:
        if verdict:
            assert scanning.scan([b"content"], address) == verdict
        else:
            with pytest.raises(ScannerDown):
                scanning.scan([b"content"], address)


class answering:  # noqa: N801 - read as a word: with answering(...)
    """Someone at a port of this machine who hears a file out and says `answer`."""

    def __init__(self, answer: bytes) -> None:
        self.answer, self.port = answer, free_port()

    def __enter__(self) -> str:
        self.door = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._serve, daemon=True).start()
        return f"tcp:127.0.0.1:{self.port}"

    def _serve(self) -> None:
        line, _place = self.door.accept()
        with line:
            heard = b""
            while not heard.endswith(bytes(4)):
                heard += line.recv(4096)
            line.sendall(self.answer)

    def __exit__(self, *_: object) -> None:
        self.door.close()
