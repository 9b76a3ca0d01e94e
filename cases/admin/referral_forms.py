"""What the buttons of a referral ask for, and by which clocks its list can be narrowed."""

from typing import Any

from django import forms
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cases import actionability, referral_clocks, referral_mail, referrals
from cases.models import Referral, ReferralMail
from staff.choices import OneOfRows
from staff.desk_verbs import VerbForm

CLOCKS: dict[str, Any] = {
    "waiting": referral_clocks.waiting, "late": referral_clocks.late, "soon": referral_clocks.due_soon,
    "idle": referral_clocks.idle, "unsent": referral_clocks.unsent,
}  # fmt: skip


class ChecklistForm(VerbForm):
    """Twelve points: 0 missing, 1 in part, 2 there. Each begins with what the case suggests."""

    def __init__(self, *args: Any, row: Referral, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        points = [(2, _("2 · there")), (1, _("1 · in part")), (0, _("0 · missing"))]
        for number, label in enumerate(referrals.CHECKLIST):
            self.fields[f"point_{number}"] = forms.TypedChoiceField(label=label, choices=points, coerce=int)
        if row.status == Referral.Status.DRAFT and not self.is_bound:
            self._suggest(actionability.look_over(row, self.officer))

    def _suggest(self, points: list[actionability.Point]) -> None:
        for number, point in enumerate(points):
            field = self.fields[f"point_{number}"]
            field.initial = point.score
            if point.missing:
                field.help_text = format_html(
                    '{} <a href="{}">{}</a>', point.missing, point.url, point.how
                )  # fmt: skip


class _OneContact(OneOfRows):
    def label_from_instance(self, contact: Any) -> str:
        return f"{contact.name or contact.address} · {contact.get_key_kind_display()} {contact.key_mark[:16]}"


class MailForm(VerbForm):
    contact = _OneContact(
        label=_("to"), queryset=None, empty_label=None,
        help_text=_("Verified contacts with a key that is good today. The code goes by telephone, never by mail."),
    )  # fmt: skip
    holds = forms.ChoiceField(label=_("the mail holds"), choices=ReferralMail.Holds.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contacts = referral_mail.contacts_of(self.row.agency)
        self.fields["contact"].queryset = contacts  # type: ignore[attr-defined]


class ClockFilter(SimpleListFilter):
    """Referrals by their clocks: overdue, due soon, without action."""

    title = _("clock")
    parameter_name = "clock"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("waiting", _("Overdue, due soon, without action or not mailed")), ("late", _("Overdue")),
            ("soon", _("Due within a day")), ("idle", _("No action within 30 days")),
            ("unsent", _("Its mail did not go")),
        ]  # fmt: skip

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Referral]") -> "QuerySet[Referral]":
        clock = CLOCKS.get(self.value() or "")
        return queryset.filter(clock(timezone.now())) if clock else queryset
