"""Persons under review, legal holds and purge certificates at the desk."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases import certificates, legal_holds, persons
from cases.admin.ground import BAD, GOOD, WARN
from cases.admin.review_buttons import OF_HOLD, OF_PERSON
from cases.models import Case, Certificate, Hold, Person
from cases.products import naming
from hotline.admin.queue_lines import chip
from intel.models import Entity, Schema
from staff import access
from staff.desk import DeskAdmin
from staff.desk_history import history
from vault import signing


class DueFilter(SimpleListFilter):
    title, parameter_name = _("review"), "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("due", _("due")), ("free", _("due, and nothing keeps them")), ("purged", _("purged"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        due = persons.due()
        if self.value() == "due":
            return queryset.filter(pk__in=due.order_by().values("pk"))
        if self.value() == "free":
            return queryset.filter(pk__in=persons.free(due).order_by().values("pk"))
        return queryset.filter(purged_at__isnull=self.value() != "purged")


@admin.register(Person)
class PersonAdmin(DeskAdmin):
    """Soonest review first, so that what is due stands on top."""

    list_display = ("reference", "shown_name", "review_shown", "recorded_at")
    list_filter = (DueFilter,)
    search_fields = ("=reference", "name")
    ordering = ("review_by", "pk")
    sortable_by = ()
    buttons = OF_PERSON
    page_template = "cases/desk/person.html"
    page_facts = ("reference", "review_by", "recorded_by", "recorded_at", "purged_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(schema=Schema.PERSON)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.allows(request.user, "cases.review_person")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @display(description=_("name"))
    def shown_name(self, person: Person) -> str:
        return person.shown_name

    @display(description=_("review by"))
    def review_shown(self, person: Person) -> str:
        if person.purged_at:
            return chip(_("purged"))
        return chip(person.review_by, BAD) if person.is_review_overdue else str(person.review_by)

    def page_context(self, request: HttpRequest, row: Person) -> dict[str, Any]:
        used = Case.objects.filter(pk__in=row.compartments)
        return {
            "cases": Case.objects.visible_to(request.user).filter(pk__in=row.compartments),
            "elsewhere": used.count(), "open_cases": persons.open_cases(row).count(),
            "products": [] if row.purged_at else naming.told(naming.that_keep([row]), request.user),  # type: ignore[arg-type]  # the desk's users are officers
            "holds": legal_holds.on_person(row), "reviews": row.reviews.select_related("by"),
            "certificate": certificates.of_person(row) if row.purged_at else None,
            # What happened to a person is on record under the row itself, not under this view of it.
            "history": history(Entity(pk=row.pk)),
            "tone": BAD if row.is_review_overdue else "",
            "may_read_certificate": access.allows(request.user, "cases.view_certificate"),
        }  # fmt: skip


class StandingHoldFilter(SimpleListFilter):
    title, parameter_name = _("stands"), "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("stands")), ("no", _("lifted"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(lifted_at__isnull=self.value() == "yes") if self.value() else queryset


@admin.register(Hold)
class HoldAdmin(DeskAdmin):
    list_display = ("subject_shown", "stands_shown", "reason", "set_by", "set_at", "lifted_by")
    list_filter = (StandingHoldFilter,)
    ordering = ("-set_at", "id")
    sortable_by = ()
    list_select_related = ("person", "case", "set_by", "lifted_by")
    buttons = OF_HOLD
    page_template = "cases/desk/hold.html"
    page_facts = ("reason", "set_by", "set_at", "lifted_by", "lifted_at", "lifted_why")

    @display(description=_("what is held"))
    def subject_shown(self, hold: Hold) -> str:
        return str(hold.subject)

    @display(description=_("stands"))
    def stands_shown(self, hold: Hold) -> str:
        return chip(_("stands"), WARN) if hold.stands else chip(_("lifted"))

    def page_context(self, request: HttpRequest, row: Hold) -> dict[str, Any]:
        return {"history": history(row.subject)}


@admin.register(Certificate)
class CertificateAdmin(DeskAdmin):
    list_display = ("reference", "subject", "rule", "issued_at", *certificates.COUNTS)
    list_filter = ("subject", "rule")
    search_fields = ("=reference",)
    ordering = ("-issued_at", "id")
    sortable_by = ()
    page_template = "cases/desk/certificate.html"
    page_facts = ("subject", "rule", "issued_at", *certificates.COUNTS)

    def page_urls(self) -> list[URLPattern]:
        return [path("<str:pk>/file/", self.door(self.download), name="cases_certificate_file")]

    def page_context(self, request: HttpRequest, row: Certificate) -> dict[str, Any]:
        signed = [(name, str(value)) for name, value in certificates.as_file(row).items()]
        return {"holds": certificates.is_good(row), "signed": signed, "tone": GOOD}

    def download(self, request: HttpRequest, pk: str) -> HttpResponse:
        """The certificate as signed, in a file that any Ed25519 tool checks."""
        row = self.row_or_404(request, pk)
        answer = HttpResponse(signing.canonical(certificates.as_file(row)) + b"\n", content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="{row.reference}.json"'
        return answer
