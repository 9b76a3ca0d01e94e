"""The case desk: opening, describing, moving and closing cases, and who is let in. Who leads: `cases.leading`."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import brief as briefs
from cases.brief import Brief
from cases.models import Case, CaseNote, CaseReport
from hotline import retention
from hotline.models import Report
from staff import access, audit, compartments, holds, steps
from staff.models import Membership, Officer
from staff.references import next_reference
from staff.refusals import Invalid, NotAllowed, WrongStatus

MAX_NOTE = 5_000  # characters
MAX_REST = timedelta(days=731)

Status = Case.Status
# From where a case may go where. Drawn in docs/architecture.md.
NEXT: dict[str, set[str]] = {
    Status.PROPOSED: {Status.OPEN, Status.CLOSED},
    Status.OPEN: {Status.ACTIVE, Status.WITH_AGENCY, Status.CLOSED},
    Status.ACTIVE: {Status.DORMANT, Status.WITH_AGENCY, Status.IN_COURT, Status.CLOSED},
    Status.DORMANT: {Status.ACTIVE, Status.CLOSED},
    Status.WITH_AGENCY: {Status.ACTIVE, Status.IN_COURT, Status.CLOSED},
    Status.IN_COURT: {Status.WITH_AGENCY, Status.CLOSED},
    Status.CLOSED: {Status.ACTIVE, Status.ARCHIVED},
    Status.ARCHIVED: {Status.ACTIVE},
}


def require_case(case: Case, right: str, *, by: Officer) -> None:
    """Raises: NotAllowed where the role lacks the right, or the officer may not act in the case; WrongStatus once the
    case is purged, to which nothing is added.
    """
    access.require(by, right)
    seen = Case.objects.worked_by(by).filter(pk=case.pk).values_list("purged_at", flat=True)
    if not seen:
        raise NotAllowed(_("You are not a member of this case."))
    require_kept(seen[0])


def require_kept(purged_at: datetime | None) -> None:
    """Raises: WrongStatus of a purged case: nothing is added to it."""
    if purged_at:
        raise WrongStatus(_("This case was purged: nothing is added to it."))


def locked(case: Case) -> Case:
    """The case's row, locked and read again."""
    return Case.objects.select_for_update(no_key=True).get(pk=case.pk)


def _move(fresh: Case, to: str, *, by: Officer, why: CaseNote | None = None, **changes: object) -> Case:
    """The one way a status changes. `fresh` is locked; `why` the note that gives the reason; `changes` are columns."""
    if fresh.status == Status.DORMANT:
        changes["wake_on"] = None
    was = steps.take(fresh, to, NEXT, _("This case is now '%(now)s': that step does not follow."), changes)
    more = ({"note": why.pk} if why else {}) | ({"until": fresh.wake_on} if fresh.wake_on else {})
    audit.record(by, f"case.{to}", fresh, was=was, ending=fresh.ending, **more)
    return fresh


@transaction.atomic
def open_case(reports: Sequence[Report], brief: Brief, *, by: Officer, reason: str = "") -> Case:
    """Open a case from reports. Whoever opens it leads it and is its first member.

    Args:
        reports: those the officer sees; may be empty. Each report's compartments gain the case.
        reason: why the reports belong here, up to 300 characters.
    Raises: NotAllowed; Invalid with a sentence per field.
    """
    access.require(by, "cases.open_case")
    return _create(reports, brief, Status.OPEN, by=by, reason=reason)


@transaction.atomic
def propose_case(reports: Sequence[Report], brief: Brief, *, by: Officer, reason: str = "") -> Case:
    """Propose a case that a colleague opens later with `move(case, "open")`."""
    access.require(by, "cases.write_case")
    return _create(reports, brief, Status.PROPOSED, by=by, reason=reason)


def _create(reports: Sequence[Report], brief: Brief, status: str, *, by: Officer, reason: str) -> Case:
    briefs.check(brief)
    columns: dict[str, Any] = brief.columns() | {"review_by": brief.review_by or retention.first_review()}
    case = Case.objects.create(reference=next_reference("CAS"), status=status, lead=by, opened_by=by, **columns)
    audit.record(by, f"case.{status}", case)
    compartments.admit(by, case.pk, by=by)
    for report in reports:
        add_report(case, report, by=by, reason=reason)
    return case


@transaction.atomic
def add_report(case: Case, report: Report, *, by: Officer, reason: str = "") -> CaseReport:
    """Use a report in a case; adding it twice changes nothing. Whoever the case denies no longer sees the report.

    Raises: NotAllowed, also for a report the officer does not see; WrongStatus for a closed case; Invalid for a
        withdrawn report.
    """
    require_case(case, "cases.write_case", by=by)
    fresh = locked(case)
    if fresh.is_closed:
        raise WrongStatus(_("This case is closed: reopen it first."))
    if not Report.objects.visible_to(by).filter(pk=report.pk).exists():
        raise NotAllowed(_("You do not see this report."))
    row = Report.objects.select_for_update(no_key=True).get(pk=report.pk)
    if row.status == Report.Status.WITHDRAWN:
        raise Invalid(_("%(report)s was withdrawn.") % {"report": row.reference})
    link, is_new = CaseReport.objects.get_or_create(
        case=fresh, report=row, defaults={"reason": reason.strip()[:300], "added_by": by}
    )
    if is_new:
        row.compartments = [*row.compartments, fresh.pk]
        row.save(update_fields=["compartments"])
        _hold_back(fresh, row)
        audit.record(by, "case.report_added", fresh, report=row.reference)
    return link


def _hold_back(case: Case, report: Report) -> None:
    """Nothing behind the report is purged while the case needs it. Tips are locked: a purge may be at them just now."""
    tips = report.tips.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True)
    holds.hold([report.pk, *tips], case.pk)


@transaction.atomic
def describe(case: Case, brief: Brief, *, by: Officer) -> Case:
    """Rewrite what the case is about."""
    require_case(case, "cases.write_case", by=by)
    briefs.check(brief)
    fresh = locked(case)
    columns = brief.columns()
    changed = sorted(name for name, value in columns.items() if getattr(fresh, name) != value)
    for name in changed:
        setattr(fresh, name, columns[name])
    if changed:
        fresh.save(update_fields=changed)
        audit.record(by, "case.described", fresh, fields=changed)
    return fresh


@transaction.atomic
def note(case: Case, text: str, *, by: Officer) -> CaseNote:
    """Keep a note in the case. It stays on the desk."""
    require_case(case, "cases.write_case", by=by)
    return _note(case, text, by=by)


def _note(case: Case, text: str, *, by: Officer) -> CaseNote:
    if not text.strip() or len(text) > MAX_NOTE:
        sentence = _("Write a note of up to 5,000 characters.")
        raise Invalid(sentence, text=sentence)
    row = CaseNote.objects.create(case=case, author=by, text=text.strip())
    audit.record(by, "case.noted", case, note=row.pk)
    return row


@transaction.atomic
def move(case: Case, to: str, *, by: Officer) -> Case:
    """Move a case on: open, active, with an agency, in court, archived.

    Raises: NotAllowed; WrongStatus where the step does not follow, or needs `rest`, `close` or `reopen`.
    """
    require_case(case, "cases.open_case" if to == Status.OPEN else "cases.write_case", by=by)
    fresh = locked(case)
    if to in (Status.CLOSED, Status.DORMANT) or (fresh.is_closed and to != Status.ARCHIVED):
        raise WrongStatus(_("Closing needs an ending, and rest or reopening a reason."))
    # What is archived is asked about once more, a term later.
    changes: dict[str, Any] = {"review_by": retention.first_review()} if to == Status.ARCHIVED else {}
    moved = _move(fresh, to, by=by, **changes)
    if to == Status.ARCHIVED:
        audit.record(by, "case.holds_lifted", moved, holds=holds.let_go(moved.pk))
    return moved


@transaction.atomic
def rest(case: Case, reason: str, until: date, *, by: Officer) -> Case:
    """Let a case rest until a day, on which its page, its lead's list and the filter ask for it again.

    Args:
        reason: kept as a note, which the case's history shows.
        until: after today, within two years.
    Raises: NotAllowed; WrongStatus; Invalid with a sentence per field.
    """
    require_case(case, "cases.write_case", by=by)
    fresh, today = locked(case), timezone.localdate()
    wrong: dict[str, str] = {}
    if not reason.strip():
        wrong["reason"] = _("Say why it rests, and what it waits for.")
    if not today < until <= today + MAX_REST:
        wrong["until"] = _("Choose a day after today, within two years.")
    if wrong:
        raise Invalid(_("A case rests for a reason, until a day."), **wrong)
    return _move(fresh, Status.DORMANT, by=by, why=_note(fresh, reason, by=by), wake_on=until)


@transaction.atomic
def referred(case: Case, *, by: Officer) -> Case:
    """A referral was sent: the case is with an agency where that follows. Called in the sender's transaction."""
    fresh = locked(case)
    return _move(fresh, Status.WITH_AGENCY, by=by) if Status.WITH_AGENCY in NEXT[fresh.status] else fresh


@transaction.atomic
def close(case: Case, ending: str, *, by: Officer) -> Case:
    """Close a case and say how it ended (`Case.Ending`). A task that blocks it must be done or dropped first."""
    require_case(case, "cases.write_case", by=by)
    if ending not in Case.Ending.values:
        raise Invalid(_("Choose how the case ended."), ending=_("Choose how the case ended."))
    fresh = locked(case)
    blocking = fresh.tasks.filter(is_blocking=True, state__in=("to_do", "doing")).values_list("title", flat=True)
    if names := ", ".join(f"'{title}'" for title in blocking):
        raise WrongStatus(_("A task still blocks this case: %(names)s.") % {"names": names})
    return _move(fresh, Status.CLOSED, by=by, ending=ending, closed_at=timezone.now())


@transaction.atomic
def reopen(case: Case, reason: str, *, by: Officer) -> Case:
    """Take up a closed or archived case again. The reason is kept as a note."""
    require_case(case, "cases.open_case", by=by)
    fresh = locked(case)
    if not fresh.is_closed:
        raise WrongStatus(_("This case is not closed."))
    if not reason.strip():
        raise Invalid(_("Say why it is reopened."), reason=_("Say why it is reopened."))
    why = _note(fresh, reason, by=by)
    for report in fresh.reports.order_by("pk"):
        _hold_back(fresh, report)
    return _move(fresh, Status.ACTIVE, by=by, why=why, ending="", closed_at=None)


def require_gatekeeper(case: Case, *, by: Officer) -> None:
    """Raises: NotAllowed unless `by` leads the case, is its deputy or supervises."""
    require_case(case, "cases.write_case", by=by)
    if not case.is_led_by(by) and not access.allows(by, "cases.read_every_case"):
        raise NotAllowed(_("The case's lead, its deputy or a supervisor lets people in."))


@transaction.atomic
def admit(case: Case, officer: Officer, *, by: Officer) -> Membership:
    """Let an officer into the case. Raises: NotAllowed unless `by` leads it, is its deputy or supervises."""
    require_gatekeeper(case, by=by)
    return compartments.admit(officer, case.pk, by=by)


@transaction.atomic
def deny(case: Case, officer: Officer, *, by: Officer) -> Membership:
    """Keep an officer out of the case and its reports, whatever else lets them in.

    Raises: NotAllowed; Invalid for the case's lead and deputy.
    """
    require_gatekeeper(case, by=by)
    if locked(case).is_led_by(officer):
        raise Invalid(_("Who leads a case cannot be kept out of it."))
    return compartments.deny(officer, case.pk, by=by)


@transaction.atomic
def lift(case: Case, officer: Officer, *, by: Officer) -> None:
    """No longer keep an officer out; it lets nobody in who was not let in otherwise. Raises: NotAllowed."""
    require_gatekeeper(case, by=by)
    compartments.lift(officer, case.pk, by=by)
