"""Our profile of STIX 2.1: what each kind of entity is there, and the two extensions that the standard lacks."""

import re
from typing import Any

import stix2
from stix2.properties import StringProperty

# Fixed ids: they name definitions, and tell nothing of any content.
GRADED = "extension-definition--6f6a9f0e-3b0a-4c0b-9d53-3f0b6a3f4e11"
THING = "extension-definition--b7b3b7ae-8d7d-4f2c-8a51-0c6c0f7d9a52"
_MADE = "2026-11-22T00:00:00.000Z"
HORNBILL: dict[str, Any] = {
    "type": "identity", "spec_version": "2.1", "id": "identity--2f0c8ad5-7c1e-4d5b-9a0f-51f2b7f4c6d3",
    "created": _MADE, "modified": _MADE, "name": "Hornbill", "identity_class": "system",
    "description": "The software whose extensions are defined here. It says nothing of who uses it.",
}  # fmt: skip
GRADED_SCHEMA = """{"type": "object", "required": ["extension_type"], "properties": {
"extension_type": {"const": "property-extension"},
"source_reliability": {"enum": ["A", "B", "C", "D", "E", "F"]},
"information_credibility": {"enum": ["1", "2", "3", "4", "5", "6"]},
"thing_type": {"type": "string"},
"basis": {"enum": ["asserted", "assessed"]}, "role_reported": {"type": "string"}, "role_code": {"type": "string"},
"report": {"type": "string"}, "began": {"type": "string"}, "ended": {"type": "string"},
"facts": {"type": "array", "items": {"type": "object", "required": ["property", "value"]}}}}"""
THING_SCHEMA = """{"type": "object", "required": ["name", "thing_type"], "properties": {
"name": {"type": "string"}, "thing_type": {"type": "string"}}}"""
DEFINITIONS: tuple[dict[str, Any], ...] = tuple(
    {
        "type": "extension-definition", "spec_version": "2.1", "id": id_, "created": _MADE, "modified": _MADE,
        "created_by_ref": HORNBILL["id"], "name": name, "description": description, "schema": schema,
        "version": "1.1.0", "extension_types": [kind],
    }
    for id_, name, kind, schema, description in (
        (GRADED, "Graded intelligence", "property-extension", GRADED_SCHEMA,
         "Admiralty grade of the report that a thing rests on, and each value with its report. Not proof."),
        (THING, "Thing named in a report", "new-sdo", THING_SCHEMA,
         "A vehicle, vessel, account, container … by its FollowTheMoney type."),
    )
)  # fmt: skip


@stix2.CustomObject(
    "reported-thing",
    [("name", StringProperty(required=True)), ("thing_type", StringProperty(required=True))],
    extension_name=THING,
)
class Thing:
    """What STIX has no type for: a vehicle, a vessel, a bank account, a container."""


_TYPES = {
    "Person": "identity", "Company": "identity", "Organization": "identity", "PublicBody": "identity",
    "UserAccount": "user-account", "Email": "email-addr",
}  # fmt: skip
_PLACES = ("Address", "Site")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def kind_of(entity: dict[str, Any]) -> str:
    """The STIX type of an entity: a location has a country and an e-mail address the shape of one, or it is neither."""
    has_country = any(fact["property"] == "country" for fact in entity["facts"])
    if entity["schema"] in _PLACES and has_country:
        return "location"
    if entity["schema"] == "Email" and not _EMAIL.fullmatch(entity["name"]):
        return "reported-thing"
    return _TYPES.get(entity["schema"], "reported-thing")
