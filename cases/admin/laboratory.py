"""Requests to laboratories at the desk: the form to print, and what was found."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from cases import laboratory
from cases.admin.exhibit_forms import FindingForm, LabForm
from cases.admin.exhibits import printed
from cases.admin.ground import seen_through_glass
from cases.laboratory import Finding, Wanted
from cases.models import Case, LabRequest
from staff.desk import DeskAdmin
from staff.desk_verbs import Button


def _ask(case: Case, officer: Any, said: dict[str, Any]) -> Any:
    questions = said.pop("questions")
    return laboratory.ask(case, Wanted(**said), questions, by=officer)


def _page(row: Any) -> str:
    return reverse("admin:cases_labrequest_change", args=[row.pk])


ASK = Button(
    "lab", _("Ask a laboratory"), laboratory.RIGHT, _ask, form=LabForm, shown=lambda case: not case.is_closed,
    done=_("Print the form, sign it, and send it with the items."), then=_page,
)  # fmt: skip
BUTTONS = [
    Button(
        "answer", _("Enter a result"), laboratory.RIGHT,
        lambda request, officer, said: laboratory.answer(said.pop("question"), Finding(**said), by=officer),
        form=FindingForm, shown=lambda request: request.questions.filter(result_on=None).exists(), tone="primary",
        done=_("The result is kept."),
        then=lambda question: _page(question.request),
    ),
]  # fmt: skip


@admin.register(LabRequest)
class LabRequestAdmin(DeskAdmin):
    list_display = ("reference", "laboratory", "case", "asked_by", "asked_at", "due")
    search_fields = ("=reference", "laboratory")
    ordering = ("-asked_at", "id")
    sortable_by = ()
    list_select_related = ("case", "asked_by")
    buttons = BUTTONS
    page_template = "cases/desk/lab_request.html"
    page_facts = (
        "laboratory", "address", "case", "asked_by", "asked_at", "contact", "method_wanted", "due",
        "return_instructions",
    )  # fmt: skip

    def page_urls(self) -> list[URLPattern]:
        form = path("<str:pk>/form/", self.door(self.form_to_print), name="cases_labrequest_form")
        return [form, *super().page_urls()]

    def form_to_print(self, request: HttpRequest, pk: str) -> HttpResponse:
        row: LabRequest = self.row_or_404(request, pk)
        return printed(laboratory.form(row), row.reference)

    def page_context(self, request: HttpRequest, row: LabRequest) -> dict[str, Any]:
        questions = row.questions.select_related("exhibit", "result_file", "entered_by")
        return {"questions": questions, **seen_through_glass(request, row)}
