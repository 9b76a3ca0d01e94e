"""Persons of a seizure at the desk: named on its page, corrected on their row's own."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases.admin.ground import seen_through_glass
from cases.admin.seizure_forms import CountryField, word
from cases.models import SeizedPerson, Seizure
from cases.models.trade_codes import Arrested
from cases.seizing import countries, persons
from cases.seizing.persons import Reported
from hotline.models import Report
from intel import entities
from intel.models import Entity, Role, Schema
from staff import access
from staff.desk import DeskAdmin
from staff.desk_verbs import Button, VerbForm

WRITE = "cases.write_case"
KINDS = [(kind.value, kind.label) for kind in (Schema.PERSON, Schema.COMPANY, Schema.ORGANIZATION)]


class ReportedForm(VerbForm):
    role = forms.ChoiceField(label=_("reported as"), choices=Role.choices, initial=Role.UNKNOWN)
    nationality = CountryField(label=_("nationality"), required=False)
    arrested = forms.ChoiceField(label=_("arrested"), choices=Arrested.choices, initial=Arrested.UNKNOWN)


class NameForm(ReportedForm):
    """Somebody whom the case knows, or by a name that is recorded now."""

    entity: Any = forms.ModelChoiceField(label=_("who, of this case"), queryset=None, required=False)
    new_name = word(300, label=_("or a name that is new here"))
    schema = forms.ChoiceField(label=_("a new one is"), choices=KINDS)
    report: Any = forms.ModelChoiceField(
        label=_("report that names them"),
        queryset=None,
        required=False,
        help_text=_("Without one the name stays here."),
    )
    field_order = ("entity", "new_name", "schema", "report")

    def __init__(self, *args: Any, row: Seizure, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        known = Entity.objects.visible_to(self.officer).in_case(row.case_id)
        chosen: Any = self.fields["entity"]
        chosen.queryset = known.filter(schema__in=dict(KINDS)).order_by("name")
        chosen.label_from_instance = lambda entity: f"{entity.shown_name} · {entity.get_schema_display()}"
        reports: Any = self.fields["report"]
        reports.queryset = Report.objects.visible_to(self.officer).filter(cases=row.case_id).order_by("reference")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(said["entity"]) == bool(said["new_name"].strip()):
            self.add_error("entity", _("Choose somebody, or give a new name."))
        return said


class CorrectForm(ReportedForm):
    def __init__(self, *args: Any, row: SeizedPerson, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial = {"role": row.role, "nationality": row.nationality, "arrested": row.arrested}


def _name(seizure: Seizure, officer: Any, said: dict[str, Any]) -> SeizedPerson:
    reported = Reported(said["role"], said["nationality"], said["arrested"])
    entity = said["entity"] or entities.record(
        said["schema"], said["new_name"], case_id=seizure.case_id, report=said["report"], by=officer
    )
    return persons.name(seizure, entity, reported, by=officer)


def _correct(person: SeizedPerson, officer: Any, said: dict[str, Any]) -> SeizedPerson:
    return persons.correct(person, Reported(**said), by=officer)


def seizure_page(row: Any) -> str:
    """The address of the seizure that a row belongs to, or of the seizure itself."""
    return reverse("admin:cases_seizure_change", args=[getattr(row, "seizure_id", row.pk)])


ON_SEIZURE = [
    Button(
        "person", _("Name somebody"), WRITE, _name, form=NameForm, done=_("Named, as reported."), then=seizure_page,
    ),
]  # fmt: skip
BUTTONS = [
    Button(
        "correct", _("Correct"), WRITE, _correct, form=CorrectForm, tone="primary", done=_("Kept."), then=seizure_page,
    ),
    Button(
        "take_out", _("Take out: named by mistake"), WRITE,
        lambda person, officer, said: persons.take_out(person, by=officer), tone="danger", done=_("Taken out."),
        then=seizure_page,
    ),
]  # fmt: skip


@admin.register(SeizedPerson)
class SeizedPersonAdmin(DeskAdmin):
    """Whom seizures name, in cases that the officer sees, where a report that they may see names them."""

    list_display = ("who", "reported_as", "nationality", "arrested", "seizure")
    list_filter = ("role", "arrested")
    search_fields = ("=seizure__reference",)
    ordering = ("-entered_at", "id")
    sortable_by = ()
    buttons = BUTTONS
    page_template = "cases/desk/specimen.html"
    page_facts = ("who", "reported_as", "nationality", "arrested", "entered_by", "entered_at")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.allows(request.user, "intel.view_entity")

    @display(description=_("who"))
    def who(self, person: SeizedPerson) -> str:
        return person.entity.shown_name

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        seen = Entity.objects.visible_to(request.user)
        return super().get_queryset(request).filter(entity__in=seen).select_related("seizure__case", "entity")

    def page_context(self, request: HttpRequest, row: SeizedPerson) -> dict[str, Any]:
        return {"countries": countries.choices(), **seen_through_glass(request, row.seizure)}
