"""The quarantine desk: a list with reasons, decided one by one or many at once, by keyboard and without script."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hotline import quarantine
from hotline.models import Tip
from hotline.public import guessing
from hotline.public.countries import NAMES
from hotline.quarantine import Outcome
from hotline.queue.filters import language_name
from staff import access, frame
from staff.desk import DeskAdmin
from staff.ids import id_of
from staff.models import Officer

SHOWN = 50
NAMED = 5  # of those that could not be decided, one message names so many with their reason
VERBS = {"release": quarantine.release_all, "dismiss": quarantine.dismiss_all}


class QuarantineDesk(DeskAdmin):
    """Mixed into the tips' admin: `/desk/hotline/tip/quarantine/`."""

    def page_urls(self) -> list[URLPattern]:
        addresses = [
            path("quarantine/", self.door(self.quarantine_view), name="hotline_tip_quarantine"),
            path("quarantine/decide/", self.door(self.decide_view), name="hotline_tip_quarantine_decide"),
        ]
        return [*addresses, *super().page_urls()]

    def quarantine_view(self, request: HttpRequest) -> HttpResponseBase:
        officer, why = cast(Officer, request.user), request.GET.get("why", "")
        found = list(quarantine.rows(officer, why)[: SHOWN + 1])
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": _("Quarantine"), "is_fullwidth": "1",
            "rows": [(tip, reasons(tip), _from_where(tip)) for tip in found[:SHOWN]], "has_more": len(found) > SHOWN,
            "why": why, "reasons": Tip.Suspicion.choices, "waiting": quarantine.waiting(officer),
            "wrong_codes": guessing.are_many(), "may_decide": access.allows(officer, "hotline.triage_tip"),
        }  # fmt: skip
        return TemplateResponse(request, "hotline/desk/quarantine.html", context)

    def decide_view(self, request: HttpRequest) -> HttpResponseBase:
        """`release` or `dismiss` holds a tip's id, `chosen` or `shown`: one row, those ticked, or all on the page."""
        officer = cast(Officer, request.user)
        if not access.allows(officer, "hotline.triage_tip"):
            raise PermissionDenied
        verb = next((verb for verb in VERBS if verb in request.POST), "")
        if request.method == "POST" and verb:
            meant = _meant(request, request.POST[verb])
            _tell(request, verb, VERBS[verb](meant, by=officer), meant)
        why = request.POST.get("why", "")
        back = f"?why={why}" if why in Tip.Suspicion.values else ""
        return HttpResponseRedirect(reverse("admin:hotline_tip_quarantine") + back)


def _meant(request: HttpRequest, which: str) -> list[UUID]:
    if which in ("chosen", "shown"):
        return _ids(request.POST.getlist("tip" if which == "chosen" else "shown"))
    return _ids([which])


def _ids(given: Iterable[str]) -> list[UUID]:
    return [found for each in given if (found := id_of(each))]


def _tell(request: HttpRequest, verb: str, outcome: Outcome, meant: list[UUID]) -> None:
    """How many were decided, how many are left, and which ones failed with the reason of each."""
    if not meant:
        messages.warning(request, _("Choose at least one tip."))
        return
    done = len(outcome.done)
    said = {
        "release": ngettext("%(n)d tip is in the queue.", "%(n)d tips are in the queue.", done),
        "dismiss": ngettext("%(n)d tip is dismissed as spam.", "%(n)d tips are dismissed as spam.", done),
    }[verb] % {"n": done}
    left = quarantine.waiting(cast(Officer, request.user))
    said += " " + _("Still in quarantine: %(n)s.") % {"n": left.shown}
    (messages.success if done else messages.info)(request, said)
    for reference, sentence in outcome.failed[:NAMED]:
        messages.error(request, f"{reference}: {sentence}")
    others = [reference for reference, _sentence in outcome.failed[NAMED:]]
    if others:
        messages.error(request, _("Not decided either: %(references)s") % {"references": ", ".join(others)})


def reasons(tip: Tip) -> list[Any]:
    """Why it was set aside, in words."""
    known = dict(Tip.Suspicion.choices)
    return [known.get(one, one) for one in tip.suspicions]


def _from_where(tip: Tip) -> str:
    parts = (
        NAMES.get(tip.country, tip.country),
        language_name(tip.language),
        tip.get_channel_display(),
        tip.get_kind_display(),
    )
    return " · ".join(str(part) for part in parts if part)
