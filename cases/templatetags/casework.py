"""Small words for the pages of casework."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(mapping: Mapping[str, Any], name: str) -> Any:
    """The value under a name, None where there is none."""
    return mapping.get(name)
