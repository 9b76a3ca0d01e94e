"""A chart as the page's script reads it, as tables say it, and as paper shows it."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from hotline.models import Report
from hotline.models.report import Handling
from intel.models import Schema
from intel.network.chart import Chart, Told
from intel.network.picture import Node
from intel.products.handling import strictest
from intel.rendering import render
from staff import break_glass
from staff.models import BrokenGlass, Officer


def for_script(chart: Chart) -> dict[str, Any]:
    """Nodes and ties as short keys: `i` id, `k` reference, `n` name, `s` schema, `t` kind in words, `u` address."""
    from intel.network.drawing import ACCOUNTS, COLOURS

    nodes = []
    for node in chart.picture.nodes:
        told = chart.told[node.key]
        nodes.append(
            {
                "i": told.id, "k": node.key, "n": node.name, "s": node.schema, "t": node.kind, "u": node.url,
                "c": COLOURS.get(Schema(node.schema), ACCOUNTS), "first": _day(told.first_seen),
                "last": _day(told.last_seen), "more": told.more, "hub": told.is_hub, "start": told.is_start,
                "closed": told.is_closed,
                "reports": [[each.reference, each.grade, each.url] for each in told.reports],
                "rows": [[row.reference, row.shown_name, _address(row.pk)] for row in told.rows[1:]],
            }
        )  # fmt: skip
    ties = [
        {
            "a": tie.source, "b": tie.target, "w": tie.words, "g": tie.grade, "s": tie.strength.value, "r": tie.role,
            "x": int(tie.is_assessed), "m": int(tie.is_mutual), "p": tie.period, "f": _day(began), "l": _day(ended),
            "d": tie.report,
        }
        for tie, (began, ended) in zip(chart.picture.ties, chart.spans, strict=True)
    ]  # fmt: skip
    return {"nodes": nodes, "ties": ties, "cut": chart.is_cut}


def script_words() -> dict[str, str]:
    """What the page's script says, in the page's language."""
    return {
        "reports": _("Reports"), "page": _("Its page"), "open": _("Open"), "off": _("Take off the chart"),
        "from": _("A way from here"), "to": _("A way to here"), "around": _("around it"), "assessed": _("assessed"),
        "failed": _("No answer: try again."),
    }  # fmt: skip


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _address(pk: Any) -> str:
    return reverse("admin:intel_entity_change", args=[pk])


def reports_of(chart: Chart) -> set[str]:
    """References of all reports that it rests on."""
    told = {each.reference for node in chart.told.values() for each in node.reports}
    return told | {tie.report for tie in chart.picture.ties if tie.report}


def label(chart: Chart, officer: Officer) -> str:
    """The strictest label of the reports that it rests on; without any it stays within the organisation."""
    labels = Report.objects.visible_to(officer).filter(reference__in=reports_of(chart)).order_by()
    return strictest([Handling.AMBER_STRICT, *labels.values_list("handling", flat=True).distinct()])


def on_paper(chart: Chart, drawn: Any, *, title: str, by: Officer, at: datetime) -> bytes:
    """The chart as a PDF: the picture, then every link as a table."""
    names = {node.key: node for node in chart.picture.nodes}
    links = [
        {
            "source": names[tie.source].name, "target": names[tie.target].name, "words": tie.words, "role": tie.role,
            "basis": "assessed" if tie.is_assessed else "asserted", "grade": tie.grade, "period": tie.period,
            "report": tie.report, "summary": tie.summary,
        }
        for tie in chart.picture.ties
    ]  # fmt: skip
    content = {
        "reference": _("Working chart"), "title": title, "organisation": settings.ORGANISATION, "links": links,
        "handling": {
            "tlp": label(chart, by),
            "conditions": _("A working chart of what one officer sees: no product, no evidence."),
        },
        "watermark": f"{by.username} {at:%Y-%m-%d %H:%M}Z", "picture": drawn.shapes,
        "units": [drawn.width, drawn.height], "words": [asdict(each) for each in drawn.words],
    }  # fmt: skip
    return render("network", content, at=at)


def through_glass(nodes: Iterable[Node], told: dict[str, Told], officer: Officer) -> Any:
    """The broken glass through which some of a chart is read; reading it is on record. None where none is."""
    rows = {row.pk: row for node in nodes for row in told[node.key].rows}
    broken = BrokenGlass.objects.filter(officer=officer).values_list("compartment", flat=True)
    glass = None
    for compartment in set(broken):
        row = next((each for each in rows.values() if compartment in each.compartments), None)
        glass = (break_glass.note_reading(officer, compartment, row) if row else None) or glass
    return glass
