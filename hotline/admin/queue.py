"""The queue: pages, search, and the views that officers keep. It shows facts, never a word of a source."""

import re
from functools import lru_cache
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hotline import finding, saved_views
from hotline.admin import asked
from hotline.admin.queue_lines import lines
from hotline.admin.queue_views import shown_views
from hotline.models import SavedView, Tip
from hotline.models.tip import TipSet
from hotline.public import guessing
from hotline.queue import arrivals, pages, species, wanted
from hotline.queue.filters import ANY, BY_NAME, FILTERS, STATUS
from hotline.queue.pages import Place
from hotline.queue.wanted import Wanted
from hotline.words import DIGITS_OF_A_GRAM
from staff import access, frame
from staff.desk import DeskAdmin
from staff.models import Officer
from staff.refusals import Refused

REFERENCE = re.compile(r"TIP-\d{4}-\d{1,9}")
# Their choices are rows, asked for with each page; those of the others are the same for all.
FILTERS_BY_ROWS = (BY_NAME["who"], BY_NAME["tag"])
YEARS = 5  # a number typed without its year is looked for in so many years


class Queue(DeskAdmin):
    """The list of tips, worst first; it never counts the whole table, and never skips a row that it has to read."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        officer = cast(Officer, request.user)
        if request.method == "POST":
            return HttpResponseRedirect(f"{request.path}?{self._address(request.POST, officer)}")
        rows = Tip.objects.visible_to(officer)
        query = asked.unseal(request.GET.get("q", ""), by=officer).strip()
        view = self._searched(request, rows, query) if request.GET.get("q") else self._wanted(request, officer)
        found = pages.page(view, rows, **_places(request.GET))
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": _("Queue"), "is_fullwidth": "1",
            "lines": lines(found.tips, officer), "page": found,
            "here": _kept(request.GET, *saved_views.KEPT, "q"),
            **_filters(request.GET, officer), "views": shown_views(request.GET, rows, officer),
            "may_triage": access.allows(officer, "hotline.triage_tip"),
            "query": _kept(request.GET, *saved_views.KEPT), "typed": query, "max_query": finding.MAX_QUERY,
            "species": _species(request.GET, query) if request.GET.get("q") else [],
            "wrong_codes": guessing.are_many(), "drawn_at": timezone.now().isoformat(), **(extra_context or {}),
        }  # fmt: skip
        return TemplateResponse(request, "hotline/desk/queue.html", context)

    def _wanted(self, request: HttpRequest, officer: Officer) -> Wanted:
        return wanted.read(request.GET.dict(), officer)

    def _searched(self, request: HttpRequest, rows: TipSet, query: str) -> Wanted:
        """What is wanted among the tips that a search finds: a reference, its number, or words."""
        officer, said = cast(Officer, request.user), query.upper()
        view = wanted.read(request.GET.dict(), officer, everything=True)
        ids: set[Any] = set()
        if REFERENCE.fullmatch(said):
            ids.update(rows.filter(reference=said).values_list("pk", flat=True))
        elif said:
            is_number = said.isascii() and said.isdigit()
            if is_number:
                year = timezone.now().year
                numbered = [f"TIP-{year - ago}-{said.zfill(6)}" for ago in range(YEARS)]
                ids.update(rows.filter(reference__in=numbered).values_list("pk", flat=True))
            # From three digits on it may as well be a part of a telephone number or a plate.
            if not is_number or len(said) >= DIGITS_OF_A_GRAM:
                ids.update(self._said(request, view.among(rows).order_by("turn", "pk"), query))
        return Wanted(view.statuses, view.condition, tuple(ids))

    def _said(self, request: HttpRequest, among: TipSet, query: str) -> tuple[Any, ...]:
        try:
            found = finding.find(query, by=cast(Officer, request.user), among=among)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return ()
        if found.is_cut:
            messages.warning(request, _("More tips may hold this than were looked at. Add a word, or choose a filter."))
        return found.ids

    def _address(self, said: QueryDict, officer: Officer) -> str:
        """The chosen filters and what is looked for, as the query of an address; words in it are sealed."""
        chosen = {name: said[name] for name in saved_views.KEPT if said.get(name)}
        query = said.get("q", "").strip()[: finding.MAX_QUERY]
        if query:
            chosen["q"] = query if REFERENCE.fullmatch(query.upper()) else asked.seal(query, by=officer)
        return urlencode(chosen)

    def arrived_view(self, request: HttpRequest) -> HttpResponseBase:
        """How many tips of a view came since its page was drawn: asked by the page itself, answered by one query."""
        officer, after = cast(Officer, request.user), arrivals.since(request.GET.get("since", ""))
        if after is None:
            return HttpResponseBadRequest()
        many = arrivals.count(self._wanted(request, officer), Tip.objects.visible_to(officer), after=after)
        return arrivals.answer(request, many)

    # --- saved views --------------------------------------------------------------------------------------------------
    def page_urls(self) -> list[URLPattern]:
        return [
            path("arrived/", self.door(self.arrived_view), name="hotline_tip_arrived"),
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


def _places(said: QueryDict) -> dict[str, Place | None]:
    return {name: Place.read(said.get(name, "")) for name in ("after", "before")}


def _kept(said: QueryDict, *names: str) -> str:
    """These parameters of the address, as they stand in it."""
    return urlencode([(name, said[name]) for name in names if said.get(name)])


def _species(said: QueryDict, query: str) -> list[tuple[str, str]]:
    """(group, address) of the species that the words name; of every status where none is chosen, as in a search."""
    if REFERENCE.fullmatch(query.upper()):
        return []
    kept = {STATUS.name: ANY} | {name: said[name] for name in saved_views.KEPT if said.get(name)}
    return [(str(group.label), urlencode(kept | {"taxon": group.value})) for group in species.named(query)]


def _filters(said: QueryDict, officer: Officer) -> dict[str, Any]:
    """Each filter with what can be chosen and what is; officers and tags are offered to the ticked tips too."""
    asked_for = {one.name: [(value, str(label)) for value, label in one.choices(officer)] for one in FILTERS_BY_ROWS}
    drawn = {name: _options(choices) for name, choices in asked_for.items()}
    shown = [
        {
            "name": one.name, "title": one.title, "empty": one.empty, "chosen": (chosen := said.get(one.name, "")),
            "options": _picked(drawn.get(one.name) or _known(one.name, get_language() or ""), chosen),
        }
        for one in (STATUS, *FILTERS)
    ]  # fmt: skip
    others = [(value, label) for value, label in asked_for["who"] if value.isdigit()]
    return {"filters": shown, "officers": _options(others), "tag_names": [name for _pk, name in asked_for["tag"]]}


@lru_cache(maxsize=500)
def _known(name: str, language: str) -> SafeString:
    """The choices of a filter that hang on no row, drawn once a language."""
    one = STATUS if name == STATUS.name else BY_NAME[name]
    return _options([(value, str(label)) for value, label in one.choices(Officer())])


def _options(choices: list[tuple[str, str]]) -> SafeString:
    """The choices as HTML: a hundred of them are drawn in Python in a tenth of a template's time."""
    return format_html_join("", '<option value="{}">{}</option>', choices)


def _picked(options: SafeString, chosen: str) -> SafeString:
    if not chosen:
        return options
    value = format_html('value="{}"', chosen)
    return mark_safe(options.replace(f"{value}>", f"{value} selected>", 1))  # noqa: S308  # both parts were escaped
