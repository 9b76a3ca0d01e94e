"""config/replayed.py and config/patience.py: an old database serves nobody."""

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from cases import tasks
from config import replayed
from config.demo import old_checkpoints
from hotline.models import Tip
from tests.make import make_tip
from tests.staff.test_audit import behind_the_triggers
from vault import checkpoints, keys, purging, signing
from vault.models import PurposeKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_checkpoints(settings, tmp_path):
    settings.CHECKPOINTS = str(tmp_path / "checkpoints")
    purging.look_again()


@pytest.fixture
def old_database():
    """A backup from before a purge."""
    keys.destroy(keys.create(), reason="test")
    purging.export()
    behind_the_triggers("DELETE FROM vault_purged_key")
    purging.look_again()


@pytest.mark.parametrize("address", ["/", "/en/report/", "/en/status/", "/desk/login/", "/desk/", "/hooks/telegram/"])
def test_every_page_of_an_old_database_says_503(client, old_database, address):
    answer = client.get(address)
    assert answer.status_code == 503
    assert "restoring our records" in answer.content.decode()


def test_a_posted_tip_is_refused_before_anything_reads_it(client, old_database):
    answer = client.post("/en/report/receipt/", {"narrative": "Seen at the market"})
    assert answer.status_code == 503
    assert not Tip.objects.exists()


def test_a_partners_machine_is_told_in_its_own_shape(client, old_database):
    answer = client.post("/api/v1/tips/", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (503, "restoring")


def test_the_page_speaks_the_language_of_its_address(client, old_database):
    assert 'lang="vi"' in client.get("/vi/report/").content.decode()


def test_not_ready_before_the_replay_and_ready_at_once_after_it(client, old_database):
    assert client.get("/readyz").json()["purges_replayed"] == "failing"
    assert client.get("/readyz").status_code == 503
    call_command("replay_purges")
    assert client.get("/readyz").status_code == 200
    assert client.get("/en/report/").status_code == 200


def test_monitors_and_styles_are_answered_all_the_same(client, old_database):
    assert client.get("/healthz").status_code == 200
    assert client.get("/metrics").status_code == 200


def test_no_task_works_and_no_bot_starts_on_an_old_database(old_database):
    tasks.write_checkpoints()
    assert not checkpoints.file_of(checkpoints.AUDIT).exists()
    with pytest.raises(CommandError, match="replay_purges"):
        call_command("run_telegram_bot")
    with pytest.raises(CommandError, match="replay_purges"):
        call_command("purge")


def test_an_export_that_cannot_be_trusted_serves_nobody(client, old_database, settings, tmp_path):
    (tmp_path / "checkpoints/purged.jsonl").write_text("{}\n")
    assert client.get("/en/report/").status_code == 503


def test_a_good_answer_costs_no_query_for_a_while(client, django_assert_num_queries):
    keys.destroy(keys.create(), reason="test")
    purging.export()
    purging.look_again()
    assert replayed.is_served()
    with django_assert_num_queries(0):
        assert replayed.is_served()


def test_a_database_that_is_away_is_not_called_old(client, monkeypatch):
    def gone():
        raise OperationalError("gone")

    monkeypatch.setattr(purging, "are_replayed", gone)
    assert client.get("/en/safety/").status_code == 200


def test_tips_are_taken_where_nothing_was_ever_purged():
    assert make_tip().pk
    assert replayed.is_served()


def test_the_demonstration_sets_checkpoints_of_another_database_aside(old_database, tmp_path):
    file = checkpoints.file_of(checkpoints.PURGED)
    assert old_checkpoints.set_aside() is None
    file.write_text(file.read_text().replace('"number":1', '"number":2'))
    assert old_checkpoints.set_aside().parent == tmp_path
    purging.look_again()
    assert replayed.is_served()


def test_the_key_that_signs_is_made_before_there_is_anything_to_sign():
    assert replayed.make_ready()
    assert PurposeKey.objects.filter(pk=signing.PURPOSE).exists()


def test_a_process_without_the_vaults_key_says_so_and_asks_again(settings):
    replayed.make_ready()
    settings.VAULT_KEYS = ""
    assert not replayed.make_ready()
