"""Live mode as a process meets it."""

import os
import subprocess
import sys
from base64 import b64encode
from secrets import token_urlsafe

from tests.ground import ROOT

REQUIRED = ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "VAULT_KEYS", "HANDLER_PUBLIC_KEYS", "PUBLIC_URL", "FILE_STORE")


def test_a_live_process_without_settings_tells_all_of_them_at_once():
    bare = {"PATH": os.environ["PATH"], "HOTLINE_MODE": "live"}
    ended = subprocess.run([sys.executable, "manage.py", "check"], cwd=ROOT, env=bare, capture_output=True, text=True)
    assert ended.returncode != 0
    told = [line for line in ended.stderr.splitlines() if line.startswith("config.env.MissingSettings")]
    assert len(told) == 1
    assert all(name in told[0] for name in REQUIRED)


def test_an_object_store_without_its_key_is_refused_in_a_sentence_at_start_up():
    def check(**given: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "manage.py", "check"]
        return subprocess.run(command, cwd=ROOT, env={**os.environ, **given}, capture_output=True, text=True)

    whole = {"FILE_STORE": "s3://bucket/files", "FILE_STORE_KEY": "k", "FILE_STORE_SECRET": "s"}
    assert check(**whole).returncode == 0
    ended = check(**whole, FILE_STORE_ENDPOINT="minio:9000")
    assert ended.returncode != 0
    assert "FILE_STORE_ENDPOINT is an address" in ended.stderr
    for name, wrong in (("FILE_STORE", "s3://"), ("FILE_STORE_KEY", ""), ("FILE_STORE_SECRET", "")):
        ended = check(**{**whole, name: wrong})
        assert ended.returncode != 0
        assert "An object store as FILE_STORE needs a bucket (s3://bucket), FILE_STORE_KEY" in ended.stderr


def _live(**given: str) -> dict[str, str]:
    key = b64encode(bytes(range(32))).decode()
    return {
        "PATH": os.environ["PATH"], "HOTLINE_MODE": "live", "SECRET_KEY": token_urlsafe(60), "VAULT_KEYS": f"one:{key}",
        "HANDLER_PUBLIC_KEYS": f"h:{key}", "DATABASE_URL": "postgresql://app@db/hornbill", "REDIS_URL": "redis://r/0",
        "PUBLIC_URL": "https://hotline.example.org", "FILE_STORE": "/srv/files", **given,
    }  # fmt: skip


def test_a_live_deployment_passes_every_check_of_the_framework():
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "DEBUG"]
    ended = subprocess.run(command, cwd=ROOT, env=_live(), capture_output=True, text=True)
    assert (ended.returncode, ended.stdout.strip()) == (0, "System check identified no issues (0 silenced).")
    plain = _live(PUBLIC_URL="http://hotline.example.org")
    assert subprocess.run(command, cwd=ROOT, env=plain, capture_output=True).returncode != 0


def test_live_cookies_are_bound_to_their_host():
    names = "SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_SAMESITE"
    code = f"from config import settings; print(*(getattr(settings, name) for name in {names.split()!r}))"
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, cwd=ROOT, env=_live(), capture_output=True, text=True, check=True).stdout.split()
    assert said == ["__Host-desk", "__Host-desk-csrf", "True", "True", "Strict"]
