"""tests vault/rotation.py and its command: the vault's key changes while tips are filed and read."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from io import StringIO
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from hotline.models import Tip
from tests.ground import ROOT
from tests.house import until
from tests.make import make_attachment, make_tip
from tests.vault.test_keys import fresh_vault_key
from vault import files, keys, rotation, text
from vault.keys import VaultClosed
from vault.models import DataKey, PurposeKey, StoredFile

COMMITTED = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ring(settings) -> Iterator[tuple[str, str]]:
    """(old key, new key) as VAULT_KEYS spells them. Purpose keys outlive a test: they go back under the old one."""
    old, new = settings.VAULT_KEYS, fresh_vault_key("next")
    yield old, new
    settings.VAULT_KEYS = f"{old},{new}"
    while rotation.rewrap():
        pass


def said(*words: str) -> str:
    out = StringIO()
    call_command("rotate_vault_key", *words, stdout=out)
    return out.getvalue()


def rotate_in_another_process(spec: str) -> subprocess.Popen[str]:
    """`manage.py rotate_vault_key` on the suite's database, as an operator starts it."""
    place = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    return subprocess.Popen(
        [sys.executable, "manage.py", "rotate_vault_key"], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "DATABASE_URL": urlunsplit(place), "VAULT_KEYS": spec},
    )  # fmt: skip


class Traffic:
    """Sources who write and officers who read, in threads, until it is over. `errors`: what went wrong for any."""

    def __init__(self, told: Tip) -> None:
        self.told, self.filed, self.reads = told, list[tuple[Tip, str]](), 0
        self.errors: list[Exception] = []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(each,)) for each in (self._write, self._read)]

    def __enter__(self) -> "Traffic":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_args: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(30)

    def _run(self, step: object) -> None:
        try:
            # A pause between two, so that the other process gets its share of a small machine.
            while not self._over.wait(0.02):
                step()  # type: ignore[operator]
        except Exception as error:
            self.errors.append(error)
        finally:
            connection.close()

    def _write(self) -> None:
        words = f"Words number {len(self.filed)}"
        self.filed.append((make_tip(words), words))

    def _read(self) -> None:
        for tip, words in [*self.filed[-5:], (self.told, "The first of all")]:
            assert text.read(tip, "narrative") == words
            self.reads += 1


# --- While the hotline is open ------------------------------------------------------------------------------------
@COMMITTED
def test_tips_are_filed_and_read_while_another_process_rotates_and_nothing_is_lost(settings, ring):
    old, new = ring
    told = make_tip("The first of all")
    settings.VAULT_KEYS = f"{old},{new}"  # every process knows the new key before anything is wrapped by it
    with Traffic(told) as traffic:
        until(lambda: len(traffic.filed) > 3 and traffic.reads > 10)
        first = rotate_in_another_process(f"{new},{old}")
        # These threads still wrap what is new under the old key, so the command waits for them to be restarted.
        until(lambda: DataKey.objects.filter(wrapped_by="next").count() > 3, 60)
        settings.VAULT_KEYS = f"{new},{old}"
        until(lambda: first.poll() is not None, 60, "the rotation does not end")
        so_far = len(traffic.filed)
        until(lambda: len(traffic.filed) > so_far + 3)
    assert traffic.errors == []
    assert first.returncode == 0
    # Here a thread changes keys in mid-tip, which no process that is restarted does: the command is repeated.
    while rotation.rewrap():
        pass
    assert rotation.waiting() == 0
    settings.VAULT_KEYS = new
    assert text.read(told, "narrative") == "The first of all"
    assert [text.read(tip, "narrative") for tip, _words in traffic.filed] == [words for _tip, words in traffic.filed]


@COMMITTED
def test_two_rotations_at_once_and_a_purge_do_not_stop_each_other(settings, ring):
    old, new = ring
    tips = [make_tip(f"Tip {number}") for number in range(12)]
    settings.VAULT_KEYS = f"{new},{old}"
    errors: list[Exception] = []

    def run(step) -> None:
        try:
            while rotation.waiting():
                step()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    doomed = iter(tips[:4])

    def purge() -> None:
        tip = next(doomed, None)
        if tip is not None:
            keys.destroy(tip.key_id, reason="test")

    threads = [threading.Thread(target=run, args=(step,)) for step in (lambda: rotation.rewrap(2),) * 2 + (purge,)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    settings.VAULT_KEYS = new
    assert [text.read(tip, "narrative") for tip in tips[4:]] == [f"Tip {number}" for number in range(4, 12)]


# --- Interrupted, repeated, finished ----------------------------------------------------------------------------------
@COMMITTED
def test_a_rotation_that_was_interrupted_reads_on_and_ends_when_repeated(settings, ring):
    old, new = ring
    tips = [make_tip(f"Tip {number}") for number in range(6)]
    settings.VAULT_KEYS = f"{new},{old}"
    assert rotation.rewrap(2) > 0
    assert rotation.waiting() > 0
    assert [text.read(tip, "narrative") for tip in tips] == [f"Tip {number}" for number in range(6)]
    assert "each is under next" in said()
    assert said().startswith("0 keys re-wrapped")
    settings.VAULT_KEYS = new
    assert [text.read(tip, "narrative") for tip in tips] == [f"Tip {number}" for number in range(6)]


@pytest.mark.django_db
def test_files_and_what_is_found_by_marks_survive_the_old_keys_removal(settings, ring):
    old, new = ring
    attachment = make_attachment(make_tip(), b"a file")
    cached, marked = keys.purpose_key("receipt"), keys.mark("receipt", "1234")
    settings.VAULT_KEYS = f"{new},{old}"
    said()
    settings.VAULT_KEYS = new
    assert b"".join(files.read(StoredFile.objects.get(pk=attachment.file_id))) == b"a file"
    # A process that keeps the purpose's key in memory and one that opens it afresh mark alike.
    keys._opened.clear()
    assert keys.purpose_key("receipt") == cached
    assert keys.mark("receipt", "1234") == marked


@pytest.mark.django_db
def test_what_is_left_is_wrapped_batch_by_batch(settings, ring):
    old, new = ring
    PurposeKey.objects.all().delete()
    for _each in range(5):
        keys.create()
    settings.VAULT_KEYS = f"{new},{old}"
    sizes = [rotation.rewrap(2) for _each in range(4)]
    assert sizes == [2, 2, 1, 0]


# --- What the operator is told ------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_check_names_each_key_and_how_much_it_wraps(settings, ring):
    old, new = ring
    PurposeKey.objects.all().delete()
    keys.create()
    settings.VAULT_KEYS = f"{new},{old}"
    with pytest.raises(CommandError, match="1 keys wait to be wrapped by next"):
        said("--check")
    said()
    assert said("--check").splitlines() == [
        "next: wraps 1 keys, the present key",
        "test: wraps 0 keys, can leave VAULT_KEYS",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("words", [(), ("--check",)])
def test_a_key_missing_from_the_ring_is_named_with_what_it_holds(settings, ring, words):
    PurposeKey.objects.all().delete()
    keys.create()
    settings.VAULT_KEYS = ring[1]
    with pytest.raises(CommandError, match=r"VAULT_KEYS lacks test \(1 keys\)"):
        said(*words)
    settings.VAULT_KEYS = ring[0]


@pytest.mark.django_db
def test_reading_under_a_missing_key_names_the_key(settings, ring):
    tip = make_tip()
    settings.VAULT_KEYS = ring[1]
    with pytest.raises(VaultClosed, match="the vault key test is not in VAULT_KEYS"):
        text.read(tip, "narrative")
