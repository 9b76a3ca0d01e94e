"""The index of keys: written with each change of an entity's facts, asked with a limit, so that a page costs the same
whatever the table holds."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from intel.matching import keys, known
from intel.matching.known import Known, Value
from intel.models import Entity, MatchKey

# A key that more have is passed over: whoever shares it and nothing else is nobody's candidate.
CROWDED = 200

LOOK_UP = """
SELECT asked.mark, found.entity_id
FROM unnest(%s::bigint[]) AS asked (mark)
CROSS JOIN LATERAL (
    SELECT entity_id FROM intel_matchkey WHERE mark = asked.mark AND entity_id <> %s ORDER BY entity_id LIMIT %s
) AS found
"""


def known_of(entity: Entity) -> Known:
    """What the standing facts of an entity say, whoever may see them: for the index, never for a page."""
    facts = entity.facts.filter(taken_out_at=None).order_by("pk").values_list("prop", "value", "key")
    return known.of(entity.schema, (Value(*fact) for fact in facts))


def refresh(entity: Entity) -> None:
    """Write the keys of a locked entity anew; one that is taken out or purged has none."""
    stands = entity.stands and entity.purged_at is None
    wanted = marks(known_of(entity)) if stands else set()
    present = set(MatchKey.objects.filter(entity=entity).values_list("mark", flat=True))
    if present - wanted:
        MatchKey.objects.filter(entity=entity, mark__in=present - wanted).delete()
    MatchKey.objects.bulk_create([MatchKey(mark=mark, entity=entity) for mark in sorted(wanted - present)])


def marks(one: Known) -> set[int]:
    return {*map(keys.of_identifier, one.identifiers), *keys.of_names(one)}


def bearers(asked: Iterable[int], but: UUID) -> dict[int, list[UUID]]:
    """Who else has each mark, in one query; a crowded mark is left out."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, [list(asked), but, CROWDED + 1])
        found: dict[int, list[UUID]] = {}
        for mark, entity_id in cursor.fetchall():
            found.setdefault(mark, []).append(entity_id)
    return {mark: ids for mark, ids in found.items() if len(ids) <= CROWDED}
