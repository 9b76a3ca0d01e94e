"""A case's timeline as a file: `/desk/cases/case/<id>/timeline/table/` gives it, `…/timeline/take/` takes one in."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from cases import timeline_csv, timeline_exchange
from cases.models import Case
from staff import access, frame
from staff.desk import DeskAdmin
from staff.refusals import NotAllowed, Refused


class TableForm(forms.Form):
    """The file of the first step, or the same table as the preview carries it on."""

    file = forms.FileField(required=False)
    table = forms.CharField(required=False, strip=False, max_length=timeline_csv.MAX_BYTES)

    def raw(self) -> bytes:
        """The table's bytes; never more than one too many."""
        file = self.cleaned_data["file"]
        return bytes(file.read(timeline_csv.MAX_BYTES + 1)) if file else self.cleaned_data["table"].encode()


class TimelineTables(DeskAdmin):
    """Mixed into the cases' admin."""

    def page_urls(self) -> list[URLPattern]:
        return [
            path("<str:pk>/timeline/table/", self.door(self.table_view), name="cases_case_timeline_table"),
            path("<str:pk>/timeline/take/", self.door(self.take_view), name="cases_case_timeline_take"),
            *super().page_urls(),
        ]

    def table_view(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        case = self.row_or_404(request, pk)
        try:
            body = timeline_exchange.take_out(case, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as refused:
            raise PermissionDenied from refused
        answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{case.reference}_timeline.csv"'
        return answer

    def take_view(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """GET: a form. POST with a file: what would come of it. POST with the table that was shown: it is taken in."""
        case, officer = self.row_or_404(request, pk), request.user
        if not access.allows(officer, "cases.write_case"):
            raise PermissionDenied
        form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
        found, refusal, table = None, "", ""
        if form.is_valid():
            try:
                found, table = self._step(request, case, form)
            except NotAllowed as refused:
                raise PermissionDenied from refused
            except Refused as refused:
                refusal = str(refused)
            if found and not table:
                return HttpResponseRedirect(reverse("admin:cases_case_timeline", args=[case.pk]))
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": _("Take in a table"), "row": case,
            "is_fullwidth": "1", "plan": found, "refusal": refusal, "table": table, "columns": timeline_csv.COLUMNS,
        }  # fmt: skip
        status = 422 if refusal or (found and found.bad) else 200
        return TemplateResponse(request, "cases/desk/timeline_take.html", context, status=status)

    def _step(self, request: HttpRequest, case: Case, form: TableForm) -> tuple[Any, str]:
        """(what would come of it, the table to send on) of a file; (what came of it, '') of a table that was shown."""
        raw, officer = form.raw(), request.user
        if form.cleaned_data["file"] or not form.cleaned_data["table"]:
            found = timeline_exchange.plan(case, raw, by=officer)  # type: ignore[arg-type]
            return found, raw.decode("utf-8-sig")
        found = timeline_exchange.take_in(case, raw, by=officer)  # type: ignore[arg-type]
        said = _("Taken in: %(new)d new, %(changed)d written anew, %(same)d as they were.")
        messages.success(
            request, said % {"new": len(found.new), "changed": len(found.changed), "same": len(found.same)}
        )
        return found, ""
