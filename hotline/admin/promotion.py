"""Writing a report from a tip: the raw words on one side, the sanitised account on the other."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from hotline import reporting
from hotline.admin import opened, prefill
from hotline.admin.promote_form import AccountForm, species_lines
from hotline.echoes import echoes
from hotline.models import Report, Tip
from hotline.models.report import Credibility, Reliability
from hotline.triage import NEXT
from staff import access
from staff.desk import DeskAdmin
from staff.desk_verbs import STATUS_OF
from staff.models import Officer
from staff.refusals import Invalid, Refused

RIGHT = "hotline.grade_report"


class Promotion(DeskAdmin):
    """`/desk/hotline/tip/<id>/promote/`."""

    def page_urls(self) -> list[URLPattern]:
        return [path("<str:pk>/promote/", self.door(self.promote), name="hotline_tip_promote"), *super().page_urls()]

    def may_promote(self, officer: Any, tip: Tip) -> bool:
        follows = tip.status == Tip.Status.PROMOTED or Tip.Status.PROMOTED in NEXT[tip.status]
        return follows and access.allows(officer, RIGHT) and access.allows(officer, "hotline.read_tip")

    def promote(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        tip: Tip = self.row_or_404(request, pk)
        if not (access.allows(request.user, RIGHT) and access.allows(request.user, "hotline.read_tip")):
            raise PermissionDenied
        raw = opened.open_tip(tip, by=request.user)  # type: ignore[arg-type]
        officer = cast(Officer, request.user)
        if request.method != "POST":
            form = AccountForm(initial={"country": tip.country, "offences": tip.offences}, officer=officer)
            return self._page(request, tip, raw, form, species_lines(first=prefill.species(raw.found, raw.judged)))
        form, lines = AccountForm(request.POST, officer=officer), species_lines(request.POST)
        # Both are checked, so that all that is wrong is said at once.
        if not all([form.is_valid(), lines.is_valid()]):
            return self._page(request, tip, raw, form, lines, status=422)
        repeated = echoes(f"{form.cleaned_data['title']}\n{form.cleaned_data['text']}", raw.words)
        if repeated and not form.cleaned_data["echoes_seen"]:
            seen = request.POST.copy()
            seen["echoes_seen"] = "on"
            form.data = seen
            return self._page(request, tip, raw, form, lines, repeated=repeated)
        return self._write(request, tip, raw, form, lines)

    def _write(self, request: HttpRequest, tip: Tip, raw: Any, form: AccountForm, lines: Any) -> HttpResponseBase:
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
        messages.success(request, _("%(reference)s is written.") % {"reference": report.reference})
        return HttpResponseRedirect(reverse("admin:hotline_report_change", args=[report.pk]))

    def _page(
        self, request: HttpRequest, tip: Tip, raw: Any, form: AccountForm, lines: Any, *, status: int = 200, **more: Any
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "row": tip, "opened": raw, "form": form,
            "lines": lines, "title": _("A report from %(reference)s") % {"reference": tip.reference},
            "reports": Report.objects.visible_to(request.user).filter(tips=tip), "is_fullwidth": "1",
            "definitions": {"reliability": Reliability.choices, "credibility": Credibility.choices}, **more,
        }  # fmt: skip
        return TemplateResponse(request, "hotline/desk/promote.html", context, status=status)


def _mark(form: AccountForm, refusal: Refused) -> None:
    for field, sentence in (refusal.fields if isinstance(refusal, Invalid) else {}).items():
        form.add_error(field if field in form.fields else None, sentence)
