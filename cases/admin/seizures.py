"""Seizures at the desk: the list, and one page with lines, route, animals and what the authority can file."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases.admin.ground import GOOD, WARN, ViewedWithCases, seen_through_glass
from cases.admin.seized_persons import ON_SEIZURE, seizure_page
from cases.admin.seizure_forms import AskForm, AttributeForm, CorrectForm, RecordForm, RouteForm
from cases.admin.specimen_forms import AnimalsForm, CorrectLineForm, LineForm
from cases.models import Exhibit, Outcome, Seizure, SpecimenLine
from cases.seizing import animals, authorities, countries, quantities, route_picture, routes, seizures, specimens
from hotline.admin.queue_lines import chip
from hotline.models import Report
from intel.models import Entity
from staff.desk import DeskAdmin
from staff.desk_history import history
from staff.desk_verbs import Button, press

WRITE = "cases.write_case"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _page_of(row: Any) -> str:
    return reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk])


def _correct(seizure: Seizure, officer: Any, said: dict[str, Any]) -> Any:
    return seizures.correct(seizure, said["facts"], by=officer)


ON_CASE = [
    Button(
        "seizure", _("Record a seizure"), WRITE,
        lambda case, officer, said: seizures.record(case, said["facts"], by=officer), form=RecordForm,
        shown=lambda case: not case.is_closed, done=_("Recorded. Enter what was seized next."), then=_page_of,
    ),
]  # fmt: skip
BUTTONS = [
    Button(
        "correct", _("Complete or correct"), WRITE, _correct, form=CorrectForm, tone="primary", done=_("Kept."),
    ),
    Button(
        "line", _("Enter specimens"), WRITE,
        lambda seizure, officer, said: specimens.enter(seizure, said["specimens"], by=officer), form=LineForm,
        done=_("The line is entered."), then=seizure_page,
    ),
    Button(
        "route", _("Lay the route"), WRITE,
        lambda seizure, officer, said: routes.lay(seizure, said["stops"], by=officer), form=RouteForm,
        done=_("The route is laid."),
    ),
    *ON_SEIZURE,
    Button(
        "animals", _("Follow live animals"), WRITE,
        lambda seizure, officer, said: animals.take_in(seizure, said["taken"], by=officer), form=AnimalsForm,
        done=_("They are followed now."), then=seizure_page,
    ),
    Button(
        "attribute", _("Reports and exhibits"), WRITE,
        lambda seizure, officer, said: seizures.attribute(seizure, by=officer, **said), form=AttributeForm,
        done=_("Kept."),
    ),
    Button(
        "message", _("Draft an ECOMESSAGE"), WRITE,
        lambda seizure, officer, said: authorities.ecomessage_of(seizure, said["ask"], by=officer), form=AskForm,
    ),
]  # fmt: skip
LINE_BUTTONS = [
    Button(
        "correct", _("Correct"), WRITE,
        lambda line, officer, said: specimens.correct(line, said["specimens"], by=officer), form=CorrectLineForm,
        tone="primary", done=_("Kept."), then=seizure_page,
    ),
    Button(
        "strike", _("Take out: entered by mistake"), WRITE,
        lambda line, officer, said: _struck(line, officer), tone="danger", done=_("Taken out."), then=_page_of,
    ),
]  # fmt: skip


def _struck(line: SpecimenLine, officer: Any) -> Seizure:
    specimens.strike(line, by=officer)
    return line.seizure


@admin.register(Seizure)
class SeizureAdmin(ViewedWithCases, DeskAdmin):
    list_display = ("reference", "seized_on", "country", "place", "agency_shown", "proof_shown", "case")
    list_filter = ("proof", "transport", "disposal")
    search_fields = ("=reference", "=country", "place")
    ordering = ("-seized_on", "id")
    sortable_by = ()
    list_select_related = ("case", "agency")
    buttons = BUTTONS
    page_template = "cases/desk/seizure.html"
    page_facts = (
        "case", "seized_on", "date_precision", "country", "setting", "place", "agency_shown", "reason", "transport",
        "detection", "concealment", "value", "currency", "valued_on", "value_method", "valued_by", "law", "sanction",
        "disposal", "proof", "told_by", "attribution", "recorded_by", "recorded_at",
    )  # fmt: skip

    @display(description=_("detecting agency"))
    def agency_shown(self, seizure: Seizure) -> str:
        return seizure.detecting_agency or "–"

    @display(description=_("proof"))
    def proof_shown(self, seizure: Seizure) -> str:
        return chip(seizure.get_proof_display(), WARN if seizure.proof == Outcome.Proof.UNVERIFIED else GOOD)

    def page_context(self, request: HttpRequest, row: Seizure) -> dict[str, Any]:
        officer: Any = request.user
        lines = list(row.lines.select_related("taxon", "term"))
        groups = row.animals.select_related("taxon", "seizure").order_by("position")
        return {
            "lines": lines, "totals": _totals(lines), "picture": route_picture.draw(list(row.route.all())),
            "groups": groups, "persons": _persons(row, officer), "countries": countries.choices(),
            "history": history(row),
            "reports": Report.objects.visible_to(officer).filter(seizures=row).order_by("reference"),
            "exhibits": Exhibit.objects.visible_to(officer).filter(seizures=row).order_by("reference"),
            **seen_through_glass(request, row),
        }  # fmt: skip

    def _pressing(self, button: Button) -> Callable[..., HttpResponseBase]:
        """A draft is an answer of its own: the file, and no redirect."""
        pressed = super()._pressing(button)
        return self._drafting(button) if button.name == "message" else pressed

    def _drafting(self, button: Button) -> Callable[..., HttpResponseBase]:
        def drafting(request: HttpRequest, pk: str) -> HttpResponseBase:
            row = self.row_or_404(request, pk)
            if request.method != "POST":
                return self.page(request, row, status=405)
            found, refused, status = press(button, row, request)
            if refused:
                return self.page(request, row, refused=refused, status=status)
            response = HttpResponse(found, content_type=DOCX)
            response["Content-Disposition"] = f'attachment; filename="DRAFT-ecomessage-{row.reference}.docx"'
            return response

        return drafting


def _persons(seizure: Seizure, officer: Any) -> Any:
    seen = Entity.objects.visible_to(officer)
    return seizure.persons.filter(entity__in=seen).select_related("entity")


def _totals(lines: list[SpecimenLine]) -> list[str]:
    """Sums by unit over all lines: never one sum."""
    sums = quantities.totals((line.normalised, line.normalised_unit) for line in lines)
    return [f"{quantities.written(total)} {unit}" for unit, total in sums.items()]


@admin.register(SpecimenLine)
class SpecimenLineAdmin(ViewedWithCases, DeskAdmin):
    """A line's own page, for correcting it."""

    list_display = ("taxon", "term", "counted", "condition", "appendix", "seizure")
    list_filter = ("condition", "certainty", "source")
    search_fields = ("taxon__scientific_name", "=seizure__reference")
    ordering = ("-added_at", "id")
    sortable_by = ()
    buttons = LINE_BUTTONS
    page_template = "cases/desk/specimen.html"
    page_facts = (
        "taxon", "term", "reported", "factor", "counted", "condition", "appendix", "appendix_note", "marks", "source",
        "purpose", "origin", "identified_by", "basis", "certainty", "added_by", "added_at",
    )  # fmt: skip

    @display(description=_("quantity as reported"))
    def reported(self, line: SpecimenLine) -> str:
        return line.reported or "–"

    @display(description=_("quantity"))
    def counted(self, line: SpecimenLine) -> str:
        return line.counted or "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("seizure__case", "taxon", "term")

    def page_context(self, request: HttpRequest, row: SpecimenLine) -> dict[str, Any]:
        return {"countries": countries.choices(), **seen_through_glass(request, row.seizure)}
