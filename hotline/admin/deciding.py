"""Working through the queue: the next tip opens by itself, a step is undone, a form is taken once."""

import time
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from hotline import next_tip, presence, undoing
from hotline.models import SentForm, Tip
from staff.desk import DeskAdmin
from staff.desk_verbs import Button
from staff.ids import id_of
from staff.models import Officer
from staff.refusals import NotAllowed, Refused

IN = "in"  # the parameter that names the view which is worked through
# After these nothing is left to do on a tip.
DONE_WITH = {"dismiss", "merge", "quarantine", "release", "handback"}
STAYS, UNDO = "tip_stays", "tip_undo"  # in the session
OFFERED_SECONDS = 10


class Deciding(DeskAdmin):
    """`/desk/hotline/tip/<id>/next/`, `…/undo/`, `…/stay/`."""

    def page_urls(self) -> list[URLPattern]:
        places = {"next": self.go_on, "undo": self.undo_step, "stay": self.stay_here}
        return [
            *(path(f"<str:pk>/{name}/", self.door(view), name=f"hotline_tip_{name}") for name, view in places.items()),
            *super().page_urls(),
        ]

    # --- the view goes along ----------------------------------------------------------------------------------------
    def carried(self, request: HttpRequest) -> str:
        if IN not in request.GET:
            return ""
        return f"?{urlencode({IN: next_tip.view_of(request.GET[IN])})}"

    def address_after(self, request: HttpRequest, button: Button, row: Any, result: Any) -> str:
        if button.is_undoable:
            request.session[UNDO] = [str(row.pk), row.reference, button.name, time.time()]
        if button.name not in DONE_WITH:
            return super().address_after(request, button, row, result) + ("" if button.then else self.carried(request))
        return self.way_on(request, row, super().address_after(request, button, row, result) + self.carried(request))

    def way_on(self, request: HttpRequest, tip: Tip, here: str) -> str:
        """The next tip's address for an officer who works through a view and is done with this one, else `here`."""
        presence.leave(tip, cast(Officer, request.user))
        return here if IN not in request.GET or request.session.get(STAYS) else self._next(request, tip)

    def _next(self, request: HttpRequest, tip: Tip) -> str:
        """The address of the next tip, or of the view where none is left."""
        query = next_tip.view_of(request.GET.get(IN, ""))
        following = next_tip.next_after(tip, query, cast(Officer, request.user))
        if following:
            return self.page_address(following) + (self.carried(request) or f"?{IN}=")
        messages.info(request, _("No further tip waits in this view."))
        return f"{reverse('admin:hotline_tip_changelist')}?{query}"

    def go_on(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        return HttpResponseRedirect(self._next(request, self.row_or_404(request, pk)))

    def stay_here(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """Switches between opening the next tip after a decision and staying; kept while one is signed in."""
        tip = self.row_or_404(request, pk)
        if request.method == "POST":
            request.session[STAYS] = not request.session.get(STAYS, False)
        return HttpResponseRedirect(self.page_address(tip) + self.carried(request))

    # --- undoing ----------------------------------------------------------------------------------------------------
    def undo_step(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        tip = self.row_or_404(request, pk)
        if request.method == "POST":
            request.session.pop(UNDO, None)
            try:
                undoing.undo(tip, by=cast(Officer, request.user))
            except NotAllowed as refusal:
                raise PermissionDenied from refusal
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("Undone. The tip is as it was."))
        return HttpResponseRedirect(self.page_address(tip) + self.carried(request))

    def undo_offered(self, request: HttpRequest) -> dict[str, Any] | None:
        """What an officer has just done and can undo: what to say, where to post, how many seconds are left."""
        pk, reference, name, at = request.session.get(UNDO) or (None, "", "", 0.0)
        if pk is None:
            return None
        left = int(at + OFFERED_SECONDS - time.time())
        if left <= 0:
            del request.session[UNDO]
            return None
        done = {button.name: button.done for button in self.buttons}.get(name, "")
        url = reverse("admin:hotline_tip_undo", args=[pk]) + self.carried(request)
        return {"reference": reference, "done": done, "url": url, "seconds": left}

    # --- once -------------------------------------------------------------------------------------------------------
    def is_first(self, request: HttpRequest) -> bool:
        once = id_of(request.POST.get("once"))
        if once is None:
            return True
        try:
            # The row of a form that is being taken just now is waited for.
            with transaction.atomic():
                SentForm.objects.create(once=once, officer=cast(Officer, request.user))
        except IntegrityError:
            return False
        return True

    def page_context(self, request: HttpRequest, row: Tip) -> dict[str, Any]:
        return {
            "sends": True,
            "carried": self.carried(request),
            "way_on": reverse("admin:hotline_tip_next", args=[row.pk]) + self.carried(request),
            "is_in_view": IN in request.GET,
            "stays": bool(request.session.get(STAYS)),
            "undo": self.undo_offered(request),
        }

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "undo": self.undo_offered(request)})
