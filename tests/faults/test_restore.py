"""A backup brings a purged tip's key back: nothing is served before the replay, nothing of it is read after."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from config.embedded import postgres
from tests.faults.vessel import Opened
from tests.house import House, _with_path, until
from tests.services import free_port
from tests.visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(500)]
WORDS = "the plumtree warehouse keeps forty pangolins"
READ = (
    "from hotline.models import Tip; from vault import text; tip = Tip.objects.get(reference={reference!r});"
    "print(text.read(tip, 'narrative'))"
)


@dataclass
class Restored(Opened):
    """A second database out of the backup, with the house's keys, its folder of checkpoints, and an old file store."""

    house: House
    files: Path

    def __post_init__(self) -> None:
        self.name, self.port = f"{self.house.database}_old", free_port()
        self.owner_url = _with_path(self.house.admin_url, self.name)
        self.settings = self.house.settings | {
            "DATABASE_URL": _with_path(self.house.admin_url, self.name, self.house.role, self.house.password),
            "DATABASE_OWNER_URL": self.owner_url, "FILE_STORE": str(self.files), "REDIS_URL": "",
            "CHECKPOINTS": str(self.house.folder / "checkpoints"),
        }  # fmt: skip

    def make(self) -> "Restored":
        with psycopg.connect(_with_path(self.house.admin_url, "postgres"), autocommit=True) as server:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.name)))
        for part in ("hotline", "keys"):
            _binary("pg_restore", "--no-owner", "-d", self.owner_url, str(self.house.folder / f"{part}.dump"))
        self.serve(self.house.folder / "logs", "restored")
        return self

    def drop(self) -> None:
        self.end()
        with psycopg.connect(_with_path(self.house.admin_url, "postgres"), autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self.name)))

    def manage(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return self.nursery.run("manage.py", *words)

    def read(self, reference: str) -> "subprocess.CompletedProcess[str]":
        return self.run_code(READ.format(reference=reference))


def _binary(name: str, *words: str) -> None:
    subprocess.run([str(postgres.install_folder() / "bin" / name), *words], check=True, capture_output=True)


@pytest.fixture
def no_checkpoint(house: House) -> Iterator[None]:
    """None is written meanwhile: one that is newer than the backup would name entries that it cannot have."""
    house.kill("beat")
    yield
    house.start("beat")


@pytest.fixture
def withdrawn(house: House, no_checkpoint: None) -> str:
    """The reference of a tip that is in the backup, and was withdrawn after it."""
    visitor = Visitor(f"http://127.0.0.1:{house.port}")
    code = visitor.tell(WORDS, [("photo.txt", b"what the camera saw", "text/plain")])
    reference = house.one("SELECT reference FROM hotline_tip ORDER BY received_at DESC LIMIT 1")
    # As docs/operations.md says: content first, keys apart and after it.
    dumped = {"hotline": ("--no-unlogged-table-data", "--exclude-schema=vault"), "keys": ("--schema=vault",)}
    for part, options in dumped.items():
        _binary("pg_dump", "-Fc", *options, "-f", str(house.folder / f"{part}.dump"), house.owner_url)
    shutil.copytree(house.folder / "files", house.folder / "old-files")
    assert visitor.http.post("/en/status/withdraw/", data={"code": code, "sure": "yes"}).status_code == 200
    exported, key = house.folder / "checkpoints/purged.jsonl", house.one(
        "SELECT key_id::text FROM hotline_tip WHERE reference = %s", reference
    )  # fmt: skip
    until(
        lambda: exported.exists() and key in exported.read_text(), 30, house.log("worker"),
        moved=lambda: house.at_work("worker"),
    )  # fmt: skip
    return str(reference)


@pytest.fixture
def restored(house: House, withdrawn: str) -> Iterator[Restored]:
    copy = Restored(house, house.folder / "old-files")
    try:
        yield copy.make()
    finally:
        copy.drop()


def test_a_restored_backup_cannot_read_a_purged_tip(restored: Restored, withdrawn: str) -> None:
    key = "SELECT count(*) FROM data_key k JOIN hotline_tip t ON t.key_id = k.id WHERE t.reference = %s"
    # The danger is real: with the key row back, the words open.
    assert restored.one(key, withdrawn) == 1
    assert WORDS in restored.read(withdrawn).stdout
    until(lambda: restored.answer("/healthz") == 200, 40)
    assert [restored.answer(path) for path in ("/readyz", "/en/report/", "/desk/login/")] == [503, 503, 503]
    assert "replay_purges" in restored.manage("purge").stderr

    done = restored.manage("replay_purges")
    assert "1 tips" in done.stdout, done.stderr
    assert [restored.answer(path) for path in ("/readyz", "/en/report/", "/desk/login/")] == [200, 200, 200]
    assert restored.one(key, withdrawn) == 0
    assert WORDS not in restored.read(withdrawn).stdout
    assert restored.one("SELECT status FROM hotline_tip WHERE reference = %s", withdrawn) == "withdrawn"
    named = "SELECT count(*) FROM hotline_attachment a JOIN hotline_tip t ON t.id = tip_id WHERE a.name <> ''"
    assert restored.one(f"{named} AND reference = %s", withdrawn) == 0
    assert restored.manage("verify_audit").returncode == 0
