"""Reports: written from tips, graded, checked by a second person, released."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline import report_drafts, retention, triage
from hotline.models import CheckEntry, GradeEntry, Report, ReportTip, SpeciesLine, Tip
from hotline.models.report import Credibility, Handling, Knowledge, Reliability, Withdrawal
from hotline.story import Offence, Precision
from reference.models import Taxon
from staff import access, audit, steps
from staff.models import Officer
from staff.references import next_reference
from staff.refusals import Invalid

MAX_REASON = 300  # characters
MAX_NOTE = 500
FIRST_DAY = date(1970, 1, 1)
A_DAY = timedelta(days=1)  # where the sun rises before ours

Status = Report.Status
NEXT: dict[str, set[str]] = {
    Status.DRAFT: {Status.GRADED, Status.WITHDRAWN},
    Status.GRADED: {Status.GRADED, Status.CHECKED, Status.WITHDRAWN},
    Status.CHECKED: {Status.GRADED, Status.RELEASED, Status.WITHDRAWN},
    Status.RELEASED: {Status.GRADED, Status.WITHDRAWN},
    Status.WITHDRAWN: set(),
}


@dataclass(frozen=True)
class Grade:
    """Reliability of the source A-F, credibility of the information 1-6, and how it is known.

    Args:
        reason: why; needed where a report is graded anew. It stands on the report's page: no word on who the source is.
    """

    reliability: str
    credibility: str
    knowledge: str = Knowledge.UNKNOWN
    reason: str = ""


@dataclass(frozen=True)
class Specimen:
    """A taxon, a CITES term code, and the quantity as told."""

    taxon: Taxon
    term: str = ""
    quantity: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True)
class Account:
    """The sanitised account. `lat` and `lon` in WGS 84 degrees; None where the place is not a point."""

    title: str
    text: str
    offences: Sequence[str]
    species: Sequence[Specimen] = field(default_factory=tuple)
    country: str = ""
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    place_precision: str = Precision.REGION
    happened_on: date | None = None
    date_precision: str = Report.DatePrecision.UNKNOWN
    handling: str = Handling.AMBER


def _check(account: Account) -> None:
    wrong: dict[str, str] = {}
    if not account.title.strip():
        wrong["title"] = _("Give the report a title.")
    if not account.text.strip():
        wrong["text"] = _("Write the account afresh: what happened, without the source's words.")
    if not account.offences or set(account.offences) - set(Offence.values):
        wrong["offences"] = _("Choose at least one offence.")
    if account.handling not in Handling.values:
        wrong["handling"] = _("Choose a handling label.")
    if account.happened_on and not FIRST_DAY <= account.happened_on <= timezone.localdate() + A_DAY:
        wrong["happened_on"] = _("Choose a day between 1970 and today: a report tells of what has happened.")
    if (account.lat is None) != (account.lon is None):
        wrong["lat"] = _("Give both latitude and longitude, or neither.")
    if wrong:
        raise Invalid(_("The report is not complete. Nothing you wrote is lost."), **wrong)


def _check_grade(grade: Grade) -> None:
    wrong: dict[str, str] = {}
    if grade.reliability not in Reliability.values:
        wrong["reliability"] = _("Choose how reliable the source is, A to F.")
    if grade.credibility not in Credibility.values:
        wrong["credibility"] = _("Choose how credible the information is, 1 to 6.")
    if grade.knowledge not in Knowledge.values:
        wrong["knowledge"] = _("Choose how the source knows it.")
    if len(grade.reason) > MAX_REASON:
        wrong["reason"] = _("At most 300 characters.")
    if wrong:
        raise Invalid(_("The grade is not complete."), **wrong)


@transaction.atomic
def promote(
    tips: Sequence[Tip], account: Account, grade: Grade | None = None, *, by: Officer, key: UUID | None = None
) -> Report:
    """Write a report from one or more tips, which become PROMOTED; a tip promoted before may be cited again.

    Args:
        grade: left out, the report stays a draft until it is graded.
        key: id of the report to be, chosen by the page it is written on: the same page sent twice is one report.
    Raises: NotAllowed; Invalid with a sentence per field; WrongStatus where a tip was decided otherwise meanwhile.
    """
    access.require(by, "hotline.grade_report")
    _check(account)
    if grade:
        _check_grade(grade)
    if not tips:
        raise Invalid(_("A report is written from at least one tip."))
    ids = [tip.pk for tip in tips]
    locked = list(Tip.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    # Behind the tips' locks: a page sent again waits for the first one, and finds what that wrote.
    if key and (known := Report.objects.filter(pk=key).first()):
        if known.author_id != by.pk:
            raise Invalid(_("This page was sent by somebody else. Open it anew."))
        return known
    report = _write(account, by=by, key=key)
    for tip in locked:
        if tip.status != Tip.Status.PROMOTED:
            triage.promoted(tip, by=by)
        ReportTip.objects.create(report=report, tip=tip)
    report_drafts.written(locked, by=by)
    audit.record(by, "report.written", report, tips=[str(pk) for pk in ids])
    return _grade(report, grade, by=by) if grade else report


def _write(account: Account, *, by: Officer, key: UUID | None) -> Report:
    report = Report.objects.create(
        id=key or uuid4(), reference=next_reference("RPT"), title=account.title.strip(), text=account.text.strip(),
        offences=list(account.offences), country=account.country, place=account.place, lat=account.lat, lon=account.lon,
        place_precision=account.place_precision, happened_on=account.happened_on, date_precision=account.date_precision,
        handling=account.handling, author=by, review_by=retention.first_review(),
    )  # fmt: skip
    SpeciesLine.objects.bulk_create(
        SpeciesLine(report=report, taxon=line.taxon, term=line.term, quantity=line.quantity, unit=line.unit)
        for line in account.species
    )
    return report


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(no_key=True).get(pk=report.pk)


def _move(fresh: Report, to: str, *, by: Officer, **changes: object) -> Report:
    was = steps.take(fresh, to, NEXT, _("This report is now '%(now)s': that step does not follow."), changes)
    audit.record(by, f"report.{to}", fresh, was=was)
    return fresh


@transaction.atomic
def grade(report: Report, grade: Grade, *, by: Officer) -> Report:
    """Grade a report, or grade it anew, with a reason: then it must be checked and released again. Every grade is kept.

    Raises: NotAllowed; Invalid, also for a later grade without a reason; WrongStatus for a withdrawn report.
    """
    access.require(by, "hotline.grade_report")
    _check_grade(grade)
    fresh = _locked(report)
    if fresh.reliability and not grade.reason.strip():
        raise Invalid(_("Say why the grade changes."), reason=_("Say why the grade changes."))
    return _grade(fresh, grade, by=by)


def _grade(fresh: Report, grade: Grade, *, by: Officer) -> Report:
    values = {"reliability": grade.reliability, "credibility": grade.credibility, "knowledge": grade.knowledge}
    GradeEntry.objects.create(report=fresh, by=by, reason=grade.reason.strip(), **values)
    return _move(fresh, Status.GRADED, by=by, checker=None, **values)


@transaction.atomic
def check(report: Report, *, by: Officer, note: str = "") -> Report:
    """A second person has read the report against its tips.

    Args:
        note: what was compared, or what to mind; up to 500 characters, on the report's page.
    Raises: NotAllowed, also for the author and for whoever gave the grade; Invalid; WrongStatus.
    """
    access.require(by, "hotline.check_report")
    if len(note) > MAX_NOTE:
        raise Invalid(_("The note is too long: 500 characters fit."), note=_("500 characters fit."))
    fresh = _locked(report)
    access.require_second_person(by, fresh.author)
    if graded := fresh.grades.select_related("by").order_by("-pk").first():
        access.require_second_person(by, graded.by)
    moved = _move(fresh, Status.CHECKED, by=by, checker=by)
    CheckEntry.objects.create(report=fresh, by=by, note=note.strip())
    return moved


@transaction.atomic
def release(report: Report, *, by: Officer, handling: str = "") -> Report:
    """Let a checked report be used in cases and products.

    Args:
        handling: a TLP label, where it leaves with another one than its author chose.
    Raises: NotAllowed; Invalid; WrongStatus.
    """
    access.require(by, "hotline.check_report")
    fresh = _locked(report)
    was, now = fresh.handling, handling or fresh.handling
    if now not in Handling.values:
        raise Invalid(_("Choose a handling label."), handling=_("Choose a handling label."))
    moved = _move(fresh, Status.RELEASED, by=by, released_at=timezone.now(), handling=now)
    if now != was:
        audit.record(by, "report.relabelled", fresh, was=was, now=now)
    return moved


@transaction.atomic
def withdraw(report: Report, *, by: Officer, reason: str) -> Report:
    """Take a report back for good. It stays readable, marked as withdrawn; whoever holds it is told on their page.

    Args:
        reason: a `Withdrawal`: colleagues read it, agencies do not.
    Raises: NotAllowed; Invalid; WrongStatus.
    """
    access.require(by, "hotline.check_report")
    if reason not in Withdrawal.values:
        raise Invalid(_("Choose why it is withdrawn."), reason=_("Choose why it is withdrawn."))
    changes = {"withdrawn_at": timezone.now(), "withdrawn_why": reason}
    return _move(_locked(report), Status.WITHDRAWN, by=by, **changes)


def passed_on(reports: Iterable[Report]) -> int:
    """Note that an agency was told, in the caller's transaction: a source may learn so much. Returns: how many."""
    ids = [report.pk for report in reports]
    return Report.objects.filter(pk__in=ids, passed_on_at=None).update(passed_on_at=timezone.now())
