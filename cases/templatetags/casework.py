"""Small words for the pages of casework."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.db.models import Model

register = template.Library()


@register.filter
def at(mapping: Mapping[Any, Any], name: Any) -> Any:
    """The value under a name, None where there is none."""
    return mapping.get(name)


@register.filter
def page_name(row: Model) -> str:
    """The name of the address of a row's desk page."""
    return f"admin:{row._meta.app_label}_{row._meta.model_name}_change"


@register.filter
def nth(items: Sequence[Any], index: int) -> Any:
    """The item at an index, counted from 0."""
    return items[index]
