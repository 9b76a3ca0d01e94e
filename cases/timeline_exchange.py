"""A timeline out as a table, and a table in: what would come of it is shown first, and all of it comes or none."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases import timeline, timeline_csv
from cases.casework import locked, require_case
from cases.models import Case, Exhibit, TimelineItem
from cases.timeline import Moment
from cases.timeline_csv import Bad, Line
from hotline.models import Report
from staff import audit, compartments
from staff.models import Officer
from staff.refusals import Invalid


@dataclass
class Plan:
    """What would come of a table. new, changed and same by line number; ties and disputes are added, never undone."""

    new: dict[int, Line] = field(default_factory=dict)
    changed: dict[int, tuple[TimelineItem, Line]] = field(default_factory=dict)
    same: dict[int, TimelineItem] = field(default_factory=dict)
    bad: list[Bad] = field(default_factory=list)
    lines: dict[int, Line] = field(default_factory=dict)

    @property
    def does_nothing(self) -> bool:
        return not (self.new or self.changed)


@transaction.atomic
def take_out(case: Case, *, by: Officer) -> bytes:
    """The timeline as CSV, as far as the officer sees it. On record, as whatever leaves. Raises: NotAllowed."""
    require_case(case, "cases.view_case", by=by)
    items = list(TimelineItem.objects.visible_to(by).filter(case=case).drawn())
    shown = {item.pk for item in items}
    audit.record(by, "timeline.taken_out", case, entries=len(items))
    return timeline_csv.table(timeline_csv.line_of(item, shown=shown) for item in items)


def plan(case: Case, raw: bytes, *, by: Officer) -> Plan:
    """What a table would change in the case; nothing is changed.

    A line with the id of an entry of the case is that entry. Any other is the entry that says the same, as often as
    there are such; only what is left is new. So a table that was taken in changes nothing when it comes again.
    Raises: NotAllowed; Invalid where the file is no such table.
    """
    require_case(case, "cases.write_case", by=by)
    try:
        lines, bad = timeline_csv.lines_of(raw)
    except timeline_csv.NoTable as no_table:
        raise Invalid(str(no_table), table=str(no_table)) from no_table
    known = _Known.of(case, by)
    found = Plan(bad=bad)
    for number, line in lines:
        if sentence := known.wrong(case, line, [each.id for each in found.lines.values() if each.id]):
            found.bad.append(Bad(number, sentence))
        else:
            found.lines[number] = line
    found.bad += _lost_ties(found, known)
    found.bad.sort(key=lambda each: each.number)
    _match(found, known)
    return found


def _match(found: Plan, known: "_Known") -> None:
    left = dict(known.items)
    for number, line in found.lines.items():
        if item := left.pop(line.id, None):
            if timeline_csv.line_of(item).said == line.said:
                found.same[number] = item
            else:
                found.changed[number] = (item, line)
    saying: dict[Line, list[TimelineItem]] = defaultdict(list)
    for item in left.values():
        saying[timeline_csv.line_of(item).said].append(item)
    for number, line in found.lines.items():
        if number in found.same or number in found.changed:
            continue
        if alike := saying[line.said]:
            found.same[number] = alike.pop(0)
        else:
            found.new[number] = line


def _lost_ties(found: Plan, known: "_Known") -> Iterator[Bad]:
    named = {line.id for line in found.lines.values()} | set(known.items)
    for number, line in found.lines.items():
        if any(tie not in named or tie == line.id for tie in line.ties):
            yield Bad(number, _("contradicted_by names no other entry of this table or case."))


@dataclass(frozen=True)
class _Known:
    """What a table can name: entries by id, reports and exhibits by reference, as far as the officer sees them."""

    items: dict[str, TimelineItem]
    reports: dict[str, Report]
    exhibits: dict[str, Exhibit]

    @classmethod
    def of(cls, case: Case, officer: Officer) -> "_Known":
        items = TimelineItem.objects.visible_to(officer).filter(case=case).drawn()
        reports = case.reports.exclude(compartments__overlap=list(compartments.closed_to(officer)))
        return cls(
            {str(item.pk): item for item in items}, {report.reference: report for report in reports},
            {exhibit.reference: exhibit for exhibit in case.exhibits.all()},
        )  # fmt: skip

    def wrong(self, case: Case, line: Line, taken: list[str]) -> str:
        """A sentence on what cannot be taken of a line, '' where all can."""
        if line.id and (line.id in taken or not _is_id(line.id)):
            return _("This id stands in the table before.") if line.id in taken else _("This is no id of an entry.")
        if unseen := [name for name in line.reports if name not in self.reports]:
            return _("You see no report %(name)s in this case.") % {"name": unseen[0][:20]}
        if unseen := [name for name in line.exhibits if name not in self.exhibits]:
            return _("This case has no exhibit %(name)s.") % {"name": unseen[0][:20]}
        return next(iter(timeline.wrong_with(case, self.moment(line)).values()), "")

    def moment(self, line: Line) -> Moment:
        return Moment(
            line.text, line.start, line.end, line.precision, line.zone, line.place, line.country,
            [self.reports[name] for name in line.reports], [self.exhibits[name] for name in line.exhibits],
            line.disputed, line.in_packets,
        )  # fmt: skip


def _is_id(said: str) -> bool:
    try:
        return str(UUID(said)) == said
    except ValueError:
        return False


@transaction.atomic
def take_in(case: Case, raw: bytes, *, by: Officer) -> Plan:
    """Take a table into the timeline: new entries, new wordings of those that changed. All of it, or nothing.

    Raises: NotAllowed; Invalid where a line is bad, or the file is no such table.
    """
    fresh = locked(case)
    found = plan(fresh, raw, by=by)
    if found.bad:
        first = found.bad[0]
        raise Invalid(
            _("Nothing was taken in. Line %(number)d: %(sentence)s")
            % {"number": first.number, "sentence": first.sentence}
        )
    known = _Known.of(fresh, by)
    items = dict(found.same)
    for number, line in found.new.items():
        items[number] = timeline.add(fresh, known.moment(line), by=by)
    for number, (item, line) in found.changed.items():
        items[number] = timeline.reword(item, known.moment(line), by=by)
    _tie(found, items, known, by)
    audit.record(by, "timeline.taken_in", fresh, new=len(found.new), changed=len(found.changed))
    return found


def _tie(found: Plan, items: dict[int, TimelineItem], known: _Known, by: Officer) -> None:
    by_id = known.items | {line.id: items[number] for number, line in found.lines.items() if line.id}
    for number, line in found.lines.items():
        if line.disputed and not items[number].is_disputed:
            timeline.dispute(items[number], by=by)
        for tie in line.ties:
            timeline.contradict(items[number], by_id[tie], by=by)
