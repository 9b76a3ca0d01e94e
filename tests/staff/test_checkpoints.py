"""Checkpoints of audit and custody: what the database alone would hide is found, and the auditor sees them."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from cases import custody_checkpoints
from staff import audit
from staff.models import AuditEntry, AuditLink
from tests.cases.making import make_case, make_exhibit
from tests.staff.test_audit import behind_the_triggers
from vault import audit_checkpoints, checkpoints, keys, rotation, signing
from vault.checkpoints import AUDIT, CUSTODY, Tampered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CHECKPOINTS = str(tmp_path / "checkpoints")
    return tmp_path / "checkpoints"


@pytest.fixture
def seen(analyst):
    """Five acts, linked, and a checkpoint that saw them."""
    _acts(analyst, 5)
    audit_checkpoints.write()
    yield list(AuditEntry.objects.order_by("pk"))
    behind_the_triggers("DELETE FROM staff_auditlink")


def _acts(officer, count):
    for number in range(count):
        audit.record(officer, "tip.read", officer, number=number)
    audit.link_entries()


def _verified():
    out = StringIO()
    call_command("verify_audit", stdout=out)
    return out.getvalue()


def test_a_chain_that_grew_since_agrees_with_its_checkpoints(seen, analyst):
    _acts(analyst, 2)
    audit_checkpoints.write()
    assert "7 entries linked and unchanged" in _verified()
    assert "2 signed checkpoints agree" in _verified()


def test_rows_removed_from_the_end_are_found_and_named(seen):
    last = seen[-1].pk
    behind_the_triggers(
        f"DELETE FROM staff_auditlink WHERE entry_id = {last}", f"DELETE FROM staff_auditentry WHERE id = {last}"
    )
    assert audit.verify().first_break is None
    with pytest.raises(CommandError, match=r"link 5 is gone, which checkpoint 1 of .* saw"):
        _verified()


def test_a_chain_that_was_built_anew_is_found_and_named(seen):
    behind_the_triggers(
        "DELETE FROM staff_auditlink", f"UPDATE staff_auditentry SET actor = 'system' WHERE id = {seen[2].pk}"
    )
    audit.link_entries()
    assert audit.verify().first_break is None
    with pytest.raises(CommandError, match=r"link 5 is not the one that checkpoint 1 .* built anew"):
        _verified()


def test_what_a_restore_lost_is_told_once_and_signed(seen, analyst):
    agreed = AuditLink.objects.count()
    _acts(analyst, 3)
    audit_checkpoints.write()
    behind_the_triggers(
        f"DELETE FROM staff_auditlink WHERE sequence > {agreed}",
        f"DELETE FROM staff_auditentry WHERE id > {seen[-1].pk}",
    )
    with pytest.raises(CommandError, match="link 8 is gone"):
        _verified()
    assert audit_checkpoints.note_restore() == 1
    _acts(analyst, 4)
    audit_checkpoints.write()
    assert "1 checkpoints saw entries that a restore lost" in _verified()
    assert audit_checkpoints.note_restore() == 0


def test_a_restore_that_was_noted_excuses_nothing_that_happens_after_it(seen, analyst):
    test_what_a_restore_lost_is_told_once_and_signed(seen, analyst)
    behind_the_triggers("DELETE FROM staff_auditlink WHERE sequence = 9")
    with pytest.raises(CommandError, match="link 9 is gone"):
        _verified()


def test_without_checkpoints_the_chain_alone_is_checked(analyst):
    _acts(analyst, 2)
    assert "No checkpoint to compare with" in _verified()
    behind_the_triggers("DELETE FROM staff_auditlink")


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_one_changed_byte_of_a_checkpoint_is_found(seen, folder, place):
    file = folder / "audit.jsonl"
    content = bytearray(file.read_bytes())
    content[int(len(content) * place)] ^= 1
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"audit\.jsonl"):
        _verified()


def test_a_checkpoint_removed_from_between_is_found(seen, folder):
    audit_checkpoints.write()
    audit_checkpoints.write()
    file = folder / "audit.jsonl"
    lines = file.read_text().splitlines(keepends=True)
    file.write_text(lines[0] + lines[2])
    with pytest.raises(CommandError, match="line 2 does not follow"):
        _verified()


def test_checkpoints_of_another_key_are_found(seen):
    with pytest.raises(CommandError, match="line 1 is not signed by"):
        call_command("verify_audit", "--key", "0" * 64)


def test_rotating_the_vault_keeps_the_key_that_signs(settings):
    before = signing.public_key()
    name, _, value = settings.VAULT_KEYS.partition(":")
    fresh = "A" * 43 + "="
    with override_settings(VAULT_KEYS=f"newer:{fresh},{name}:{value}"):
        while rotation.rewrap():
            pass
        assert signing.public_key() == before
    with override_settings(VAULT_KEYS=f"{name}:{value},newer:{fresh}"):
        while rotation.rewrap():
            pass


def test_a_long_file_is_read_from_its_end_and_whole(folder, monkeypatch):
    monkeypatch.setattr(checkpoints, "STEP", 100)
    for _ in range(5):
        audit_checkpoints.write()
    assert checkpoints.last(AUDIT).number == 5
    assert [line.number for line in checkpoints.newest_first(AUDIT)] == [5, 4, 3, 2, 1]
    with (folder / "audit.jsonl").open("a") as file:
        file.write("x" * 250)
    assert checkpoints.last(AUDIT).number == 5
    assert audit_checkpoints.write().number == 6
    assert len(list(checkpoints.read(AUDIT))) == 6


def test_the_command_writes_all_ledgers_and_says_how_far(analyst):
    _acts(analyst, 1)
    keys.destroy(keys.create(), reason="test")
    out = StringIO()
    call_command("write_checkpoint", stdout=out)
    assert "Checkpoint 1: 1 audit links, 1 purges more." in out.getvalue()
    behind_the_triggers("DELETE FROM staff_auditlink")


def test_a_custody_chain_cut_at_its_end_is_found(investigator, monkeypatch):
    exhibit = make_exhibit(make_case(investigator), investigator)
    monkeypatch.setattr(custody_checkpoints, "SETTLED_AFTER", timedelta(0))
    assert exhibit.reference in custody_checkpoints.write().facts["heads"]
    assert custody_checkpoints.write() is None
    assert custody_checkpoints.first_break() == (1, None)
    behind_the_triggers(
        "DELETE FROM cases_custodyevent WHERE id = (SELECT max(id) FROM cases_custodyevent"
        f" WHERE exhibit_id = '{exhibit.pk}')"
    )
    held, broken = custody_checkpoints.first_break()
    assert held == 0
    assert broken.startswith(f"{exhibit.reference} event")
    assert custody_checkpoints.note_restore() == 1
    assert custody_checkpoints.first_break() == (1, None)
    assert checkpoints.file_of(CUSTODY).exists()


def test_a_file_that_is_no_checkpoint_is_refused(folder):
    folder.mkdir()
    (folder / "audit.jsonl").write_text("not a line of ours\n")
    with pytest.raises(Tampered):
        checkpoints.last(AUDIT)


# --- the auditor's page ------------------------------------------------------------------------------------------
def test_the_auditor_sees_the_newest_checkpoint_and_the_key(client, sign_in, auditor, seen):
    page = sign_in(client, auditor).get("/desk/checkpoints/").content.decode()
    assert signing.public_key() in page
    assert "Late" not in page


def test_a_late_checkpoint_is_told(client, sign_in, auditor, seen, monkeypatch):
    monkeypatch.setattr(checkpoints, "LATE_AFTER", timedelta(seconds=-1))
    assert "Late" in sign_in(client, auditor).get("/desk/checkpoints/").content.decode()


def test_the_page_says_where_a_file_was_changed(client, sign_in, auditor, seen, folder):
    file = folder / "audit.jsonl"
    file.write_text(file.read_text().replace('"sequence":5', '"sequence":4'))
    assert "not signed by this house" in sign_in(client, auditor).get("/desk/checkpoints/").content.decode()


@pytest.mark.parametrize("who", ["analyst", "supervisor", "administrator", "outsider"])
def test_nobody_else_sees_the_page(client, sign_in, who, request):
    assert sign_in(client, request.getfixturevalue(who)).get("/desk/checkpoints/").status_code == 403


def test_the_metrics_tell_the_age_of_the_newest_checkpoint(client, seen):
    told = client.get("/metrics").content.decode()
    assert "hornbill_checkpoint_age_seconds 0" in told


def test_ages_are_counted_from_the_newest_line():
    assert checkpoints.age() is None
    line = audit_checkpoints.write()
    assert checkpoints.age() <= timezone.now() - line.at + timedelta(seconds=1)
    assert Path(checkpoints.file_of(AUDIT)).exists()


def test_links_of_a_chain_are_what_a_checkpoint_names(seen):
    line = checkpoints.last(AUDIT)
    assert line.facts["hash"] == bytes(AuditLink.objects.get(sequence=5).hash).hex()
