"""Products at the desk: the list, and a product's page with what it says, who looked it through and who has a copy."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import URLPattern
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases.admin import product_pages
from cases.admin.ground import BAD, GOOD, WARN
from cases.admin.product_buttons import BUTTONS, OF_OTHERS
from cases.models import Case
from cases.products import content, length
from hotline.admin.queue_lines import chip
from intel.models import Product, Version
from intel.products import reviewing, standing
from intel.products.moving import APPROVE, Status
from staff import access, break_glass
from staff.desk_history import history
from staff.desk_verbs import Offer

TONES: dict[str, str] = {
    Status.IN_REVIEW: WARN, Status.AT_GATE: WARN, Status.CLEARED: WARN, Status.APPROVED: GOOD,
    Status.DISSEMINATED: GOOD, Status.EXPIRED: BAD, Status.WITHDRAWN: BAD,
}  # fmt: skip
SOON = timedelta(days=30)


class ExpiryFilter(SimpleListFilter):
    """By the last day on which a product is valid."""

    title, parameter_name = _("validity"), "valid"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("now", _("valid")), ("soon", _("ends within 30 days")), ("past", _("ended"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        if self.value() == "now":
            return queryset.filter(current__expires_on__gte=today)
        if self.value() == "soon":
            return queryset.filter(current__expires_on__range=(today, today + SOON))
        if self.value() == "past":
            return queryset.filter(current__expires_on__lt=today)
        return queryset


@admin.register(Product)
class ProductAdmin(product_pages.ProductPages):
    list_display = ("reference", "title_shown", "type", "status_shown", "handling_shown", "valid_shown", "author")
    list_filter = ("status", "type", ExpiryFilter, "current__handling")
    search_fields = ("=reference", "current__title")
    ordering = ("-drafted_at", "id")
    sortable_by = ()
    list_select_related = ("current", "author")
    buttons = BUTTONS
    page_template = "cases/desk/product.html"
    change_list_template = "cases/desk/products.html"
    page_facts = (
        "type", "author", "drafted_at", "reviewed_by", "cleared_by", "mosaic", "approved_by", "approved_at",
        "replaces", "superseded_by", "withdrawn_why", "purged_at",
    )  # fmt: skip

    @display(description=_("title"))
    def title_shown(self, product: Product) -> str:
        return chip(_("purged")) if product.purged_at else product.current.title

    @display(description=_("status"))
    def status_shown(self, product: Product) -> str:
        return chip(product.get_status_display(), TONES.get(product.status, ""))

    @display(description=_("handling"))
    def handling_shown(self, product: Product) -> str:
        return product.current.handling

    @display(description=_("valid until"))
    def valid_shown(self, product: Product) -> str:
        until = product.current.expires_on
        return chip(until, BAD) if product.current.has_expired else str(until)

    def _offers(self, request: HttpRequest, row: Product, refused: Offer | None) -> dict[str, Offer]:
        """Only what the officer's hands may do: the verbs themselves decide again."""
        found, officer = super()._offers(request, row, refused), request.user
        wrote = row.is_written_by(officer)  # type: ignore[arg-type]  # the desk's users are officers
        gone = set(OF_OTHERS) if wrote else set()
        right = reviewing.WHOSE_STEP.get(row.status, "")
        if not wrote and not access.allows(officer, right):
            gone |= {"back", "comment"}
        if row.approved_by_id and not access.allows(officer, APPROVE):
            gone |= {"withdraw"}
        return {name: offer for name, offer in found.items() if name not in gone or offer is refused}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("current", "author")

    def page_urls(self) -> list[URLPattern]:
        return [*self.own_pages(), *super().page_urls()]

    def facts(self, row: Product) -> list[tuple[str, Any]]:
        """Those that are known: most are not before it has come far."""
        return [(label, value) for label, value in super().facts(row) if value]

    def page_context(self, request: HttpRequest, row: Product) -> dict[str, Any]:
        version = _asked_for(request, row)
        copies = row.disseminations.select_related("agency", "by", "version").prefetch_related("feedback")
        case = Case.objects.visible_to(request.user).filter(pk=row.made_in).first() if row.made_in else None
        return {
            "tone": TONES.get(row.status, ""), "version": version, "versions": row.versions.order_by("-number"),
            "told": _drawn(content.told(row, version)), "changed": standing.changed(row.current), "case": case,
            "length": length.of(row, version) if row.status == Status.DRAFT else None,
            "notes": version.notes.select_related("by"), "copies": copies, "history": history(row),
            "may_write": "send" in self._offers(request, row, None), "is_mine": row.is_written_by(request.user),  # type: ignore[arg-type]
            "may_give": row.status != Status.WITHDRAWN and access.allows(request.user, APPROVE),
            **_through_glass(row, request.user), **_emptied(row),
        }  # fmt: skip


def _asked_for(request: HttpRequest, row: Product) -> Version:
    """The version that the address names, else the last. Raises: Http404."""
    number = request.GET.get("version")
    if not number:
        return row.current
    found = row.versions.filter(number=number).first() if number.isdecimal() and len(number) < 5 else None
    if found is None:
        raise Http404
    return found


def _drawn(told: content.Told) -> dict[str, Any]:
    """For the template: each figure with its picture as text that is safe."""
    # Made by us from escaped text: see `intel.network.drawing`.
    figures = [
        each | {"svg": mark_safe(each["drawn"].svg) if each["drawn"] else ""}  # noqa: S308
        for each in told.figures
    ]
    return {
        "head": told.head, "sections": told.sections, "judgements": told.judgements, "basis": told.basis,
        "people": told.people, "figures": figures,
    }  # fmt: skip


def _emptied(row: Product) -> dict[str, Any]:
    """Nothing is done with a purged product any more, and no file of it is there to take."""
    return {"offers": {}, "may_write": False, "may_give": False} if row.purged_at else {}


def _through_glass(row: Product, officer: Any) -> dict[str, Any]:
    """Read through broken glass it is on record, and no button stands."""
    glass = break_glass.note_reading(officer, row.made_in, row) if row.made_in else None
    return {"glass": glass, "offers": {}, "may_write": False, "may_give": False} if glass else {}
