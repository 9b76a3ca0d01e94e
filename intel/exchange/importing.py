"""Taking files of others in: received, read and shown, then kept as suggestions that nobody has accepted yet.

The row is the job: whoever dies in between is followed by a sweep, and each step can be done twice.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline.models.report import Handling
from intel import grounds
from intel.exchange import offering, reading, tables
from intel.exchange.offered import Unreadable
from intel.models import Form, Import, Schema, Suggestion
from intel.models.imported import MAX_SENDER
from intel.products.handling import strictest
from staff import audit, steps
from staff.models import Officer
from staff.nudge import nudge
from staff.references import next_reference
from staff.refusals import Invalid

AT_ONCE = 300_000  # bytes: what is read within the officer's own request
FORGOTTEN = timedelta(days=30)  # after which a file that nobody took in goes
STEP = 500  # suggestions written in one transaction; the page tells how many are done

Status = Import.Status
# From where an import may go where. Drawn in docs/architecture.md.
NEXT: dict[str, set[str]] = {
    Status.WAITING: {Status.READ, Status.REFUSED},
    Status.READ: {Status.WAITING, Status.TAKING, Status.DROPPED},
    Status.TAKING: {Status.TAKEN},
    Status.TAKEN: set(),
    Status.REFUSED: set(),
    Status.DROPPED: set(),
}


@dataclass(frozen=True)
class Sent:
    """What an officer says of a file: who sent it, when it came, and under which label (TLP 2.0)."""

    sender: str
    received_on: date
    handling: str = Handling.AMBER


@transaction.atomic
def receive(case_id: UUID, raw: bytes, sent: Sent, *, by: Officer) -> Import:
    """Keep a file that came for a case, and have it read. The same file again is the import that it was.

    Raises: NotAllowed; Invalid with a sentence per field, also for a form that we do not take.
    """
    grounds.require_case(case_id, by=by)
    _check(sent)
    try:
        form = reading.form_of(raw)
    except Unreadable as unreadable:
        raise Invalid(str(unreadable), file=str(unreadable)) from None
    digest = hashlib.sha256(raw).hexdigest()
    given = {
        "form": form, "sender": sent.sender.strip(), "received_on": sent.received_on, "handling": sent.handling,
        "sha256": digest, "size": len(raw), "content": raw, "by": by, "reference": next_reference("IMP"),
        **(_guessed(raw) if form == Form.CSV else {}),
    }  # fmt: skip
    try:
        with transaction.atomic():
            row = Import.objects.create(case_id=case_id, **given)
    except IntegrityError:
        return _again(case_id, digest, sent, by=by)
    audit.record(by, "import.received", row, case=case_id, form=form, bytes=len(raw), sha256=digest)
    _have_read(row)
    return row


def _again(case_id: UUID, digest: str, sent: Sent, *, by: Officer) -> Import:
    """The import that the same file was. The stricter of the two labels holds."""
    alive = Import.objects.exclude(status__in=(Status.REFUSED, Status.DROPPED)).select_for_update(no_key=True)
    row = alive.get(case_id=case_id, sha256=digest)
    label = strictest((row.handling, sent.handling))
    if label != row.handling:
        row.handling = label
        row.save(update_fields=["handling"])
        audit.record(by, "import.labelled", row, handling=label)
    return row


def _check(sent: Sent) -> None:
    wrong: dict[str, str] = {}
    if not sent.sender.strip() or len(sent.sender) > MAX_SENDER:
        wrong["sender"] = _("Say who sent it, in up to 200 characters.")
    if sent.received_on > timezone.localdate():
        wrong["received_on"] = _("It cannot have come after today.")
    if sent.handling not in Handling.values:
        wrong["handling"] = _("Choose the label under which it was sent.")
    if wrong:
        raise Invalid(_("The file was not kept."), **wrong)


def _guessed(raw: bytes) -> dict[str, object]:
    """Of a table that is not ours: its columns, and which property each may be."""
    try:
        header, _lines = tables.read_table(raw)
    except Unreadable as unreadable:
        raise Invalid(str(unreadable), file=str(unreadable)) from None
    columns = tables.guessed(header)
    return {"header": [name[:200] for name in header], "columns": columns, "schema": Schema.PERSON}


def _have_read(row: Import) -> None:
    from intel.tasks import read_import

    if row.size <= AT_ONCE:
        read(row.pk)
    else:
        nudge(read_import, row.pk)


@transaction.atomic
def map_columns(row: Import, schema: str, columns: dict[str, str], *, by: Officer) -> Import:
    """Say what a table's lines and columns are, and have it read anew.

    Args:
        columns: our property by their column; what is not named is passed over.
    Raises: NotAllowed; WrongStatus once it was taken in; Invalid.
    """
    grounds.require_case(row.case_id, by=by)
    fresh = _locked(row.pk)
    if fresh.form != Form.CSV or schema not in Schema.values or not set(columns) <= set(fresh.header):
        raise Invalid(_("Only the columns of this table can be named."))
    if "name" not in columns.values():
        raise Invalid(_("Say which column is the name."), name=_("Say which column is the name."))
    _move(fresh, Status.WAITING, by=by, schema=schema, columns=columns, counts={}, problem="")
    _have_read(fresh)
    return fresh


@transaction.atomic
def read(pk: UUID) -> None:
    """Read a waiting file: what it offers is counted, or it is refused with one sentence. Safe to repeat."""
    fresh = _locked(pk)
    if fresh.status != Status.WAITING:
        return
    assert fresh.content is not None
    try:
        offered = reading.read(bytes(fresh.content), schema=fresh.schema, columns=fresh.columns)
    except Unreadable as unreadable:
        _unreadable(fresh, str(unreadable))
        return
    laid = offering.laid(offered)
    known = offering.standing(fresh.case_id, fresh.by) | _suggested(fresh, [row.mark for row in laid.rows])
    new = Counter(row.kind for row in laid.rows if row.mark not in known)
    old = Counter(row.kind for row in laid.rows if row.mark in known)
    counts = {
        **{f"new_{kind}": count for kind, count in new.items()},
        **{f"old_{kind}": count for kind, count in old.items()},
        "unfit": laid.unfit, "passed_over": offered.passed_over,
    }  # fmt: skip
    label = strictest(filter(None, (fresh.handling, offered.label)))
    _move(fresh, Status.READ, by="system", counts=counts, handling=label, problem="")


def _unreadable(fresh: Import, sentence: str) -> None:
    """A table can be named otherwise; any other file is what it is, and goes."""
    if fresh.form == Form.CSV:
        _move(fresh, Status.READ, by="system", problem=sentence[:300], counts={})
    else:
        _move(fresh, Status.REFUSED, by="system", problem=sentence[:300], content=None)


def _suggested(fresh: Import, marks: list[str]) -> set[str]:
    there = Suggestion.objects.filter(case_id=fresh.case_id, mark__in=marks)
    return set(there.values_list("mark", flat=True))


@transaction.atomic
def take_in(row: Import, *, by: Officer) -> Import:
    """Keep what a file offers as suggestions; a worker writes them where they are many.

    Raises: NotAllowed; WrongStatus; Invalid where it could not be read.
    """
    from intel.tasks import take_in_import

    grounds.require_case(row.case_id, by=by)
    fresh = _locked(row.pk)
    if fresh.status == Status.READ and fresh.problem:
        raise Invalid(fresh.problem)
    total = sum(count for name, count in fresh.counts.items() if name.startswith("new_"))
    _move(fresh, Status.TAKING, by=by, total=total, done=0)
    if total <= STEP:
        _write_all(fresh)
    else:
        nudge(take_in_import, fresh.pk)
    return fresh


@transaction.atomic
def drop(row: Import, *, by: Officer) -> Import:
    """Not take it in: the file goes, and the line that it came stays. Raises: NotAllowed; WrongStatus."""
    grounds.require_case(row.case_id, by=by)
    fresh = _locked(row.pk)
    _move(fresh, Status.DROPPED, by=by, content=None, header=[], columns={})
    return fresh


def work(pk: UUID) -> None:
    """Write the suggestions of an import that is being taken in, a step at a time. Safe to repeat."""
    rows = _missing(pk)
    for start in range(0, len(rows), STEP):
        with transaction.atomic():
            fresh = _locked(pk)
            if fresh.status != Status.TAKING:
                return
            _write(fresh, rows[start : start + STEP])
    with transaction.atomic():
        fresh = _locked(pk)
        if fresh.status == Status.TAKING:
            _finish(fresh)


def _missing(pk: UUID) -> list[offering.Row]:
    fresh = Import.objects.filter(pk=pk, status=Status.TAKING).first()
    if fresh is None or fresh.content is None:
        return []
    laid = offering.laid(reading.read(bytes(fresh.content), schema=fresh.schema, columns=fresh.columns))
    known = offering.standing(fresh.case_id, fresh.by) | _suggested(fresh, [row.mark for row in laid.rows])
    return [row for row in laid.rows if row.mark not in known]


def _write_all(fresh: Import) -> None:
    _write(fresh, _missing(fresh.pk))
    _finish(fresh)


def _write(fresh: Import, rows: list[offering.Row]) -> None:
    made = [
        Suggestion(
            source=fresh, case_id=fresh.case_id, kind=row.kind, mark=row.mark, said=row.said, where=row.where[:80]
        )
        for row in rows
    ]
    # Another file may offer the same at this moment: what is there already stays as it is.
    Suggestion.objects.bulk_create(made, ignore_conflicts=True)
    fresh.done = min(fresh.total, fresh.done + len(rows))
    fresh.save(update_fields=["done"])


def _finish(fresh: Import) -> None:
    kept = fresh.suggestions.count()
    _move(fresh, Status.TAKEN, by="system", content=None, done=fresh.total, columns={}, header=[])
    audit.record("system", "import.suggested", fresh, suggestions=kept)


def waiting() -> list[tuple[UUID, str]]:
    """(id, status) of the imports that wait for a worker."""
    rows = Import.objects.filter(status__in=(Status.WAITING, Status.TAKING)).order_by("at")
    return list(rows.values_list("pk", "status")[:20])


def drop_forgotten() -> int:
    """Drop files that were looked at and never taken in. Returns: how many."""
    before = timezone.now() - FORGOTTEN
    found = list(Import.objects.filter(status=Status.READ, at__lt=before).values_list("pk", flat=True)[:100])
    for pk in found:
        with transaction.atomic():
            fresh = _locked(pk)
            if fresh.status == Status.READ:
                _move(fresh, Status.DROPPED, by="system", content=None, header=[], columns={})
    return len(found)


def _locked(pk: UUID) -> Import:
    return Import.objects.select_for_update(no_key=True).get(pk=pk)


def _move(fresh: Import, to: str, *, by: Officer | str, **changes: object) -> None:
    """The one way a status changes. `fresh` is locked; `changes` are columns."""
    was = steps.take(fresh, to, NEXT, _("This import is now '%(now)s': that step does not follow."), changes)
    audit.record(by, f"import.{to}", fresh, was=was)


def forget(case_id: UUID) -> int:
    """Remove all that files offered for a purged case, in the caller's transaction. Returns: how many suggestions."""
    count, _by_model = Suggestion.objects.filter(case_id=case_id).delete()
    Import.objects.filter(case_id=case_id).delete()
    return count
