"""What is known of one person or thing, as far as it helps to find it again. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from intel.matching import names
from intel.matching.names import Name
from intel.models.entity import Schema
from intel.properties import PROPERTIES

# Kinds whose values are names; those that are one in each spelling.
NAMES = frozenset({"name", "alias", "weakAlias", "previousName"})
# What can be one at all: a company is never a lorry.
FAMILIES: dict[str, str] = {
    Schema.COMPANY: "legal", Schema.ORGANIZATION: "legal", Schema.PUBLIC_BODY: "legal",
}  # fmt: skip
COMPANIES = frozenset(FAMILIES)
# How a kind of property is compared, and how much an equal value that nobody else has says: 0 to 1.
WEIGHTS: dict[str, float] = {
    "passport": 0.97, "iban": 0.95, "account": 0.95, "wallet": 0.97, "imo": 0.98, "mmsi": 0.95, "container": 0.97,
    "waybill": 0.97, "plate": 0.9, "email": 0.9, "phone": 0.85, "handle": 0.75, "url": 0.7, "code": 0.85,
}  # fmt: skip
# What a thing has one of at a time: two that differ are two things.
ONE_EACH = frozenset({"imo", "container", "wallet", "iban", "account", "waybill", "mmsi"})
# Codes that many share by their nature.
NO_EVIDENCE = frozenset({"currency", "postalCode", "bic"})
LABELLED = {"iban": "account"}
MAX_NAMES = 8


class Identifier(NamedTuple):
    """`kind` as in `WEIGHTS`, a code with its property, for a tax number is no chassis number."""

    kind: str
    key: str

    @property
    def weight(self) -> float:
        return WEIGHTS[self.kind.partition(":")[0]]


class Value(NamedTuple):
    """A fact: its property, its value as it was given, and in one spelling."""

    prop: str
    value: str
    key: str


@dataclass(frozen=True)
class Known:
    schema: str
    names: tuple[Name, ...]
    written: tuple[str, ...]
    identifiers: frozenset[Identifier]
    births: frozenset[str] = frozenset()
    is_named: bool = False  # a fact gives its name

    @property
    def family(self) -> str:
        return family_of(self.schema)


def family_of(schema: str) -> str:
    return FAMILIES.get(schema, schema)


def of(schema: str, values: Iterable[Value]) -> Known:
    """What the facts of one entity say of it."""
    written: list[str] = []
    identifiers, births, is_named = set(), set(), False
    for each in values:
        is_named |= each.prop == "name"
        kind = PROPERTIES[schema][each.prop].kind if each.prop in PROPERTIES[schema] else "text"
        if each.prop in NAMES and kind == "text":
            written.append(each.value)
        elif each.prop == "birthDate":
            births.add(each.key)
        elif kind in WEIGHTS and each.prop not in NO_EVIDENCE and len(each.key) > 3:
            identifiers.add(Identifier(_kind(kind, each.prop), each.key))
    kept = tuple(dict.fromkeys(written))[:MAX_NAMES]
    read = tuple(names.read(name, schema in COMPANIES) for name in kept)
    return Known(schema, read, kept, frozenset(identifiers), frozenset(births), is_named)


def _kind(kind: str, prop: str) -> str:
    return f"code:{prop}" if kind == "code" else LABELLED.get(kind, kind)
