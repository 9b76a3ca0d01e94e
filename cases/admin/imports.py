"""Files of others at the desk: the list, one file with what it suggests, and the page on which a file is brought."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases.admin.ground import BAD, GOOD, WARN
from cases.admin.import_forms import AcceptForm, ColumnsForm, DecideForm
from cases.admin.import_lines import Line
from cases.admin.import_page import ImportPage
from cases.casework import require_case
from cases.models import Case
from hotline.admin.queue_lines import chip
from intel import grounds
from intel.exchange import deciding, importing
from intel.exchange.importing import Status
from intel.models import Form, Import, Suggestion, SuggestionKind
from staff import access, break_glass
from staff.desk_history import history
from staff.desk_verbs import Button

TONES: dict[str, str] = {
    Status.WAITING: WARN, Status.READ: WARN, Status.TAKING: WARN, Status.TAKEN: GOOD, Status.REFUSED: BAD
}  # fmt: skip
SHOWN = 100  # suggestions on a page


def _in_case(act: Callable[[Import, Any, dict[str, Any]], Any]) -> Callable[[Import, Any, dict[str, Any]], Any]:
    """The verb, after asking casework: intelligence knows a case by its id alone, and not that it was purged."""

    def acted(row: Import, officer: Any, said: dict[str, Any]) -> Any:
        require_case(Case.objects.get(pk=row.case_id), grounds.RIGHT, by=officer)
        return act(row, officer, said)

    return acted


def _is_read(row: Import) -> bool:
    return row.status == Status.READ


def _is_taken(row: Import) -> bool:
    return row.status in (Status.TAKEN, Status.TAKING)


BUTTONS = [
    Button(
        "take", _("Take it in as suggestions"), grounds.RIGHT,
        _in_case(lambda row, officer, said: importing.take_in(row, by=officer)),
        shown=lambda row: _is_read(row) and not row.problem, tone="primary",
        done=_("Taken in. Nothing is recorded before somebody accepts it."),
    ),
    Button(
        "drop", _("Drop it"), grounds.RIGHT, _in_case(lambda row, officer, said: importing.drop(row, by=officer)),
        shown=_is_read, tone="danger", done=_("Dropped: nothing of it was kept."),
    ),
    Button(
        "columns", _("Name the columns"), grounds.RIGHT,
        _in_case(lambda row, officer, said: importing.map_columns(row, said["schema"], said["columns"], by=officer)),
        form=ColumnsForm, shown=lambda row: _is_read(row) and row.form == Form.CSV, done=_("Read anew."),
    ),
    Button(
        "accept", _("Accept"), grounds.RIGHT,
        _in_case(lambda row, officer, said: deciding.accept(row, said["ids"], report=said["report"], by=officer)),
        form=AcceptForm, shown=_is_taken, tone="primary",
    ),
    Button(
        "reject", _("Reject"), grounds.RIGHT,
        _in_case(lambda row, officer, said: deciding.reject(row, said["ids"], by=officer)),
        form=DecideForm, shown=_is_taken,
    ),
    Button(
        "back", _("To decide again"), grounds.RIGHT,
        _in_case(lambda row, officer, said: deciding.put_back(row, said["ids"], by=officer)),
        form=DecideForm, shown=_is_taken,
    ),
]  # fmt: skip
PLACED = frozenset({"columns", "accept", "reject", "back"})


@admin.register(Import)
class ImportAdmin(ImportPage):
    list_display = ("reference", "status_shown", "form", "sender", "handling", "received_on", "by")
    list_filter = ("status", "form")
    search_fields = ("=reference", "sender")
    ordering = ("-at", "id")
    sortable_by = ()
    list_select_related = ("by",)
    buttons = BUTTONS
    page_template = "cases/desk/import.html"
    page_facts = ("sender", "received_on", "form", "size", "by", "at")

    def get_queryset(self, request: HttpRequest) -> Any:
        # The file itself is for the worker.
        return super().get_queryset(request).defer("content").select_related("by")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.allows(request.user, "intel.view_entity")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @display(description=_("status"))
    def status_shown(self, row: Import) -> str:
        return chip(row.get_status_display(), TONES.get(row.status, ""))

    def page_urls(self) -> list[URLPattern]:
        return [
            path("<str:pk>/progress/", self.door(self.progress), name="intel_import_progress"), *super().page_urls()
        ]  # fmt: skip

    def progress(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """How far a worker has come, for the page's script."""
        row = self.row_or_404(request, pk)
        return JsonResponse(
            {"percent": _percent(row), "status": row.get_status_display(), "is_over": not row.is_at_work}
        )

    def address_after(self, request: HttpRequest, button: Button, row: Any, result: Any) -> str:
        """After deciding on rows: how many, and why the others were not."""
        if isinstance(result, deciding.Done):
            if result.count:
                messages.success(request, _t("%(count)d decided.") % {"count": result.count})
            for sentence in result.refused[:3]:
                messages.warning(request, sentence)
        return super().address_after(request, button, row, result)

    def page_context(self, request: HttpRequest, row: Import) -> dict[str, Any]:
        officer: Any = request.user
        shown = request.GET.get("show", "open")
        state = shown if shown in Suggestion.State.values else Suggestion.State.OPEN
        after = request.GET.get("after", "")
        rows = row.suggestions.filter(state=state).select_related("entity")
        page = list(rows.filter(pk__gt=int(after) if after.isdecimal() and len(after) < 19 else 0)[: SHOWN + 1])
        states = {each: row.suggestions.filter(state=each).count() for each in Suggestion.State.values}
        context = {
            "case": Case.objects.visible_to(officer).filter(pk=row.case_id).first(), "placed": PLACED,
            "tone": TONES.get(row.status, ""), "percent": _percent(row), "history": history(row),
            "state": state, "states": [(each, each.label, states[each]) for each in Suggestion.State],
            "lines": [Line(each) for each in page[:SHOWN]], "ids": ",".join(str(each.pk) for each in page[:SHOWN]),
            "next": page[SHOWN - 1].pk if len(page) > SHOWN else None, "counted": _counted(row),
        }  # fmt: skip
        glass = break_glass.note_reading(officer, row.case_id, row)
        return context | ({"glass": glass, "offers": {}} if glass else {})


def _percent(row: Import) -> int:
    return 100 * row.done // row.total if row.total else 0


def _counted(row: Import) -> list[tuple[Any, int, int]]:
    """(kind, new, known already) of what a file offers."""
    counts = row.counts
    return [
        (SuggestionKind(kind).label, counts.get(f"new_{kind}", 0), counts.get(f"old_{kind}", 0))
        for kind in SuggestionKind.values
    ]
