"""What a restored house is asked before anybody is let in."""

import io
from typing import TYPE_CHECKING

from django.core.management import CommandError, call_command
from django.db import connection

from config import replayed
from config.backup.pieces import Manifest
from hotline.models import Tip
from vault import blobs, keys, purging, rotation, text
from vault.models import DataKey, PurgedKey, StoredFile

if TYPE_CHECKING:
    from config.backup.restoring import Restored

# Tips whose words are opened, the newest first; nothing of them is said.
OPENED = 200
NAMED = 5
TABLES = {
    "tips": "hotline_tip", "reports": "hotline_report", "cases": "cases_case", "exhibits": "cases_exhibit",
    "audit entries": "staff_auditentry",
}  # fmt: skip


def look(done: "Restored", manifest: Manifest) -> None:
    """Carry out the purges again and check everything; what fails is named in `done.problems`."""
    _counts(done, manifest)
    _vault(done)
    for command in ("replay_purges", "verify_audit", "verify_evidence"):
        done.timed(command, lambda command=command: _run(done, command))  # type: ignore[misc]
    done.timed("files that rows name", lambda: _files(done))
    done.timed("tips that open", lambda: _tips(done))
    _purged(done)
    if not replayed.is_served():
        done.problems.append("The pages would answer 503: purges are not replayed.")


def _counts(done: "Restored", manifest: Manifest) -> None:
    """Before the replay changes anything."""
    for what, table in TABLES.items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            count, expected = cursor.fetchone()[0], manifest.facts["counts"][what]
        done.told.append(f"{count} {what}.")
        if count != expected:
            done.problems.append(f"{count} {what} are there, and the backup was written with {expected}.")


def _vault(done: "Restored") -> None:
    if lost := rotation.missing():
        named = ", ".join(f"{name} ({count} keys)" for name, count in sorted(lost.items()))
        done.problems.append(f"VAULT_KEYS lacks {named}: put these keys behind the first one.")


def _run(done: "Restored", command: str) -> None:
    out = io.StringIO()
    try:
        call_command(command, stdout=out)
    except CommandError as broken:
        done.problems.append(str(broken))
    done.told += [line for line in out.getvalue().splitlines() if line]


def _files(done: "Restored") -> None:
    lost = [row.blob for row in StoredFile.objects.only("blob").iterator() if not blobs.is_kept(row.blob)]
    if lost:
        done.problems.append(f"{len(lost)} files that rows name are not in the store: {_some(lost)}.")
    else:
        done.told.append("Every file that a row names is in the store.")


def _tips(done: "Restored") -> None:
    alive = Tip.objects.filter(purged_at=None)
    lost = alive.exclude(key_id__in=DataKey.objects.values("pk")).order_by("reference")
    if count := lost.count():
        named = _some(list(lost.values_list("reference", flat=True)[: NAMED + 1]))
        done.problems.append(f"{count} tips have no key and cannot be read: {named}.")
    opened, closed = 0, []
    for tip in alive.filter(key_id__in=DataKey.objects.values("pk")).order_by("-received_at")[:OPENED]:
        try:
            text.read(tip, "narrative")
            opened += 1
        except keys.VaultClosed:
            closed.append(tip.reference)
    done.told.append(f"{opened} of the newest tips open.")
    if closed:
        done.problems.append(f"{len(closed)} tips do not open: {_some(closed)}.")


def _purged(done: "Restored") -> None:
    ledger = list(PurgedKey.objects.values_list("key_id", flat=True))
    left = DataKey.objects.filter(pk__in=ledger).count() + len(purging.missing(purging.exported()))
    if left:
        done.problems.append(f"{left} purged keys are still there: run `manage.py replay_purges`.")
    else:
        done.told.append(f"{len(ledger)} purges on the ledger; none of their keys is left.")


def _some(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
