"""The map of a case: where its reports, timeline, exhibits and seizures lie, as exactly as may be told.

Positions come from the names of places, by the reference data, or from coordinates that an officer wrote instead of a
name where nothing rests on a source's word: a pin that a source set is not looked at. What rests on a report is blurred
where few live, since the place could tell who spoke.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from cases.models import Case, Exhibit, Seizure, TimelineItem
from hotline.models import Report
from hotline.reading.coordinates import positions
from reference import gazetteer
from reference.gazetteer import Point
from staff import compartments
from staff.models import Officer

POSITION_KM = 0.1  # how far from coordinates that are written the truth may lie: a telephone's reckoning
SHAPES = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


@dataclass(frozen=True)
class Spot:
    """One thing of a case at a place.

    kind: report, entry, exhibit, seizure. told: (place as it was told, country). is_guarded: it rests on what a source
    said. row: the model's row. point: None until located, or where no name fits.
    """

    kind: str
    label: str
    what: str
    told: tuple[str, str]
    at: str = ""
    grade: str = ""
    is_guarded: bool = True
    is_withdrawn: bool = False
    row: Any = None
    point: Point | None = None
    country_point: Point | None = None


def of_case(case: Case, officer: Officer) -> list[Spot]:
    """Everything of a case that the officer sees and that tells a place or a country, located. Ten queries at most."""
    reports = case.reports.exclude(compartments__overlap=list(compartments.closed_to(officer)))
    entries = TimelineItem.objects.visible_to(officer).filter(case=case).drawn()
    exhibits = Exhibit.objects.visible_to(officer).filter(case=case, parent=None)
    seizures = case.seizures.select_related("agency")
    return of_rows(reports, entries, exhibits, seizures)


def of_rows(
    reports: Iterable[Report], entries: Iterable[TimelineItem], exhibits: Iterable[Exhibit],
    seizures: Iterable[Seizure],
) -> list[Spot]:  # fmt: skip
    """The same of rows that a page has at hand, as `of_case` asks for them. Five queries at most."""
    return located([*of_reports(reports), *of_entries(entries), *of_exhibits(exhibits), *of_seizures(seizures)])


def of_reports(reports: Iterable[Report]) -> list[Spot]:
    return [
        Spot(
            "report", report.reference, report.title, (report.place, report.country), _date(report), report.grade,
            is_withdrawn=report.status == Report.Status.WITHDRAWN, row=report,
        )
        for report in reports
    ]  # fmt: skip


def _date(report: Report) -> str:
    shape = SHAPES.get(report.date_precision)
    return report.happened_on.strftime(shape) if report.happened_on and shape else ""


def of_entries(items: Iterable[TimelineItem]) -> list[Spot]:
    """Entries of the timeline. Prefetch their reports."""
    found = []
    for item in items:
        grades = "; ".join(sorted({report.grade for report in item.reports.all()}))
        found.append(
            Spot(
                "entry", item.when, item.text, (item.place, item.country), item.when, grades,
                is_guarded=bool(item.reports.all()), is_withdrawn=bool(item.withdrawn), row=item,
            )
        )  # fmt: skip
    return found


def of_exhibits(exhibits: Iterable[Exhibit]) -> list[Spot]:
    """Originals; one that came as a source's file is guarded as what they said, and a live animal is where it is."""
    return [
        Spot(
            "exhibit", exhibit.reference, exhibit.description, (exhibit.acquired_where, ""),
            f"{exhibit.acquired_at:%Y-%m-%d}", is_guarded=_tells_of_a_source(exhibit), row=exhibit,
        )
        for exhibit in exhibits
    ]  # fmt: skip


def of_seizures(seizures: Iterable[Seizure]) -> list[Spot]:
    """What an authority took is known to many. Select their agency."""
    return [
        Spot(
            "seizure", seizure.reference, seizure.detecting_agency, (seizure.place, _known(seizure.country)),
            seizure.when, is_guarded=False, row=seizure,
        )
        for seizure in seizures
    ]  # fmt: skip


def _known(country: str) -> str:
    return "" if country in ("XX", "ZZ") else country


def _tells_of_a_source(exhibit: Exhibit) -> bool:
    return exhibit.origin is not None or exhibit.kind == Exhibit.Kind.LIVE_ANIMAL


def located(spots: list[Spot]) -> list[Spot]:
    """The same with their points; what tells no country is looked for in the one that the others tell."""
    told = [spot for spot in spots if any(spot.told)]
    home = _home(told)
    asked = {id(spot): (spot.told[0], spot.told[1] or home) for spot in told}
    found, middle = gazetteer.locate_with_countries(asked.values())
    return [_placed(spot, found.get((asked[id(spot)][0], asked[id(spot)][1].upper())), middle) for spot in told]


def _home(spots: list[Spot]) -> str:
    """The one country of the case, '' where there are several or none."""
    countries = {spot.told[1] for spot in spots if spot.told[1]}
    return countries.pop() if len(countries) == 1 else ""


def _placed(spot: Spot, found: gazetteer.Found | None, middle: dict[str, Point]) -> Spot:
    if at := _written(spot):
        return replace(spot, point=at, country_point=middle.get(at.country))
    if found is None:
        return spot
    point = found.blurred if spot.is_guarded else found.exact
    return replace(spot, point=point, country_point=middle.get(point.country))


def _written(spot: Spot) -> Point | None:
    """The position that an officer wrote in place of a name; never of what rests on a source's word."""
    found = [] if spot.is_guarded else positions(spot.told[0])
    return Point(spot.told[0], spot.told[1].upper(), "", found[0][0], found[0][1], POSITION_KM) if found else None
