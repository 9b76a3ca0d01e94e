"""vault/purging.py and vault/keys.destroy: the purge ledger leaves the database, and comes back after a restore."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from hotline import correspondence, replaying, triage
from hotline.models import Tip
from tests.make import make_attachment, make_tip
from tests.staff.test_audit import behind_the_triggers
from vault import checkpoints, files, identity, keys, purging
from vault.checkpoints import PURGED, Tampered
from vault.keys import VaultClosed
from vault.models import DataKey, PurgedKey, SourceAddress, StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CHECKPOINTS = str(tmp_path / "checkpoints")
    purging.look_again()
    return tmp_path / "checkpoints"


def _destroyed(count=1):
    """Keys that were destroyed; their rows as they were before, for a restore."""
    rows = []
    for _ in range(count):
        row = DataKey.objects.get(pk=keys.create())
        keys.destroy(row.pk, reason="test")
        rows.append(row)
    return rows


def _restore(*rows):
    """What a backup from before the purge brings back."""
    behind_the_triggers("DELETE FROM vault_purged_key")
    for row in rows:
        row.save(force_insert=True)
    purging.look_again()


def test_every_purge_is_exported_once():
    rows = _destroyed(3)
    assert purging.export() == 3
    assert purging.export() == 0
    _destroyed()
    assert purging.export() == 1
    assert [entry.key_id for entry in purging.exported()][:3] == [row.pk for row in rows]


def test_a_purge_that_committed_late_under_a_lower_number_is_exported_too():
    first, second = _destroyed(2)
    hidden = PurgedKey.objects.get(key_id=first.pk)
    behind_the_triggers(f"DELETE FROM vault_purged_key WHERE id = {hidden.pk}")
    assert purging.export() == 1
    hidden.save(force_insert=True)
    assert purging.export() == 1
    assert {entry.key_id for entry in purging.exported()} == {first.pk, second.pk}


def test_where_nothing_was_exported_the_question_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert purging.are_replayed()


def test_a_database_that_knows_its_purges_is_served():
    _destroyed(2)
    purging.export()
    purging.look_again()
    assert purging.are_replayed()


def test_a_restored_database_is_not_served_until_it_was_replayed():
    rows = _destroyed(3)
    purging.export()
    _restore(*rows)
    assert not purging.are_replayed()
    assert replaying.replay().keys == 3
    assert purging.are_replayed()
    assert not DataKey.objects.filter(pk__in=[row.pk for row in rows]).exists()


def test_a_backup_that_lacks_an_older_purge_of_the_newest_line_is_found():
    _destroyed(3)
    purging.export()
    oldest = PurgedKey.objects.order_by("pk").first()
    behind_the_triggers(f"DELETE FROM vault_purged_key WHERE id = {oldest.pk}")
    purging.look_again()
    assert not purging.are_replayed()


def test_a_database_that_was_not_replayed_exports_nothing_that_would_hide_it():
    _restore(*_exported(2))
    _destroyed()
    with pytest.raises(purging.NotReplayed):
        purging.export()


def _exported(count):
    rows = _destroyed(count)
    purging.export()
    return rows


def test_a_replay_that_was_interrupted_goes_on(monkeypatch):
    rows = _exported(3)
    _restore(*rows)
    real, seen = purging.destroy_again, []

    def dies_at_the_second(entry):
        seen.append(entry)
        if len(seen) == 2:
            raise RuntimeError
        return real(entry)

    monkeypatch.setattr(purging, "destroy_again", dies_at_the_second)
    with pytest.raises(RuntimeError):
        replaying.replay()
    monkeypatch.undo()
    assert not purging.are_replayed()
    assert replaying.replay().keys == 2
    assert purging.are_replayed()


def test_a_replayed_entry_keeps_its_number_and_time_and_the_next_gets_another():
    _exported(2)
    before = list(PurgedKey.objects.order_by("pk").values_list("pk", "key_id", "at", "reason"))
    behind_the_triggers("DELETE FROM vault_purged_key")
    replaying.replay()
    assert list(PurgedKey.objects.order_by("pk").values_list("pk", "key_id", "at", "reason")) == before
    _destroyed()
    assert PurgedKey.objects.count() == 3


def test_a_replay_clears_words_files_and_the_way_to_the_source(analyst):
    source = identity.source_at("telegram", "1:4713")
    tip = make_tip("Words of a withdrawn tip", source_id=source.pk)
    attachment = make_attachment(tip, b"a picture", copy=b"copy")
    kept = [DataKey.objects.get(pk=tip.key_id), DataKey.objects.get(pk=source.key_id)]
    address, stored = SourceAddress.objects.get(), StoredFile.objects.get(pk=attachment.file_id)
    before = Tip.objects.get(pk=tip.pk)
    correspondence.withdraw(tip)
    purging.export()
    _restore(*kept)
    for row in (before, address, stored):
        row.save()
    assert triage.read(before, by=analyst) == "Words of a withdrawn tip"
    call_command("replay_purges")
    tip.refresh_from_db()
    assert (tip.status, bytes(tip.narrative), tip.is_shredded) == ("withdrawn", b"", True)
    assert not SourceAddress.objects.exists()
    with pytest.raises((VaultClosed, FileNotFoundError)):
        b"".join(files.read(stored))


def test_an_export_that_somebody_else_signed_destroys_nothing(folder):
    row = DataKey.objects.get(pk=keys.create())
    _exported(1)
    file = folder / f"{PURGED}.jsonl"
    line = json.loads(file.read_text())
    line["facts"]["entries"][0]["key"] = str(row.pk)
    file.write_text(json.dumps(line) + "\n")
    purging.look_again()
    with pytest.raises(Tampered):
        replaying.replay()
    with pytest.raises(Tampered):
        purging.are_replayed()
    assert DataKey.objects.filter(pk=row.pk).exists()


def test_a_line_cut_short_by_a_crash_is_replaced(folder):
    _exported(1)
    with (folder / f"{PURGED}.jsonl").open("a") as file:
        file.write('{"number": 2, "led')
    purging.look_again()
    assert purging.are_replayed()
    _exported(1)
    assert [line.number for line in checkpoints.read(PURGED)] == [1, 2]


def test_the_folder_and_its_files_are_closed_to_others(folder):
    _exported(1)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / f"{PURGED}.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_long_time_after_only_what_is_new_is_looked_at(monkeypatch):
    _exported(2)
    monkeypatch.setattr(timezone, "now", lambda now=timezone.now: now() + timedelta(hours=3))
    _destroyed()
    assert purging.export() == 1
