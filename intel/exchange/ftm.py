"""FollowTheMoney JSON lines: an entity a line, for Aleph and what else reads them. Pure; read back by `ftm_reading`.

Properties are theirs. What theirs cannot hold (grade, report and days of each value, our own kinds, the label) stands
in `hornbill`, a member of ours that others pass over.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid5

from intel.exchange import ftm_schema
from intel.exchange.ftm_schema import ENDS, NEAREST
from intel.exchange.said import Said
from intel.models.entity import Schema

OURS = "hornbill"
KEPT = ("property", "value", "report", "grade", "first_seen", "last_seen")
TIED = ("kind", "role_code", "role", "basis", "report", "grade", "began", "ended", "summary")
# What is called otherwise there.
_AS = {
    (Schema.PHONE, "name"): ("name", "username", "number"), (Schema.EMAIL, "name"): ("name", "username", "email"),
    (Schema.USER_ACCOUNT, "name"): ("name", "username"), (Schema.SITE, "address"): ("address", "full"),
    (Schema.ADDRESS, "name"): ("name", "full"), (Schema.CONTAINER, "name"): ("name", "registrationNumber"),
    (Schema.CONSIGNMENT, "awbNumber"): ("registrationNumber",), (Schema.LISTING, "url"): ("sourceUrl",),
    (Schema.CRYPTO_WALLET, "name"): ("name", "publicKey"),
}  # fmt: skip


def lines(said: Said) -> Iterator[bytes]:
    """A line for each person, thing and link, UTF-8, each with its newline."""
    schemata: dict[str, str] = {}
    for each in said.entities:
        row = _entity(said, each)
        schemata[each["id"]] = row["schema"]
        yield _line(row)
    for number, link in enumerate(said.links):
        yield _line(_link(said, link, number, schemata))


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _id(said: Said, key: str) -> str:
    return uuid5(said.namespace, f"ftm:{key}").hex


def _entity(said: Said, each: dict[str, Any]) -> dict[str, Any]:
    schema = NEAREST.get(each["schema"], each["schema"])
    facts = [{name: fact[name] for name in KEPT if fact.get(name)} for fact in each["facts"]]
    return {
        "id": _id(said, each["id"]), "schema": schema, "caption": each["name"],
        "properties": _properties(schema, each),
        OURS: {"schema": each["schema"], "facts": facts, **_marks(said)},
    }  # fmt: skip


def _marks(said: Said) -> dict[str, str]:
    return {"tlp": said.label, "from": said.organisation, "reference": said.reference}


def _properties(schema: str, each: dict[str, Any]) -> dict[str, list[str]]:
    """What fits the model; the rest stands in our own member alone."""
    known = ftm_schema.properties(schema)
    found: dict[str, list[str]] = {"name": []}
    if each["schema"] in (Schema.CONTAINER, Schema.CONSIGNMENT):
        found["type"] = [each["schema"].lower()]
    for fact in each["facts"]:
        for prop in _AS.get((each["schema"], fact["property"]), (fact["property"],)):
            value = fact["value"].lower() if known.get(prop) in ("country", "gender") else fact["value"]
            if prop in known and ftm_schema.fits(known[prop], value) and value not in found.setdefault(prop, []):
                found[prop].append(value)
    found["name"] = found["name"] or [each["name"]]
    return {prop: told for prop, told in found.items() if told}


def _link(said: Said, link: dict[str, Any], number: int, schemata: dict[str, str]) -> dict[str, Any]:
    schema = _schema_of(link, schemata)
    source, target = ENDS[schema]
    props = {source: [_id(said, link["source"])], target: [_id(said, link["target"])]}
    role = "relationship" if schema in ("Associate", "Family") else "role"
    words = {role: link["role"] or (link["words"] if schema != link["kind"] else ""), "summary": link["summary"]}
    words |= {"startDate": link["began"], "endDate": link["ended"]}
    known = ftm_schema.properties(schema)
    props |= {prop: [value] for prop, value in words.items() if value and prop in known}
    kept = {name: link[name] for name in TIED if link.get(name)}
    key = f"link:{number}:{link['source']}|{link['kind']}|{link['target']}"
    return {
        "id": _id(said, key), "schema": schema, "caption": link["words"], "properties": props, OURS: kept | _marks(said)
    }  # fmt: skip


def _schema_of(link: dict[str, Any], schemata: dict[str, str]) -> str:
    """Their schema of a link; one whose ends are not what theirs asks for is a link of unknown kind."""
    kind = str(link["kind"])
    if kind in ENDS:
        known = ftm_schema.KINDS[kind].props
        ends = zip(ENDS[kind], (link["source"], link["target"]), strict=True)
        if all(ftm_schema.is_a(schemata[key], known[prop]) for prop, key in ends):
            return kind
    return "UnknownLink"
