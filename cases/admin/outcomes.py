"""The ledger of outcomes at the desk: over all cases that one may see, with figures, and as a table to take along."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases import figures, outcome_files
from cases.admin.ground import BAD, GOOD, WARN, seen_through_glass
from cases.admin.outcome_buttons import OF_OUTCOME, names_of
from cases.models import Outcome, OutcomeFile
from cases.outcomes import unit_shown
from hotline.admin import enclosed
from hotline.admin.locked_in import locked_in
from hotline.admin.queue_lines import chip
from intel.rendering import tables
from staff import audit
from staff.desk import DeskAdmin
from vault import text
from vault.keys import VaultClosed

COLUMNS = (
    "case", "outcome", "date", "counted_in", "quantity", "unit", "country", "place", "attribution", "proof", "exhibit",
    "proceeding", "persons_named", "counts", "corrects", "told_by", "id",
)  # fmt: skip


class _OfVisible(SimpleListFilter):
    """Values of one column, as far as they stand in rows that the officer sees."""

    column = ""
    is_text = True

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        seen = model_admin.get_queryset(request).order_by().exclude(**{self.column: ""} if self.is_text else {})
        return [(str(value), str(value)) for value in sorted(set(seen.values_list(self.column, flat=True).distinct()))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**{self.column: self.value()}) if self.value() else queryset


class YearFilter(_OfVisible):
    title, parameter_name, column, is_text = _("counted in"), "year", "counted_in", False

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        year = self.value() or ""
        return queryset.filter(counted_in=int(year)) if year.isdecimal() else queryset


class CountryFilter(_OfVisible):
    title, parameter_name, column = _("country"), "country", "country"


class UnitFilter(_OfVisible):
    title, parameter_name, column = _("unit"), "unit", "unit"


class StandingFilter(SimpleListFilter):
    title, parameter_name = _("counts"), "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("counts")), ("no", _("corrected, or a correction that only says so"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        standing = Outcome.objects.standing().values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=standing)
        return queryset.exclude(pk__in=standing) if self.value() == "no" else queryset


@admin.register(Outcome)
class OutcomeAdmin(DeskAdmin):
    list_display = (
        "date", "kind_shown", "amount", "country", "case", "attribution", "proof", "counted_in", "stands_shown",
    )  # fmt: skip
    list_filter = ("kind", YearFilter, CountryFilter, "attribution", "proof", UnitFilter, StandingFilter)
    ordering = ("-date", "id")
    sortable_by = ()
    list_select_related = ("case", "correction")
    list_before_template = "cases/desk/figures.html"
    buttons = OF_OUTCOME
    page_template = "cases/desk/outcome.html"
    page_facts = (
        "case", "referral", "date", "counted_in", "place", "country", "attribution", "proof", "exhibit", "proceeding",
        "by_officer", "by_agency", "reported_at",
    )  # fmt: skip

    @display(description=_("outcome"))
    def kind_shown(self, outcome: Outcome) -> Any:
        return outcome.get_kind_display()

    @display(description=_("number or quantity"))
    def amount(self, outcome: Outcome) -> str:
        return amount(outcome) or "–"

    @display(description=_("counts"))
    def stands_shown(self, outcome: Outcome) -> str:
        if outcome.is_retraction:
            return chip(_("says that another was wrong"), WARN)
        return chip(_("counts"), GOOD) if outcome.stands else chip(_("corrected"), BAD)

    def page_urls(self) -> list[URLPattern]:
        return [
            path("csv/", self.door(self.as_table), name="cases_outcome_csv"),
            path("<str:pk>/file/<uuid:file_id>/", self.door(self.serve_file), name="cases_outcome_file"),
        ]

    def serve_file(self, request: HttpRequest, pk: str, file_id: UUID) -> HttpResponseBase:
        """The scrubbed copy of a file that proves an outcome."""
        row = get_object_or_404(OutcomeFile, pk=file_id, outcome=self.row_or_404(request, pk))
        try:
            copy = outcome_files.open_copy(row, by=request.user)  # type: ignore[arg-type]
        except (VaultClosed, FileNotFoundError) as gone:
            raise Http404 from gone
        return locked_in(copy, f"proof-{row.outcome.date}")

    def page_context(self, request: HttpRequest, row: Outcome) -> dict[str, Any]:
        persons = names_of(row.persons.order_by("reference"), request.user)
        return {
            "amount": amount(row), "persons": persons.values(),
            "correction": getattr(row, "correction", None), "files": list(map(_file, row.files.all())),
            **seen_through_glass(request, row),
        }  # fmt: skip

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        answer = super().changelist_view(request, extra_context)
        shown = getattr(answer, "context_data", {}).get("cl")
        if shown is not None:
            address, query = reverse("admin:cases_outcome_changelist"), request.GET
            answer.context_data |= {
                "figures": [(each, f"{address}?{_behind(each, query)}") for each in figures.of(shown.queryset)],
                "csv": f"{reverse('admin:cases_outcome_csv')}?{query.urlencode()}",
            }
        return answer

    def as_table(self, request: HttpRequest) -> HttpResponse:
        """The rows of the list as it is filtered, as CSV; on record with their number."""
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters as unknown:
            raise Http404 from unknown
        listed = rows.select_related("case", "correction", "exhibit", "proceeding")
        found = list(listed.annotate(named=Count("counted")))
        with transaction.atomic():
            audit.record(request.user, "outcome.exported", request.user, rows=len(found))  # type: ignore[arg-type]
        answer = HttpResponse(tables.csv_bytes(COLUMNS, map(_line, found)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="outcomes.csv"'
        return answer


def _file(row: OutcomeFile) -> dict[str, Any]:
    """A file as the page shows it: its name, and in words what scanner and workshop said."""
    try:
        name = str(text.read(row, "name"))
    except VaultClosed:
        name = ""
    said = enclosed.reason(row.reason) if row.reason else ""
    return {"row": row, "name": name, "scan": enclosed.verdict(row), "reason": said}


def amount(outcome: Outcome) -> str:
    """`120 kg`; "" where nothing was counted."""
    return "" if outcome.quantity is None else f"{outcome.quantity.normalize():f} {unit_shown(outcome.unit)}"


def _behind(figure: figures.Figure, query: Any) -> str:
    """The query of the rows behind a figure: the list's own filters, narrowed to its kind and unit."""
    kept = {name: value for name, value in query.items() if name not in ("kind__exact", "unit", "standing", "p")}
    return urlencode(
        kept | {"kind__exact": figure.kind, "standing": "yes"} | ({"unit": figure.unit} if figure.unit else {})
    )


def _line(outcome: Any) -> tuple[object, ...]:
    return (
        outcome.case.reference, outcome.kind, outcome.date, outcome.counted_in, outcome.quantity, outcome.unit,
        outcome.country, outcome.place, outcome.attribution, outcome.proof, str(outcome.exhibit or ""),
        str(outcome.proceeding or ""), outcome.named, "yes" if outcome.stands else "no",
        str(outcome.corrects_id or ""), "agency" if outcome.by_agency_id else "desk", str(outcome.pk),
    )  # fmt: skip
