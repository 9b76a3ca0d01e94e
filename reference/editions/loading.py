"""Loading an edition: everything of it or nothing."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reference.editions import agencies, places, taxa, trade
from reference.editions.files import Files
from reference.editions.merge import Change
from reference.editions.row import BadEdition
from reference.models import Edition

OWN = Path(__file__).resolve().parent.parent / "data"
FORM = "1"  # of the tables and spellings: raise it when the same files would give other rows
LOADER_LOCK = 7_305_002  # one loader at a time; beside the audit chain's number in staff/audit.py


@dataclass(frozen=True)
class Outcome:
    """What loading did: counts by kind of row (empty where the edition was in force already) and remarks for the
    operator."""

    name: str
    was_in_force: bool
    changes: dict[str, Change] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


@transaction.atomic
def load_edition(folder: Path = OWN, *, again: bool = False) -> Outcome:
    """Make the reference rows what the files in a folder say.

    Args:
        folder: any of the files that `reference.editions.files.COLUMNS` names; rows of absent files stay as they
        are. `edition.json`
            (name, date, files with sha256 and rows) names the edition; without it the folder does.
        again: read the files even where this very edition is in force.
    Raises: BadEdition, BadRow with file and line; nothing has changed then.
    """
    _wait_for_others()
    files = Files(folder)
    told, sums = _described(folder), files.checksums()
    digest = hashlib.sha256(json.dumps([FORM, sums], sort_keys=True).encode()).hexdigest()
    name = str(told.get("name") or folder.resolve().name)
    latest = Edition.objects.order_by("-loaded_at").first()
    if latest and (latest.digest, latest.name) == (digest, name) and not again:
        return Outcome(name, was_in_force=True)
    changes = _load(files)
    Edition.objects.update_or_create(
        name=name, defaults={"date": _date(told), "digest": digest, "rows": files.counts, "loaded_at": timezone.now()}
    )
    return Outcome(name, was_in_force=False, changes=changes, remarks=_remarks(told, sums))


def _load(files: Files) -> dict[str, Change]:
    today = timezone.now().date()
    return taxa.load(files, today) | trade.load(files) | places.load(files) | agencies.load(files)


def _wait_for_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADER_LOCK])


def _described(folder: Path) -> dict[str, Any]:
    path = folder / "edition.json"
    if not path.is_file():
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadEdition(_("edition.json is not JSON: %(why)s.") % {"why": error}) from error
    if not isinstance(told, dict) or not isinstance(told.get("files", {}), dict):
        raise BadEdition(_("edition.json must be an object with name, date and files."))
    return told


def _date(told: dict[str, Any]) -> date | None:
    try:
        return date.fromisoformat(told["date"]) if "date" in told else None
    except (TypeError, ValueError) as error:
        raise BadEdition(_("edition.json: date is not a date as 2026-11-01.")) from error


def _remarks(told: dict[str, Any], sums: dict[str, str]) -> list[str]:
    """Files that are not what edition.json says: an operator's own correction, or damage. The operator decides."""
    listed = told.get("files", {})
    differing = [name for name, found in sums.items() if name in listed and listed[name].get("sha256") != found]
    absent = [name for name in listed if name not in sums]
    return [_("%(file)s is not the file that edition.json describes.") % {"file": name} for name in differing] + [
        _("%(file)s is named in edition.json and absent; its rows stay as they were.") % {"file": name}
        for name in absent
    ]
