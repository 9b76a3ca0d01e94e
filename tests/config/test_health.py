"""tests config/health.py"""

import json

import pytest
from django.db import OperationalError, connection


def test_the_process_says_ok_without_a_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_names_its_parts(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert json.loads(answer.content) == {"database": "ok", "store": "ok", "purges_replayed": "ok", "redis": "off"}


@pytest.mark.django_db
def test_a_store_that_takes_nothing_is_not_ready(client, settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.FILE_STORE = str(tmp_path / "file" / "store")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert json.loads(answer.content)["store"] == "failing"


@pytest.mark.django_db
def test_a_database_that_is_gone_is_not_ready(client, monkeypatch):
    def gone(*_args, **_more):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert json.loads(answer.content)["database"] == "failing"


@pytest.mark.django_db
def test_redis_that_is_gone_is_told_and_not_required(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert json.loads(answer.content)["redis"] == "failing"


@pytest.mark.redis
@pytest.mark.django_db
def test_redis_that_answers_is_told(client, settings, redis_url):
    settings.REDIS_URL = redis_url
    assert json.loads(client.get("/readyz").content)["redis"] == "ok"


def test_health_is_read_only(client):
    assert client.post("/healthz").status_code == 405
