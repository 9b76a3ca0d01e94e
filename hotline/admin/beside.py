"""Two tips side by side, for whoever may read both: the officer decides whether they tell the same."""

from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from hotline import similarity
from hotline.admin.opened import Opened, open_tip
from hotline.models import Tip
from hotline.public.countries import NAMES
from hotline.queue.filters import language_name
from hotline.triage import NEXT
from staff import access
from staff.desk import DeskAdmin
from staff.models import Officer

CLOSED = (Tip.Status.MERGED, Tip.Status.QUARANTINED)


@dataclass(frozen=True)
class Side:
    """One of the two. `merge_into`: where merging it into the other is posted, '' where that is no step."""

    tip: Tip
    opened: Opened
    facts: str
    merge_into: str


class Beside(DeskAdmin):
    """Mixed into the tips' admin: `/desk/hotline/tip/<id>/beside/<other id>/`."""

    def page_urls(self) -> list[URLPattern]:
        place = path("<str:pk>/beside/<uuid:other_id>/", self.door(self.show_beside), name="hotline_tip_beside")
        return [place, *super().page_urls()]

    def show_beside(self, request: HttpRequest, pk: str, other_id: Any) -> HttpResponseBase:
        """Both texts next to each other; each opening leaves an audit entry of its own."""
        tip, other = self.row_or_404(request, pk), self.row_or_404(request, other_id)
        if tip == other:
            raise Http404
        officer = cast(Officer, request.user)
        if not access.allows(officer, "hotline.read_tip"):
            raise PermissionDenied
        shown = similarity.like(tip, among=Tip.objects.visible_to(officer).filter(pk=other.pk))
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "row": tip, "is_fullwidth": "1",
            "sides": [_side(tip, other, officer), _side(other, tip, officer)],
            "reasons": shown[0].reasons if shown else [],
            "title": _("%(one)s beside %(other)s") % {"one": tip.reference, "other": other.reference},
        }  # fmt: skip
        return TemplateResponse(request, "hotline/desk/beside.html", context)


def _side(tip: Tip, other: Tip, officer: Officer) -> Side:
    facts = (
        NAMES.get(tip.country, tip.country),
        language_name(tip.language),
        tip.get_channel_display(),
        tip.get_kind_display(),
    )
    return Side(
        tip, open_tip(tip, by=officer), " · ".join(str(fact) for fact in facts if fact), _step(tip, other, officer)
    )


def _step(tip: Tip, other: Tip, officer: Officer) -> str:
    is_step = Tip.Status.MERGED in NEXT[tip.status] and other.status not in CLOSED
    if not is_step or tip.is_shredded or other.is_shredded or not access.allows(officer, "hotline.triage_tip"):
        return ""
    return reverse("admin:hotline_tip_verb_merge", args=[tip.pk])
