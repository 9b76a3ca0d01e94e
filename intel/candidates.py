"""Who could be the same: candidates that an officer may see, and the word that another case has this."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from intel import identity
from intel.matching import index, keys, known, score
from intel.matching.known import Identifier, Known, Value
from intel.matching.score import CROWD, SHOWN, Score
from intel.models import Entity, Fact, Judgement, Verdict
from staff import compartments

LOOKED_AT = 40  # those that share the rarest keys are scored
OFFERED = 12


@dataclass(frozen=True)
class Candidate:
    """`unsure`: the judgement that stands between them, if one does."""

    entity: Entity
    score: Score
    unsure: Judgement | None = None


def of(entity: Entity, officer: Any) -> list[Candidate]:
    """Who could be the same as an entity, the likeliest first, by what the officer may see of each and nothing else.

    Those that stand together with it, or were judged not the same, are left out.
    """
    mine = _known([entity], officer).get(entity.pk)
    if mine is None:
        return []
    found = index.bearers(index.marks(mine), entity.pk)
    shared = _shared(found)
    judged = {_far(row, entity.pk): row for row in Judgement.objects.standing().of([entity.pk])}
    out = identity.together(entity.pk) | {
        pk for pk, row in judged.items() if row.verdict in (Verdict.NOT_SAME, Verdict.SAME)
    }
    seen = _seen(set(shared) - out, shared, officer)
    crowds = Counter(each for one in seen.values() for each in one.identifiers)
    counted = {each: count + 1 for each, count in crowds.items()}
    scored = [Candidate(each, score.compare(mine, told, counted), judged.get(each.pk)) for each, told in seen.items()]
    likely = [each for each in scored if each.score.points >= SHOWN]
    return sorted(likely, key=lambda each: (-each.score.points, each.entity.reference))[:OFFERED]


def _far(row: Judgement, near: UUID) -> UUID:
    return row.other_id if row.one_id == near else row.one_id


def _shared(found: dict[int, list[UUID]]) -> dict[UUID, float]:
    """What each bearer shares: a key that n have counts 1/n."""
    shared: dict[UUID, float] = {}
    for ids in found.values():
        for each in ids:
            shared[each] = shared.get(each, 0) + 1 / len(ids)
    return shared


def _seen(ids: set[UUID], shared: dict[UUID, float], officer: Any) -> dict[Entity, Known]:
    """Those that the officer sees, as many as are scored, with what they may know of each.

    Whoever shares the rarest keys comes first; all the others are asked for where fewer than half of those are seen.
    """
    order = sorted(ids, key=lambda pk: (-shared[pk], pk))
    found: dict[Entity, Known] = {}
    for part in (order[:LOOKED_AT], order[LOOKED_AT:]):
        if part and len(found) < LOOKED_AT // 2:
            near = Entity.objects.within_reach(officer).filter(pk__in=part, taken_out_at=None, purged_at=None)
            rows = sorted(near, key=lambda each: (-shared[each.pk], each.pk))[:LOOKED_AT]
            found |= _named(rows, officer)
    return found


def _named(rows: list[Entity], officer: Any) -> dict[Entity, Known]:
    """Those that a report names which the officer may see, or none: all others stay hidden (`visible_to`)."""
    told = _known(rows, officer)
    return {each: told[each.pk] for each in rows if each.pk in told and told[each.pk].is_named}


def _known(entities: Iterable[Entity], officer: Any) -> dict[UUID, Known]:
    """What the officer may know of entities that they see. One query."""
    schemas = {each.pk: each.schema for each in entities}
    facts = Fact.objects.standing().cited_before(officer).filter(entity__in=list(schemas)).order_by("pk")
    values: dict[UUID, list[Value]] = {}
    for pk, *fact in facts.values_list("entity", "prop", "value", "key"):
        values.setdefault(pk, []).append(Value(*fact))
    return {pk: known.of(schemas[pk], given) for pk, given in values.items()}


# --- Another case has this ----------------------------------------------------------------------------------------
def elsewhere(entity: Entity, officer: Any) -> list[Identifier]:
    """Identifiers of an entity that stand in another case, of which the officer may know no more than that.

    Neither how many cases nor which, neither whose nor of what. Of a case that keeps the officer out not even that.
    """
    held = holders(entity, officer)
    return [each for each in sorted(held) if held[each]]


def holders(entity: Entity, officer: Any) -> dict[Identifier, list[Entity]]:
    """Who has the identifiers of an entity in cases that the officer is not in: for the act of asking, for no page."""
    mine = _known([entity], officer).get(entity.pk)
    marks = {keys.of_identifier(each): each for each in mine.identifiers} if mine else {}
    found = index.bearers(marks, entity.pk) if marks else {}
    few = {marks[mark]: ids for mark, ids in found.items() if len(ids) <= CROWD}
    every = {pk for ids in few.values() for pk in ids}
    known_to = list(compartments.open_to(officer) | compartments.closed_to(officer) | set(entity.compartments))
    hidden = Entity.objects.filter(pk__in=every, taken_out_at=None, purged_at=None)
    hidden = hidden.exclude(compartments__overlap=known_to).exclude(pk__in=Entity.objects.visible_to(officer))
    rows = {each.pk: each for each in hidden}
    return {each: [rows[pk] for pk in ids if pk in rows] for each, ids in few.items()}
