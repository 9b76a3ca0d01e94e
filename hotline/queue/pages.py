"""Pages of the queue by where they begin, not by their number: no row is skipped or shown twice when tips arrive.

A page is a range of an index, whatever lies before it: (status, one filter's column, turn). Each status is asked for
apart and the few rows are merged, because an index that begins with the status has no order across statuses.
"""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db.models import OuterRef, Q
from django.db.models.expressions import RawSQL

from hotline import presence
from hotline.models import Tip, TipTag
from hotline.models.tip import TipSet
from hotline.queue.wanted import Wanted

SIZE = 25
# What a line of the queue shows; never the sealed columns.
SHOWN = (
    "reference", "status", "priority", "urgency", "offences", "country", "language", "channel", "kind", "files",
    "received_at", "due_at", "is_unfinished", "is_alike", "turn", "assignee__username", "assignee__full_name",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A place in line: the tip that stands there, or stood there."""

    turn: int
    tip: UUID

    def __str__(self) -> str:
        return f"{self.turn}-{self.tip.hex}"

    @classmethod
    def read(cls, said: str) -> "Place | None":
        """The place that an address names; None where it names none."""
        turn, _sep, tip = said.partition("-")
        try:
            place = cls(int(turn), UUID(tip))
        except ValueError:
            return None
        return place if 0 <= place.turn < 2**63 else None


@dataclass(frozen=True)
class Page:
    """Tips in their order, and the addresses' places of the pages beside it; None where there is none."""

    tips: list[Tip]
    before: Place | None = None
    after: Place | None = None


def page(wanted: Wanted, rows: TipSet, *, after: Place | None = None, before: Place | None = None) -> Page:
    """A page of what is wanted: the first, the one after a place, or the one before it.

    Args:
        rows: what the officer may see.
    """
    if before:
        found = _found(wanted, rows, before, is_backwards=True)
        # What is left before the place is less than a page: the first page begins there.
        return _page(found[:SIZE][::-1], True, True) if len(found) > SIZE else page(wanted, rows)
    found = _found(wanted, rows, after, is_backwards=False)
    return _page(found[:SIZE], after is not None, len(found) > SIZE)


def _page(tips: list[Tip], has_before: bool, has_after: bool) -> Page:
    if not tips:
        return Page([])
    first, last = (Place(tip.turn, tip.pk) for tip in (tips[0], tips[-1]))
    return Page(tips, first if has_before else None, last if has_after else None)


def first(wanted: Wanted, rows: TipSet, *, after: Place | None = None) -> Tip | None:
    """The tip that stands first, or first after a place."""
    return next(iter(_found(wanted, rows, after, is_backwards=False, most=1)), None)


def _found(wanted: Wanted, rows: TipSet, place: Place | None, *, is_backwards: bool, most: int = SIZE + 1) -> list[Tip]:
    """By default one more than a page holds, nearest first, in one statement."""
    order = ("-turn", "-pk") if is_backwards else ("turn", "pk")
    beyond = _beyond(place, is_backwards=is_backwards)
    parts = [part.filter(beyond).order_by(*order).values_list("turn", "pk")[:most] for part in wanted.by_status(rows)]
    if not parts:
        return []
    line = parts[0].union(*parts[1:], all=True).order_by(*order)[:most] if len(parts) > 1 else parts[0]
    try:
        sql, parameters = line.query.sql_with_params()
    except EmptyResultSet:
        return []
    ids = RawSQL(f"SELECT tip FROM ({sql}) AS line (turn, tip)", parameters)  # noqa: S608, S611  # Django's own SQL
    shown = Tip.objects.filter(pk__in=ids).select_related("assignee").only(*SHOWN).order_by(*order)
    named = TipTag.objects.filter(tip=OuterRef("pk")).order_by("tag__name").values("tag__name")
    return list(shown.annotate(tag_names=ArraySubquery(named), reader_names=ArraySubquery(presence.names())))


def _beyond(place: Place | None, *, is_backwards: bool) -> Q:
    """Behind the place in line, or in front of it. Written so that the index is entered at the place."""
    if place is None:
        return Q()
    if is_backwards:
        return Q(turn__lte=place.turn) & ~Q(turn=place.turn, pk__gte=place.tip)
    return Q(turn__gte=place.turn) & ~Q(turn=place.turn, pk__lte=place.tip)
