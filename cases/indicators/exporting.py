"""Figures as files: numbers with their definitions, on record before they are handed out."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.indicators import figures, table
from cases.indicators.figures import Figure
from cases.indicators.ground import Ground
from cases.models import Outcome
from intel.rendering import render, sheets, tables
from staff import access, audit

RIGHT = "cases.export_figures"
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
COLUMNS = (
    "key", "figure", "part", "value", "unit", "rows", "of_these", "attribution", "proof", "definition", "since",
    "until", "as_at",
)  # fmt: skip
WORDS = {**dict(Outcome.Attribution.choices), **dict(Outcome.Proof.choices)}


@transaction.atomic
def draw_up(ground: Ground, form: str) -> bytes:
    """The figures of a filter as one file.

    Args:
        form: of `FORMS`.
    Raises: NotAllowed; RenderingFailed.
    """
    access.require(ground.officer, RIGHT)
    board, at = figures.board(ground), timezone.now()
    audit.record(
        ground.officer, "figures.exported", ground.officer, form=form, narrowed=sorted(ground.asked.query()),
        since=ground.asked.since, until=ground.asked.until,
    )  # fmt: skip
    if form == "pdf":
        return render("figures", _report(board, ground), at=at)
    rows = [row for figure in board.values() if figure.is_open for row in _rows(figure, ground, at)]
    if form == "csv":
        return tables.csv_bytes(COLUMNS, rows)
    return sheets.xlsx_bytes("Figures", _banner(ground), COLUMNS, rows, at=at)


def _banner(ground: Ground) -> str:
    return _("Counted of what %(officer)s may see") % {"officer": ground.officer.username}


def _rows(figure: Figure, ground: Ground, at: Any) -> Iterator[list[Any]]:
    """One line a number: the total, then its parts."""
    indicator, asked = figure.indicator, ground.asked
    tail = [
        _weighed(figure.attribution), _weighed(figure.proof), str(indicator.definition), asked.since, asked.until,
        at.isoformat(timespec="seconds"),
    ]  # fmt: skip
    head = [indicator.key, str(indicator.title)]
    if not indicator.amount:
        yield [*head, "", _value(figure), str(indicator.unit), figure.number, figure.among, *tail]
    for part in figure.parts:
        value = part.total if indicator.amount else part.number
        yield [*head, str(part.label), value, str(indicator.unit), part.number, None, *tail]


def _value(figure: Figure) -> Any:
    if figure.indicator.among is not None:
        return figure.share
    return figure.number if not figure.indicator.middle else figure.middle and Decimal(str(figure.middle))


def _weighed(split: Any) -> str:
    return "; ".join(f"{WORDS.get(code, code)}: {number}" for code, number in split)


def _report(board: dict[str, Figure], ground: Ground) -> dict[str, Any]:
    """What the template asks for: groups of figures with lines and definitions."""
    asked = ground.asked
    return {
        "reference": "", "title": _("Figures"), "organisation": settings.ORGANISATION,
        "handling": {"tlp": "TLP:AMBER", "conditions": _banner(ground)},
        "period": f"{asked.since or '…'} – {asked.until or '…'}",
        "narrowed": [f"{name}: {value}" for name, value in asked.query().items() if name not in ("since", "until")],
        "as_at": f"{timezone.now():%Y-%m-%d %H:%M} UTC",
        "words": {"period": _("Period"), "as_at": _("As at"), "definition": _("Counted"), "rows": _("rows"),
                  "attribution": _("Our part"), "proof": _("Proof")},
        "per_accepted": [f"{amount} {currency}" for currency, amount in figures.cost_per_accepted(board)],
        "per_accepted_title": _("Cost per accepted referral"),
        "groups": [
            {"title": str(group.title), "figures": [_told(board[each.key]) for each in group.indicators
                                                    if board[each.key].is_open]}
            for group in table.GROUPS
        ],
    }  # fmt: skip


def _told(figure: Figure) -> dict[str, Any]:
    indicator = figure.indicator
    over = f"{figure.among} / {figure.number}" if figure.among is not None else str(figure.number)
    return {
        "title": str(indicator.title), "value": figure.told, "unit": str(indicator.unit), "rows": over,
        "definition": str(indicator.definition), "attribution": _weighed(figure.attribution),
        "proof": _weighed(figure.proof),
        "parts": [[str(part.label), f"{part.total:f}".rstrip("0").rstrip(".") if part.total is not None else "",
                   part.number] for part in figure.parts],
    }  # fmt: skip
