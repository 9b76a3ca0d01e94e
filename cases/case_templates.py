"""What a case of each kind starts with: tasks, standing questions, a checklist; see `data/case_templates.json`.

The file has each entry in every language of the desk. What is given is in the language of the page that gives it:
the words become rows, which officers change as they need and which follow no language any more.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
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
# Beside the key, and the words under the code of each language.
FIELDS = {"tasks": {"days", "is_blocking"}, "questions": {"stays_here"}, "checklist": {"section"}}


class BadTemplate(ValueError):
    """The file of templates cannot be used. The text says which entry, and what is wrong with it."""


@dataclass(frozen=True)
class Entry:
    """One thing that a template gives. `name` as `trade.tasks.permits`; `said` its fields as the file has them."""

    name: str
    part: str
    said: dict[str, Any]

    @property
    def words(self) -> str:
        """In the language of the page; the house's own where the desk does not speak that."""
        code = (get_language() or "").split("-")[0]
        return str(self.said[code if code in settings.DESK_LANGUAGES else settings.LANGUAGE_CODE])


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
    said, languages = entry.said, set(settings.DESK_LANGUAGES)
    if entry.part == "tasks" and (not isinstance(said.get("days"), int) or not 0 < said["days"] <= MAX_DAYS):
        raise BadTemplate(f"{entry.name}: days are a whole number up to {MAX_DAYS}")
    is_known = set(said) <= FIELDS[entry.part] | languages | {"key"}
    if not is_known or not str(said.get("key", "")).isidentifier() or len(entry.name) > 60:
        raise BadTemplate(f"{entry.name}: a field or its key is not known here")
    most = MAX_TASK if entry.part == "tasks" else MAX_TEXT
    for language in sorted(languages):
        if not 0 < len(str(said.get(language, "")).strip()) <= most:
            raise BadTemplate(f"{entry.name}: in {language} it has 1 to {most} characters")
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

    Words are in the active language. Tasks go to `by` and are due so many days from today.
    Returns: how many entries were new.
    Raises: NotAllowed; WrongStatus for a closed case.
    """
    require_case(case, "cases.write_case", by=by)
    fresh = casework.locked(case)
    if fresh.is_closed:
        raise WrongStatus(_("This case is closed: reopen it first."))
    given = set(fresh.template_uses.values_list("entry", flat=True))
    new = [entry for entry in entries()[fresh.type] if entry.name not in given]
    for entry in new:
        _GIVE[entry.part](fresh, entry, by)
    TemplateUse.objects.bulk_create([TemplateUse(case=fresh, entry=entry.name) for entry in new])
    audit.record(by, "case.prepared", fresh, type=fresh.type, entries=len(new))
    return len(new)


def is_given(case: Case) -> bool:
    """Whether the case has all that its kind starts with."""
    given = getattr(case, "given_entries", None)  # of `Case.objects.with_given`
    if given is None:
        given = case.template_uses.values_list("entry", flat=True)
    return {each.name for each in entries()[case.type]} <= set(given)


def _task(case: Case, entry: Entry, by: Officer) -> None:
    due = timezone.localdate() + timedelta(days=entry.said["days"])
    worklist.set_task(case, entry.words, by=by, due=due, is_blocking=entry.said.get("is_blocking", False))


def _question(case: Case, entry: Entry, by: Officer) -> None:
    questions.ask(case, entry.words, by=by, in_packets=not entry.said.get("stays_here", False))


def _point(case: Case, entry: Entry, by: Officer) -> None:
    checklist.add(case, entry.words, by=by, section=entry.said.get("section", "step"))


_GIVE: dict[str, Callable[[Case, Entry, Officer], None]] = {
    "tasks": _task, "questions": _question, "checklist": _point,
}  # fmt: skip
