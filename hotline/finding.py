"""Finding sealed tips by their words: over keyed marks, and checked where marks alone could be wrong.

The query is cut as the tips were. A word or a short gram is decided by its marks. A longer run of an unspaced script,
a longer number, a plate or a quoted phrase needs its pieces side by side, which marks do not tell: the first tips that
have all pieces are opened and compared, so that what is shown holds what was asked.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from hotline import named
from hotline.models import Tip
from hotline.models.tip import TipSet
from hotline.search import PURPOSE
from hotline.told import told
from hotline.words import Atom, atoms, wanted
from staff import access, audit
from staff.models import Officer
from vault import marks

MAX_QUERY = 200  # characters
# What one search shows at most; of tips that must be opened to be sure, fewer.
MAX_FOUND = 1000
MAX_OPENED = 200
PIECE = re.compile(
    r"[\"\u201c\u201d\u201e\u00ab\u00bb]([^\"\u201c\u201d\u201e\u00ab\u00bb]+)[\"\u201c\u201d\u201e\u00ab\u00bb]|(\S+)"
)


@dataclass(frozen=True)
class Found:
    """Tips that hold all that was asked. `is_cut`: there may be more than were looked at."""

    tips: TipSet
    ids: tuple[UUID, ...]
    is_cut: bool = False

    @property
    def hits(self) -> int:
        return len(self.ids)


def find(query: str, *, by: Officer, among: TipSet | None = None) -> Found:
    """Tips whose source said all of the query, or stated the identifier that it is, in any spelling.

    Looked through are narrative, free answers, messages, names of files.

    Args:
        query: words in any order, parts of numbers from three digits on, any piece of an unspaced script from two
            signs on (Han from one), "quoted phrases".
        among: narrows where to look, in the order in which the first are taken; else the queue's order.
    Returns: tips that the officer may see.
    Raises: NotAllowed.
    """
    access.require(by, "hotline.read_tip")
    rows = (Tip.objects.order_by("turn", "id") if among is None else among).visible_to(by)
    asked = [piece for piece in map(_cut, PIECE.findall(query[:MAX_QUERY])) if piece]
    must_open = any(_needs_opening(piece) for piece in asked)
    candidates = rows.filter(_holding(asked)) if asked else rows.none()
    limit = MAX_OPENED if must_open else MAX_FOUND
    ids = list(candidates.select_related(None).values_list("pk", flat=True)[: limit + 1])
    is_cut = len(ids) > limit
    ids = _that_say(ids[:limit], asked) if must_open else ids[:limit]
    ids = list(dict.fromkeys([*_that_state(query[:MAX_QUERY], rows), *ids]))
    with transaction.atomic():
        audit.record(by, "tip.searched", by, hits=len(ids))
    return Found(rows.filter(pk__in=ids), tuple(ids), is_cut)


def _that_state(query: str, rows: TipSet) -> list[UUID]:
    """Those that state the identifier which the query is: its marks say so, none is opened."""
    stated = named.marks_of(query)
    if not stated:
        return []
    found = rows.filter(marks__facts__overlap=stated)
    return list(found.select_related(None).values_list("pk", flat=True)[:MAX_OPENED])


def _cut(piece: tuple[str, str]) -> list[Atom]:
    return atoms(piece[0] or piece[1])


def _needs_opening(piece: list[Atom]) -> bool:
    return len(piece) > 1 or (piece[0].kind != "word" and len(piece[0].form) > 3)


def _holding(asked: list[list[Atom]]) -> Q:
    """Tips with all marks of the query; of each list of alternatives one."""
    alternatives = [each for piece in asked for each in _wanted(piece)]
    named = sorted({term for each in alternatives for term in each})
    marked = dict(zip(named, marks.short_marks(PURPOSE, named), strict=True))
    alone = sorted({marked[each[0]] for each in alternatives if len(set(each)) == 1})
    condition = Q(marks__words__contains=alone) if alone else Q()
    for each in alternatives:
        if len(set(each)) > 1:
            condition &= Q(marks__words__overlap=[marked[term] for term in each])
    return condition


def _wanted(piece: list[Atom]) -> list[list[str]]:
    """Marks that a piece needs. In a longer piece a number of one or two digits may be the end of a longer one."""
    sure = [atom for atom in piece if atom.kind != "number" or len(atom.form) > 2] or piece
    return [each for atom in sure for each in wanted(atom)]


def _that_say(ids: list[UUID], asked: list[list[Atom]]) -> list[UUID]:
    """Those of the tips that hold the query as it stands, found by opening them."""
    said = told(Tip.objects.filter(pk__in=ids).only("key_id", "narrative", "answers"))
    return [pk for pk, each in said.items() if _says([atoms(piece) for piece in each.pieces], asked)]


def _says(pieces: list[list[Atom]], asked: list[list[Atom]]) -> bool:
    return all(any(_side_by_side(piece, wanted) for piece in pieces) for wanted in asked)


def _side_by_side(piece: list[Atom], asked: list[Atom]) -> bool:
    starts = range(len(piece) - len(asked) + 1)
    return any(all(map(_is_in, asked, piece[start : start + len(asked)])) for start in starts)


def _is_in(asked: Atom, said: Atom) -> bool:
    if asked.kind != said.kind:
        return False
    if asked.kind != "word":
        return asked.form in said.form
    return asked.form == said.bare if asked.form == asked.bare else said.form in (asked.form, asked.bare)
