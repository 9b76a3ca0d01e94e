"""A drill: the newest backup on a throwaway PostgreSQL and folder, checked, and taken away again."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from config.backup.restoring import Source
from config.embedded import postgres

# A drill calls nobody and leaves no work with a broker of the living.
SILENT = (
    "REDIS_URL",
    "TELEGRAM_BOT_TOKEN",
    "EMAIL_URL",
    "STAFF_TELEGRAM_CHAT",
    "SENTRY_DSN",
    "TIMESTAMP_AUTHORITY_URL",
)


def drill(source: Source) -> dict[str, Any]:
    """Restore into a place that is gone afterwards.

    Returns: stamp, seconds by step, sentences, problems; `problems` is empty where the backup is good.
    """
    begun = time.monotonic()
    place = Path(tempfile.mkdtemp(prefix="hornbill-drill-"))
    place.chmod(0o711)  # the database server's account must be able to pass through
    cluster = None
    try:
        cluster = postgres.start(place / "pg", durable=False)
        report = _restore(source, place, cluster)
    finally:
        if cluster is not None:
            cluster.stop()
            shutil.rmtree(cluster.data.parent, ignore_errors=True)
        shutil.rmtree(place, ignore_errors=True)
    return report | {"took_seconds": round(time.monotonic() - begun, 1)}


def _restore(source: Source, place: Path, cluster: postgres.Cluster) -> dict[str, Any]:
    told = place / "report.json"
    words = [
        sys.executable, "manage.py", "restore", "--from", str(source.folder.resolve()),
        "--keys-from", str(source.keys.resolve()), "--report", str(told),
    ]  # fmt: skip
    for path in source.identities:
        words += ["--identity", str(path.resolve())]
    for option, value in (("--at", source.at), ("--key", source.key)):
        words += [option, value] if value else []
    done = subprocess.run(
        words, cwd=settings.BASE_DIR, env=_environment(place, cluster), capture_output=True, text=True, check=False
    )
    if told.exists():
        report: dict[str, Any] = json.loads(told.read_text())
        return report
    said = [line.removeprefix("CommandError: ") for line in done.stderr.strip().splitlines()]
    return {"stamp": "", "seconds": {}, "told": [], "problems": said or ["The restore ended without a word."]}


def _environment(place: Path, cluster: postgres.Cluster) -> dict[str, str]:
    ours = {
        "HOTLINE_MODE": "local", "DATA": str(place), "FILE_STORE": str(place / "files"),
        "CHECKPOINTS": str(place / "checkpoints"), "DATABASE_URL": cluster.url(),
        "DATABASE_OWNER_URL": cluster.url(postgres.OWNER), "VAULT_KEYS": settings.VAULT_KEYS,
        "SECRET_KEY": settings.SECRET_KEY, "POSTGRES_BIN": "",
    }  # fmt: skip
    gone = {*SILENT, *(f"{name}_FILE" for name in (*SILENT, *ours))}
    return {name: value for name, value in os.environ.items() if name not in gone} | ours
