"""The disk of the files is full: words come in as ever, no file is said to be kept that is not, none is given up."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.breakable import BreakableHouse
from tests.faults.reckoning import reckon_store, shown_on_failure
from tests.faults.sources import Crowd, tell_words
from tests.house import until

pytestmark = [pytest.mark.e2e, pytest.mark.soak, pytest.mark.timeout(400)]
DISK = "64m"
RECOVERY_SECONDS = 20 + 10 + 15


@pytest.fixture
def small_disk(breakable_house: BreakableHouse) -> Iterator[Path]:
    """The house's file store on a disk of its own, a small one; before and after it is the folder."""
    store = Path(breakable_house.settings["FILE_STORE"])
    aside = store.with_name("files-large")
    os.rename(store, aside)
    store.mkdir(mode=0o700)
    words = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=0700", "tmpfs", str(store)]
    mounted = subprocess.run(words, capture_output=True, text=True, check=False)
    if mounted.returncode:
        store.rmdir()
        os.rename(aside, store)
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    try:
        subprocess.run(["cp", "-a", f"{aside}/.", str(store)], check=True)
        yield store
    finally:
        (store / "ballast").unlink(missing_ok=True)
        subprocess.run(["cp", "-a", f"{store}/.", str(aside)], check=True)
        subprocess.run(["umount", "--lazy", str(store)], check=True)
        store.rmdir()
        os.rename(aside, store)


def _fill(store: Path) -> None:
    with (store / "ballast").open("wb", buffering=0) as ballast:
        try:
            while True:
                ballast.write(bytes(1024 * 1024))
        except OSError:
            pass


def test_a_full_disk(breakable_house: BreakableHouse, small_disk: Path) -> None:
    house, crowd = breakable_house, Crowd(breakable_house, "diskfull").begin()
    with shown_on_failure("web", "bot", "worker", crowd=crowd):
        until(lambda: crowd.receipts > 4 and crowd.sentences > 6, 60, house.log("web"))
        held = crowd.receipts
        _fill(small_disk)
        house.wait_until_told("store", 503)
        told = tell_words(house)
        time.sleep(4)
        assert crowd.receipts <= held + len(crowd.forms)
        (small_disk / "ballast").unlink()
        back, held_up = time.monotonic(), house.waiting_files()
        reckon_store(crowd, "disk of the files full", told, since=back, held_up=held_up, within=RECOVERY_SECONDS)
        assert not list(small_disk.glob("incoming/probe-*"))
