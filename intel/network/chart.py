"""The chart of what was found: a picture that can be drawn and printed, and what a program needs to go on from it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from intel.models import Entity, Fact, Link, LinkKind, Role, Schema
from intel.models.link import Basis
from intel.network import walk
from intel.network.narrowing import Narrowing
from intel.network.near import Found, seen
from intel.network.oneness import Nodes
from intel.network.picture import Node, Picture, Tie

MOST_TIES = 4_000  # of a chart
LINK_FIELDS = (
    "source", "target", "kind", "role", "basis", "began", "ended", "summary", "report__reference",
    "report__reliability", "report__credibility",
)  # fmt: skip


@dataclass(frozen=True)
class Cited:
    """A report that tells of a node."""

    url: str
    reference: str
    grade: str


@dataclass
class Told:
    """What a chart knows of a node beside its name. `rows`: those that were judged the same, the first is the node."""

    id: str
    rows: list[Entity]
    reports: list[Cited] = field(default_factory=list)
    first_seen: date | None = None
    last_seen: date | None = None
    more: int = 0
    is_hub: bool = False
    is_start: bool = False
    is_closed: bool = False
    ties: int = 0


@dataclass(frozen=True)
class Chart:
    """`told` by the key of a node; `spans`: when each of the picture's ties was, (from, until)."""

    picture: Picture
    told: dict[str, Told]
    spans: list[tuple[date | None, date | None]]
    is_cut: bool = False
    left_out: int = 0
    cut: int = 0

    @property
    def hubs(self) -> int:
        return sum(each.is_hub for each in self.told.values())

    @property
    def more(self) -> int:
        return sum(each.more for each in self.told.values())


def of(found: Found, narrowing: Narrowing) -> Chart:
    """Draw up what was found, with every link that is shown between its nodes. Four queries."""
    nodes, drawn, say = found.nodes, found.drawn, _Words()
    links = _links(nodes, drawn, narrowing)
    names = {key: nodes.rows[key][0].reference for key in drawn}
    told = _told(found, names)
    of_row = {row.pk: names[key] for key in drawn for row in nodes.rows[key]}
    ties, spans = [], []
    for link in links[:MOST_TIES]:
        one, other = of_row[link.source_id], of_row[link.target_id]
        if one != other:
            ties.append(_tie(link, one, other, say))
            spans.append((link.began, link.ended))
            told[one].ties += 1
            told[other].ties += 1
    picture = Picture(tuple(_node(nodes.rows[key][0], say) for key in drawn), tuple(ties))
    return Chart(picture, told, spans, is_cut=len(links) > MOST_TIES, left_out=found.left_out, cut=len(found.cut))


def _links(nodes: Nodes, drawn: Iterable[UUID], narrowing: Narrowing) -> list[Link]:
    ids = nodes.ids_of(drawn)
    shown = walk.links(nodes.officer, narrowing).filter(source__in=walk.among(ids), target__in=walk.among(ids))
    return list(shown.select_related("report").only(*LINK_FIELDS).order_by("recorded_at", "pk")[: MOST_TIES + 1])


def _tie(link: Link, one: str, other: str, say: "_Words") -> Tie:
    report = link.report
    return Tie(
        source=one, target=other, kind=link.kind, words=say(LinkKind, link.kind),
        grade=report.grade if report and report.reliability else "",
        role=say(Role, link.role), is_assessed=link.basis == Basis.ASSESSED,
        is_mutual=link.is_mutual, period=link.period, report=report.reference if report else "", summary=link.summary,
    )  # fmt: skip


def _node(row: Entity, say: "_Words") -> Node:
    address = reverse("admin:intel_entity_change", args=[row.pk])
    return Node(row.reference, row.shown_name, row.schema, say(Schema, row.schema), address)


def _told(found: Found, names: dict[UUID, str]) -> dict[str, Told]:
    nodes = found.nodes
    ids = nodes.ids_of(found.drawn)
    reports, spans = _reports(ids, nodes.officer), seen(ids, nodes.officer)
    told = {}
    for key in found.drawn:
        rows = nodes.rows[key]
        cited = {each.reference: each for row in rows for each in reports.get(row.pk, ())}
        firsts, lasts = zip(*(spans.get(row.pk, (None, None)) for row in rows), strict=True)
        told[names[key]] = Told(
            str(rows[0].pk), rows, [cited[each] for each in sorted(cited)],
            min(filter(None, firsts), default=None), max(filter(None, lasts), default=None),
            more=found.more.get(key, 0), is_hub=key in found.hubs, is_start=key in found.start,
            is_closed=key in found.closed,
        )  # fmt: skip
    return told


def _reports(ids: list[UUID], officer: Any) -> dict[UUID, list[Cited]]:
    """By row: the reports that tell of it, as far as the officer may see them."""
    facts = Fact.objects.standing().cited_before(officer).filter(entity__in=walk.among(ids), report__isnull=False)
    rows = facts.order_by().values_list(
        "entity", "report", "report__reference", "report__reliability", "report__credibility"
    )
    found: dict[UUID, list[Cited]] = defaultdict(list)
    known: dict[UUID, Cited] = {}
    for entity, report, reference, source, information in rows.distinct():
        if report not in known:
            address = reverse("admin:hotline_report_change", args=[report])
            known[report] = Cited(address, reference, f"{source}{information}")
        found[entity].append(known[report])
    return found


class _Words:
    """Codes in words, each put into the reader's language once: there are thousands of ties and few words."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, str], str] = {}

    def __call__(self, choices: Any, code: str) -> str:
        if not code:
            return ""
        if (choices, code) not in self._known:
            self._known[choices, code] = str(choices(code).label)
        return self._known[choices, code]
