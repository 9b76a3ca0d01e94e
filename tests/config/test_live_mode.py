"""Live mode as a process meets it."""

import os
import subprocess
import sys

from tests.ground import ROOT

REQUIRED = ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "VAULT_KEYS", "HANDLER_PUBLIC_KEYS", "PUBLIC_URL", "FILE_STORE")


def test_a_live_process_without_settings_tells_all_of_them_at_once():
    bare = {"PATH": os.environ["PATH"], "HOTLINE_MODE": "live"}
    ended = subprocess.run([sys.executable, "manage.py", "check"], cwd=ROOT, env=bare, capture_output=True, text=True)
    assert ended.returncode != 0
    told = [line for line in ended.stderr.splitlines() if line.startswith("config.env.MissingSettings")]
    assert len(told) == 1
    assert all(name in told[0] for name in REQUIRED)


def test_an_object_store_is_refused_in_a_sentence_at_start_up():
    with_store = {**os.environ, "FILE_STORE": "s3://bucket"}
    ended = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=with_store, capture_output=True, text=True
    )
    assert ended.returncode != 0
    assert "FILE_STORE must name a directory" in ended.stderr
