"""What leaves and what comes, as plain data: made by hand, and by chance."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from intel.exchange.said import Said
from intel.models import Basis, LinkKind, Role, Schema
from intel.models.link import MUTUAL
from intel.products.handling import STRICTEST_FIRST
from intel.properties import PROPERTIES

AT = datetime(2026, 11, 22, 3, 36, 5, tzinfo=UTC)
NAMESPACE = UUID("6f6a9f0e-3b0a-4c0b-9d53-3f0b6a3f4e11")
VALUES = {"date": "1984-07", "country": "VN", "number": "10.5", "url": "https://example.org/x"}
GRADES = ("", "B2", "F6", "A1")


def fact(prop: str, value: str, **given: str) -> dict[str, str]:
    told = {"report": "RPT-2026-000001", "grade": "B2", "first_seen": "", "last_seen": ""} | given
    return {"property": prop, "label": prop, "value": value, "checked": "", **told}


def entity(key: str, schema: str, *facts: dict[str, str]) -> dict[str, Any]:
    return {"id": key, "schema": schema, "kind": schema, "name": facts[0]["value"], "facts": list(facts)}


def link(source: str, target: str, kind: str = "Uses", **given: Any) -> dict[str, Any]:
    told = {"role": "", "role_code": "", "basis": "asserted", "grade": "B2", "report": "RPT-2026-000001", "began": "",
            "ended": "", "period": "", "summary": ""} | given  # fmt: skip
    mutual = {"is_mutual": kind in MUTUAL, "words": str(LinkKind(kind).label)}
    return {"source": source, "target": target, "kind": kind} | mutual | told


def said(entities: list[dict[str, Any]], links: list[dict[str, Any]] | None = None, label: str = "TLP:AMBER") -> Said:
    reports = [{"reference": "RPT-2026-000001", "grade": "B2"}] if entities else []
    return Said(NAMESPACE, "CAS-2026-000001", "Example Wildlife Desk", label, AT, entities, links or [], reports)


def network(label: str = "TLP:AMBER") -> Said:
    """One of each kind of thing, with every property, and one of each kind of link."""
    schemata = list(Schema.values)
    things = [
        entity(f"E{number}", schema, *(fact(prop, VALUES.get(each.kind, f"{prop} {number}"), first_seen="2026-01-02")
               for prop, each in PROPERTIES[schema].items()))
        for number, schema in enumerate(schemata, start=1)
    ]  # fmt: skip
    ties = [
        link(f"E{number}", f"E{number + 1}", kind, began="2026-01-02", ended="2026-03-04", role="courier",
             role_code="courier", summary="As told")
        for number, kind in enumerate(LinkKind.values, start=1)
    ]  # fmt: skip
    return said(things, ties, label)


# --- By chance ----------------------------------------------------------------------------------------------------
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn", "Co")), min_size=1, max_size=20
)
DAYS = st.sampled_from(("", "2026-01-02", "2026-03-04"))
REPORTS = st.sampled_from(("", "RPT-2026-000002"))
ROLES = st.sampled_from(["", *Role.values])
BASES = st.sampled_from(Basis.values)
SUMMARIES = st.one_of(st.just(""), TEXT)


@st.composite
def networks(draw: Any) -> Said:
    """Things with names and values in any script, tied anyhow."""
    count = draw(st.integers(1, 5))
    things = []
    for number in range(1, count + 1):
        schema = draw(st.sampled_from(Schema.values))
        plain = [prop for prop, each in PROPERTIES[schema].items() if each.kind not in VALUES and prop != "name"]
        told = [fact("name", draw(TEXT), grade=draw(st.sampled_from(GRADES)), first_seen=draw(DAYS))]
        told += [
            fact(prop, draw(TEXT), report=draw(REPORTS), last_seen=draw(DAYS))
            for prop in draw(st.lists(st.sampled_from(plain), max_size=3))
        ]
        things.append(entity(f"E{number}", schema, *told))
    keys = [each["id"] for each in things]
    ties = [
        link(
            source, target, draw(st.sampled_from(LinkKind.values)), role_code=draw(ROLES), basis=draw(BASES),
            began=draw(DAYS), summary=draw(SUMMARIES),
        )
        for source, target in pairwise(keys)
    ]  # fmt: skip
    return said(things, ties, draw(st.sampled_from(STRICTEST_FIRST)))


def told(one: Said) -> tuple[set[Any], set[Any]]:
    """What the profile names, of what was written: things with their values, links between them by name."""
    names = {each["id"]: (each["schema"], each["name"]) for each in one.entities}
    kept = ("property", "value", "report", "grade", "first_seen", "last_seen")
    things = {
        (*names[each["id"]], frozenset(tuple(row[name] for name in kept) for row in each["facts"]))
        for each in one.entities
    }  # fmt: skip
    of_links = ("kind", "role_code", "basis", "began", "ended", "summary", "report", "grade")
    return things, {
        (names[each["source"]], names[each["target"]], *(each[name] for name in of_links)) for each in one.links
    }


def read(offered: Any) -> tuple[set[Any], set[Any]]:
    """The same of what was read."""
    names = {thing.id: (thing.schema, thing.name) for thing in offered.things}
    things = {(*names[thing.id], frozenset(tuple(row) for row in thing.facts)) for thing in offered.things}
    of_ties = ("kind", "role", "basis", "began", "ended", "summary", "report", "grade")
    return things, {
        (names[tie.source], names[tie.target], *(getattr(tie, name) for name in of_ties)) for tie in offered.ties
    }
