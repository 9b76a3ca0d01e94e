"""Facts as keyed marks: what the index holds of them, and which other tips hold the same.

The last byte of a mark says its kind, sealed: two tips that share a mark are told by it what they share, without being
opened, and who has the database but not the key sees one random number like another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
MOST_LOOKED_AT = 200
LOOK_UP = """
SELECT mine.mark, array_agg(theirs.tip_id)
FROM unnest(%(marks)s::bigint[]) AS mine (mark)
CROSS JOIN LATERAL (
    SELECT tip_id FROM vault.tip_marks WHERE facts @> ARRAY[mine.mark] LIMIT %(most)s
) AS theirs
GROUP BY mine.mark
"""


@dataclass(frozen=True)
class Shared:
    """A fact that other tips have, too. `is_common`: more of them than were looked at."""

    mark: int
    kind: Kind
    tips: tuple[UUID, ...]

    @property
    def is_common(self) -> bool:
        return len(self.tips) >= MOST_LOOKED_AT - 1


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


def shared(own: Sequence[int], tip_id: UUID) -> list[Shared]:
    """What a tip's marks have in common with those of others, in one query by the index. Nothing is opened for it."""
    told = {mark: kind for mark, kind in kinds(own).items() if kind != Kind.LANGUAGE}
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, {"marks": list(told), "most": MOST_LOOKED_AT})
        rows = [(mark, tuple(other for other in tips if other != tip_id)) for mark, tips in cursor.fetchall()]
    return [Shared(mark, told[mark], tips) for mark, tips in rows if tips]
