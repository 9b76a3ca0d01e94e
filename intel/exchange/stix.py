"""Persons, things, links and reports as a STIX 2.1 bundle. Pure: what is said comes in, bytes go out.

Every id of content is made from a namespace of the one packet: two packets that tell of the same person have no id in
common. What is common to all are our two extension definitions and the markings of OASIS.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import stix2

from intel.exchange import tlp
from intel.exchange.stix_profile import DEFINITIONS, GRADED, HORNBILL, Thing, kind_of

# Confidence by credibility; 6, which cannot be judged, has none (STIX 2.1, appendix A, Admiralty scale).
CONFIDENCE = {"1": 90, "2": 70, "3": 50, "4": 30, "5": 10}
RELATIONS = {
    "UnknownLink": "related-to", "Ownership": "owns", "Directorship": "directs", "Employment": "works-for",
    "Membership": "belongs-to", "Associate": "associated-with", "Family": "relative-of",
    "Representation": "acts-for", "Payment": "pays", "Contact": "communicates-with", "Uses": "uses",
    "LocatedAt": "located-at", "Ships": "ships", "SellsTo": "sells-to",
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What a bundle tells.

    namespace: of the packet; whoever does not hold it cannot make its ids again. reference, organisation: of the
    packet and its house. label: a TLP 2.0 label. entities, links, reports: plain data as `cases.packets.entities`
    and `cases.packets.stix` make it.
    """

    namespace: UUID
    reference: str
    organisation: str
    label: str
    at: datetime
    entities: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    reports: list[dict[str, Any]] = field(default_factory=list)


def bundle(said: Said) -> bytes:
    """The bundle as UTF-8 JSON: the same content gives the same bytes.

    Raises: stix2.exceptions.STIXError for what the standard cannot hold.
    """
    maker = _Maker(said)
    objects = [_plain(each) for each in maker.objects()]
    whole = {"type": "bundle", "id": maker.id("bundle", "whole"), "objects": objects}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _plain(each: Any) -> dict[str, Any]:
    return each if isinstance(each, dict) else json.loads(each.serialize())


class _Maker:
    """Makes the objects of one bundle; its ids are those of one namespace."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.types = {each["id"]: kind_of(each) for each in said.entities}
        self.house = self.id("identity", "house")
        self.marks = [tlp.IDS[said.label]]

    def id(self, kind: str, key: str) -> str:
        return f"{kind}--{uuid5(self.said.namespace, f'{kind}:{key}')}"

    def entity_id(self, key: str) -> str:
        return self.id(self.types[key], key)

    def objects(self) -> Iterator[Any]:
        """Markings and definitions first, then what is told, then what holds it together."""
        yield tlp.marking(self.said.label)
        yield from (HORNBILL, *DEFINITIONS)
        common = self._common("identity", "house")
        yield stix2.Identity(name=self.said.organisation, identity_class="organization", **common)
        told = [*map(self._entity, self.said.entities), *map(self._link, self.said.links)]
        yield from told
        reports = [self._report(each) for each in self.said.reports]
        yield from reports
        refs = [str(each["id"]) for each in (*told, *reports)] or [self.house]
        yield stix2.Grouping(
            name=self.said.reference, context="unspecified", object_refs=refs,
            **self._common("grouping", "packet", made_by=self.house),
        )  # fmt: skip

    def _common(self, kind: str, key: str, *, made_by: str = "", grade: str = "") -> dict[str, Any]:
        """The properties that all objects share."""
        found: dict[str, Any] = {
            "id": self.id(kind, key), "created": self.said.at, "modified": self.said.at,
            "object_marking_refs": self.marks,
        }  # fmt: skip
        if made_by:
            found["created_by_ref"] = made_by
        if grade[1:2] in CONFIDENCE:
            found["confidence"] = CONFIDENCE[grade[1:2]]
        return found

    def _entity(self, each: dict[str, Any]) -> Any:
        kind = self.types[each["id"]]
        names = [fact for fact in each["facts"] if fact["property"] == "name"]
        grade = names[0]["grade"] if names else ""
        more = {"extensions": {GRADED: _graded(each["facts"], grade)}, "allow_custom": True}
        value = next(self._values(each, "name"), each["name"])
        if kind == "user-account":
            service = next(self._values(each, "service"), "")
            return stix2.UserAccount(
                id=self.entity_id(each["id"]), account_login=value, object_marking_refs=self.marks,
                **({"account_type": service.casefold()} if service else {}), **more,
            )  # fmt: skip
        if kind == "email-addr":
            return stix2.EmailAddress(
                id=self.entity_id(each["id"]), value=value, object_marking_refs=self.marks, **more
            )  # fmt: skip
        common = self._common(kind, each["id"], made_by=self.house, grade=grade) | more
        return self._object(kind, each, common)

    def _object(self, kind: str, each: dict[str, Any], common: dict[str, Any]) -> Any:
        if kind == "identity":
            people = "individual" if each["schema"] == "Person" else "organization"
            return stix2.Identity(name=each["name"], identity_class=people, **common)
        if kind == "location":
            country = next(self._values(each, "country")).upper()
            return stix2.Location(name=each["name"], country=country, **common)
        made: Any = Thing  # its fields come from the decorator
        return made(name=each["name"], thing_type=each["schema"], **common)

    def _values(self, each: dict[str, Any], prop: str) -> Iterator[str]:
        return (fact["value"] for fact in each["facts"] if fact["property"] == prop)

    def _link(self, each: dict[str, Any]) -> Any:
        key = "|".join(
            str(each[name]) for name in ("source", "kind", "target", "role", "basis", "report", "began", "ended")
        )  # fmt: skip
        period = {name: f"{each[of]}T00:00:00Z" for name, of in (("start_time", "began"), ("stop_time", "ended"))
                  if each[of]}  # fmt: skip
        if each["began"] == each["ended"]:
            period.pop("stop_time", None)
        extension = {
            name: each[of] for name, of in (("basis", "basis"), ("role_reported", "role"), ("report", "report"))
            if each[of]
        }  # fmt: skip
        return stix2.Relationship(
            relationship_type=RELATIONS[each["kind"]], source_ref=self.entity_id(each["source"]),
            target_ref=self.entity_id(each["target"]),
            extensions={GRADED: _graded([], each["grade"]) | extension},
            **({"description": each["summary"]} if each["summary"] else {}), **period,
            **self._common("relationship", key, made_by=self.house, grade=each["grade"]), allow_custom=True,
        )  # fmt: skip

    def _report(self, each: dict[str, Any]) -> Any:
        """A report with what rests on it; one that names nobody refers to the house that wrote it."""
        reference = each["reference"]
        people = [one["id"] for one in self.said.entities if any(f["report"] == reference for f in one["facts"])]
        return stix2.Report(
            name=reference, description=each["text"], published=self.said.at, report_types=["threat-report"],
            object_refs=[self.entity_id(key) for key in people] or [self.house],
            extensions={GRADED: _graded([], each["grade"])},
            **self._common("report", reference, made_by=self.house, grade=each["grade"]), allow_custom=True,
        )  # fmt: skip


def _graded(facts: list[dict[str, Any]], grade: str) -> dict[str, Any]:
    """Our extension: the Admiralty grade by its two signs, and each further value with its report."""
    found: dict[str, Any] = {"extension_type": "property-extension"}
    if grade[:1] and grade[1:2].isdigit():
        found |= {"source_reliability": grade[0], "information_credibility": grade[1]}
    told = [{name: value for name, value in fact.items() if value not in ("", None)} for fact in facts]
    return found | ({"facts": told} if told else {})
