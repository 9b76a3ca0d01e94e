"""What a file offers as rows to decide on: each once in a case, whatever files say it, and none that stands already."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from intel import entities, identifying
from intel import facts as fact_desk
from intel.exchange.offered import Offered, Thing
from intel.facts import Given
from intel.models import Entity, Fact, Link, SuggestionKind
from intel.models.entity import MAX_NAME
from intel.models.link import MUTUAL
from intel.properties import PROPERTIES
from staff.models import Officer

Kind = SuggestionKind


@dataclass(frozen=True)
class Row:
    """What a suggestion is made of. said: of a thing schema, name, service, first_seen, last_seen, report, grade; of a
    fact those of a `Value`, and `of`, the mark of its thing; of a link those of a `Tie`, its ends by marks and names.
    """

    kind: str
    mark: str
    said: dict[str, Any]
    where: str


@dataclass
class Laid:
    """Rows in an order in which each can be accepted; unfit: values that our own rules would refuse."""

    rows: list[Row] = field(default_factory=list)
    unfit: int = 0


def mark(*parts: str) -> str:
    """One for everything that says the same."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def thing_mark(schema: str, key: str) -> str:
    return mark("thing", schema, key)


def fact_mark(thing: str, prop: str, key: str) -> str:
    return mark("fact", thing, prop, key)


def link_mark(source: str, target: str, kind: str, role: str) -> str:
    """What is true of both ends alike has no first and second."""
    ends = sorted((source, target)) if kind in MUTUAL and not role else (source, target)
    return mark("link", *ends, kind, role)


def laid(offered: Offered) -> Laid:
    """The rows of a file, each mark once. No database."""
    found, marks, names = Laid(), {}, {each.id: each.name for each in offered.things}
    seen: set[str] = set()
    for thing in offered.things:
        marks[thing.id] = _lay_thing(found, thing, seen)
    for tie in offered.ties:
        source, target = marks.get(tie.source, ""), marks.get(tie.target, "")
        if not source or not target or source == target:
            found.unfit += 1
        else:
            said = asdict(tie) | {
                "source": source, "target": target, "source_name": names[tie.source], "target_name": names[tie.target]
            }  # fmt: skip
            _add(found, seen, Row(Kind.LINK, link_mark(source, target, tie.kind, tie.role), said, tie.where))
    return found


def _add(found: Laid, seen: set[str], row: Row) -> None:
    if row.mark not in seen:
        seen.add(row.mark)
        found.rows.append(row)


def _lay_thing(found: Laid, thing: Thing, seen: set[str]) -> str:
    """Lay a thing and what is told of it. Returns: its mark, "" where it cannot be kept."""
    name = " ".join(thing.name.split())
    if len(name) > MAX_NAME or fact_desk.wrong_with(thing.schema, Given("name", name)):
        found.unfit += 1 + len(thing.facts)
        return ""
    service = next((fact.value for fact in thing.facts if fact.prop == "service"), "")
    key = entities.key_of(thing.schema, name, service=service)
    own = thing_mark(thing.schema, key)
    head = next((fact for fact in thing.facts if fact.prop == "name" and " ".join(fact.value.split()) == name), None)
    told = {"first_seen": "", "last_seen": "", "report": "", "grade": ""}
    told |= {each: getattr(head, each) for each in told} if head else {}
    _add(
        found,
        seen,
        Row(Kind.THING, own, {"schema": thing.schema, "name": name, "service": service} | told, thing.where),
    )
    for fact in thing.facts:
        if fact is not head:
            _lay_fact(found, thing, own, fact._asdict(), seen)
    return own


def _lay_fact(found: Laid, thing: Thing, own: str, fact: dict[str, str], seen: set[str]) -> None:
    if fact_desk.wrong_with(thing.schema, Given(fact["prop"], fact["value"])):
        found.unfit += 1
        return
    key = identifying.read(PROPERTIES[thing.schema][fact["prop"]].kind, fact["value"]).key
    said = fact | {"of": own, "schema": thing.schema, "name": thing.name}
    _add(found, seen, Row(Kind.FACT, fact_mark(own, fact["prop"], key), said, thing.where))


# --- What stands already ------------------------------------------------------------------------------------------
def standing(case_id: UUID, officer: Officer) -> set[str]:
    """The marks of what stands in a case and the officer sees, whoever recorded it. Three queries.

    What they do not see is offered as new: 'here already' would tell that it is there.
    """
    rows = Entity.objects.visible_to(officer).in_case(case_id)
    things = {row.pk: thing_mark(row.schema, row.key) for row in rows.only("pk", "schema", "key")}
    found = set(things.values())
    facts = Fact.objects.standing().cited_before(officer).filter(entity__in=rows.values("pk"))
    told = facts.values_list("entity", "prop", "key")
    found.update(fact_mark(things[entity], prop, key) for entity, prop, key in told if entity in things)
    found.update(_links(things, officer))
    return found


def _links(things: dict[UUID, str], officer: Officer) -> Iterator[str]:
    rows = Link.objects.visible_to(officer).standing().filter(source__in=list(things), target__in=list(things))
    for source, target, kind, role in rows.values_list("source", "target", "kind", "role"):
        yield link_mark(things[source], things[target], kind, role)
