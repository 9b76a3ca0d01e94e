"""Listings at the desk: the list with its filters, recording one, and a page with captures, reports and looks."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases.admin import listing_buttons
from cases.admin.ground import BAD, GOOD, WARN, seen_through_glass
from cases.admin.listing_forms import ListingForm
from cases.listings import elsewhere, figures, photos, reappearing, recording, takedown
from cases.models import Case, Exhibit, Listing, Platform
from hotline.admin.queue_lines import chip
from intel.models import Entity
from staff import access, frame
from staff.desk import DeskAdmin
from staff.desk_history import history
from staff.refusals import Refused

State = Listing.State
TONES: dict[str, str] = {
    State.REPORTED: WARN, State.STILL_UP: BAD, State.REMOVED: GOOD, State.REAPPEARED: BAD, State.SETTLED: "",
}  # fmt: skip


class RecheckFilter(SimpleListFilter):
    title, parameter_name = _("look again"), "recheck"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("due", _("due")), ("mine", _("due, followed by me"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "due":
            return queryset.to_recheck()
        return queryset.to_recheck().filter(followed_by=request.user) if self.value() == "mine" else queryset


class StageFilter(SimpleListFilter):
    """What ever happened to it, as the figures count."""

    title, parameter_name = _("ever"), "ever"
    STAGES = (
        ("reported", _("reported")), ("removed", _("gone after a report")), ("reappeared", _("back, or offered anew")),
    )  # fmt: skip

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(self.STAGES)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "reported":
            return queryset.filter(reported_on__isnull=False)
        if self.value() == "removed":
            return queryset.filter(reported_on__isnull=False, removed_on__isnull=False)
        return queryset.filter(reappeared_on__isnull=False) if self.value() == "reappeared" else queryset


class _Chosen(SimpleListFilter):
    """A filter without a list of its own: reached from the figures, shown while it is on."""

    column = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("", "")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        if self.value():
            everything = changelist.get_query_string(remove=[self.parameter_name])
            yield {"selected": False, "query_string": everything, "display": _("All")}
            yield {"selected": True, "query_string": changelist.get_query_string(), "display": self.value()}


class PlatformFilter(_Chosen):
    """By the platform's name, entered in the register or told in words; `–` for none."""

    title, parameter_name = _("platform"), "platform_name"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        name = self.value()
        if not name:
            return queryset
        told = "" if name == "–" else name
        return queryset.filter(platform=None, platform_words=told) | queryset.filter(platform__name=name)


class SpeciesFilter(_Chosen):
    title, parameter_name = _("species"), "species"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        name = self.value()
        if not name:
            return queryset
        return queryset.filter(taxon=None) if name == "–" else queryset.filter(taxon__scientific_name=name)


@admin.register(Listing)
class ListingAdmin(DeskAdmin):
    list_display = (
        "reference", "state_shown", "title", "platform_shown", "taxon", "asked_shown", "first_seen", "due_shown",
        "case",
    )  # fmt: skip
    list_filter = ("state", RecheckFilter, StageFilter, "online", PlatformFilter, SpeciesFilter)
    search_fields = ("=reference", "title", "url")
    ordering = ("-recorded_at", "id")
    sortable_by = ()
    list_select_related = ("case", "platform", "taxon")
    buttons = listing_buttons.BUTTONS
    page_template = "cases/desk/listing.html"
    change_list_template = "cases/desk/listings.html"

    @display(description=_("state"))
    def state_shown(self, listing: Listing) -> str:
        return chip(listing.get_state_display(), TONES.get(listing.state, ""))

    @display(description=_("platform"))
    def platform_shown(self, listing: Listing) -> str:
        return listing.platform_name or "–"

    @display(description=_("price"))
    def asked_shown(self, listing: Listing) -> str:
        return listing.asked or "–"

    @display(description=_("look again on"))
    def due_shown(self, listing: Listing) -> str:
        return chip(listing.recheck_due, BAD) if listing.is_recheck_due else str(listing.recheck_due or "–")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related("case", "platform", "taxon", "term", "seller", "entity", "report", "followed_by")

    def page_urls(self) -> list[URLPattern]:
        return [
            path("new/<uuid:case_id>/", self.door(self.new_view), name="cases_listing_new"),
            path("figures/", self.door(self.figures_view), name="cases_listing_figures"),
            path("<str:pk>/text/", self.door(self.text_view), name="cases_listing_text"),
            *super().page_urls(),
        ]

    # --- Recording ----------------------------------------------------------------------------------------------------
    def new_view(self, request: HttpRequest, case_id: UUID) -> HttpResponseBase:
        """A form; its POST records a listing in the case and leads to its page."""
        officer: Any = request.user
        if not access.allows(officer, recording.RIGHT):
            raise PermissionDenied
        case = Case.objects.worked_by(officer).filter(pk=case_id).first()
        if case is None:
            raise Http404
        form = ListingForm(request.POST or None, row=case, officer=officer, name="listing")
        refusal = ""
        if form.is_valid():
            try:
                row = recording.record(case, form.cleaned_data["facts"], by=officer)
                return HttpResponseRedirect(self.page_address(row))
            except Refused as refused:
                refusal = str(refused)
                for name, sentence in getattr(refused, "fields", {}).items():
                    form.add_error(name if name in form.fields else None, sentence)
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": _("Record a listing"), "form": form,
            "refusal": refusal, "is_fullwidth": "1", "row": case, "platforms": Platform.objects.visible_to(officer),
        }  # fmt: skip
        return TemplateResponse(request, "cases/desk/listing_new.html", context, status=422 if request.POST else 200)

    # --- The page -----------------------------------------------------------------------------------------------------
    def page_context(self, request: HttpRequest, row: Listing) -> dict[str, Any]:
        officer: Any = request.user
        captures = Exhibit.objects.visible_to(officer).filter(listings=row).order_by("-acquired_at")
        return {
            "tone": TONES.get(row.state, ""), "placed": listing_buttons.PLACED, "fact_rows": self._facts(row, officer),
            "captures": captures, "reports": _reports(row), "prepared": listing_buttons.prepared(row),
            "looks": row.looks.select_related("by", "capture").order_by("-on", "-pk"), "history": history(row),
            "platforms": Platform.objects.visible_to(officer), "photos": photos.same_elsewhere(row, officer),
            "has_address": elsewhere.has_address(row, officer), "edges": reappearing.shown(row, officer),
            "suggested": reappearing.suggestions(row, officer), **seen_through_glass(request, row),
        }  # fmt: skip

    def figures_view(self, request: HttpRequest) -> HttpResponseBase:
        """Counts over all that the officer sees; each number leads to its rows."""
        counted = figures.of(Listing.objects.visible_to(request.user))
        tables = [
            (_("All"), "", [counted.total]), (_("By platform"), "platform_name", counted.by_platform),
            (_("By species"), "species", counted.by_species),
        ]  # fmt: skip
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": _("Figures on listings"),
            "is_fullwidth": "1", "address": reverse("admin:cases_listing_changelist"),
            "tables": [(name, [(row, _behind(by, row.name)) for row in rows]) for name, by, rows in tables],
        }  # fmt: skip
        return TemplateResponse(request, "cases/desk/listing_figures.html", context)

    def _facts(self, row: Listing, officer: Any) -> list[tuple[Any, Any]]:
        seen = Entity.objects.visible_to(officer).filter(pk__in=[row.seller_id, row.entity_id])
        known: dict[Any, str] = {each.pk: _linked(each, f"{each.shown_name} · {each.reference}") for each in seen}
        said = [
            (_("Case"), _linked(row.case, row.case.reference)), (_("Platform"), row.platform_name),
            (_("Seller's account"), known.get(row.seller_id)),
            (_("Species"), row.taxon), (_("Specimen"), row.term), (_("Price"), row.asked), (_("Quantity"), row.amount),
            (_("Place as said"), row.place), (_("First seen"), row.first_seen), (_("Last looked at"), row.seen_on),
            (_("Ground"), row.get_ground_display()), (_("First reported"), row.reported_on),
            (_("First gone"), row.removed_on), (_("First back"), row.reappeared_on),
            (_("Look again on"), row.recheck_due), (_("Followed by"), row.followed_by),
            (_("Came from"), _linked(row.report, row.report.reference) if row.report else ""),

            (_("Why settled"), row.settled_why), (_("In the network"), known.get(row.entity_id)),
        ]  # fmt: skip
        return [(label, value) for label, value in said if value]

    def text_view(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """POST: the prepared text as a file, taken on record."""
        row = self.row_or_404(request, pk)
        waiting = listing_buttons.prepared(row)
        if waiting is None:
            raise Http404
        if request.method != "POST":
            return HttpResponseRedirect(self.page_address(row))
        text = takedown.take(waiting, by=request.user)  # type: ignore[arg-type]  # the desk's users are officers
        is_json = waiting.way == takedown.Way.API
        kind = "application/json" if is_json else "text/plain; charset=utf-8"
        answer = HttpResponse(text, content_type=kind)
        answer["Content-Disposition"] = f'attachment; filename="report.{"json" if is_json else "txt"}"'
        return answer


def _linked(row: Any, name: str) -> str:
    """A fact that leads to the page of its row."""
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}" dir="auto">{}</a>', address, name)


def _behind(parameter: str, name: str) -> str:
    """The query of the rows behind a line."""
    return f"&{urlencode({parameter: name})}" if parameter else ""


def _reports(row: Listing) -> Any:
    sent = row.platform_reports.exclude(state=takedown.Sent.PREPARED)
    return sent.select_related("sent_by").order_by("-sent_on", "-prepared_at")
