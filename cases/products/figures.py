"""Figures of a product, drawn up from what its writer sees: codes and numbers, put into words where they are shown."""

from collections.abc import Iterable, Iterator
from typing import Any

from cases import case_map
from cases.case_map import Spot
from cases.models import Case, Seizure
from cases.packets import places
from cases.packets.entities import PROTECTED
from cases.packets.fields import pick
from cases.seizing import told
from cases.seizing.told import Allowed
from hotline.models import Report, SpeciesLine
from intel.models import Fact, FigureKind, Link
from intel.network import of_case as network_of_case
from intel.products import charts
from intel.products.writing import Drawn
from staff.models import Officer

MONTH = "%Y-%m"
PLACED = frozenset({"kind", "reference", "place", "country", "at", "grade", "lat", "lon", "km"})
SEIZED = Allowed(
    frozenset({"reference", "date", "country", "place", "agency"}),
    frozenset({"name", "term_name", "quantity", "unit", "reported"}), frozenset(), frozenset(),
)  # fmt: skip


def of_reports(reports: list[Report]) -> list[Drawn]:
    """Charts and map of a selection; what would be empty is left out."""
    return _filled({**_charts(reports), FigureKind.MAP: _map(case_map.of_reports(reports))})


def of_case(case: Case, reports: list[Report], *, by: Officer) -> list[Drawn]:
    """The same with the case's network, as far as the reports tell of it, and its seizures."""
    seizures = Seizure.objects.visible_to(by).filter(case=case)
    spots = [*case_map.of_reports(reports), *case_map.of_seizures(seizures.select_related("agency"))]
    drawn = {
        **_charts(reports), FigureKind.NETWORK: _network(case, reports, by=by), FigureKind.MAP: _map(spots),
        FigureKind.SEIZURES: _seizures(seizures),
    }  # fmt: skip
    return _filled(drawn)


def _filled(drawn: dict[Any, Any]) -> list[Drawn]:
    return [Drawn(str(kind), content) for kind, content in drawn.items() if content]


def _charts(reports: list[Report]) -> dict[Any, Any]:
    lines = SpeciesLine.objects.filter(report__in=reports).select_related("taxon", "report").order_by("pk")
    told_of = [(line.taxon.scientific_name, line.report.reference) for line in lines]
    one_country = len({report.country for report in reports if report.country}) == 1
    areas = [(report.place if one_country and report.place else report.country, report.reference) for report in reports]
    counted = {
        FigureKind.MONTHS: charts.rows(((_month(report), report.reference) for report in reports), by_number=False),
        FigureKind.AREAS: charts.rows(areas, by_number=True),
        FigureKind.TAXA: charts.rows(told_of, by_number=True),
    }
    return {kind: {"rows": rows} for kind, rows in counted.items() if rows}


def _month(report: Report) -> str:
    """`2026-03`, `2026` where only the year is known, "" where nothing is."""
    shapes = {"day": MONTH, "month": MONTH, "year": "%Y"}
    shape = shapes.get(report.date_precision)
    return report.happened_on.strftime(shape) if report.happened_on and shape else ""


def _map(spots: Iterable[Spot]) -> dict[str, Any]:
    """Rows as packets have them: places by their names, blurred where few live."""
    found = [spot for spot in case_map.located(list(spots)) if spot.point]
    rows = [pick(places.FIELDS, PLACED, spot) | {"kind": spot.kind} for spot in found]
    return {"rows": rows} if rows else {}


def _network(case: Case, reports: list[Report], *, by: Officer) -> dict[str, Any]:
    """Persons and things that the cited reports name, by numbers of this product, and the links that they tell.

    Whoever is reported as a victim or a witness, by whichever report, is not in it.
    """
    shown = network_of_case.entities(case.pk, by).exclude(
        links_out__in=Link.objects.standing().filter(role__in=PROTECTED)
    )
    named = Fact.objects.standing().filter(entity__in=shown, report__in=reports, prop="name").select_related("entity")
    names: dict[Any, Fact] = {}
    for fact in named.order_by("entity__schema", "report__reference", "pk"):
        names.setdefault(fact.entity_id, fact)
    keys = {pk: f"E{number}" for number, pk in enumerate(names, start=1)}
    rows = network_of_case.links(case.pk, by).filter(report__in=reports, source__in=keys, target__in=keys)
    nodes = [{"key": keys[pk], "name": fact.value, "schema": fact.entity.schema} for pk, fact in names.items()]
    return {"nodes": nodes, "ties": [_tie(row, keys) for row in rows]} if nodes else {}


def _tie(row: Link, keys: dict[Any, str]) -> dict[str, Any]:
    assert row.report is not None  # only links of the cited reports are asked for
    return {
        "source": keys[row.source_id], "target": keys[row.target_id], "kind": row.kind, "role": row.role,
        "basis": row.basis, "grade": row.report.grade, "report": row.report.reference, "period": row.period,
        "summary": row.summary,
    }  # fmt: skip


def _seizures(seizures: Any) -> dict[str, Any]:
    rows = list(_lines(told.tell(told.with_rows(seizures), SEIZED, ())))
    return {"rows": rows} if rows else {}


def _lines(told_of: Iterable[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """A row for each line of each seizure, one for a seizure without lines."""
    for each in told_of:
        head = {name: str(each["seizure"][name]) for name in ("reference", "date", "country", "place", "agency")}
        for line in each["lines"] or [dict.fromkeys(("name", "term_name", "quantity", "unit", "reported"), "")]:
            amount = " ".join(filter(None, (str(line["quantity"]), str(line["unit"])))) or str(line["reported"])
            yield head | {"what": ", ".join(filter(None, (line["name"], line["term_name"]))), "quantity": amount}
