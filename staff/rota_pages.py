"""The duty rota at the desk: who answers calls when, entered and struck by a supervisor."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from staff import access, one_form, rota
from staff.desk import DeskAdmin
from staff.desk_verbs import Button
from staff.models import Shift
from staff.one_form import OneForm

WHEN = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class ShiftForm(forms.Form):
    officer = forms.ModelChoiceField(label=_("Officer"), queryset=rota.may_serve())
    starts_at = forms.DateTimeField(label=_("From (UTC)"), widget=WHEN)
    ends_at = forms.DateTimeField(label=_("Until (UTC)"), widget=WHEN)
    weeks = forms.IntegerField(
        label=_("Repeat weekly"), initial=1, min_value=1, max_value=rota.MAX_REPEATS,
        help_text=_("1 enters this shift only; 4 enters the same hours in four weeks."),
    )  # fmt: skip


@admin.register(Shift)
class ShiftAdmin(DeskAdmin):
    list_display = ("officer", "starts_at", "ends_at")
    ordering = ("starts_at",)
    change_list_template = "staff/desk/rota.html"
    page_template = "staff/desk/page.html"
    page_facts = ("officer", "starts_at", "ends_at")
    buttons = (
        Button(
            "strike", _("Strike this shift"), "staff.manage_rota", lambda shift, by, said: rota.strike(shift, by=by),
            done=_("The shift is struck."), tone="danger", then=lambda result: reverse("admin:staff_shift_changelist"),
        ),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(ends_at__gt=timezone.now()).select_related("officer")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        called = rota.on_duty()
        context = {
            "called": called,
            "without_mail": [officer for officer in called if not officer.email],
            "may_enter": access.allows(request.user, "staff.manage_rota"),
        }
        return super().changelist_view(request, {**(extra_context or {}), **context})

    def page_urls(self) -> list[URLPattern]:
        return [path("enter/", self.door(self.enter), name="staff_shift_enter")]

    def enter(self, request: HttpRequest) -> HttpResponseBase:
        """`/desk/staff/shift/enter/`: one shift, or the same hours in several weeks."""
        return one_form.answer(ENTER, request, self)


ENTER = OneForm(
    _("Enter a shift"), _("Enter"), "staff.manage_rota", ShiftForm, lambda said, by: rota.enter(**said, by=by),
    done=lambda shifts: _t("Entered: %(count)d.") % {"count": len(shifts)},
    then=lambda shifts: reverse("admin:staff_shift_changelist"),
)  # fmt: skip
