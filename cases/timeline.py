"""The timeline of a case: what happened, in which versions, and what contradicts what."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import when
from cases.casework import require_case
from cases.models import Case, Exhibit, TimelineItem, TimelineVersion
from hotline.models import Report
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid

MAX_TEXT, MAX_PLACE = 500, 200  # characters, as the columns hold
# What `Moment` and an entry have in common, and a version keeps.
TOLD = ("start", "end", "zone", "precision", "text", "place", "country", "in_summary")


@dataclass(frozen=True)
class Moment:
    """What happened. `start` and `end` carry their zone; `precision` says how much of them is known.

    zone: IANA name of the zone that it was told in; '' takes that of `start`. reports, exhibits: what it rests on.
    country: ISO 3166-1.
    """

    text: str
    start: datetime
    end: datetime | None = None
    precision: str = when.Precision.DAY
    zone: str = ""
    place: str = ""
    country: str = ""
    reports: Sequence[Report] = field(default_factory=tuple)
    exhibits: Sequence[Exhibit] = field(default_factory=tuple)
    is_disputed: bool = False
    in_summary: bool = True


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _zone_of(moment: Moment) -> str:
    given = moment.start.tzinfo
    return when.zone_named(moment.zone or (given.key if isinstance(given, ZoneInfo) else ""))


def wrong_with(case: Case, moment: Moment) -> dict[str, str]:
    """A sentence for each field of an entry that cannot stand as it is."""
    wrong: dict[str, str] = {}
    text, place = _one_line(moment.text), _one_line(moment.place)
    if not text or len(text) > MAX_TEXT or "\0" in text:
        wrong["text"] = _("Say what happened, in up to 500 characters.")
    if len(place) > MAX_PLACE or "\0" in place:
        wrong["place"] = _("Name the place in up to 200 characters.")
    if moment.country and not (len(moment.country) == 2 and moment.country.isascii() and moment.country.isalpha()):
        wrong["country"] = _("Write the country by its two letters, as VN.")
    if moment.precision not in when.Precision.values:
        wrong["precision"] = _("Choose how precisely the time is known.")
    if any(at.year not in when.YEARS for at in (moment.start, moment.end) if at):
        wrong["start"] = _("The year must lie between 1900 and 2100.")
    if moment.end and moment.end < moment.start:
        wrong["end"] = _("It ended before it began.")
    try:
        _zone_of(moment)
    except when.Unreadable as unknown:
        wrong["zone"] = str(unknown)
    return wrong | _not_of(case, moment)


def _not_of(case: Case, moment: Moment) -> dict[str, str]:
    reports, exhibits = {row.pk for row in moment.reports}, {row.pk for row in moment.exhibits}
    wrong = {}
    if reports and case.report_links.filter(report__in=reports).count() < len(reports):
        wrong["reports"] = _("Add the report to the case first.")
    if exhibits and case.exhibits.filter(pk__in=exhibits).count() < len(exhibits):
        wrong["exhibits"] = _("An entry cites exhibits of its own case only.")
    return wrong


def _checked(case: Case, moment: Moment) -> dict[str, object]:
    """The columns of an entry, as far down as the precision goes. Raises: Invalid with a sentence per field."""
    if wrong := wrong_with(case, moment):
        raise Invalid(_("The entry is not complete."), **wrong)
    zone = _zone_of(moment)
    ends = when.floored(moment.end, moment.precision, zone) if moment.end else None
    return {
        "start": when.floored(moment.start, moment.precision, zone), "end": ends, "zone": zone,
        "precision": moment.precision, "text": _one_line(moment.text), "place": _one_line(moment.place),
        "country": moment.country.upper(), "in_summary": moment.in_summary,
    }  # fmt: skip


@transaction.atomic
def add(case: Case, moment: Moment, *, by: Officer) -> TimelineItem:
    """Put something that happened on the timeline.

    Raises: NotAllowed; Invalid with a sentence per field.
    """
    require_case(case, "cases.write_case", by=by)
    columns = _checked(case, moment)
    item = TimelineItem.objects.create(case=case, is_disputed=moment.is_disputed, added_by=by, **columns)
    item.reports.set(moment.reports)
    item.exhibits.set(moment.exhibits)
    audit.record(by, "timeline.added", item, case=case.reference)
    return item


@transaction.atomic
def reword(item: TimelineItem, moment: Moment, *, by: Officer) -> TimelineItem:
    """Write an entry anew. What it said before is kept as a version of it; nothing new makes no version.

    Args:
        moment: the whole entry as it is to stand; whether it is disputed stays as it is.
    Raises: NotAllowed; Invalid with a sentence per field.
    """
    require_case(item.case, "cases.write_case", by=by)
    fresh = _locked(item)
    columns = _checked(fresh.case, moment)
    cited = _cited(fresh)
    wanted = (sorted(row.pk for row in moment.reports), sorted(row.pk for row in moment.exhibits))
    changed = [name for name in TOLD if getattr(fresh, name) != columns[name]]
    if not changed and cited == wanted:
        return fresh
    _keep(fresh, *cited)
    for name in changed:
        setattr(fresh, name, columns[name])
    fresh.number, fresh.changed_by, fresh.changed_at = fresh.number + 1, by, timezone.now()
    fresh.save(update_fields=[*changed, "number", "changed_by", "changed_at"])
    fresh.reports.set(moment.reports)
    fresh.exhibits.set(moment.exhibits)
    audit.record(by, "timeline.reworded", fresh, number=fresh.number, fields=[*changed, *_cites(cited, wanted)])
    return fresh


def _locked(item: TimelineItem) -> TimelineItem:
    return TimelineItem.objects.select_for_update(no_key=True, of=("self",)).select_related("case").get(pk=item.pk)


def _cited(item: TimelineItem) -> tuple[list[UUID], list[UUID]]:
    return sorted(item.reports.values_list("pk", flat=True)), sorted(item.exhibits.values_list("pk", flat=True))


def _cites(was: tuple[list[UUID], list[UUID]], now: tuple[list[UUID], list[UUID]]) -> list[str]:
    return [name for name, old, new in zip(("reports", "exhibits"), was, now, strict=True) if old != new]


def _keep(item: TimelineItem, reports: list[UUID], exhibits: list[UUID]) -> None:
    TimelineVersion.objects.create(
        item=item, number=item.number, reports=reports, exhibits=exhibits,
        written_by=item.changed_by or item.added_by, written_at=item.changed_at or item.added_at,
        **{name: getattr(item, name) for name in TOLD},
    )  # fmt: skip


@transaction.atomic
def dispute(item: TimelineItem, *, by: Officer) -> TimelineItem:
    """Mark an entry as disputed. It stays, and every packet says that it is."""
    require_case(item.case, "cases.write_case", by=by)
    fresh = _locked(item)
    if not fresh.is_disputed:
        fresh.is_disputed = True
        fresh.save(update_fields=["is_disputed"])
        audit.record(by, "timeline.disputed", fresh)
    return fresh


@transaction.atomic
def contradict(item: TimelineItem, other: TimelineItem, *, by: Officer) -> TimelineItem:
    """Tie two entries of a case that cannot both be true. Both stay, and each says that the other contradicts it.

    Raises: NotAllowed; Invalid where it is one entry, or they stand in two cases.
    """
    require_case(item.case, "cases.write_case", by=by)
    if other.pk == item.pk or other.case_id != item.case_id:
        sentence = _("Choose another entry of this case.")
        raise Invalid(sentence, other=sentence)
    fresh = _locked(item)
    if not fresh.conflicts.filter(pk=other.pk).exists():
        fresh.conflicts.add(other)
        audit.record(by, "timeline.contradicted", fresh, other=str(other.pk))
    return fresh


@transaction.atomic
def untie(item: TimelineItem, other: TimelineItem, *, by: Officer) -> TimelineItem:
    """Say that two entries do not contradict each other after all."""
    require_case(item.case, "cases.write_case", by=by)
    fresh = _locked(item)
    if fresh.conflicts.filter(pk=other.pk).exists():
        fresh.conflicts.remove(other)
        audit.record(by, "timeline.untied", fresh, other=str(other.pk))
    return fresh
