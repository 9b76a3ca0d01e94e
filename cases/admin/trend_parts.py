"""The views of trends, each as its template shows it. Every number carries the address of its rows."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from cases.admin.trend_links import Links
from cases.trends import dimensions, exporting, spots, tables
from cases.trends import indicators as risk
from cases.trends import sellers as selling
from cases.trends import unusual as out_of_line
from cases.trends.counting import Dimension
from cases.trends.ground import Ground
from cases.trends.tables import Row
from hotline.public.countries import NAMES
from intel.trends import bars, flows, months
from intel.trends import season as seasons_of
from staff import access

MOST_ROWS = 100  # of the table on the page; the file has all
MOST_COLUMNS = 36  # months in a strip
KIND_NAMES = {"report": _("reports"), "case": _("cases"), "seizure": _("seizures"), "listing": _("listings")}

Numbers = list[tuple[str, Any, int, str]]  # kind, its name, number, address of the rows


def _numbers(numbers: dict[str, int], kinds: Any, links: Links, *among: tuple[str, str]) -> Numbers:
    return [
        (kind, KIND_NAMES[kind], numbers.get(kind, 0), links.rows(kind, *among) if numbers.get(kind) else "")
        for kind in kinds
    ]


# --- Table, chart and map -----------------------------------------------------------------------------------------
def table(ground: Ground, links: Links, by: str) -> dict[str, Any]:
    dimension = dimensions.ALL[by]
    rows = tables.of(ground, dimension)
    chart = _strips(rows, dimension) if dimension.in_order else _bars(rows)
    listed = rows[::-1] if dimension.in_order else rows
    return {
        "dimension": dimension, "kinds": [(kind, KIND_NAMES[kind]) for kind in dimension.kinds], "number": len(rows),
        "rows": [(row.label, _numbers(row.numbers, dimension.kinds, links, (by, row.value)))
                 for row in listed[:MOST_ROWS]],
        "choices": [(each.code, each.label, each.code == by, links.by(each.code)) for each in dimensions.ALL.values()],
        "kept": {**links.kept, "by": by}, "may_export": access.allows(ground.officer, exporting.RIGHT), **chart,
        **_map(ground, links),
    }  # fmt: skip


def _bars(rows: list[Row]) -> dict[str, Any]:
    told = [(row.label, row.numbers) for row in rows if row.value]
    return {"bars": bars.bars(told) if told else None, "left_out": max(len(told) - bars.MOST_BARS, 0)}


def _strips(rows: list[Row], dimension: Dimension) -> dict[str, Any]:
    """A strip for each kind, over the same months."""
    known = {month: row.numbers for row in rows if (month := months.read(row.value))}
    if not known:
        return {}
    # What lies ahead is a slip of the pen: it stands in the table, and pushes no month out of the strip.
    span = months.span(min(known), min(max(known), timezone.localdate()))[-MOST_COLUMNS:]
    if not span:
        return {}
    strips = []
    for kind in dimension.kinds:
        named = [(months.written(month), known.get(month, {}).get(kind, 0)) for month in span]
        if any(number for _name, number in named):
            strips.append((kind, KIND_NAMES[kind], bars.strip(named, labels=9)))
    return {"strips": strips, "span": (months.written(span[0]), months.written(span[-1]))}


def _map(ground: Ground, links: Links) -> dict[str, Any]:
    found, unknown = spots.here(ground)
    drawn = spots.drawn(found)

    def told(here: list[spots.Here]) -> list[tuple[Any, ...]]:
        return [
            (each, _name(each.point.name, each.point.country),
             _numbers(each.numbers, spots.SPOTS.kinds, links, ("spot", each.value)))
            for each in here
        ]  # fmt: skip

    return {
        "map": drawn, "places": [(dot, told(dot.here)) for dot in drawn.dots] if drawn else [],
        "outside": told(drawn.outside) if drawn else [], "unplaced": unknown, "number_of_places": len(found),
        "not_drawn": max(len(found) - spots.MOST_DRAWN, 0),
    }  # fmt: skip


def _name(place: str, country: str) -> str:
    return place or str(NAMES.get(country, country))


# --- Months -------------------------------------------------------------------------------------------------------
def unusual(ground: Ground, links: Links, by: str) -> dict[str, Any]:
    told = []
    for each in out_of_line.found(ground):
        month = months.written(each.month.month)
        among = [("month", month), *([(each.by, each.value)] if each.by else [])]
        address = links.rows(each.kind, *among, since_ever=True) if each.month.number else ""
        told.append((each, month, KIND_NAMES[each.kind], address))
    return {"unusual": told, "fewest": out_of_line.unusual.FEWEST_ROWS}


def season(ground: Ground, links: Links, by: str) -> dict[str, Any]:
    """Of each kind the twelve months against their mean; the months of the filter's period that are over."""
    told = []
    for kind in out_of_line.KINDS:
        series = out_of_line.by_month(ground, kind)
        window = _whole_months(ground, series)
        found = seasons_of.seasons(series, window)
        lines = [(each, str(MONTHS[each.month]), f"{each.index:.2f}") for each in found]
        strip = bars.strip([(name[:3], each.index) for each, name, _index in lines], line=1.0) if lines else None
        period = (months.written(window[0]), months.written(window[-1])) if window else None
        told.append((kind, KIND_NAMES[kind], lines, strip, period))
    return {"seasons": told, "fewest": (seasons_of.FEWEST_MONTHS, seasons_of.FEWEST_ROWS)}


def _whole_months(ground: Ground, series: Iterable[date]) -> list[date]:
    """The months that are over and lie within the filter's period from their first day to their last."""
    today, since, until = timezone.localdate(), ground.asked.since, ground.asked.until
    over = until + timedelta(days=1) if until and until < today else today
    return [month for month in months.window(series, over) if since is None or month >= since]


# --- Routes, sellers, indicators ----------------------------------------------------------------------------------
def routes(ground: Ground, links: Links, by: str) -> dict[str, Any]:
    ways = ground.ways
    whole, legs, flow = flows.whole(ways), flows.legs(ways), flows.draw(ways)
    return {
        "flow": flow, "nodes": [(node, str(NAMES.get(node.code, node.code))) for node in (flow.nodes if flow else [])],
        "without": ground.number("seizure") - sum(map(len, whole.values())),
        "whole": [
            (" → ".join(way), len(keys), links.rows("seizure", ("route", dimensions.written(way))))
            for way, keys in list(whole.items())[:MOST_ROWS]
        ],
        "legs": [(f"{one} → {other}", len(keys), links.rows("seizure", ("leg", dimensions.written((one, other)))))
                 for (one, other), keys in list(legs.items())[:MOST_ROWS]],
    }  # fmt: skip


def sellers(ground: Ground, links: Links, by: str) -> dict[str, Any]:
    found = selling.repeated(ground)
    return {
        "number": len(found),
        "sellers": [
            (one, _numbers({"report": len(one.reports), "case": len(one.cases)}, ("report", "case"), links,
                           ("seller", str(one.first.pk))))
            for one in found[:MOST_ROWS]
        ],
    }  # fmt: skip


def indicators(ground: Ground, links: Links, by: str) -> dict[str, Any]:
    told = []
    for each in risk.ALL.values():
        fired = [
            (one.label, _numbers({kind: len(ids) for kind, ids in one.rows.items()}, one.rows, links,
                                 ("indicator", f"{each.code}|{one.label}")))
            for one in each.fired(ground)
        ]  # fmt: skip
        told.append((each, fired))
    return {"indicators": told}
