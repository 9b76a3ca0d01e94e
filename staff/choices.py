"""Choices among rows: forms of one page that offer the same rows ask for them once."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.forms.models import ModelChoiceField, ModelChoiceIterator, ModelMultipleChoiceField

from staff.reading import once


class _Rows(ModelChoiceIterator):  # type: ignore[type-arg]  # of whichever model the form sets
    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        at_hand = getattr(self.field, "at_hand", None)
        yield from (self.choice(row) for row in (once(self.queryset) if at_hand is None else at_hand))


def offer(field: Any, queryset: Any, rows: Iterable[Any]) -> None:
    """Let a field choose among rows that its page has at hand.

    Args:
        queryset: the same rows, by which what comes back is looked up.
    """
    field.queryset, field.at_hand = queryset, rows


class OneOfRows(ModelChoiceField):  # type: ignore[type-arg]  # as above
    """A choice of one row."""

    iterator = _Rows


class SomeOfRows(ModelMultipleChoiceField):  # type: ignore[type-arg]  # as above
    """A choice of several rows."""

    iterator = _Rows
