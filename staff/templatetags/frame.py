"""Parts of the desk's frame in templates."""

from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from staff import frame

register = template.Library()


@register.simple_tag(takes_context=True)
def kept_sidebar(context: Any) -> SafeString:
    """The library's sidebar, drawn once for officers alike."""
    request, token = context["request"], str(context["csrf_token"])
    sidebar = get_template("admin/nav_sidebar.html").template  # type: ignore[attr-defined]  # of Django's own engine
    # What was drawn was escaped as it was drawn.
    return mark_safe(frame.drawn("sidebar", request, token, lambda: sidebar.render(context)))  # noqa: S308
