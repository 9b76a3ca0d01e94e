"""A MISP event as JSON, as MISP's own import takes it: an object for each person and thing, references for links. Pure.

Templates are those that MISP keeps for FollowTheMoney (MISP object templates, `ftm-*`); properties are its relations.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid5

from intel.exchange import ftm_schema
from intel.exchange.ftm_schema import NEAREST
from intel.exchange.said import Said

# Uuids of the templates (github.com/MISP/misp-objects). What has none of its own is an asset.
TEMPLATES = {
    "Person": "070e1c5b-7f5a-4322-81ff-9d684172fe36", "Company": "b6da52a4-2290-47ad-b316-d31dc3274382",
    "Organization": "45678a45-5ac2-4fef-9bbd-bfb947463166", "PublicBody": "7b9ab6fa-f2c7-454c-8f18-893ee14eb46c",
    "Vehicle": "82378b01-aad3-416b-b678-7af7140f6629", "Vessel": "2ee3df38-7756-4179-abea-ba8d2fbb7c6c",
    "UserAccount": "094943f5-41c5-4fad-9d61-60d82bce49b1", "BankAccount": "c51ed099-a628-46ee-ad8f-ffed866b6b8d",
    "Asset": "ece6a00c-2f42-4186-bc96-5254aec002a7",
}  # fmt: skip
TEMPLATE_VERSION = "1"
# MISP attribute types that say more than text, with the category that MISP files them under.
_TYPES = {
    "phone": ("phone-number", "Person"), "email": ("email", "Social network"), "url": ("url", "External analysis"),
    "iban": ("iban", "Financial fraud"),
}  # fmt: skip
# Admiralty scale as MISP's taxonomy `admiralty-scale` writes it.
_RELIABILITY, _CREDIBILITY = "admiralty-scale:source-reliability", "admiralty-scale:information-credibility"
# Nobody but the organisation that takes the event in: what the label allows, its own people decide.
DISTRIBUTION = "0"


def event(said: Said) -> bytes:
    """The event as UTF-8 JSON."""
    return b"".join(pieces(said))


def pieces(said: Said) -> Iterator[bytes]:
    """The same, an object at a time."""
    stamp, links = str(int(said.at.timestamp())), _by_source(said)
    head = {
        "uuid": _uuid(said, "event"), "info": f"{said.reference} · {said.organisation}", "date": f"{said.at:%Y-%m-%d}",
        "threat_level_id": "4", "analysis": "0", "distribution": DISTRIBUTION, "published": False, "timestamp": stamp,
        "Orgc": {"name": said.organisation, "uuid": _uuid(said, "house")}, "Tag": [{"name": said.label.lower()}],
        "Attribute": [],
    }  # fmt: skip
    yield f'{{"Event": {json.dumps(head, ensure_ascii=False)[:-1]}, "Object": ['.encode()
    for number, each in enumerate(said.entities):
        one = _object(said, each, links.get(each["id"], []), stamp)
        yield (", " if number else "").encode() + json.dumps(one, ensure_ascii=False).encode()
    yield b"]}}"


def _uuid(said: Said, key: str) -> str:
    return str(uuid5(said.namespace, f"misp:{key}"))


def _by_source(said: Said) -> dict[str, list[tuple[int, dict[str, Any]]]]:
    found: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for number, link in enumerate(said.links):
        found.setdefault(link["source"], []).append((number, link))
    return found


def _object(said: Said, each: dict[str, Any], links: list[tuple[int, dict[str, Any]]], stamp: str) -> dict[str, Any]:
    schema = NEAREST.get(each["schema"], each["schema"])
    template = schema if schema in TEMPLATES else "Asset"
    uuid = _uuid(said, each["id"])
    return {
        "uuid": uuid, "name": f"ftm-{template}", "meta-category": "followthemoney", "description": each["schema"],
        "template_uuid": TEMPLATES[template], "template_version": TEMPLATE_VERSION, "distribution": DISTRIBUTION,
        "timestamp": stamp, "comment": each["kind"],
        "Attribute": [
            _attribute(said, schema, fact, f"{each['id']}|{number}", stamp)
            for number, fact in enumerate(each["facts"])
        ],
        "ObjectReference": [_reference(said, uuid, link, number, stamp) for number, link in links],
    }  # fmt: skip


def _attribute(said: Said, schema: str, fact: dict[str, Any], key: str, stamp: str) -> dict[str, Any]:
    kind, category = _TYPES.get(ftm_schema.properties(schema).get(fact["property"], ""), ("text", "Other"))
    days = {name: f"{fact[name]}T00:00:00+00:00" for name in ("first_seen", "last_seen") if fact.get(name)}
    return {
        "uuid": _uuid(said, key), "type": kind, "category": category, "object_relation": fact["property"],
        "value": fact["value"], "to_ids": False, "disable_correlation": False, "distribution": DISTRIBUTION,
        "timestamp": stamp, "comment": " ".join(filter(None, (fact["report"], fact["grade"]))),
        "Tag": [{"name": said.label.lower()}, *({"name": name} for name in _graded(fact["grade"]))], **days,
    }  # fmt: skip


def _graded(grade: str) -> Iterator[str]:
    if len(grade) == 2:
        yield f'{_RELIABILITY}="{grade[0].lower()}"'
        yield f'{_CREDIBILITY}="{grade[1]}"'


def _reference(said: Said, uuid: str, link: dict[str, Any], number: int, stamp: str) -> dict[str, Any]:
    told = (link["role"], link["basis"], link["period"], link["report"], link["grade"], link["summary"])
    return {
        "uuid": _uuid(said, f"link:{number}"), "object_uuid": uuid, "referenced_uuid": _uuid(said, link["target"]),
        "relationship_type": link["words"].lower().replace(" ", "-"), "timestamp": stamp,
        "comment": " · ".join(filter(None, told)),
    }  # fmt: skip
