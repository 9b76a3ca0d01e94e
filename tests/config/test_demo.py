"""The demonstration as a process: it comes up, heals, survives a kill, and leaves nothing running."""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.utils import timezone
from nacl.public import PrivateKey

from cases.models import AnimalGroup
from config.demo import handler, officers, texts
from intel.models import Link
from intel.network import of_case
from tests.cases.full import make_full
from tests.ground import ROOT
from tests.house import until
from vault.handler import keyfile

# A step that a loaded machine needs longer for is no fault of the demonstration; one at which it stands still is.
STILL_SECONDS = 60.0


class Demonstration:
    """One folder, and whatever demonstration runs on it. Tips are not filed: other tests walk that path."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, _two_free_ports()
        self.process: subprocess.Popen[str] | None = None
        (data / "filed").touch()

    def start(self) -> None:
        ours = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "config.demo"],
            cwd=ROOT, env=ours | {"DATA": str(self.data), "PORT": str(self.port)},
            stdout=(self.data / "said").open("w"), stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.wait(lambda: "Hornbill is open" in self.said)

    @property
    def said(self) -> str:
        return (self.data / "said").read_text()

    def wait(self, happened: Callable[[], object]) -> None:
        """Until it happened. Raises: TimeoutError once it stands still; AssertionError where it ended."""

        def has_happened() -> bool:
            ended = self.process is not None and self.process.poll() is not None
            found = bool(happened())
            assert found or not ended, self.said
            return found

        until(has_happened, STILL_SECONDS, "it stands still", moved=self.how_far)

    def how_far(self) -> tuple[str, int]:
        """What it has said, and the seconds of CPU that it and its children have had: who waits in vain has none."""
        assert self.process is not None
        return self.said, int(_seconds(self.process.pid))

    def children(self) -> dict[str, int]:
        """Pids of the processes whose environment names our folder, by what they run."""
        found = {}
        for each in Path("/proc").glob("[0-9]*"):
            try:
                words, around = (each / "cmdline").read_bytes(), (each / "environ").read_bytes()
            except OSError:
                continue
            if f"DATA={self.data}\0".encode() in around and int(each.name) != (self.process and self.process.pid):
                found[words.decode(errors="replace").replace("\0", " ")] = int(each.name)
        return found

    def stop(self) -> int:
        assert self.process is not None
        self.process.terminate()
        until(lambda: self.process and self.process.poll() is not None, STILL_SECONDS, "still up", moved=self.how_far)
        return self.process.returncode


def _seconds(pid: int) -> float:
    """Of CPU, a process and those of its children that live; 0 once it is gone."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        below = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return 0.0
    ticks = sum(int(each) for each in told[11:15])  # its own and its dead children's, in user and in system mode
    return ticks / os.sysconf("SC_CLK_TCK") + sum(_seconds(each) for each in below)


def _two_free_ports() -> int:
    for port in range(21_000, 29_000, 7):
        with socket.socket() as first, socket.socket() as second:
            try:
                first.bind(("127.0.0.1", port))
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise OSError("no two ports are free")


@pytest.fixture
def demonstration() -> Iterator[Demonstration]:
    data = Path(tempfile.mkdtemp(prefix="hornbill-demo-"))
    data.chmod(0o711)
    made = Demonstration(data)
    yield made
    if made.process is not None and made.process.poll() is None:
        try:
            made.stop()
        finally:
            made.process.kill()
    shutil.rmtree(data, ignore_errors=True)


def _readyz(port: int) -> dict[str, str]:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return dict(json.load(answer))
    except (URLError, OSError):
        return {}


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.skipif(not Path("/proc").exists(), reason="finds its processes in /proc")
def test_the_demonstration_heals_survives_a_kill_and_leaves_nothing_behind(demonstration):
    demonstration.start()
    assert _readyz(demonstration.port) == {"database": "ok", "store": "ok", "purges_replayed": "ok", "redis": "off"}
    for name in ("env", "officers.txt", "handler.key", "escrow.key", "handler.txt"):
        assert stat.S_IMODE((demonstration.data / name).stat().st_mode) == 0o600
    known = (demonstration.data / "officers.txt").read_text()

    bot = next(pid for words, pid in demonstration.children().items() if "run_telegram_bot" in words)
    os.kill(bot, signal.SIGKILL)
    demonstration.wait(lambda: "bot ended" in demonstration.said)
    demonstration.wait(lambda: any("run_telegram_bot" in words for words in demonstration.children()))

    assert demonstration.process is not None
    demonstration.process.kill()
    demonstration.process.wait()
    demonstration.start()
    assert _readyz(demonstration.port)["database"] == "ok"
    assert (demonstration.data / "officers.txt").read_text() == known

    assert demonstration.stop() == 0
    assert demonstration.children() == {}
    assert not (demonstration.data / "pg/data/postmaster.pid").exists()


def test_the_set_holds_sixty_tips_in_eight_languages_by_form_and_chat():
    tips = texts.all_tips()
    assert len({tip.id for tip in tips}) == 60
    assert len({tip.lang for tip in tips}) == 8
    assert {tip.by for tip in tips} == {"web", "chat"}


def test_a_demonstration_photo_carries_a_position_to_be_scrubbed():
    from io import BytesIO

    from PIL import Image

    exif = Image.open(BytesIO(texts.photo("x"))).getexif()
    assert exif[0x0110] == "D-1"
    assert exif.get_ifd(0x8825)[1] == "N"


@pytest.mark.django_db
def test_one_case_of_the_set_has_all_that_casework_knows(investigator, analyst, custodian):
    bears = make_full(investigator, analyst, custodian)
    case = bears.case
    parts = {
        "question": case.questions.filter(state="answered"), "hypothesis": case.hypotheses.filter(state="rejected"),
        "for": case.hypotheses.filter(bearings__says="for"),
        "against": case.hypotheses.filter(bearings__says="against"),
        "contradiction": case.timeline.filter(conflicts__isnull=False), "wording": case.timeline.filter(number__gt=1),
        "log": case.tasks.filter(log__isnull=False), "waiting": case.tasks.filter(waits_for__isnull=False),
        "point": case.checklist.filter(ticked_at__isnull=False), "risk": case.risks.all(),
        "shelf": case.exhibits.filter(shelf__isnull=False).exclude(seal_number=""),
        "laboratory": case.exhibits.filter(state="lab", parent__isnull=False),
        "statement": case.exhibits.filter(statement__language="Vietnamese"),
        "animal": case.exhibits.filter(kind="live_animal", state="transferred"),
        "line": case.seizures.filter(lines__term__code="LIV"), "route": case.seizures.filter(route__country="LA"),
        "person": case.seizures.filter(persons__arrested="yes"), "seen": case.seizures.filter(animals__states__days=30),
        "charge": case.proceedings.filter(charges__section="art. 244 (1)", next_hearing__gt=timezone.localdate()),
        "outcome": case.outcomes.filter(proof="document", exhibit__isnull=False),
        "counted": case.outcomes.filter(proof="court", counted__person__name="Trần Ví Dụ"),
    }  # fmt: skip
    assert [part for part, rows in parts.items() if not rows.exists()] == []

    # The network rests on the report, or says why.
    drawn = of_case.entities(bears.case.pk, bears.desk.investigator)
    assert {entity.schema for entity in drawn} == {"Person", "Company", "Site", "Vehicle", "UserAccount", "Listing"}
    links = Link.objects.filter(source__in=drawn)
    assert {(link.basis, bool(link.report), bool(link.summary)) for link in links} == {
        ("asserted", True, False), ("assessed", False, True),
    }  # fmt: skip

    # A recheck of an animal is late.
    due = AnimalGroup.objects.visible_to(bears.desk.investigator).filter(seizure__case=bears.case).to_recheck()
    assert [group.marks for group in due] == ["Chip DEMO-0009"]


def test_officers_keep_their_sign_ins(tmp_path):
    file = tmp_path / "officers.txt"
    first = officers.sign_ins(file)
    assert set(first) == {"intake", "analyst", "investigator", "custodian", "handler", "supervisor", "admin", "auditor"}
    assert officers.sign_ins(file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert all(line.count("\t") == 2 for line in file.read_text().splitlines())


def test_the_handlers_key_files_open_with_their_phrase_and_stay_the_same(tmp_path):
    public = handler.public_keys(tmp_path)
    for name, key in keyfile.public_keys(public).items():
        file = keyfile.read((tmp_path / f"{name}.key").read_text())
        assert bytes(keyfile.unlock(file, handler.pass_phrase(tmp_path)).public_key) == key
    assert handler.public_keys(tmp_path) == public


def test_private_keys_that_an_earlier_version_kept_in_clear_are_put_under_the_phrase(tmp_path):
    keys = {name: PrivateKey.generate() for name in handler.NAMES}
    lines = [f"{name}:{keyfile.base64(bytes(key))}" for name, key in keys.items()]
    (tmp_path / "handler.key").write_text("# FOR THE DEMONSTRATION ONLY\n" + "\n".join(lines) + "\n")
    found = keyfile.public_keys(handler.public_keys(tmp_path))
    assert found == {name: bytes(key.public_key) for name, key in keys.items()}
    assert lines[0].partition(":")[2] not in (tmp_path / "handler.key").read_text()
