"""config/healthcheck.py, as a container starts it beside a web process that runs."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def checked(address: str) -> "subprocess.CompletedProcess[str]":
    port = urlsplit(address).port
    told = os.environ | {"BIND": f"127.0.0.1:{port}", "PUBLIC_URL": address}
    words = [sys.executable, "-m", "config.healthcheck"]
    return subprocess.run(words, env=told, capture_output=True, text=True, timeout=30, check=False)


def test_a_process_that_takes_tips_is_well(live_server):
    found = checked(live_server.url)
    assert (found.returncode, found.stderr) == (0, "")


def test_one_that_has_no_store_is_not_and_says_why(live_server, settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.FILE_STORE = str(tmp_path / "file" / "store")
    found = checked(live_server.url)
    assert found.returncode == 1
    assert found.stderr.startswith("503 ")
    assert '"store": "failing"' in found.stderr


def test_one_that_is_gone_is_told_without_a_traceback():
    found = checked("http://127.0.0.1:1")
    assert found.returncode == 1
    assert found.stderr.startswith("no answer: ")
    assert "Traceback" not in found.stderr
