"""Emptying columns: what a column holds that says nothing, and how many said something before."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import BinaryField, Case, Count, Field, JSONField, Q, Value, When

from cases.purge_table import Words

DASH = "–"


def rows(words: Words, of: Sequence[UUID]) -> Any:
    """Rows of the table that belong to any of the cases, or products."""
    return words.model._base_manager.filter(**{f"{words.owner}__in": of})


def nothing(words: Words, column: str) -> Any:
    """What an emptied column holds."""
    field: Field[Any, Any] = words.model._meta.get_field(column)
    if column in words.must_say:
        return DASH
    if field.null:
        return None
    if isinstance(field, ArrayField | JSONField):
        default = field.get_default()
        return {} if default is None else default
    return b"" if isinstance(field, BinaryField) else ""


def _filled(words: Words, column: str) -> Q:
    """Rows whose column says something."""
    if words.model._meta.get_field(column).null:
        return Q(**{f"{column}__isnull": False})
    said = ~Q(**{column: nothing(words, column)})
    return said & ~Q(**{column: ""}) if column in words.must_say else said


def _emptied(words: Words) -> dict[str, Any]:
    """The values of one statement that empties all columns of a row."""
    values = {column: nothing(words, column) for column in words.columns}
    dashes = {name: Case(When(**{name: ""}, then=Value("")), default=Value(DASH)) for name in words.must_say}
    return values | dashes


def count(words: Words, of: Sequence[UUID]) -> int:
    """How many of the columns say something. One query."""
    counts = {f"n_{column}": Count("pk", filter=_filled(words, column)) for column in words.columns}
    return int(sum(rows(words, of).order_by().aggregate(**counts).values()))


def empty(words: Words, of: Sequence[UUID], **beside: Any) -> int:
    """Empty the columns, in the caller's transaction. Returns: how many said something.

    Args:
        beside: further columns that the same statement sets.
    """
    said = count(words, of)
    rows(words, of).update(**beside, **_emptied(words))
    return said
