"""The tables beside a chart, written row by row: a template takes too long for the thousands of rows of a large one."""

from collections.abc import Iterable, Iterator
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from intel.network.chart import Chart, Told
from intel.network.picture import Node, Tie


def nodes(chart: Chart) -> SafeString:
    """A row for each node: name with the rows that were judged the same, kind, links, reports, a way on."""
    return _joined(_node(node, chart.told[node.key], _("around it")) for node in chart.picture.nodes)


def ties(chart: Chart) -> SafeString:
    """A row for each link."""
    names = {node.key: escape(node.name) for node in chart.picture.nodes}
    assessed = escape(_("assessed"))
    return _joined(_tie(at, tie, names, assessed) for at, tie in enumerate(chart.picture.ties))


def options(chart: Chart) -> SafeString:
    """To choose a node from."""
    return _joined(
        f'<option value="{chart.told[node.key].id}">{escape(node.name)}</option>' for node in chart.picture.nodes
    )


def _joined(rows: Iterable[str]) -> SafeString:
    # Each piece below is escaped where it is put in.
    return mark_safe("".join(rows))  # noqa: S308


def _node(node: Node, told: Told, around: str) -> str:
    return (
        f'<tr data-node="{escape(node.key)}"><td dir="auto"><a href="{escape(node.url)}">{escape(node.name)}</a>'
        f"{''.join(_same(told))}</td><td>{escape(node.kind)}</td><td>{told.ties}</td>"
        f'<td class="case-still">{" ".join(_reports(told)) or "–"}</td>'
        f'<td><a href="?start={told.id}">{escape(around)}</a>{_note(told)}</td></tr>'
    )


def _same(told: Told) -> Iterator[str]:
    for row in told.rows[1:]:
        address = reverse("admin:intel_entity_change", args=[row.pk])
        yield f'<br><a class="desk-faint" href="{escape(address)}">= {escape(row.shown_name)}</a>'


def _reports(told: Told) -> Iterator[str]:
    for each in told.reports:
        yield f'<a href="{escape(each.url)}">{escape(each.reference)}</a> <b>{escape(each.grade)}</b>'


def _note(told: Told) -> str:
    note = _("%(n)d more") % {"n": told.more} if told.more else _("a hub, not opened") if told.is_hub else ""
    return f' <span class="desk-chip is-warn">{escape(note)}</span>' if note else ""


def _tie(at: int, tie: Tie, names: dict[str, str], assessed: str) -> str:
    words = " · ".join(filter(None, (escape(tie.words), escape(tie.role), assessed if tie.is_assessed else "")))
    return (
        f'<tr data-tie="{at}"><td dir="auto">{names[tie.source]}</td><td>{words}</td>'
        f'<td dir="auto">{names[tie.target]}</td><td class="case-still">{escape(tie.report) or "–"}</td>'
        f'<td><b>{escape(tie.grade) or "–"}</b></td><td class="case-still">{escape(tie.period) or "–"}</td></tr>'
    )
