"""What of FollowTheMoney's model we write, and a check against it. Facts of the model as of 2026: no library of theirs.

A schema of ours that FollowTheMoney lacks is written as the nearest of theirs; what it is with us stands beside it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from intel.models.entity import Schema
from intel.models.link import LinkKind


class Kind(NamedTuple):
    """extends: what it inherits from; props: its own properties with their types; required: those it cannot lack."""

    extends: tuple[str, ...] = ()
    props: dict[str, str] = {}
    required: tuple[str, ...] = ()
    is_abstract: bool = False


_THING = {
    "name": "string", "summary": "text", "description": "text", "country": "country", "alias": "name",
    "previousName": "name", "weakAlias": "string", "sourceUrl": "url", "address": "address", "notes": "text",
}  # fmt: skip
_LEGAL = {
    "email": "email", "phone": "phone", "website": "url", "legalForm": "string", "incorporationDate": "date",
    "dissolutionDate": "date", "sector": "string", "registrationNumber": "identifier", "idNumber": "identifier",
    "taxNumber": "identifier", "jurisdiction": "country",
}  # fmt: skip
KINDS: dict[str, Kind] = {
    "Thing": Kind((), _THING, ("name",), is_abstract=True),
    "Value": Kind((), {"amount": "number", "currency": "string"}, is_abstract=True),
    "Asset": Kind(("Thing", "Value"), is_abstract=True),
    "LegalEntity": Kind(("Thing",), _LEGAL),
    "Person": Kind(
        ("LegalEntity",),
        {
            "birthDate": "date",
            "birthPlace": "string",
            "position": "string",
            "nationality": "country",
            "passportNumber": "identifier",
            "gender": "gender",
            "appearance": "string",
            "spokenLanguage": "string",
            "profession": "string",
        },
        ("name",),
    ),
    "Organization": Kind(("LegalEntity",), {}, ("name",)),
    "Company": Kind(("Organization", "Asset"), {}, ("name",)),
    "PublicBody": Kind(("Organization",), {}, ("name",)),
    "Vehicle": Kind(
        ("Asset",),
        {"registrationNumber": "identifier", "type": "string", "model": "string", "buildDate": "date"},
    ),
    "Vessel": Kind(
        ("Vehicle",),
        {
            "imoNumber": "identifier",
            "flag": "country",
            "registrationPort": "string",
            "callSign": "identifier",
            "mmsi": "identifier",
        },
        ("name",),
    ),
    "Airplane": Kind(("Vehicle",), {"serialNumber": "identifier", "icaoCode": "string"}),
    "UserAccount": Kind(
        ("Thing",), {"service": "string", "email": "email", "number": "phone", "username": "string"}, ("username",)
    ),
    "BankAccount": Kind(
        ("Asset",),
        {
            "bankName": "string",
            "accountNumber": "identifier",
            "iban": "iban",
            "bic": "identifier",
            "accountType": "string",
        },
    ),
    "CryptoWallet": Kind(("Thing", "Value"), {"publicKey": "identifier", "managingExchange": "string"}),
    "Address": Kind(
        ("Thing",),
        {
            "full": "address",
            "street": "string",
            "city": "string",
            "postalCode": "string",
            "region": "string",
            "latitude": "number",
            "longitude": "number",
        },
    ),
    "Document": Kind(("Thing",), {"publishedAt": "date"}),
    "Interval": Kind(
        (), {"startDate": "date", "endDate": "date", "summary": "text", "description": "text"}, is_abstract=True
    ),
    "Interest": Kind(("Interval",), {"role": "string"}, is_abstract=True),
    "UnknownLink": Kind(("Interest",), {"subject": "Thing", "object": "Thing"}),
    "Ownership": Kind(("Interest",), {"owner": "LegalEntity", "asset": "Asset"}, ("owner", "asset")),
    "Directorship": Kind(
        ("Interest",), {"director": "LegalEntity", "organization": "Organization"}, ("director", "organization")
    ),
    "Employment": Kind(("Interest",), {"employee": "Person", "employer": "Organization"}, ("employee", "employer")),
    "Membership": Kind(
        ("Interest",), {"member": "LegalEntity", "organization": "Organization"}, ("member", "organization")
    ),
    "Associate": Kind(
        ("Interval",), {"person": "Person", "associate": "Person", "relationship": "string"}, ("person", "associate")
    ),
    "Family": Kind(
        ("Interval",), {"person": "Person", "relative": "Person", "relationship": "string"}, ("person", "relative")
    ),
    "Representation": Kind(("Interest",), {"agent": "LegalEntity", "client": "LegalEntity"}),
    "Payment": Kind(("Interval", "Value"), {"payer": "LegalEntity", "beneficiary": "LegalEntity"}),
}
# The two ends of each kind of link, source first.
ENDS: dict[str, tuple[str, str]] = {
    LinkKind.UNKNOWN: ("subject", "object"), LinkKind.OWNERSHIP: ("owner", "asset"),
    LinkKind.DIRECTORSHIP: ("director", "organization"), LinkKind.EMPLOYMENT: ("employee", "employer"),
    LinkKind.MEMBERSHIP: ("member", "organization"), LinkKind.ASSOCIATE: ("person", "associate"),
    LinkKind.FAMILY: ("person", "relative"), LinkKind.REPRESENTATION: ("agent", "client"),
    LinkKind.PAYMENT: ("payer", "beneficiary"),
}  # fmt: skip
# Schemata of ours that FollowTheMoney lacks.
NEAREST: dict[str, str] = {
    Schema.PHONE: "UserAccount", Schema.EMAIL: "UserAccount", Schema.SITE: "Address", Schema.CONTAINER: "Vehicle",
    Schema.CONSIGNMENT: "Vehicle", Schema.LISTING: "Document",
}  # fmt: skip
_SHAPES = {
    "date": re.compile(r"\d{4}(-\d{2}(-\d{2}(T[\d:]+)?)?)?"), "number": re.compile(r"-?\d+(\.\d+)?"),
    "country": re.compile(r"[a-z]{2}"), "gender": re.compile("male|female|other"),
}  # fmt: skip


def properties(schema: str) -> dict[str, str]:
    """Every property of a schema, inherited ones too, with its type."""
    found: dict[str, str] = {}
    for parent in KINDS[schema].extends:
        found |= properties(parent)
    return found | KINDS[schema].props


def is_a(schema: str, other: str) -> bool:
    return schema == other or any(is_a(parent, other) for parent in KINDS[schema].extends)


def required(schema: str) -> set[str]:
    return set(KINDS[schema].required).union(*(required(parent) for parent in KINDS[schema].extends))


def fits(prop_type: str, value: str) -> bool:
    """Whether a value has the shape that its type asks for."""
    shape = _SHAPES.get(prop_type)
    return bool(value.strip()) and (shape is None or shape.fullmatch(value) is not None)


def wrong_with(entities: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What FollowTheMoney would refuse in a file, a sentence each; ends of links are looked up in the same file."""
    rows = list(entities)
    schemata = {str(row.get("id")): str(row.get("schema")) for row in rows}
    if len(schemata) != len(rows):
        yield "an id stands twice"
    for row in rows:
        yield from (f"{row.get('id')}: {said}" for said in _wrong_with(row, schemata))


def _wrong_with(row: dict[str, Any], schemata: dict[str, str]) -> Iterator[str]:
    schema = row.get("schema")
    if not row.get("id") or schema not in KINDS or KINDS[schema].is_abstract:
        yield f"no entity of a schema: {schema}"
        return
    known, said = properties(schema), row.get("properties", {})
    yield from (f"lacks {name}" for name in sorted(required(schema) - set(said)))
    for prop, values in said.items():
        kind = known.get(prop)
        if kind is None:
            yield f"{schema} has no {prop}"
        elif not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            yield f"{prop} is no list of texts"
        elif kind in KINDS:
            yield from (f"{prop} is no {kind}" for each in values if not _reaches(schemata.get(each), kind))
        else:
            yield from (f"{prop} has the wrong shape" for each in values if not fits(kind, each))


def _reaches(schema: str | None, kind: str) -> bool:
    return schema in KINDS and is_a(str(schema), kind)
