"""config/backup/: from the backup alone, and the keys, comes a house that works; what was purged stays unreadable."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyrage
import pytest
from bs4 import BeautifulSoup

from tests.buckets import ObjectStore
from tests.faults.vessel import Spare, Vessel
from tests.house import House, until
from tests.make import make_picture
from tests.visitor import Officer, Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]
KEPT, PURGED = "the plumtree warehouse keeps forty pangolins", "the lantern quay sells hornbill casques"
AFTER = "a second truck came to the tamarind gate"


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

    assert_a_packet_holds(spare)


def assert_a_packet_holds(spare: Spare) -> None:
    packet = spare.folder / "packet.zip"
    spare.code(
        "from cases.models import Packet; from vault import files; from vault.models import StoredFile;"
        "row = Packet.objects.filter(status='ready').first();"
        f"open({str(packet)!r}, 'wb').writelines(files.read(StoredFile.objects.get(pk=row.file_id)))"
    )
    checked = spare.nursery.run("manage.py", "verify_packet", str(packet))
    assert checked.returncode == 0, checked.stderr
    assert "hold" in checked.stdout


def test_a_restore_fills_a_bucket_and_a_backup_copies_one(told: Told, spare: Spare, tmp_path: Path) -> None:
    bucket = ObjectStore(tmp_path)
    try:
        spare.settings |= bucket.settings()
        done = spare.restore()
        assert done.returncode == 0, done.stderr + done.stdout
        assert "Everything holds." in done.stdout
        spare.open()
        assert_a_packet_holds(spare)
        assert not (spare.folder / "files").exists()

        (again := Vessel(tmp_path / "again", told.vessel.house)).settings |= spare.settings
        done = again.back_up("--keys-to", str(again.keys))
        assert done.returncode == 0, done.stderr + done.stdout
        listed = [sorted(each.newest("files").read_text().splitlines()) for each in (told.vessel, again)]
        assert listed[0] == listed[1] != []
        copies = [path for path in (again.backups / "files").rglob("*") if path.is_file()]
        assert len(copies) == len(listed[1])
    finally:
        bucket.stop()


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
