"""The queue: columns, search, and the views that officers keep. It shows facts, never a word of a source."""

import re
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display
from unfold.paginator import InfinitePaginator

from hotline import finding, quarantine, saved_views
from hotline.admin import asked
from hotline.admin.filters import FILTERS, language_name
from hotline.models import SavedView, Tip
from hotline.public import guessing
from hotline.public.countries import NAMES
from hotline.story import Offence
from hotline.words import DIGITS_OF_A_GRAM
from staff.desk import DeskAdmin
from staff.models import Officer
from staff.refusals import Refused

TONES: dict[str, str] = {
    Tip.Status.RECEIVED: "is-warn", Tip.Status.QUARANTINED: "is-bad", Tip.Status.PROMOTED: "is-good",
}  # fmt: skip
REFERENCE = re.compile(r"TIP-\d{4}-\d{1,9}")
YEARS = 5  # a number typed without its year is looked for in so many years


def chip(text: Any, tone: str = "") -> str:
    return format_html('<span class="desk-chip {}">{}</span>', tone, text)


class Queue(DeskAdmin):
    """The list of tips, worst first; it never counts the whole table."""

    list_display = ("tip", "urgency_shown", "offences_shown", "from_where", "files_shown", "received", "due", "who")
    list_display_links = ("tip",)
    list_filter = FILTERS
    search_fields = ("reference",)
    search_help_text = gettext_lazy("Reference, or its number")
    ordering = ("-priority", "received_at", "id")
    sortable_by = ()
    paginator = InfinitePaginator
    change_list_template = "hotline/desk/queue.html"
    list_select_related = ("assignee",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("narrative", "answers", "note")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        query = asked.unseal(search_term, by=cast(Officer, request.user)).strip()
        said = query.upper()
        if not said:
            return (queryset.none() if search_term.strip() else queryset), False
        if REFERENCE.fullmatch(said):
            return queryset.filter(reference=said), False
        if not (said.isascii() and said.isdigit()):
            return self._said(request, queryset, query), False
        year = timezone.now().year
        numbered = queryset.filter(reference__in=[f"TIP-{year - ago}-{said.zfill(6)}" for ago in range(YEARS)])
        # From three digits on it may as well be a part of a telephone number or a plate.
        return (numbered | self._said(request, queryset, said) if len(said) >= DIGITS_OF_A_GRAM else numbered), False

    def _said(self, request: HttpRequest, queryset: Any, query: str) -> QuerySet[Any]:
        try:
            found = finding.find(query, by=cast(Officer, request.user), among=queryset)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return queryset.none()
        if found.is_cut:
            messages.warning(request, _("More tips may hold this than were looked at. Add a word, or choose a filter."))
        return found.tips

    @display(description=gettext_lazy("tip"))
    def tip(self, tip: Tip) -> str:
        label = Tip.Status(tip.status).label
        marks = chip(_("unfinished")) if tip.is_unfinished else ""
        return format_html(
            '<span class="queue-tip"><b class="queue-priority{}" title="{}">{}</b> <span>{}</span> {}{}</span>',
            " is-high" if tip.priority >= 60 else "", _("priority, 0 to 100"), tip.priority, tip.reference,
            chip(label, TONES.get(tip.status, "")), marks,
        )  # fmt: skip

    @display(description=gettext_lazy("urgency"))
    def urgency_shown(self, tip: Tip) -> str:
        return tip.get_urgency_display() or "–"

    @display(description=gettext_lazy("offences"))
    def offences_shown(self, tip: Tip) -> str:
        known = dict(Offence.choices)
        return format_html_join(", ", "{}", ((known.get(one, one),) for one in tip.offences)) or "–"

    @display(description=gettext_lazy("from"))
    def from_where(self, tip: Tip) -> str:
        parts = (NAMES.get(tip.country, tip.country), language_name(tip.language), tip.get_channel_display())
        return " · ".join(str(part) for part in parts if part)

    @display(description=gettext_lazy("files"))
    def files_shown(self, tip: Tip) -> str:
        return str(tip.files) if tip.files else "–"

    @display(description=gettext_lazy("received"))
    def received(self, tip: Tip) -> str:
        return format_html(
            '<time title="{}">{}</time>', tip.received_at.isoformat(" ", "minutes"), naturaltime(tip.received_at)
        )

    @display(description=gettext_lazy("first look"))
    def due(self, tip: Tip) -> str:
        if tip.is_overdue:
            return chip(_("overdue"), "is-bad")
        return naturaltime(tip.due_at) if tip.status == Tip.Status.RECEIVED and tip.due_at else "–"

    @display(description=gettext_lazy("who has it"))
    def who(self, tip: Tip) -> str:
        return str(tip.assignee) if tip.assignee else "–"

    # --- searching, saved views ---------------------------------------------------------------------------------------
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        officer = cast(Officer, request.user)
        if request.method == "POST":
            return HttpResponseRedirect(f"{request.path}?{self._address(request.POST, officer)}")
        views = saved_views.of(officer)
        here = request.GET.urlencode()
        shown = [(view, view.query == here, view.officer_id == request.user.pk) for view in views]
        context = {
            "waiting": quarantine.waiting(officer), "wrong_codes": guessing.are_many(), "saved_views": shown,
            "query": here, "typed": asked.unseal(request.GET.get("q", ""), by=officer),
            "max_query": finding.MAX_QUERY,
        }  # fmt: skip
        return super().changelist_view(request, {**(extra_context or {}), **context})

    def _address(self, said: QueryDict, officer: Officer) -> str:
        """The chosen filters and what is looked for, as the query of an address; words in it are sealed."""
        chosen = {name: said[name] for name in saved_views.KEPT if said.get(name)}
        query = said.get("q", "").strip()[: finding.MAX_QUERY]
        if query:
            chosen["q"] = query if REFERENCE.fullmatch(query.upper()) else asked.seal(query, by=officer)
        return urlencode(chosen)

    def page_urls(self) -> list[URLPattern]:
        return [
            path("views/save/", self.door(self.save_view), name="hotline_tip_view_save"),
            path("views/<int:view_id>/delete/", self.door(self.delete_view_of_queue), name="hotline_tip_view_delete"),
        ]

    def save_view(self, request: HttpRequest) -> HttpResponseBase:
        query, officer = request.POST.get("query", ""), cast(Officer, request.user)
        if request.method == "POST":
            try:
                view: SavedView = saved_views.save(
                    request.POST.get("name", ""),
                    query,
                    by=officer,
                    is_shared="shared" in request.POST,
                )
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                query = view.query
                messages.success(request, _("The view is kept."))
        return HttpResponseRedirect(f"{reverse('admin:hotline_tip_changelist')}?{query}")

    def delete_view_of_queue(self, request: HttpRequest, view_id: int) -> HttpResponseBase:
        if request.method == "POST":
            saved_views.delete(view_id, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("The view is deleted."))
        return HttpResponseRedirect(reverse("admin:hotline_tip_changelist"))
