"""Reports at the desk: list, page with the history of grades, and the steps of a second person."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from hotline import acted_on, reporting, reviews, scales
from hotline.admin.promote_form import GradeFields, handling_field
from hotline.admin.queue_lines import chip
from hotline.admin.record_page import cards
from hotline.admin.report_history import told
from hotline.models import Led, Report, Tip
from hotline.models.report import Withdrawal
from hotline.public.countries import NAMES
from hotline.story import Offence
from staff import access
from staff.desk import DeskAdmin
from staff.desk_history import history
from staff.desk_verbs import Button, VerbForm

Status = Report.Status
TONES: dict[str, str] = {Status.RELEASED: "is-good", Status.GRADED: "is-warn", Status.WITHDRAWN: "is-bad"}


class GradeForm(GradeFields, VerbForm):
    def __init__(self, *args: Any, row: Report, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        for name in ("reliability", "credibility", "knowledge"):
            self.initial[name] = getattr(row, name) or self.fields[name].initial
        self.fields["reason"].required = bool(row.reliability)


class CheckForm(VerbForm):
    note = forms.CharField(
        label=_("Note"), required=False, max_length=reporting.MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("What you compared, what to mind. Colleagues who see the report read it."),
    )  # fmt: skip


class ReleaseForm(VerbForm):
    handling = handling_field()

    def __init__(self, *args: Any, row: Report, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial["handling"] = row.handling


class WithdrawForm(VerbForm):
    reason = forms.ChoiceField(
        label=_("Why"), choices=Withdrawal.choices, widget=forms.RadioSelect,
        help_text=_("Cases, packets and agencies that have it are told that it is withdrawn; agencies not why."),
    )  # fmt: skip


def _step(to: str) -> Any:
    return lambda report: to in reporting.NEXT[report.status]


class ReviewForm(VerbForm):
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.ChoiceField(
        label=_("Why"), choices=reviews.Reason.choices, widget=forms.RadioSelect,
        help_text=_("After that day the report is looked at again, and the source's words behind it go in time."),
    )  # fmt: skip


class ReviewFilter(SimpleListFilter):
    title, parameter_name = _("review"), "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("overdue", _("overdue"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(review_by__lt=timezone.localdate()) if self.value() == "overdue" else queryset


BUTTONS = [
    Button(
        "check", _("Second check: it holds"), "hotline.check_report",
        lambda report, officer, said: reporting.check(report, by=officer, note=said["note"]), form=CheckForm,
        shown=_step(Status.CHECKED), done=_("The report is second-checked."), tone="primary", key="c",
    ),
    Button(
        "release", _("Release"), "hotline.check_report",
        lambda report, officer, said: reporting.release(report, by=officer, handling=said["handling"]),
        form=ReleaseForm, shown=_step(Status.RELEASED), done=_("The report is released."), tone="primary", key="r",
    ),
    Button(
        "grade", _("Grade"), "hotline.grade_report",
        lambda report, officer, said: reporting.grade(report, reporting.Grade(**said), by=officer), form=GradeForm,
        shown=_step(Status.GRADED), done=_("The grade is kept. A second person checks it now."), key="g",
    ),
    Button(
        "withdraw", _("Withdraw"), "hotline.check_report",
        lambda report, officer, said: reporting.withdraw(report, by=officer, reason=said["reason"]),
        form=WithdrawForm, shown=_step(Status.WITHDRAWN), tone="danger", key="w",
        done=_("The report is withdrawn. It stays readable; whoever has it is told."),
    ),
    Button(
        "review", _("Keep it longer"), "hotline.extend_review",
        lambda report, officer, said: reviews.extend(report, said["until"], by=officer, reason=said["reason"]),
        form=ReviewForm, done=_("The report is kept until the new date."),
    ),
    Button(
        "acted", _("Let its sources know that somebody acted"), acted_on.RIGHT,
        lambda report, officer, said: acted_on.let_out(report, by=officer),
        shown=lambda report: report.led_to.filter(let_out_by=None, tell_from__gt=timezone.now()).exists(),
        done=_("Its sources' page says now that somebody acted: not who, what or where."),
    ),
]  # fmt: skip


@admin.register(Report)
class ReportAdmin(DeskAdmin):
    list_display = (
        "reference",
        "status_shown",
        "grade_shown",
        "title",
        "offences_shown",
        "country",
        "handling",
        "written_at",
        "review_shown",
        "author",
    )
    list_filter = ("status", "reliability", "handling", ReviewFilter)
    search_fields = ("=reference", "title")
    ordering = ("-written_at", "id")
    sortable_by = ()
    list_select_related = ("author",)
    buttons = BUTTONS
    page_template = "hotline/desk/report.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("text")

    @display(description=_("status"))
    def status_shown(self, report: Report) -> str:
        return chip(report.get_status_display(), TONES.get(report.status, ""))

    @display(description=_("grade"))
    def grade_shown(self, report: Report) -> str:
        return report.grade

    @display(description=_("review by"))
    def review_shown(self, report: Report) -> str:
        return chip(report.review_by, "is-bad") if report.is_review_overdue else str(report.review_by or "–")

    @display(description=_("offences"))
    def offences_shown(self, report: Report) -> str:
        known = dict(Offence.choices)
        return ", ".join(str(known.get(one, one)) for one in report.offences)

    def page_context(self, request: HttpRequest, row: Report) -> dict[str, Any]:
        shown = ("pk", "reference", "status", "source_id", "kind")
        tips = list(Tip.objects.visible_to(request.user).filter(reports=row).only(*shown))
        return {
            **cards(tips, request.user),
            "led_to": Led.objects.visible_to(request.user).filter(report=row),
            "tone": TONES.get(row.status, ""),
            "fact_rows": [
                (_("Offences"), self.offences_shown(row)),
                (_("Country"), NAMES.get(row.country, row.country)),
                (_("Place"), row.place),
                (_("Position"), f"{row.lat}, {row.lon}" if row.lat is not None else ""),
                (_("Precision of place"), row.get_place_precision_display()),
                (_("Date"), row.happened_on),
                (_("Precision of date"), row.get_date_precision_display()),
                (_("Handling"), row.get_handling_display()),
                (_("Review by"), self.review_shown(row)),
                (_("Written by"), row.author),
                (_("Checked by"), row.checker),
            ],
            "species": row.species.select_related("taxon"),
            "told": told(row),
            "derived": scales.derived(*(getattr(row, name) for name in scales.INPUTS)),
            "tips": tips,
            "may_open_case": access.allows(request.user, "cases.open_case") and row.status != Status.WITHDRAWN,
            "history": history(row),
        }
