"""Facts as keyed marks: what the index holds of them, and which other tips hold the same.

The last byte of a mark says its kind, sealed: two tips that share a mark are told by it what they share, without being
opened, and who has the database but not the key sees one random number like another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from hotline import passages
from hotline.facts import Fact, Kind
from hotline.reading.homes import HOME
from vault import marks

PURPOSE = "facts"
KIND_PURPOSE = "facts-kinds"
PURPOSES = (PURPOSE, KIND_PURPOSE)
LAST_BYTE = 0xFF
# A fact that so many tips have is looked at no further: it says little, and one page must not pay for all of them.
MOST_LOOKED_AT = 100
# By an estimate of the statistics a fact is passed over only where it cannot be as rare as that.
FAR_MORE = 10 * MOST_LOOKED_AT
# So many other tips halve what a fact counts.
HALVED_BY = 20
# A mark that more tips have counts nothing unless its kind has a `least`. Those that the statistics know to be so
# common are left out: the index reads all of a mark's tips before it gives the first.
LOOK_UP = """
WITH common AS (
    SELECT elem FROM pg_stats, pg_class, unnest(most_common_elems::text::bigint[]) WITH ORDINALITY AS each (elem, place)
    WHERE schemaname = 'vault' AND tablename = 'tip_marks' AND attname = 'facts'
        AND pg_class.oid = 'vault.tip_marks'::regclass AND most_common_elem_freqs[place] * reltuples >= %(far_more)s
)
SELECT tip_id, array_agg(mark), array_agg(others)
FROM (
    SELECT theirs.tip_id, mine.*, count(*) OVER (PARTITION BY mine.mark) AS others
    FROM unnest(%(marks)s::bigint[], %(points)s::real[], %(least)s::real[]) AS mine (mark, points, least)
    CROSS JOIN LATERAL (
        SELECT tip_id FROM vault.tip_marks WHERE facts @> ARRAY[mine.mark] AND tip_id <> %(tip)s LIMIT %(most)s
    ) AS theirs
    WHERE mine.least > 0 OR mine.mark NOT IN (SELECT elem FROM common)
) AS found
GROUP BY tip_id
ORDER BY sum(greatest(least, CASE WHEN others < %(most)s THEN points / (1 + others / %(halved)s::real) ELSE 0 END)) DESC
LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Worth:
    """What a fact of one kind counts: `points` where no other tip has it, `least` however many have it."""

    points: float
    least: float = 0.0

    def among(self, others: int) -> float:
        rare = self.points / (1 + others / HALVED_BY) if others < MOST_LOOKED_AT else 0.0
        return max(self.least, rare)


@dataclass(frozen=True)
class Sharing:
    """A tip that shares facts: of each its kind, and how many others have it, `MOST_LOOKED_AT` for more."""

    tip: UUID
    facts: tuple[tuple[Kind, int], ...]


def of(facts: Iterable[Fact], told: Iterable[str]) -> list[int]:
    """The marks of what a tip states and of the passages of its texts, sorted: their order tells nothing."""
    known = sorted(set(facts))
    hashed = marks.short_marks(PURPOSE, [f"{kind.value}:{value}" for kind, value in known])
    kept = _passages(told)
    return sorted({*_labelled(hashed, [kind for kind, _value in known]), *_labelled(kept, [Kind.PASSAGE] * len(kept))})


def _passages(told: Iterable[str]) -> list[int]:
    found: set[int] = set()
    for text in told:
        flat, han = passages.pieces(text)
        found |= passages.chosen(marks.short_marks(PURPOSE, flat), passages.WINDOW)
        found |= passages.chosen(marks.short_marks(PURPOSE, han), passages.HAN_WINDOW)
    return sorted(found)[: passages.MOST]


def _labelled(hashed: Sequence[int], kinds: Sequence[Kind]) -> list[int]:
    pads = _pads(hashed)
    return [mark & ~LAST_BYTE | pad ^ kind for mark, pad, kind in zip(hashed, pads, kinds, strict=True)]


def _pads(hashed: Sequence[int]) -> list[int]:
    return [pad & LAST_BYTE for pad in marks.short_marks(KIND_PURPOSE, [str(mark >> 8) for mark in hashed])]


def kinds(labelled: Sequence[int]) -> dict[int, Kind]:
    """What each mark stands for."""
    known = set(Kind)
    told = {mark: (mark & LAST_BYTE) ^ pad for mark, pad in zip(labelled, _pads(labelled), strict=True)}
    return {mark: Kind(number) for mark, number in told.items() if number in known}


def passage_marks(labelled: Sequence[int]) -> set[int]:
    return {mark for mark, kind in kinds(labelled).items() if kind == Kind.PASSAGE}


def languages() -> dict[int, str]:
    """The language that each of their marks says."""
    codes = sorted(HOME)
    hashed = marks.short_marks(PURPOSE, [f"{Kind.LANGUAGE.value}:{code}" for code in codes])
    return dict(zip(_labelled(hashed, [Kind.LANGUAGE] * len(codes)), codes, strict=True))


def shared(own: Sequence[int], tip_id: UUID, worth: Mapping[Kind, Worth], limit: int) -> list[Sharing]:
    """The tips that share most of a tip's marks, in one query by the index. Nothing is opened for it.

    Args:
        worth: the kinds that are looked up, and what each counts.
    """
    told = {mark: kind for mark, kind in kinds(own).items() if kind in worth}
    values = [worth[kind] for kind in told.values()]
    given: dict[str, Any] = {
        "marks": list(told), "points": [each.points for each in values], "least": [each.least for each in values],
        "tip": tip_id, "most": MOST_LOOKED_AT, "far_more": FAR_MORE, "halved": HALVED_BY, "limit": limit,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, given)
        return [
            Sharing(other, tuple((told[mark], count) for mark, count in zip(shared_marks, counts, strict=True)))
            for other, shared_marks, counts in cursor.fetchall()
        ]
