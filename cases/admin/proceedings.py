"""Proceedings at the desk: the list with hearings to come, and one page from complaint to a final decision."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases import verdict_outcomes, verdicts
from cases.admin.ground import BAD, GOOD, WARN, seen_through_glass
from cases.admin.outcome_buttons import names_of
from cases.admin.outcomes import amount
from cases.admin.proceeding_buttons import OF_PROCEEDING
from cases.models import Charge, Outcome, Proceeding
from hotline.admin.queue_lines import chip
from staff.desk import DeskAdmin
from staff.desk_history import history

Stage, Verdict = Proceeding.Stage, Charge.Verdict
TONES: dict[str, str] = {Stage.TRIAL: WARN, Stage.APPEALED: WARN, Stage.FINAL: GOOD, Stage.DISCONTINUED: BAD}
# Where the decision is not final no verdict is shown as settled.
VERDICT_TONES: dict[str, str] = {Verdict.PENDING: WARN}


class HearingFilter(SimpleListFilter):
    title, parameter_name = _("hearing"), "hearing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("comes", _("to come")), ("past", _("past: what came of it?"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        if self.value() == "comes":
            return queryset.filter(next_hearing__gte=today)
        return queryset.filter(next_hearing__lt=today) if self.value() == "past" else queryset


@admin.register(Proceeding)
class ProceedingAdmin(DeskAdmin):
    list_display = ("reference", "stage_shown", "hearing_shown", "body", "number", "country", "case", "opened_at")
    list_filter = ("stage", "forum", HearingFilter)
    search_fields = ("=reference", "=number", "body")
    ordering = (F("next_hearing").asc(nulls_last=True), "-opened_at", "id")
    sortable_by = ()
    list_select_related = ("case",)
    buttons = OF_PROCEEDING
    page_template = "cases/desk/proceeding.html"
    page_facts = ("case", "forum", "body", "number", "country", "next_hearing", "opened_by", "opened_at")

    @display(description=_("stage"))
    def stage_shown(self, proceeding: Proceeding) -> str:
        return chip(proceeding.get_stage_display(), TONES.get(proceeding.stage, ""))

    @display(description=_("next hearing"))
    def hearing_shown(self, proceeding: Proceeding) -> str:
        day = str(proceeding.next_hearing or "–")
        return chip(day, BAD) if proceeding.is_hearing_past else day

    def page_context(self, request: HttpRequest, row: Proceeding) -> dict[str, Any]:
        charges: list[Any] = list(row.charges.select_related("accused"))
        sentences: list[Any] = list(row.sentences.select_related("accused"))
        names = names_of([each.accused for each in charges + sentences], request.user)
        standing = {each.pk for each in verdicts.standing_sentences(row)}
        return {
            "tone": TONES.get(row.stage, ""), "verdict_tones": VERDICT_TONES,
            "charges": [(each, names[each.accused_id]) for each in charges],
            "sentences": [(each, names[each.accused_id], each.pk in standing) for each in sentences],
            "events": row.events.select_related("charge", "entered_by"), "history": history(row),
            "may_count": verdict_outcomes.offers(row), "no_longer_so": verdict_outcomes.no_longer_so(row),
            "outcomes": [(each, amount(each)) for each in Outcome.objects.visible_to(request.user).standing()
                         .filter(proceeding=row)],
            "placed": ("count",), **seen_through_glass(request, row),
        }  # fmt: skip
