"""What a case of each kind starts with: tasks, standing questions, a checklist; see `data/case_templates.json`.

The words are English: they become rows that officers change as they need.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import casework, checklist, questions, worklist
from cases.brief import Brief
from cases.casework import require_case
from cases.models import Case, ChecklistPoint, TemplateUse
from hotline.models import Report
from staff import audit
from staff.models import Officer
from staff.refusals import WrongStatus

FILE = Path(__file__).parent / "data" / "case_templates.json"
EVERY = "every"  # what each case starts with, whatever its kind
MAX_TASK, MAX_TEXT, MAX_DAYS = 200, 300, 365
FIELDS = {
    "tasks": {"key", "title", "days", "is_blocking"}, "questions": {"key", "text", "stays_here"},
    "checklist": {"key", "text", "section"},
}  # fmt: skip


class BadTemplate(ValueError):
    """The file of templates cannot be used. The text says which entry, and what is wrong with it."""


@dataclass(frozen=True)
class Entry:
    """One thing that a template gives. `name` as `trade.tasks.permits`; `said` its fields as the file has them."""

    name: str
    part: str
    said: dict[str, Any]


@cache
def entries() -> dict[str, list[Entry]]:
    """By kind of case (`Case.Type`) what it starts with, what every case does first. Raises: BadTemplate."""
    return read(json.loads(FILE.read_text(encoding="utf-8")))


def read(said: dict[str, Any]) -> dict[str, list[Entry]]:
    """The file's content, checked as a whole. Raises: BadTemplate."""
    kinds = {str(each) for each in Case.Type.values}
    if set(said) != kinds | {EVERY}:
        raise BadTemplate(f"kinds of case: {sorted(set(said) ^ (kinds | {EVERY}))}")
    found = {kind: [*_of(kind, parts)] for kind, parts in said.items()}
    return {kind: found[EVERY] + found[kind] for kind in kinds}


def _of(kind: str, parts: dict[str, list[dict[str, Any]]]) -> list[Entry]:
    if set(parts) != set(FIELDS):
        raise BadTemplate(f"{kind}: it needs {', '.join(FIELDS)}")
    found = [Entry(f"{kind}.{part}.{said.get('key')}", part, said) for part in FIELDS for said in parts[part]]
    for entry in found:
        _check(entry)
    if len({entry.name for entry in found}) < len(found):
        raise BadTemplate(f"{kind}: a key stands twice")
    return found


def _check(entry: Entry) -> None:
    said, words, most = entry.said, "title" if entry.part == "tasks" else "text", MAX_TEXT
    if entry.part == "tasks":
        most = MAX_TASK
        if not isinstance(said.get("days"), int) or not 0 < said["days"] <= MAX_DAYS:
            raise BadTemplate(f"{entry.name}: days are a whole number up to {MAX_DAYS}")
    if set(said) - FIELDS[entry.part] or not str(said.get("key", "")).isidentifier() or len(entry.name) > 60:
        raise BadTemplate(f"{entry.name}: a field or its key is not known here")
    if not 0 < len(str(said.get(words, "")).strip()) <= most:
        raise BadTemplate(f"{entry.name}: {words} has 1 to {most} characters")
    if said.get("section", "step") not in ChecklistPoint.Section.values:
        raise BadTemplate(f"{entry.name}: no such section")


@transaction.atomic
def open_prepared(reports: Sequence[Report], brief: Brief, *, by: Officer, reason: str = "") -> Case:
    """Open a case, and give it what its kind starts with. Raises: as `casework.open_case`."""
    case = casework.open_case(reports, brief, by=by, reason=reason)
    prepare(case, by=by)
    return case


@transaction.atomic
def prepare(case: Case, *, by: Officer) -> int:
    """Give a case what its kind starts with and it was not given yet; whatever became of the rest stays as it is.

    Tasks go to `by` and are due so many days from today. Returns: how many entries were new.
    Raises: NotAllowed; WrongStatus for a closed case.
    """
    require_case(case, "cases.write_case", by=by)
    fresh = casework.locked(case)
    if fresh.is_closed:
        raise WrongStatus(_("This case is closed: reopen it first."))
    given = set(fresh.template_uses.values_list("entry", flat=True))
    new = [entry for entry in entries()[fresh.type] if entry.name not in given]
    for entry in new:
        _GIVE[entry.part](fresh, entry.said, by)
    TemplateUse.objects.bulk_create([TemplateUse(case=fresh, entry=entry.name) for entry in new])
    audit.record(by, "case.prepared", fresh, type=fresh.type, entries=len(new))
    return len(new)


def is_given(case: Case) -> bool:
    """Whether the case has all that its kind starts with."""
    return case.template_uses.filter(entry__in=[each.name for each in entries()[case.type]]).count() == len(
        entries()[case.type]
    )


def _task(case: Case, said: dict[str, Any], by: Officer) -> None:
    due = timezone.localdate() + timedelta(days=said["days"])
    worklist.set_task(case, said["title"], by=by, due=due, is_blocking=said.get("is_blocking", False))


def _question(case: Case, said: dict[str, Any], by: Officer) -> None:
    questions.ask(case, said["text"], by=by, in_packets=not said.get("stays_here", False))


def _point(case: Case, said: dict[str, Any], by: Officer) -> None:
    checklist.add(case, said["text"], by=by, section=said.get("section", "step"))


_GIVE: dict[str, Callable[[Case, dict[str, Any], Officer], None]] = {
    "tasks": _task, "questions": _question, "checklist": _point,
}  # fmt: skip
