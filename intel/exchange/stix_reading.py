"""A STIX 2.1 bundle read as what it offers: ours without loss, others' as far as our own kinds reach. No database."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from intel.exchange import strict_json, tlp
from intel.exchange.offered import Offered, Thing, Tie, Unreadable, Value, days, told
from intel.exchange.stix import RELATIONS
from intel.exchange.stix_profile import GRADED, THING
from intel.models.entity import Schema
from intel.models.link import Basis, LinkKind, Role
from intel.products.handling import strictest
from intel.properties import PROPERTIES

KINDS = {relation: kind for kind, relation in RELATIONS.items()}
# What others say of the same (STIX 2.1, section 5.1 and appendix B): the nearest of our kinds.
KINDS |= {"owned-by": "Ownership", "attributed-to": "UnknownLink", "member-of": "Membership"}
LABELS = {id_: label for label, id_ in tlp.IDS.items()}
# TLP 1.0, as many still send it (STIX 2.1, section 7.2.1.4): each is the same word of 2.0, WHITE is CLEAR.
LABELS |= {
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": "TLP:CLEAR",
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": "TLP:GREEN",
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": "TLP:AMBER",
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": "TLP:RED",
}
_CLASSES = {
    "individual": Schema.PERSON, "organization": Schema.ORGANIZATION, "group": Schema.ORGANIZATION,
    "class": Schema.ORGANIZATION,
}  # fmt: skip
_HOLDERS = ("marking-definition", "extension-definition", "grouping", "report", "language-content", "bundle")


def read(raw: bytes) -> Offered:
    """Raises: Unreadable."""
    whole = strict_json.parsed(raw.decode(), _("The file"))
    objects = whole.get("objects") if isinstance(whole, dict) else None
    if not isinstance(objects, list):
        raise Unreadable(_("This is no STIX bundle: it has no list of objects."))
    found = Offered()
    makers = _makers(objects)
    labels: set[str] = set()
    for number, each in enumerate(objects, start=1):
        if not isinstance(each, dict) or not isinstance(each.get("type"), str):
            raise Unreadable(_("Object %(number)d has no type.") % {"number": number})
        labels.update(_labels(each))
        where = _("object %(number)d") % {"number": number}
        if each["type"] == "relationship":
            found.ties.append(_tie(each, where))
        elif (thing := _thing(each, where)) and thing.id not in makers:
            found.things.append(thing)
        elif each["type"] not in _HOLDERS and each.get("id") not in makers and thing is None:
            found.passed_over += 1
    _keep_whole_ties(found)
    found.label = strictest(labels) if labels else ""
    return found.checked()


def _makers(objects: list[Any]) -> set[str]:
    """Identities that only say who made a bundle, ours and others': they are no subjects."""
    each_maker = {one["created_by_ref"] for one in objects if isinstance(one, dict) and _is_text(one, "created_by_ref")}
    ends = {one.get(end) for one in objects if isinstance(one, dict) for end in ("source_ref", "target_ref")}
    told_of = {one["id"] for one in objects if isinstance(one, dict) and _is_text(one, "id") and _extension(one)}
    return each_maker - ends - told_of


def _is_text(each: dict[str, Any], name: str) -> bool:
    return isinstance(each.get(name), str)


def _labels(each: dict[str, Any]) -> Iterator[str]:
    """Labels that an object refers to, by the ids of OASIS."""
    refs = each.get("object_marking_refs")
    for ref in refs if isinstance(refs, list) else ():
        if isinstance(ref, str) and ref in LABELS:
            yield LABELS[ref]


def _keep_whole_ties(found: Offered) -> None:
    """A link to what is none of our kinds cannot be kept: it is counted with it."""
    seen = {thing.id for thing in found.things}
    whole = [tie for tie in found.ties if tie.source in seen and tie.target in seen]
    found.passed_over += len(found.ties) - len(whole)
    found.ties = whole


def _extension(each: dict[str, Any]) -> dict[str, Any]:
    extensions = each.get("extensions")
    ours = extensions.get(GRADED) if isinstance(extensions, dict) else None
    return ours if isinstance(ours, dict) else {}


def _thing(each: dict[str, Any], where: str) -> Thing | None:
    schema, value = _kind(each)
    if schema not in Schema.values or not value:
        return None
    if not isinstance(each.get("id"), str):
        raise Unreadable(_("%(where)s has no id.") % {"where": where.capitalize()})
    facts = _extension(each).get("facts")
    if isinstance(facts, list):
        said = tuple(told(fact) for fact in facts if isinstance(fact, dict))
    else:
        said = tuple(_plain_facts(schema, each, value))
    name = next((fact.value for fact in said if fact.prop == "name"), value)
    return Thing(each["id"], schema, name, tuple(fact for fact in said if fact.prop in PROPERTIES[schema]), where)


def _kind(each: dict[str, Any]) -> tuple[str, str]:
    """(our schema, the name), ("", "") for what we do not keep."""
    ours = _extension(each).get("thing_type")
    kind, name = each["type"], each.get("name") or ""
    if kind == "identity":
        found: Any = _CLASSES.get(str(each.get("identity_class")), "")
    elif kind == "user-account":
        found, name = Schema.USER_ACCOUNT, each.get("account_login") or each.get("user_id") or ""
    elif kind == "email-addr":
        found, name = Schema.EMAIL, each.get("value") or ""
    elif kind == "location":
        found, name = Schema.SITE, name or each.get("city") or each.get("region") or ""
    elif kind == "reported-thing" or THING in (each.get("extensions") or {}):
        found = each.get("thing_type") or ""
    else:
        return "", ""
    return str(ours or found), name if isinstance(name, str) else ""


def _plain_facts(schema: str, each: dict[str, Any], name: str) -> Iterator[Value]:
    """Of a bundle that is not ours: what its own properties say."""
    first, last = days(each.get("first_seen"), each.get("last_seen"))
    yield Value("name", name, first_seen=first, last_seen=last)
    pairs = {
        "description": "description", "account_type": "service", "country": "country", "city": "city",
        "region": "region", "street_address": "street", "postal_code": "postalCode",
    }  # fmt: skip
    for theirs, prop in pairs.items():
        if isinstance(each.get(theirs), str) and each[theirs].strip() and prop in PROPERTIES[schema]:
            yield Value(prop, " ".join(each[theirs].split())[:500])


def _tie(each: dict[str, Any], where: str) -> Tie:
    source, target = each.get("source_ref"), each.get("target_ref")
    if not isinstance(source, str) or not isinstance(target, str):
        raise Unreadable(_("%(where)s: a link names its two ends.") % {"where": where.capitalize()})
    ours = _extension(each)
    began, ended = days(ours.get("began") or each.get("start_time"), ours.get("ended") or each.get("stop_time"))
    kind = KINDS.get(str(each.get("relationship_type")), LinkKind.UNKNOWN)
    if each.get("relationship_type") == "owned-by":
        source, target = target, source
    role, basis, report = (ours.get(name) for name in ("role_code", "basis", "report"))
    grade = f"{ours.get('source_reliability') or ''}{ours.get('information_credibility') or ''}"
    summary = each.get("description")
    return Tie(
        source, target, str(kind), role if role in Role.values else "", basis if basis in Basis.values else "asserted",
        began, ended, " ".join(summary.split())[:300] if isinstance(summary, str) else "",
        report if isinstance(report, str) else "", grade[:2], where,
    )  # fmt: skip
