"""Persons, things and links as they leave in a packet: only what rests on its own released reports."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from types import ModuleType
from typing import Any
from uuid import UUID

from cases.models import Packet
from cases.packets import layout
from cases.packets.fields import pick
from cases.packets.group import Papers
from cases.packets.profiles import Profile
from hotline.models import Report
from intel.models import Basis, Entity, Fact, Link, Role
from intel.network import Node, Picture, Tie
from intel.properties import label_of
from intel.rendering import render, tables

# Their names are not for a packet, whoever asks: they are let out by hand, in words.
PROTECTED = (Role.VICTIM, Role.WITNESS)
FACT_COLUMNS = ("property", "value", "checked", "report", "grade", "first_seen", "last_seen")
CHECKED = {True: "yes", False: "no", None: ""}


@dataclass
class Leaving:
    """An entity as it leaves. id: its number in this packet, in no other."""

    id: str
    entity: Entity
    facts: list[Fact] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As the first of the packet's reports gives it."""
        return next(fact.value for fact in self.facts if fact.prop == "name")


ENTITY: Mapping[str, Callable[[Leaving], Any]] = {
    "id": lambda each: each.id,
    "schema": lambda each: each.entity.schema,
    "kind": lambda each: str(each.entity.get_schema_display()),
    "name": lambda each: each.name,
}
FACT: Mapping[str, Callable[[Fact], Any]] = {
    "property": lambda fact: fact.prop,
    "label": lambda fact: label_of(fact.entity.schema, fact.prop),
    "value": lambda fact: fact.value,
    "checked": lambda fact: CHECKED[fact.is_sound],
    "report": lambda fact: fact.report.reference if fact.report else "",
    "grade": lambda fact: fact.report.grade if fact.report else "",
    "first_seen": lambda fact: f"{fact.first_seen or ''}",
    "last_seen": lambda fact: f"{fact.last_seen or ''}",
}
LINK: Mapping[str, Callable[[Link], Any]] = {
    "kind": lambda link: link.kind,
    "words": lambda link: str(link.get_kind_display()),
    "role": lambda link: str(link.get_role_display()) if link.role else "",
    "basis": lambda link: link.basis,
    "grade": lambda link: link.report.grade if link.report else "",
    "report": lambda link: link.report.reference if link.report else "",
    "began": lambda link: f"{link.began or ''}",
    "ended": lambda link: f"{link.ended or ''}",
    "period": lambda link: link.period,
    "summary": lambda link: link.summary,
}


def leaving(packet: Packet, reports: list[Report]) -> list[Leaving]:
    """Entities of the case that a report of the packet names, with the facts of its reports, by kind and name."""
    kept = Entity.objects.in_case(packet.case_id).exclude(pk__in=protected(packet.case_id))
    facts = Fact.objects.standing().filter(entity__in=kept, report__in=reports)
    return numbered(facts.select_related("entity", "report").order_by("report__reference", "prop", "pk"))


def numbered(facts: Iterable[Fact]) -> list[Leaving]:
    """Those that these facts name, each with its own and a number, by kind and name."""
    found: dict[Any, Leaving] = {}
    for fact in facts:
        found.setdefault(fact.entity_id, Leaving("", fact.entity)).facts.append(fact)
    named = [each for each in found.values() if any(fact.prop == "name" for fact in each.facts)]
    named.sort(key=lambda each: (each.entity.schema, each.name, each.entity.key))
    for number, each in enumerate(named, start=1):
        each.id = f"E{number}"
    return named


def protected(case_id: UUID) -> Any:
    """Those of a case whom any report calls a victim or a witness, whether the report leaves or not."""
    return Link.objects.standing().filter(source__recorded_in=case_id, role__in=PROTECTED).values("source")


def _said(packet: Packet, profile: Profile, reports: list[Report]) -> dict[str, Any]:
    found = leaving(packet, reports)
    if not found or not profile.entity:
        return {}
    return {
        "entities": [
            pick(ENTITY, profile.entity, each) | {"facts": [pick(FACT, profile.fact, fact) for fact in each.facts]}
            for each in found
        ],
        "links": _links(found, profile, reports) if profile.link else [],
    }  # fmt: skip


def _links(found: list[Leaving], profile: Profile, reports: list[Report]) -> list[dict[str, Any]]:
    ids = {each.entity.pk: each.id for each in found}
    rows = Link.objects.standing().filter(source__in=ids, target__in=ids, report__in=reports)
    return [
        {"source": ids[link.source_id], "target": ids[link.target_id], "is_mutual": link.is_mutual}
        | pick(LINK, profile.link, link)
        for link in rows.select_related("report").order_by("report__reference", "recorded_at", "pk")
    ]


# --- Files --------------------------------------------------------------------------------------------------------
def _csv(packet: Packet, content: Any) -> bytes:
    """A line for each value."""
    heads = ("id", "schema", "name")
    rows = [
        [*(each[name] for name in heads), *(fact[name] for name in FACT_COLUMNS)]
        for each in content.parts[NAME]["entities"]
        for fact in each["facts"]
    ]
    return tables.csv_bytes((*heads, *FACT_COLUMNS), rows)


def _json(packet: Packet, content: Any) -> bytes:
    said = {"packet": content.cover["reference"], **content.parts[NAME]}
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def picture(part: dict[str, Any]) -> Picture:
    """The network as the packet may show it."""
    return Picture(
        tuple(Node(each["id"], each["name"], each["schema"], each["kind"]) for each in part["entities"]),
        tuple(
            Tie(
                source=each["source"], target=each["target"], kind=each["kind"], words=each["words"],
                grade=each["grade"], role=each["role"], is_assessed=each["basis"] == Basis.ASSESSED,
                is_mutual=each["is_mutual"], period=each["period"], report=each["report"], summary=each["summary"],
            )
            for each in part["links"]
        ),
    )  # fmt: skip


def _dated(packet: Packet) -> datetime:
    assert packet.approved_at is not None
    return packet.approved_at.replace(microsecond=0)


def _pdf(packet: Packet, content: Any) -> bytes:
    from intel.network import drawing  # as in `_programs`

    part = content.parts[NAME]
    head = {name: content.cover[name] for name in ("reference", "organisation", "watermark", "handling")}
    drawn = drawing.draw(picture(part), title="Network")
    names = {each["id"]: each["name"] for each in part["entities"]}
    links = [each | {"source": names[each["source"]], "target": names[each["target"]]} for each in part["links"]]
    said = head | {
        "title": "Network", "picture": drawn.shapes, "units": [drawn.width, drawn.height],
        "words": [asdict(each) for each in drawn.words], "links": links,
    }  # fmt: skip
    return render("network", said, at=_dated(packet))


def _programs() -> ModuleType:
    """How programs read a picture. Its library takes long to load, and few processes ever draw one."""
    from intel.network import formats

    return formats


def _tlp(content: Any) -> str:
    return str(content.cover["handling"]["tlp"])


NAME = "persons and things"
PERSONS = Papers(
    NAME,
    _said,
    {
        layout.ENTITIES_CSV: _csv,
        layout.ENTITIES_JSON: _json,
        layout.NETWORK_GRAPHML: lambda packet, content: _programs().graphml(
            picture(content.parts[NAME]), _tlp(content)
        ),
        layout.NETWORK_GEXF: lambda packet, content: _programs().gexf(
            picture(content.parts[NAME]), _tlp(content), at=_dated(packet)
        ),
        layout.NETWORK_CSV: lambda packet, content: _programs().links_csv(picture(content.parts[NAME])),
        layout.NETWORK_PDF: _pdf,
    },
)
