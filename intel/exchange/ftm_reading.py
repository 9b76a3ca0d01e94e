"""FollowTheMoney JSON lines read as what they offer: ours without loss, others' by their properties. No database."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from intel.exchange import strict_json
from intel.exchange.ftm import OURS
from intel.exchange.ftm_schema import ENDS
from intel.exchange.offered import Offered, Thing, Tie, Unreadable, Value, days, told
from intel.models.entity import Schema
from intel.models.link import Basis, LinkKind, Role
from intel.products.handling import STRICTEST_FIRST, strictest
from intel.properties import PROPERTIES

MAX_LINE = 1_000_000  # characters
# Theirs, where ours differ.
_SCHEMATA = {"LegalEntity": Schema.ORGANIZATION, "Land": Schema.SITE, "RealEstate": Schema.SITE}
_MOST_VALUES = 50  # of one property: an aggregated entity can hold thousands


def read(raw: bytes) -> Offered:
    """Raises: Unreadable, with the line."""
    found, labels = Offered(), set()
    for number, line in enumerate(raw.decode().splitlines(), start=1):
        if not line.strip():
            continue
        where = _("line %(number)d") % {"number": number}
        if len(line) > MAX_LINE:
            raise Unreadable(_("%(where)s is too long.") % {"where": where.capitalize()})
        each = strict_json.parsed(line, where.capitalize())
        if not isinstance(each, dict) or not isinstance(each.get("schema"), str) or not isinstance(each.get("id"), str):
            raise Unreadable(_("%(where)s: an entity has an id and a schema.") % {"where": where.capitalize()})
        labels.add(_ours(each).get("tlp"))
        _keep(found, each, where)
    _pass_over_half_ties(found)
    known = [label for label in labels if label in STRICTEST_FIRST]
    found.label = strictest(known) if known else ""
    return found.checked()


def _ours(each: dict[str, Any]) -> dict[str, Any]:
    ours = each.get(OURS)
    return ours if isinstance(ours, dict) else {}


def _keep(found: Offered, each: dict[str, Any], where: str) -> None:
    if each["schema"] in ENDS:
        tie = _tie(each, where)
        found.ties.append(tie)
        return
    thing = _thing(each, where)
    if thing:
        found.things.append(thing)
    else:
        found.passed_over += 1


def _pass_over_half_ties(found: Offered) -> None:
    seen = {thing.id for thing in found.things}
    whole = [tie for tie in found.ties if tie.source in seen and tie.target in seen]
    found.passed_over += len(found.ties) - len(whole)
    found.ties = whole


def _thing(each: dict[str, Any], where: str) -> Thing | None:
    ours = _ours(each)
    schema = (
        ours.get("schema") if ours.get("schema") in Schema.values else _SCHEMATA.get(each["schema"], each["schema"])
    )
    if schema not in Schema.values:
        return None
    kept = ours.get("facts")
    if isinstance(kept, list):
        said = tuple(told(fact) for fact in kept if isinstance(fact, dict))
    else:
        said = tuple(_values(each, schema))
    said = tuple(fact for fact in said if fact.prop in PROPERTIES[schema])
    caption = each.get("caption")
    names = (fact.value for fact in said if fact.prop == "name")
    name = next(names, "") or (caption if isinstance(caption, str) else "")
    return Thing(each["id"], schema, name, said, where) if name else None


def _texts(each: dict[str, Any], prop: str) -> list[str]:
    props = each.get("properties")
    values = props.get(prop) if isinstance(props, dict) else None
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _values(each: dict[str, Any], schema: str) -> Iterator[Value]:
    first, last = days(each.get("first_seen"), each.get("last_seen"))
    names = _texts(each, "name") or _texts(each, "username") or _texts(each, "full") or _texts(each, "publicKey")
    for number, name in enumerate(dict.fromkeys(names[:_MOST_VALUES])):
        yield Value("alias" if number else "name", " ".join(name.split())[:300], first_seen=first, last_seen=last)
    for prop in PROPERTIES[schema]:
        if prop != "name":
            for value in dict.fromkeys(_texts(each, prop)[:_MOST_VALUES]):
                if said := " ".join(value.split())[:500]:
                    yield Value(prop, said, first_seen=first, last_seen=last)


def _tie(each: dict[str, Any], where: str) -> Tie:
    ours = _ours(each)
    source, target = (next(iter(_texts(each, prop)), "") for prop in ENDS[each["schema"]])
    began, ended = days(
        ours.get("began") or next(iter(_texts(each, "startDate")), ""),
        ours.get("ended") or next(iter(_texts(each, "endDate")), ""),
    )
    kind, role, basis = ours.get("kind"), ours.get("role_code"), ours.get("basis")
    texts = {name: ours.get(name) if isinstance(ours.get(name), str) else "" for name in ("report", "grade")}
    summary = ours.get("summary") or next(iter(_texts(each, "summary")), "")
    return Tie(
        source, target, kind if kind in LinkKind.values else each["schema"], role if role in Role.values else "",
        basis if basis in Basis.values else "asserted", began, ended,
        " ".join(summary.split())[:300] if isinstance(summary, str) else "", str(texts["report"]),
        str(texts["grade"])[:2], where,
    )  # fmt: skip
