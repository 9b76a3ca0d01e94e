"""config/metrics/: figures for a monitor, and what is drawn of them."""

import json
import re
from datetime import timedelta

import pytest
import yaml
from django.test import Client
from django.utils import timezone

from bots.models import IncomingUpdate, OutgoingMessage
from config.metrics import counted
from config.metrics.page import FIGURES, figure_of
from hotline import tasks
from hotline.models import DutyCall, Tip
from tests.ground import ROOT
from tests.make import make_tip
from vault import checkpoints

pytestmark = pytest.mark.django_db
LINE = re.compile(r'^(hornbill_\w+)(?:\{((?:[a-z]+="[^"]*",?)+)\})? ([0-9.e+-]+)$')
LABELS = {"view", "status", "area", "le", "task", "outcome", "work", "folder"}


@pytest.fixture(autouse=True)
def _nothing_held():
    counted._forget()
    yield
    counted._forget()


def scrape(client: Client) -> dict[str, dict[str, float]]:
    """Values by figure and labels; every line is of the format, with known labels, of a figure that is explained."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    found: dict[str, dict[str, float]] = {}
    for line in answer.content.decode().splitlines():
        if line.startswith("#"):
            assert line.split()[1] in ("HELP", "TYPE"), line
            continue
        read = LINE.match(line)
        assert read, line
        assert set(re.findall(r'([a-z]+)="', read[2] or "")) <= LABELS, line
        assert figure_of(read[1]) in FIGURES, line
        found.setdefault(read[1], {})[read[2] or ""] = float(read[3])
    return found


def test_requests_are_counted_by_view_and_class_and_never_by_address(client):
    client.get("/en/report/")
    client.get("/agency/c2VjcmV0LXRva2VuLW9mLWEtbGluaw/")
    client.get("/nowhere/4242424242/")
    client.post("/en/status/", {"code": "1" * 25})
    told = scrape(client)
    answer = client.get("/metrics").content.decode()
    assert not any(secret in answer for secret in ("c2VjcmV0", "4242424242", "1" * 25, "/"))
    views = told["hornbill_requests_total"]
    assert views['status="4xx",view="none"'] == 1
    assert sum(count for labels, count in views.items() if "agency" in labels) == 1
    seconds = told["hornbill_request_seconds_bucket"]
    assert seconds['area="public",le="+Inf"'] == told["hornbill_request_seconds_count"]['area="public"'] == 3


def test_what_processes_count_is_added_up(client):
    for _process in range(3):
        counted.count("hornbill_tasks_total", 2, task="a.b", outcome="done")
        counted.flush()
    assert scrape(client)["hornbill_tasks_total"]['outcome="done",task="a.b"'] == 6


def test_a_task_is_counted_with_how_it_ended(client):
    name = "hotline.tasks.watch_clocks"
    tasks.watch_clocks()
    told = scrape(client)
    assert told["hornbill_tasks_total"][f'outcome="done",task="{name}"'] == 1
    assert told["hornbill_task_seconds_count"][""] == 1
    with pytest.raises(TypeError):
        tasks.make_copy("one", "too many")
    assert scrape(client)["hornbill_tasks_total"]['outcome="failed",task="hotline.tasks.make_copy"'] == 1


def test_an_urgent_tip_that_nobody_read_is_told_with_its_age(client):
    now = timezone.now()
    tip = make_tip()
    Tip.objects.filter(pk=tip.pk).update(
        received_at=now - timedelta(minutes=90), due_at=now - timedelta(minutes=30), status="received"
    )
    told = scrape(client)
    assert told["hornbill_urgent_unread"][""] == told["hornbill_tips_overdue"][""] == 1
    assert 5390 <= told["hornbill_urgent_unread_oldest_seconds"][""] <= 5460
    Tip.objects.filter(pk=tip.pk).update(status="in_triage")
    told = scrape(client)
    assert told["hornbill_urgent_unread"][""] == told["hornbill_urgent_unread_oldest_seconds"][""] == 0


def test_what_waits_to_go_out_and_what_was_given_up_is_told(client):
    ago = timezone.now() - timedelta(minutes=10)
    OutgoingMessage.objects.create(payload=b"", dedupe_key="a", not_before=ago)
    OutgoingMessage.objects.create(payload=b"", dedupe_key="b", state="dead")
    IncomingUpdate.objects.create(bot_id=1, update_id=1, lane_mark=b"", payload=b"", is_stuck=True)
    DutyCall.objects.create(kind="late", way="group", references=[], state="waiting", made_at=ago)
    told = scrape(client)
    assert told["hornbill_waiting"]['work="messages"'] == told["hornbill_waiting"]['work="duty_calls"'] == 1
    assert 600 <= told["hornbill_waiting_oldest_seconds"]['work="messages"'] <= 660
    assert told["hornbill_failed"]['work="messages"'] == told["hornbill_failed"]['work="updates"'] == 1


def test_the_age_of_the_newest_backup_is_told_once_there_is_one(client, settings, tmp_path):
    settings.CHECKPOINTS = str(tmp_path / "checkpoints")
    assert "hornbill_backup_age_seconds" not in scrape(client)
    with checkpoints.alone():
        checkpoints.append("backups", {"stamp": "20261123T070000Z"})
    assert scrape(client)["hornbill_backup_age_seconds"][""] <= 2


def test_the_page_costs_so_many_queries_whatever_there_is(client, django_assert_max_num_queries):
    for _ in range(3):
        make_tip()
    client.get("/en/report/")
    with django_assert_max_num_queries(32):
        client.get("/metrics")


def test_only_who_has_the_token_reads_them(client, settings):
    settings.METRICS_TOKEN = "a-token-of-the-monitor"
    refused = client.get("/metrics")
    assert (refused.status_code, b"hornbill_" in refused.content) == (403, False)
    assert client.get("/metrics", headers={"Authorization": "Bearer a-token"}).status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer a-token-of-the-monitor"}).status_code == 200
    assert client.post("/metrics", headers={"Authorization": "Bearer a-token-of-the-monitor"}).status_code == 405


def test_in_live_mode_they_are_closed_until_a_token_is_set(client, settings):
    settings.IS_LIVE = True
    assert client.get("/metrics").status_code == 403


def _asked_for(text: str) -> set[str]:
    return {figure_of(name) for name in re.findall(r"\bhornbill_[a-z_]+", text)}


@pytest.fixture
def everything(client, settings, redis_url, tmp_path):
    """A house in which every figure has something to say."""
    settings.REDIS_URL, settings.CHECKPOINTS = redis_url, str(tmp_path / "checkpoints")
    with checkpoints.alone():
        checkpoints.append("backups", {"stamp": "20261123T070000Z"})
        checkpoints.append("audit", {"sequence": 0, "hash": "0" * 64})
    make_tip()
    client.get("/en/report/")
    tasks.watch_clocks()


@pytest.mark.redis
@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("file", ["deploy/grafana/hornbill.json", "deploy/prometheus/alerts.yaml"])
def test_whatever_is_drawn_or_warned_of_is_exported(client, file):
    exported = {figure_of(name) for name in scrape(client)}
    by_rows = {"hornbill_reports", "hornbill_cases"}  # a status each, once there is one
    asked = _asked_for((ROOT / file).read_text())
    assert len(asked) > 10
    assert asked - exported <= by_rows
    assert asked <= set(FIGURES)


@pytest.mark.redis
@pytest.mark.usefixtures("everything")
def test_every_figure_is_drawn_and_explained(client):
    drawn = _asked_for((ROOT / "deploy/grafana/hornbill.json").read_text())
    assert drawn == set(FIGURES)
    answer = client.get("/metrics").content.decode()
    for name in set(FIGURES) - {"hornbill_reports", "hornbill_cases"}:
        assert f"# HELP {name} " in answer
        assert f"# TYPE {name} " in answer


def test_the_dashboard_is_one_that_grafana_takes():
    board = json.loads((ROOT / "deploy/grafana/hornbill.json").read_text())
    assert {"uid", "title", "schemaVersion", "panels", "templating"} <= set(board)
    numbers = [panel["id"] for panel in board["panels"]]
    assert len(set(numbers)) == len(numbers)
    spots = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in board["panels"]]
    assert len(set(spots)) == len(spots)
    assert all(panel["targets"][0]["expr"] for panel in board["panels"])


def test_every_warning_says_what_is_wrong_and_how_bad():
    rules = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yaml").read_text())["groups"][0]["rules"]
    assert len(rules) >= 12
    for rule in rules:
        assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"]["summary"].endswith((".", "?"))
    assert yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yaml").read_text())["rule_files"] == ["alerts.yaml"]
