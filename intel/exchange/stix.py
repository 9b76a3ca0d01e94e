"""Persons, things, links and reports as a STIX 2.1 bundle. Pure: what is said comes in, bytes go out.

Every id of content is made from a namespace of the one packet or file: two that tell of the same person have no id in
common. What is common to all are our two extension definitions and the markings of OASIS. Read back: `stix_reading`.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid5

import stix2

from intel.exchange import tlp
from intel.exchange.said import Said, values
from intel.exchange.stix_profile import DEFINITIONS, GRADED, HORNBILL, Thing, kind_of

# Confidence by credibility; 6, which cannot be judged, has none (STIX 2.1, appendix A, Admiralty scale).
CONFIDENCE = {"1": 90, "2": 70, "3": 50, "4": 30, "5": 10}
RELATIONS = {
    "UnknownLink": "related-to", "Ownership": "owns", "Directorship": "directs", "Employment": "works-for",
    "Membership": "belongs-to", "Associate": "associated-with", "Family": "relative-of",
    "Representation": "acts-for", "Payment": "pays", "Contact": "communicates-with", "Uses": "uses",
    "LocatedAt": "located-at", "Ships": "ships", "SellsTo": "sells-to",
}  # fmt: skip


def bundle(said: Said) -> bytes:
    """The bundle as UTF-8 JSON: the same content gives the same bytes.

    Raises: stix2.exceptions.STIXError for what the standard cannot hold.
    """
    return b"".join(pieces(said))


def pieces(said: Said) -> Iterator[bytes]:
    """The same, an object at a time, for whom the whole would be long to wait for."""
    maker = _Maker(said)
    yield f'{{"id": "{maker.id("bundle", "whole")}",\n "objects": ['.encode()
    for number, each in enumerate(maker.objects()):
        whole = json.dumps(_plain(each), ensure_ascii=False, indent=1, sort_keys=True)
        yield (",\n" if number else "\n").encode() + whole.encode()
    yield b'],\n "type": "bundle"}'


def _plain(each: Any) -> dict[str, Any]:
    return each if isinstance(each, dict) else json.loads(each.serialize())


class _Maker:
    """Makes the objects of one bundle; its ids are those of one namespace."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.types = {each["id"]: kind_of(each) for each in said.entities}
        self.house = self.id("identity", "house")
        self.marks = [tlp.IDS[said.label]]
        self.named: dict[str, list[str]] = {}
        for each in said.entities:
            for reference in dict.fromkeys(fact["report"] for fact in each["facts"]):
                self.named.setdefault(reference, []).append(each["id"])

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
        refs: list[str] = []
        for make, rows in (
            (self._entity, self.said.entities), (self._link, self.said.links), (self._report, self.said.reports),
        ):  # fmt: skip
            for row in rows:
                made = make(row)
                refs.append(str(made["id"]))
                yield made
        yield stix2.Grouping(
            name=self.said.reference, context="unspecified", object_refs=refs or [self.house],
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
        graded = _graded(each["facts"], grade) | {"thing_type": each["schema"]}
        more = {"extensions": {GRADED: graded}, "allow_custom": True}
        value = next(iter(values(each, "name")), each["name"])
        if kind == "user-account":
            service = next(iter(values(each, "service")), "")
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
            country = next(iter(values(each, "country"))).upper()
            return stix2.Location(name=each["name"], country=country, **common)
        made: Any = Thing  # its fields come from the decorator
        return made(name=each["name"], thing_type=each["schema"], **common)

    def _link(self, each: dict[str, Any]) -> Any:
        key = "|".join(
            str(each[name]) for name in ("source", "kind", "target", "role", "basis", "report", "began", "ended")
        )  # fmt: skip
        period = {name: f"{each[of]}T00:00:00Z" for name, of in (("start_time", "began"), ("stop_time", "ended"))
                  if each[of]}  # fmt: skip
        if each["began"] == each["ended"]:
            period.pop("stop_time", None)
        extension = {
            name: each[of]
            for name, of in (
                ("basis", "basis"), ("role_reported", "role"), ("role_code", "role_code"), ("report", "report"),
                ("began", "began"), ("ended", "ended"),
            )
            if each.get(of)
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
        text = {"description": each["text"]} if each.get("text") else {}
        return stix2.Report(
            name=reference, **text, published=self.said.at, report_types=["threat-report"],
            object_refs=[self.entity_id(key) for key in self.named.get(reference, ())] or [self.house],
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
