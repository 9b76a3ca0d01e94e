"""The map of the queue: by country only, because where a source says that something is stays sealed."""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hotline import saved_views
from hotline.models import Tip
from hotline.public.countries import NAMES
from hotline.queue import by_country, wanted, world
from hotline.queue.by_country import Line
from hotline.queue.filters import BY_NAME, NONE, STATUS
from hotline.queue.world import Circle
from staff import frame
from staff.desk import DeskAdmin
from staff.models import Officer

COUNTRY = BY_NAME["country"].name


@dataclass(frozen=True)
class Row:
    """A country as the page tells it. `address`: its tips in the queue, '' where no filter names it."""

    name: str
    figure: str
    address: str
    circle: Circle | None


class QueueMap(DeskAdmin):
    """Mixed into the tips' admin: `/desk/hotline/tip/map/`, with the filters of the queue."""

    def page_urls(self) -> list[URLPattern]:
        return [path("map/", self.door(self.map_view), name="hotline_tip_map"), *super().page_urls()]

    def map_view(self, request: HttpRequest) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied
        officer = cast(Officer, request.user)
        chosen = {name: request.GET[name] for name in saved_views.KEPT if request.GET.get(name)}
        others = {name: value for name, value in chosen.items() if name != COUNTRY}
        found = by_country.figures(wanted.read(others, officer), Tip.objects.visible_to(officer))
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": _("Map of the queue"),
            "is_fullwidth": "1", "whole": found.whole, "rows": _rows(found.lines, others),
            "width": world.WIDTH, "height": world.HEIGHT, "narrowed": _narrowed(others, officer),
            "back": f"{reverse('admin:hotline_tip_changelist')}?{urlencode(chosen)}",
        }  # fmt: skip
        return TemplateResponse(request, "hotline/desk/queue_map.html", context)


def _rows(lines: list[Line], others: dict[str, str]) -> list[Row]:
    drawn = {line.code: (by_country.weight(line.count), _short(line)) for line in lines}
    circles = {circle.code: circle for circle in world.circles(drawn)}
    return [
        Row(_name(line.code), str(line.count), _address(line.code, others), circles.get(line.code)) for line in lines
    ]


def _short(line: Line) -> str:
    """The figure as a circle has room for it."""
    return str(line.count).replace(" ", "")


def _name(code: str) -> str:
    if code in NAMES:
        return str(NAMES[code])
    return _("Not known") if code == NONE else _("Countries that are not on the form")


def _address(code: str, others: dict[str, str]) -> str:
    return f"{reverse('admin:hotline_tip_changelist')}?{urlencode(others | {COUNTRY: code})}" if code else ""


def _narrowed(others: dict[str, str], officer: Officer) -> list[tuple[Any, Any]]:
    """(filter, value) in words of each filter that the figures are narrowed by."""
    told = []
    for one in (STATUS, *BY_NAME.values()):
        label = dict(one.choices(officer)).get(others[one.name]) if one.name in others else None
        if label is not None:
            told.append((capfirst(one.title), label))
    return told
