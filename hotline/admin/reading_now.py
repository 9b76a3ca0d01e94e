"""Who else reads a tip, and what became of it meanwhile: told on its page, and again every 15 seconds."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hotline import claims, presence
from hotline.models import Tip
from staff.desk import DeskAdmin
from staff.models import Officer


class ReadingNow(DeskAdmin):
    """`/desk/hotline/tip/<id>/here/`: the sign of life that an open page gives."""

    def page_urls(self) -> list[URLPattern]:
        return [path("<str:pk>/here/", self.door(self.here), name="hotline_tip_here"), *super().page_urls()]

    def here(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """Notes the reader. Answers `{"others": sentence, "moved": sentence}`, either of which may be empty.

        `seen` in the POST is the state that the page shows. Nothing of the tip is opened, so nothing is audited.
        """
        if request.method != "POST":
            return HttpResponseRedirect(self.page_address(self.row_or_404(request, pk)))
        officer = cast(Officer, request.user)
        rows = Tip.objects.visible_to(officer).select_related("assignee")
        tip = rows.only("status", "claimed_at", "assignee__username", "assignee__full_name").filter(pk=pk).first()
        if tip is None:
            raise Http404
        presence.note(tip, officer)
        moved = "" if request.POST.get("seen", state(tip)) == state(tip) else _moved(tip, officer)
        return JsonResponse({"others": others(tip, officer), "moved": moved})

    def page_context(self, request: HttpRequest, row: Tip) -> dict[str, Any]:
        officer = cast(Officer, request.user)
        presence.note(row, officer, lives=presence.OPENED)
        ends = claims.ends_at(row)
        return {
            "others": others(row, officer),
            "state": state(row),
            "claim_ends": timezone.localtime(ends) if ends else None,
            "is_mine": row.assignee_id == officer.pk,
        }


def state(tip: Tip) -> str:
    return f"{tip.status} {tip.assignee_id or ''}"


def others(tip: Tip, officer: Officer) -> str:
    """`Somchai is reading this too.` Empty where nobody else is."""
    names = presence.of([tip.pk], but=officer).get(tip.pk, [])
    if not names:
        return ""
    said = {"names": get_text_list(names, _("and"))}
    return ngettext("%(names)s is reading this too.", "%(names)s are reading this too.", len(names)) % said


def _moved(tip: Tip, officer: Officer) -> str:
    status: Any = tip.get_status_display()
    if tip.assignee and tip.assignee_id != officer.pk and tip.is_open:
        return _("Meanwhile %(name)s took this tip.") % {"name": tip.assignee}
    return _("Meanwhile this tip became '%(now)s'.") % {"now": status}
