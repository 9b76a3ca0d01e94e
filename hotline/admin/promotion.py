"""Writing a report from a tip: the raw words on one side, the sanitised account on the other."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from hotline import report_drafts, reporting, scales
from hotline.admin import opened, source_side, starting
from hotline.admin.deciding import Deciding
from hotline.admin.opened import Opened
from hotline.admin.promote_form import AccountForm, species_lines
from hotline.admin.record_page import cards
from hotline.models import Report, Tip
from hotline.triage import NEXT
from staff import access
from staff.desk_verbs import STATUS_OF
from staff.ids import id_of
from staff.models import Officer
from staff.refusals import Invalid, Refused

RIGHT = "hotline.grade_report"


class Promotion(Deciding):
    """`/desk/hotline/tip/<id>/promote/`, and below it `draft/`, where the page keeps what was typed."""

    def page_urls(self) -> list[URLPattern]:
        return [
            path("<str:pk>/promote/", self.door(self.promote), name="hotline_tip_promote"),
            path("<str:pk>/promote/draft/", self.door(self.keep_draft), name="hotline_tip_promote_draft"),
            *super().page_urls(),
        ]

    def may_promote(self, officer: Any, tip: Tip) -> bool:
        follows = tip.status == Tip.Status.PROMOTED or Tip.Status.PROMOTED in NEXT[tip.status]
        return follows and access.allows(officer, RIGHT) and access.allows(officer, "hotline.read_tip")

    def _tip(self, request: HttpRequest, pk: str) -> Tip:
        tip: Tip = self.row_or_404(request, pk)
        if not (access.allows(request.user, RIGHT) and access.allows(request.user, "hotline.read_tip")):
            raise PermissionDenied
        return tip

    def promote(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        tip, officer = self._tip(request, pk), cast(Officer, request.user)
        raw = opened.open_tip(tip, by=officer)
        if request.method != "POST":
            return self._start(request, tip, raw, officer)
        form, lines = AccountForm(request.POST, officer=officer), species_lines(request.POST)
        # Both are checked, so that all that is wrong is said at once.
        if not all([form.is_valid(), lines.is_valid()]):
            return self._page(request, tip, raw, form, lines, status=422)
        # A report from several tips must not repeat any of them; reading the others is on record too.
        others = [opened.open_tip(each, by=officer) for each in form.cleaned_data["also"] if each.pk != tip.pk]
        words = [said for each in (raw, *others) for said in each.words]
        found = source_side.look(form.words, words, source_side.named(tip, raw))
        if (found.echoes or found.named) and not form.cleaned_data["echoes_seen"]:
            seen = request.POST.copy()
            seen["echoes_seen"] = "on"
            form.data = seen
            return self._page(request, tip, raw, form, lines, found=found, is_asked=True)
        return self._write(request, tip, raw, form, lines)

    def _start(self, request: HttpRequest, tip: Tip, raw: Opened, officer: Officer) -> HttpResponseBase:
        draft = None if raw.is_shredded else report_drafts.kept(tip, by=officer)
        fields, lines = starting.from_draft(draft) if draft else starting.suggested(tip, raw)
        form = AccountForm(initial=fields, officer=officer)
        form.fields["text"].widget.attrs["autofocus"] = True
        return self._page(request, tip, raw, form, species_lines(first=lines), draft=draft)

    def _write(self, request: HttpRequest, tip: Tip, raw: Opened, form: AccountForm, lines: Any) -> HttpResponseBase:
        species = [specimen for line in lines.forms if (specimen := line.specimen())]
        others = [other for other in form.cleaned_data["also"] if other.pk != tip.pk]
        officer: Any = request.user
        try:
            report = reporting.promote(
                [tip, *others], form.account(species), form.grade(), by=officer, key=form.cleaned_data["key"]
            )
        except Refused as refusal:
            _mark(form, refusal)
            status = STATUS_OF.get(type(refusal), 422)
            return self._page(request, tip, raw, form, lines, refusal=str(refusal), status=status)
        page = reverse("admin:hotline_report_change", args=[report.pk])
        written = _("%(reference)s is written.") % {"reference": report.reference}
        messages.success(request, format_html('<a href="{}">{}</a>', page, written))
        return HttpResponseRedirect(self.way_on(request, tip, page))

    def _page(
        self, request: HttpRequest, tip: Tip, raw: Opened, form: AccountForm, lines: Any, *, status: int = 200,
        **more: Any,
    ) -> TemplateResponse:  # fmt: skip
        things = source_side.named(tip, raw)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "row": tip, "opened": raw, "form": form,
            "lines": lines, "title": _("A report from %(reference)s") % {"reference": tip.reference},
            "reports": Report.objects.visible_to(request.user).filter(tips=tip), "is_fullwidth": "1",
            "pieces": source_side.pieces(raw, form.words), "named": source_side.for_script(things),
            "found": source_side.look(form.words, raw.words, things) if form.is_bound else None,
            "scales": scales.tables(), "derived": form.derived, **cards([tip], request.user),
            "carried": self.carried(request), **more,
        }  # fmt: skip
        return TemplateResponse(request, "hotline/desk/promote.html", context, status=status)

    def keep_draft(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """Keep what was typed, or with `act=drop` give it up. Scripts are answered in JSON, people by the page."""
        tip, officer = self._tip(request, pk), cast(Officer, request.user)
        page = HttpResponseRedirect(reverse("admin:hotline_tip_promote", args=[tip.pk]))
        if request.method != "POST":
            return page
        if request.POST.get("act") == "drop":
            report_drafts.drop(tip, by=officer)
            return page
        try:
            at = report_drafts.keep(tip, starting.said(request.POST), by=officer, key=id_of(request.POST.get("key")))
        except Refused as refusal:
            if _asks_json(request):
                return JsonResponse({"refused": str(refusal)}, status=STATUS_OF.get(type(refusal), 422))
            messages.error(request, str(refusal))
            return page
        if _asks_json(request):
            return JsonResponse({"saved_at": f"{timezone.localtime(at):%H:%M:%S}"})
        messages.success(request, _("Your draft is kept, sealed with the tip."))
        return page


def _asks_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _mark(form: AccountForm, refusal: Refused) -> None:
    for field, sentence in (refusal.fields if isinstance(refusal, Invalid) else {}).items():
        form.add_error(field if field in form.fields else None, sentence)
