"""config/backup/: from the backup alone, and the keys, comes a house that works; what was purged stays unreadable."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg
import pyrage
import pytest
from bs4 import BeautifulSoup

from config.embedded import postgres
from tests.house import House, until
from tests.make import make_picture
from tests.nursery import PYTHON, Nursery
from tests.services import free_port
from tests.visitor import Officer, Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]
KEPT, PURGED = "the plumtree warehouse keeps forty pangolins", "the lantern quay sells hornbill casques"
AFTER = "a second truck came to the tamarind gate"


@dataclass
class Vessel:
    """Where backups lie, and who can open them."""

    folder: Path
    house: House

    def __post_init__(self) -> None:
        self.backups, self.keys = self.folder / "backups", self.folder / "keys"
        made = pyrage.x25519.Identity.generate()
        self.identity = self.folder / "backup.key"
        self.identity.write_text(f"# of the safe\n{made}\n")
        self.settings = {"BACKUP_RECIPIENTS": str(made.to_public())}

    def back_up(self, *words: str) -> "subprocess.CompletedProcess[str]":
        nursery = Nursery(self.house.settings | self.settings, self.house.folder / "logs")
        try:
            return nursery.run("manage.py", "backup", "--to", str(self.backups), *words)
        finally:
            nursery.close()

    def copy(self, name: str) -> "Vessel":
        """Another copy of the same backup, to spoil."""
        shutil.copytree(self.folder, other := self.folder.with_name(name))
        copied = Vessel(other, self.house)
        copied.identity.write_bytes(self.identity.read_bytes())
        return copied

    def newest(self, kind: str) -> Path:
        return sorted(self.backups.glob(f"{kind}-*"))[-1]


@dataclass
class Spare:
    """A machine that never saw the house: an empty PostgreSQL of its own, empty folders, the house's keys."""

    vessel: Vessel
    folder: Path
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.folder.mkdir(mode=0o711)
        (self.folder / "logs").mkdir()
        self.cluster = postgres.start(self.folder / "pg", durable=False)
        self.settings = self.vessel.house.settings | {
            "DATABASE_URL": self.cluster.url(), "DATABASE_OWNER_URL": self.cluster.url(postgres.OWNER),
            "FILE_STORE": str(self.folder / "files"), "CHECKPOINTS": str(self.folder / "checkpoints"),
            "DATA": str(self.folder), "REDIS_URL": "", "TRUSTED_PROXIES": "0",
        }  # fmt: skip
        for part in ("queue", "control", "done"):
            (self.folder / "broker" / part).mkdir(parents=True)

    def restore(self, *words: str, vessel: Vessel | None = None, **settings: str) -> "subprocess.CompletedProcess[str]":
        given = vessel or self.vessel
        nursery = Nursery(self.settings | settings, self.folder / "logs")
        try:
            return nursery.run(
                "manage.py", "restore", "--from", str(given.backups), "--keys-from", str(given.keys),
                "--identity", str(given.identity), *words,
            )  # fmt: skip
        finally:
            nursery.close()

    def open(self) -> None:
        self.nursery = Nursery(self.settings, self.folder / "logs")
        command = [
            PYTHON, "-m", "gunicorn", "config.wsgi", "--worker-class", "gthread", "--threads", "2",
            "--bind", f"127.0.0.1:{self.port}", "--no-control-socket", "--log-level", "warning",
        ]  # fmt: skip
        self.web = self.nursery.start(command, self.folder / "logs/web.log")
        until(lambda: self.answer("/readyz") == 200, 90, (self.folder / "logs/web.log").read_text())

    def answer(self, path: str) -> int:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return int(answer.status)
        except HTTPError as refused:
            return refused.code
        except OSError:
            return 0

    def code(self, code: str) -> str:
        start = "import os,django;os.environ['DJANGO_SETTINGS_MODULE']='config.settings';django.setup();"
        done = self.nursery.run("-c", start + code)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def one(self, query: str, *values: object) -> object:
        with psycopg.connect(
            self.cluster.url(postgres.OWNER), options="-c search_path=public,vault"
        ) as server:  # fmt: skip
            row = server.execute(query.encode(), values).fetchone()
            return row[0] if row else None

    def close(self) -> None:
        if hasattr(self, "web"):
            self.web.signal(signal.SIGTERM)
            if not self.web.wait(8):
                self.web.signal(signal.SIGKILL)
            self.nursery.close()
        self.cluster.stop()
        shutil.rmtree(self.cluster.data.parent, ignore_errors=True)


@dataclass
class Told:
    vessel: Vessel
    kept: str
    code: str
    purged: str


@pytest.fixture(scope="module")
def told(house: House, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A house with a case and its packets; a backup; a tip withdrawn after it, and the ledger once more."""
    vessel = Vessel(tmp_path_factory.mktemp("vessel"), house)
    visitor = Visitor(house.url)
    code = visitor.tell(KEPT, [("photo.png", make_picture(), "image/png")])
    kept = str(house.one("SELECT reference FROM hotline_tip ORDER BY received_at DESC LIMIT 1"))
    copied = (
        "SELECT count(*) FROM hotline_attachment a JOIN hotline_tip t ON t.id = tip_id"
        " WHERE reference = %s AND state = 'copied'"
    )
    until(lambda: house.one(copied, kept), 90, house.log("worker"), moved=lambda: house.at_work("worker"))
    tip = house.one("SELECT id::text FROM hotline_tip WHERE reference = %s", kept)
    house.manage_code(f"from tests.faults import casework; casework.print_exports({tip!r})")
    ready = "SELECT count(*) FROM cases_packet WHERE status = 'ready'"
    until(lambda: house.one(ready) == 2, 120, house.log("worker"), moved=lambda: house.at_work("worker"))
    gone = visitor.tell(PURGED)
    purged = str(house.one("SELECT reference FROM hotline_tip ORDER BY received_at DESC LIMIT 1"))

    done = vessel.back_up("--keys-to", str(vessel.keys))
    assert done.returncode == 0, done.stderr
    key = str(house.one("SELECT key_id::text FROM hotline_tip WHERE reference = %s", purged))
    assert visitor.http.post("/en/status/withdraw/", data={"code": gone, "sure": "yes"}).status_code == 200
    exported = house.folder / "checkpoints/purged.jsonl"
    until(lambda: exported.exists() and key in exported.read_text(), 60, house.log("worker"))
    done = vessel.back_up("--ledger-only")
    assert done.returncode == 0, done.stderr
    return Told(vessel, kept, code, purged)


@pytest.fixture
def spare(told: Told, tmp_path: Path) -> Iterator[Spare]:
    tmp_path.chmod(0o711)
    machine = Spare(told.vessel, tmp_path / "spare")
    try:
        yield machine
    finally:
        machine.close()


def test_from_the_backup_and_the_keys_comes_a_house_that_works(told: Told, spare: Spare) -> None:
    done = spare.restore()
    assert done.returncode == 0, done.stderr + done.stdout
    assert "purges carried out again: 1 tips" in done.stdout
    assert "Everything holds." in done.stdout
    spare.open()

    # The code from before opens its status page, and somebody new is heard.
    visitor = Visitor(f"http://127.0.0.1:{spare.port}")
    assert "/en/status/withdraw/" in visitor.status(told.code).text
    visitor.tell(AFTER)
    assert spare.one("SELECT count(*) FROM hotline_tip WHERE narrative IS NOT NULL") >= 2  # type: ignore[operator]

    officer = Officer(f"http://127.0.0.1:{spare.port}", "analyst", *told.vessel.house.officers["analyst"]).sign_in()
    tip = spare.one("SELECT id::text FROM hotline_tip WHERE reference = %s", told.kept)
    page = officer.http.get(f"/desk/hotline/tip/{tip}/change/", follow_redirects=True)
    assert KEPT in " ".join(BeautifulSoup(page.text, "html.parser").get_text().split())

    read = (
        "from hotline.models import Tip; from vault import text;"
        f"print(text.read(Tip.objects.get(reference={told.purged!r}), 'narrative'))"
    )
    assert PURGED not in spare.code(read)
    assert spare.one("SELECT status FROM hotline_tip WHERE reference = %s", told.purged) == "withdrawn"
    left = "SELECT count(*) FROM data_key k JOIN vault_purged_key p ON p.key_id = k.id"
    assert spare.one(left) == 0

    packet = spare.folder / "packet.zip"
    spare.code(
        "from cases.models import Packet; from vault import files; from vault.models import StoredFile;"
        "row = Packet.objects.filter(status='ready').first();"
        f"open({str(packet)!r}, 'wb').writelines(files.read(StoredFile.objects.get(pk=row.file_id)))"
    )
    checked = spare.nursery.run("manage.py", "verify_packet", str(packet))
    assert checked.returncode == 0, checked.stderr
    assert "hold" in checked.stdout


def test_nothing_of_the_backup_can_be_read_without_its_key(told: Told) -> None:
    lies = [path for path in told.vessel.folder.rglob("*") if path.is_file() and path != told.vessel.identity]
    assert len(lies) > 6
    for path in lies:
        content = path.read_bytes()
        assert not any(words.encode() in content for words in (KEPT, PURGED, told.kept, "PGDMP")), path
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_drill_says_how_long_it_took_and_leaves_nothing(told: Told, spare: Spare, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    before = set(Path("/tmp").glob("hornbill-drill-*"))
    done = spare.restore("--drill", "--report", str(report))
    assert done.returncode == 0, done.stderr + done.stdout
    assert "The drill took" in done.stdout
    assert "none of their keys is left" in report.read_text()
    assert set(Path("/tmp").glob("hornbill-drill-*")) == before
    assert spare.one("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


def test_whatever_is_missing_or_altered_is_named_before_anything_is_touched(told: Told, spare: Spare) -> None:
    spoilt = told.vessel.copy("spoilt")
    blob = next(path for path in (spoilt.backups / "files").rglob("*") if path.is_file())
    blob.write_bytes(blob.read_bytes()[:-1] + b"!")
    database = spoilt.newest("database")
    database.write_bytes(database.read_bytes()[:-100])
    (spoilt.keys / "keys.age").unlink()
    refused = spare.restore(vessel=spoilt)
    assert refused.returncode == 1
    assert f"{blob.name} was altered" in refused.stderr
    assert f"{database.name} is" in refused.stderr
    assert "cut short" in refused.stderr
    assert "keys.age is missing" in refused.stderr
    assert spare.one("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


def test_a_changed_manifest_and_an_old_ledger_are_refused(told: Told, spare: Spare) -> None:
    forged = told.vessel.copy("forged")
    manifest = forged.newest("manifest")
    manifest.write_text(manifest.read_text().replace('"purges": 0', '"purges": 1').replace('"tips": ', '"tips": 9'))
    (forged.keys / "keys.json").unlink()
    refused = spare.restore(vessel=forged)
    assert f"{manifest.name} was changed" in refused.stderr
    assert "keys.json is missing" in refused.stderr
    assert "signed by another house" in spare.restore("--key", "00" * 32).stderr


def test_a_wrong_key_is_said(told: Told, spare: Spare, tmp_path: Path) -> None:
    other = tmp_path / "other.key"
    other.write_text(str(pyrage.x25519.Identity.generate()))
    wrong = told.vessel.copy("wrong")
    wrong.identity.write_bytes(other.read_bytes())
    assert "The key does not open database-" in spare.restore(vessel=wrong).stderr
    refused = spare.restore(VAULT_KEYS=f"house:{'A' * 43}=")
    assert "VAULT_KEYS does not open this backup: it was written under the keys named house" in refused.stderr
    assert spare.one("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


def test_a_house_that_stands_is_not_overwritten(told: Told) -> None:
    house, vessel = told.vessel.house, told.vessel
    words = ["--from", str(vessel.backups), "--keys-from", str(vessel.keys), "--identity", str(vessel.identity)]
    refused = house.manage("restore", *words, check=False)
    assert "The database is not empty" in refused.stderr


def test_backups_grow_by_what_is_new_and_old_ones_go(told: Told) -> None:
    """Last: it lets the backup expire that the others restore."""
    vessel = told.vessel.copy("growing")
    vessel.settings = told.vessel.settings
    files = {path.name: path.stat().st_mtime_ns for path in (vessel.backups / "files").rglob("*") if path.is_file()}
    old = vessel.newest("manifest")
    done = vessel.back_up("--keys-to", str(vessel.keys))
    assert " 0 files copied" in done.stdout, done.stdout + done.stderr
    now = {path.name: path.stat().st_mtime_ns for path in (vessel.backups / "files").rglob("*") if path.is_file()}
    assert now == files
    assert len(list(vessel.keys.glob("*.age"))) == 1

    stray = vessel.backups / "files/ab" / ("ab" * 24)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"of a tip that no backup holds any more")
    vessel.settings = told.vessel.settings | {"BACKUP_KEEP_DAYS": "0"}
    done = vessel.back_up("--keys-to", str(vessel.keys))
    assert "2 old backups removed" in done.stdout, done.stdout + done.stderr
    assert not old.exists()
    assert not stray.exists()
    assert [len(list(vessel.backups.glob(f"{kind}-*"))) for kind in ("manifest", "database", "files")] == [1, 1, 1]


def test_a_backup_that_cannot_be_made_says_why(told: Told, tmp_path: Path) -> None:
    vessel = told.vessel
    within = vessel.back_up("--keys-to", str(vessel.backups / "keys"))
    assert "Keys go apart" in within.stderr
    assert "--keys-to" in vessel.back_up().stderr
    nobody = Vessel(tmp_path, vessel.house)
    nobody.settings = {}
    refused = nobody.back_up("--keys-to", str(tmp_path / "keys"))
    assert "BACKUP_RECIPIENTS is empty" in refused.stderr
    assert os.listdir(tmp_path) == ["backup.key"]
