"""config/logs.py: structured lines that carry ids and never content."""

import json
import os
import subprocess
import sys

import pytest

from config import logs
from tests.ground import ROOT

CANARY = "the-boathouse-by-the-red-bridge"
BREAKING = f"""
import os, logging
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django; django.setup()
from django.test import Client
from django.urls import path
from config import urls, replayed
replayed.is_served = lambda: True

def broken(request, word):
    said = request.POST["said"]
    logging.getLogger("hotline.intake").info("tip %s is read", 17)
    raise ValueError("cannot read " + said)

urls.urlpatterns.insert(0, path("broken/<str:word>/", broken))
client = Client(raise_request_exception=False, headers={{"User-Agent": "{CANARY}", "Cookie": "a={CANARY}"}})
answer = client.post("/broken/{CANARY}/?q={CANARY}", {{"said": "{CANARY}"}})
assert answer.status_code == 500, answer.status_code
"""


def broken(**settings: str) -> "subprocess.CompletedProcess[str]":
    """A process in which a page breaks over what somebody said."""
    done = subprocess.run(
        [sys.executable, "-c", BREAKING], cwd=ROOT, env=os.environ | settings, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done


def test_a_line_is_an_object_with_the_requests_number_and_an_error_without_its_words():
    lines = [json.loads(line) for line in broken(LOG_FORMAT="json").stderr.splitlines() if line.startswith("{")]
    told = {line["logger"]: line for line in lines}
    assert told["hotline.intake"]["message"] == "tip 17 is read"
    assert told["django.request"]["error"] == "ValueError"
    assert any(" broken" in place for place in told["django.request"]["passed"])
    numbers = {told[name]["request"] for name in ("hotline.intake", "django.request")}
    assert len(numbers) == 1
    assert len(numbers.pop()) == 16
    assert all({"at", "level", "logger", "process", "message"} <= set(line) for line in lines)


def test_nothing_that_was_said_is_in_a_structured_log():
    done = broken(LOG_FORMAT="json")
    assert '"error": "ValueError"' in done.stderr
    assert CANARY not in done.stderr


def test_each_request_has_another_number():
    assert logs.request_id.get() == ""
    numbers = {json.loads(line)["request"] for _ in range(2) for line in _of_requests()}
    assert len(numbers) == 2


def _of_requests() -> list[str]:
    return [line for line in broken(LOG_FORMAT="json").stderr.splitlines() if '"django.request"' in line]


def test_a_form_that_is_none_stops_the_start():
    with pytest.raises(ValueError, match="json or text"):
        logs.settled("xml")
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=os.environ | {"LOG_FORMAT": "xml"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert "LOG_FORMAT is 'xml': it can be json or text." in done.stderr
