"""A product's figures put into words and shapes: one look for the desk and for paper, in the language that is set."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from cases.packets import places
from hotline.public.countries import NAMES
from intel.models import Basis, FigureKind, LinkKind, Role, Schema
from intel.models.link import MUTUAL
from intel.network import Node, Picture, Tie, drawing
from intel.products import charts

Shown = dict[str, Any]


def figure(kind: FigureKind, content: dict[str, Any]) -> Shown:
    """kind, title, `drawn` (a `network.drawing.Drawing` or None), `map` (or None), columns and rows of the same as a
    table, and `said`: what the gate looks through."""
    made = _MAKERS[kind](kind, content)
    return {"kind": kind.value, "title": str(kind.label), "drawn": None, "map": None, "columns": [], "rows": []} | made


def _chart(kind: FigureKind, content: dict[str, Any]) -> Shown:
    rows = [row | {"label": _label(kind, row["label"])} for row in content["rows"]]
    return {
        "drawn": charts.draw(rows, title=str(kind.label)),
        "columns": [_("What"), _("Reports")], "rows": [[row["label"], str(row["number"])] for row in rows],
        "said": [row["label"] for row in rows],
    }  # fmt: skip


def _label(kind: FigureKind, label: str) -> str:
    if not label:
        return _("not known")
    return str(NAMES.get(label, label)) if kind == FigureKind.AREAS else str(label)


def _network(kind: FigureKind, content: dict[str, Any]) -> Shown:
    picture = _picture(content)
    names = {node.key: node.name for node in picture.nodes}
    rows = [
        [names[tie.source], drawing.in_words(tie), names[tie.target], tie.report, tie.grade] for tie in picture.ties
    ]
    return {
        "drawn": drawing.draw(picture, title=str(kind.label)),
        "columns": [_("From"), _("Link"), _("To"), _("Report"), _("Grade")], "rows": rows,
        "said": [[node.name for node in picture.nodes], [[tie.role, tie.summary] for tie in picture.ties]],
    }  # fmt: skip


def _picture(content: dict[str, Any]) -> Picture:
    nodes = tuple(
        Node(each["key"], each["name"], each["schema"], str(Schema(each["schema"]).label)) for each in content["nodes"]
    )
    ties = tuple(
        Tie(
            source=each["source"], target=each["target"], kind=each["kind"], words=str(LinkKind(each["kind"]).label),
            grade=each["grade"], role=str(Role(each["role"]).label) if each["role"] else "",
            is_assessed=each["basis"] == Basis.ASSESSED, is_mutual=each["kind"] in MUTUAL, period=each["period"],
            report=each["report"], summary=each["summary"],
        )
        for each in content["ties"]
    )  # fmt: skip
    return Picture(nodes, ties)


def _map(kind: FigureKind, content: dict[str, Any]) -> Shown:
    words = {"report": _("Report"), "seizure": _("Seizure")}
    rows = [row | {"kind": words[row["kind"]], "what": ""} for row in content["rows"]]
    sheet = places.drawn(rows)
    table = [
        [str(spot["no"]), spot["place"], str(NAMES.get(spot["country"], spot["country"])), f"± {spot['km']} km",
         ", ".join(row["reference"] for row in spot["rows"])]
        for spot in sheet["places"]
    ]  # fmt: skip
    return {
        "map": sheet, "columns": [_("No."), _("Place"), _("Country"), _("How exactly"), _("What is there")],
        "rows": table, "said": [row["place"] for row in rows],
    }  # fmt: skip


def _seizures(kind: FigureKind, content: dict[str, Any]) -> Shown:
    names = ("date", "country", "place", "agency", "what", "quantity")
    rows = [[row["reference"], *(row[name] for name in names)] for row in content["rows"]]
    return {
        "columns": [
            _("Seizure"), _("Date"), _("Country"), _("Place"), _("Agency"), _("What was seized"), _("Quantity"),
        ],
        "rows": rows, "said": [row[1:] for row in rows],
    }  # fmt: skip


_MAKERS = {
    FigureKind.MONTHS: _chart, FigureKind.AREAS: _chart, FigureKind.TAXA: _chart, FigureKind.NETWORK: _network,
    FigureKind.MAP: _map, FigureKind.SEIZURES: _seizures,
}  # fmt: skip


def for_paper(shown: Shown) -> Shown:
    """The same as JSON for the press: shapes as an SVG, words apart."""
    drawn: drawing.Drawing | None = shown["drawn"]
    plain = {name: shown[name] for name in ("kind", "title", "map", "columns", "rows")}
    if drawn is None:
        return plain | {"picture": None}
    words = [asdict(each) for each in drawn.words]
    return plain | {"picture": {"shapes": drawn.shapes, "size": [drawn.width, drawn.height], "words": words}}
