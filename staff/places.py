"""Pages of a list by where they begin, not by their number: no row before is read, and none that arrives moves them.

An address names the row that a page comes after, or before, by its id: what a list is ordered by may be a name. Behind
a row stand, key by key, the rows that equal it so far and go on after it: each such stretch is one range of an index,
and they are asked for one after another until the page is full.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict

AFTER, BEFORE = "after", "before"
_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[_Row]):
    """Rows in their order, and the rows by which the pages beside it are named; empty where there is none."""

    rows: list[_Row]
    before: str = ""
    after: str = ""

    @property
    def is_first(self) -> bool:
        return not self.before

    def __iter__(self) -> Iterator[_Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class _Key:
    """One thing that a list is ordered by."""

    name: str
    expression: Any
    is_descending: bool
    are_nulls_last: bool
    has_nulls: bool

    def turned(self) -> "_Key":
        return _Key(self.name, self.expression, not self.is_descending, not self.are_nulls_last, self.has_nulls)

    def order(self) -> OrderBy:
        """With its place of nulls named only where it has some: an index of plain columns then serves both ways."""
        named = {"nulls_last" if self.are_nulls_last else "nulls_first": True} if self.has_nulls else {}
        return OrderBy(F(self.name), descending=self.is_descending, **named)

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def beyond(self, value: Any) -> Iterator[Q]:
        """The stretches that follow a value in this key."""
        if value is None:
            if not self.are_nulls_last:
                yield Q(**{f"{self.name}__isnull": False})
            return
        yield Q(**{f"{self.name}__{'lt' if self.is_descending else 'gt'}": value})
        if self.are_nulls_last and self.has_nulls:
            yield Q(**{f"{self.name}__isnull": True})


def page(rows: "QuerySet[_Row]", size: int, asked: QueryDict, *, known: "QuerySet[_Row] | None" = None) -> "Page[_Row]":
    """The page that an address asks for with `after=<id>` or `before=<id>`; the first where it names no row.

    Args:
        rows: in the order of the list.
        size: rows of a page.
        known: where the row that is named may be looked for, if that is more than the list: it may have left the list
            since, and still says where the page begins.
    """
    keys = _keys(rows)
    rows, known = _with_keys(rows, keys), _with_keys(rows if known is None else known, keys)
    if place := _place(known, keys, asked.get(BEFORE, "")):
        back = [each.turned() for each in keys]
        found = _beyond(rows, back, place, size + 1)
        if len(found) > size:
            return _page(found[:size][::-1], has_before=True, has_after=True)
        # What stands before is less than a page: the first page begins there.
    elif place := _place(known, keys, asked.get(AFTER, "")):
        found = _beyond(rows, keys, place, size + 1)
        if found:
            return _page(found[:size], has_before=True, has_after=len(found) > size)
    found = list(rows.order_by(*(each.order() for each in keys))[: size + 1])
    return _page(found[:size], has_before=False, has_after=len(found) > size)


def without(asked: QueryDict) -> str:
    """The rest of an address's query, for links to the pages beside it."""
    rest = asked.copy()
    for name in (AFTER, BEFORE):
        rest.pop(name, None)
    return rest.urlencode()


def _page(rows: list[_Row], *, has_before: bool, has_after: bool) -> "Page[_Row]":
    return Page(rows, before=str(rows[0].pk) if has_before else "", after=str(rows[-1].pk) if has_after else "")


def _with_keys(rows: "QuerySet[_Row]", keys: list[_Key]) -> "QuerySet[_Row]":
    return rows.alias(**{each.name: each.expression for each in keys if each.expression is not None})


def _place(known: "QuerySet[_Row]", keys: list[_Key], named: str) -> tuple[Any, ...] | None:
    """What a row holds in each key; None where no such row may be seen."""
    if not named:
        return None
    try:
        held = {f"held_{number}": F(key.name) for number, key in enumerate(keys)}
        return known.order_by().filter(pk=_id(named)).annotate(**held).values_list(*held).first()
    except (ValueError, ValidationError, OverflowError):
        return None


def _id(named: str) -> Any:
    """An id as an address writes it. Raises: ValueError where it is neither a number nor a UUID."""
    return int(named) if named.isascii() and named.isdigit() and len(named) < 19 else UUID(named)


def _beyond(rows: "QuerySet[_Row]", keys: list[_Key], place: tuple[Any, ...], most: int) -> list[_Row]:
    """The nearest rows that follow a place, at most so many."""
    found: list[_Row] = []
    order = [each.order() for each in keys]
    for number in range(len(keys) - 1, -1, -1):
        same = Q()
        for key, value in zip(keys[:number], place, strict=False):
            same &= key.same(value)
        for stretch in keys[number].beyond(place[number]):
            found += rows.filter(same, stretch).order_by(*order)[: most - len(found)]
            if len(found) >= most:
                return found
    return found


# --- what a list is ordered by --------------------------------------------------------------------------------------
def _keys(rows: "QuerySet[Any]") -> list[_Key]:
    """The keys of a list's order, in turn, ended by one that no two rows share."""
    keys: list[_Key] = []
    asked = rows.query.order_by or rows.model._meta.ordering
    for part in [*asked, "pk"]:
        for key in _read(rows, part, len(keys)):
            if key.name not in {each.name for each in keys}:
                keys.append(key)
            if _is_one_rows(rows.model, key.name):
                return keys
    return keys


def _read(rows: "QuerySet[Any]", part: Any, number: int) -> Iterator[_Key]:
    if isinstance(part, str):
        yield from _of_name(rows.model, part.lstrip("-+"), part.startswith("-"))
        return
    order = part if isinstance(part, OrderBy) else part.asc()
    last = bool(order.nulls_last) or not (order.nulls_first or order.descending)
    if isinstance(order.expression, F):
        name: str = order.expression.name  # type: ignore[attr-defined]  # unknown to the stubs
        for key in _of_name(rows.model, name, order.descending):
            yield _Key(key.name, None, key.is_descending, last, key.has_nulls)
    else:
        yield _Key(f"place_{number}", order.expression, order.descending, last, True)


def _of_name(model: type[Model], name: str, is_descending: bool) -> Iterator[_Key]:
    """PostgreSQL puts nulls last, and first where it goes down. A relation stands in the order of what it names."""
    if name == "pk":
        name = model._meta.pk.name  # type: ignore[union-attr]  # every model has one
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:  # a path to another model, or a column of the query's own
        yield _Key(name, None, is_descending, not is_descending, True)
        return
    related = field.related_model
    if field.is_relation and name != getattr(field, "attname", name) and isinstance(related, type):
        if related._meta.ordering and all(isinstance(each, str) for each in related._meta.ordering):
            for each in related._meta.ordering:
                path, down = f"{name}__{str(each).lstrip('-')}", str(each).startswith("-") != is_descending
                yield _Key(path, None, down, not down, True)
            return
        name = field.attname  # type: ignore[union-attr]  # a column of this table
    yield _Key(name, None, is_descending, not is_descending, bool(field.null))


def _is_one_rows(model: type[Model], name: str) -> bool:
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return bool(getattr(field, "unique", False)) and not field.null and name == field.name
