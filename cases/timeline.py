"""The timeline of a case."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cases.casework import require_case
from cases.models import Case, TimelineItem
from hotline.models import Report
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid


@dataclass(frozen=True)
class Moment:
    """What happened. `start` and `end` carry their zone; `precision` says how much of them is known."""

    text: str
    start: datetime
    end: datetime | None = None
    precision: str = TimelineItem.Precision.DAY
    place: str = ""
    report: Report | None = None
    is_disputed: bool = False
    in_summary: bool = True


def _check(case: Case, moment: Moment) -> None:
    wrong: dict[str, str] = {}
    if not moment.text.strip() or len(moment.text) > 500:
        wrong["text"] = _("Say what happened, in up to 500 characters.")
    if moment.precision not in TimelineItem.Precision.values:
        wrong["precision"] = _("Choose how precisely the time is known.")
    if moment.end and moment.end < moment.start:
        wrong["end"] = _("It ended before it began.")
    if moment.report and not case.report_links.filter(report=moment.report).exists():
        wrong["report"] = _("Add the report to the case first.")
    if wrong:
        raise Invalid(_("The entry is not complete."), **wrong)


@transaction.atomic
def add(case: Case, moment: Moment, *, by: Officer) -> TimelineItem:
    """Put something that happened on the timeline.

    Raises: NotAllowed; Invalid with a sentence per field.
    """
    require_case(case, "cases.write_case", by=by)
    _check(case, moment)
    item = TimelineItem.objects.create(
        case=case, start=moment.start, end=moment.end, precision=moment.precision, text=moment.text.strip(),
        place=moment.place.strip()[:200], report=moment.report, is_disputed=moment.is_disputed,
        in_summary=moment.in_summary, added_by=by,
    )  # fmt: skip
    audit.record(by, "timeline.added", item, case=case.reference)
    return item


@transaction.atomic
def dispute(item: TimelineItem, *, by: Officer) -> TimelineItem:
    """Mark an entry as disputed. It stays, and every packet says that it is."""
    require_case(item.case, "cases.write_case", by=by)
    fresh = TimelineItem.objects.select_for_update(no_key=True).get(pk=item.pk)
    if not fresh.is_disputed:
        fresh.is_disputed = True
        fresh.save(update_fields=["is_disputed"])
        audit.record(by, "timeline.disputed", fresh)
    return fresh
