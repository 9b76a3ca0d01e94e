"""Many tips at once, from the queue: the order is taken, and a page tells how far it is and what could not be done."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from hotline.models import BulkRun, BulkStep, Tip
from hotline.queue import bulk
from hotline.queue.bulk import Order
from staff import frame
from staff.desk import DeskAdmin
from staff.ids import ids_of
from staff.models import Officer
from staff.refusals import Invalid, Refused

# Of those that could not be done, the page shows so many; the figure tells of all.
FAILED_SHOWN = 200


class BulkDesk(DeskAdmin):
    """Mixed into the tips' admin: `/desk/hotline/tip/many/`, and a run below it."""

    def page_urls(self) -> list[URLPattern]:
        addresses = [
            path("many/", self.door(self.many_view), name="hotline_tip_many"),
            path("many/<uuid:run_id>/", self.door(self.run_view), name="hotline_tip_run"),
        ]
        return [*addresses, *super().page_urls()]

    def many_view(self, request: HttpRequest) -> HttpResponseBase:
        officer = cast(Officer, request.user)
        here = reverse("admin:hotline_tip_changelist")
        back = f"{here}?{request.POST.get('here', '')}"
        if request.method != "POST":
            return HttpResponseRedirect(here)
        try:
            run = bulk.start(_order(request.POST, officer), _chosen(request.POST), by=officer)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(back)
        if run.steps.count() <= bulk.FEW:
            bulk.work(run)
        return HttpResponseRedirect(
            reverse("admin:hotline_tip_run", args=[run.pk]) + f"?{request.POST.get('here', '')}"
        )

    def run_view(self, request: HttpRequest, run_id: UUID) -> HttpResponseBase:
        """How far it is; only for who began it."""
        run = (
            BulkRun.objects.filter(pk=run_id, officer=cast(Officer, request.user)).select_related("into", "tag").first()
        )
        if run is None:
            raise Http404
        failed = run.steps.filter(state=BulkStep.State.FAILED).select_related("tip").order_by("pk")
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": run.get_act_display(),
            "is_fullwidth": "1", "run": run, "progress": bulk.progress(run), "here": request.GET.urlencode(),
            "failed": list(failed.only("why", "tip__reference")[:FAILED_SHOWN]),
        }  # fmt: skip
        return TemplateResponse(request, "hotline/desk/run.html", context)


def _order(said: QueryDict, officer: Officer) -> Order:
    """Raises: Invalid where a tip is named that there is not."""
    reference, into = said.get("into", "").strip().upper(), None
    if said.get("act") == BulkRun.Act.MERGE and reference:
        into = Tip.objects.visible_to(officer).filter(reference=reference).first()
        if into is None:
            raise Invalid(_("There is no tip %(reference)s.") % {"reference": reference})
    given = said.get("assignee", "")
    assignee = Officer.objects.filter(pk=int(given[:9]), is_active=True).first() if given.isdigit() else None
    return Order(said.get("act", ""), into, officer if given == "me" else assignee, said.get("tag", ""))


def _chosen(said: QueryDict) -> list[UUID]:
    """The ticked ones, or all of the page."""
    return ids_of(said.getlist("shown" if said.get("all") else "tip"))
