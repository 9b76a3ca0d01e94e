"""What pages of sources lead to in casework."""

from django import template
from django.db import DatabaseError

from cases.indicators import publishing

register = template.Library()


@register.simple_tag
def has_public_figures() -> bool:
    """Whether figures are released. Without a database there is no link: the first page stands whatever is down."""
    try:
        return publishing.is_anything_published()
    except DatabaseError:
        return False
