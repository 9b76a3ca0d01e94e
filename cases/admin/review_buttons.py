"""What is asked at a review: why something is still needed, why it is held, and that it may go."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import legal_holds, persons
from cases.admin.forms import day
from cases.models import Hold
from staff.desk_verbs import Button, VerbForm


def _next_review() -> Any:
    return timezone.localdate() + timedelta(days=int(settings.RETENTION_REVIEW_DAYS))


class KeepForm(VerbForm):
    words = forms.CharField(label=_("still needed because"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    until = day(label=_("ask again on"), initial=_next_review)


class HoldForm(VerbForm):
    reason = forms.CharField(
        label=_("why it must be kept"), max_length=300,
        help_text=_("An order, a proceeding, a request: with its date. It stays on record."),
    )  # fmt: skip


class LiftForm(VerbForm):
    reason = forms.CharField(label=_("why it ends"), max_length=300)


class PurgeForm(VerbForm):
    is_sure = forms.BooleanField(label=_("Name, facts and links go for good. What was counted stays counted."))


def _stands(row: Any) -> bool:
    return row.purged_at is None


def _certificate(row: Any) -> str:
    return reverse("admin:cases_certificate_change", args=[row.pk])


OF_PERSON = [
    Button(
        "keep", _("Still needed"), "cases.review_person",
        lambda person, officer, said: persons.keep(person, by=officer, **said), form=KeepForm, shown=_stands,
        tone="primary", done=_("Kept until the next review."),
    ),
    Button(
        "hold", _("Set a legal hold"), legal_holds.RIGHT,
        lambda person, officer, said: legal_holds.hold_person(person, said["reason"], by=officer), form=HoldForm,
        shown=_stands, done=_("Held: it cannot be purged."),
    ),
    Button(
        "purge", _("Purge"), "cases.purge_person", lambda person, officer, said: persons.purge(person, by=officer),
        form=PurgeForm, shown=_stands, tone="danger", done=_("Purged, with a certificate."), then=_certificate,
    ),
]  # fmt: skip
OF_CASE = [
    Button(
        "hold", _("Set a legal hold"), legal_holds.RIGHT,
        lambda case, officer, said: legal_holds.hold_case(case, said["reason"], by=officer), form=HoldForm,
        done=_("Held: the case, its persons and what it rests on cannot be purged."),
    ),
]  # fmt: skip
OF_HOLD = [
    Button(
        "lift", _("Lift the hold"), legal_holds.RIGHT,
        lambda hold, officer, said: legal_holds.lift(hold, said["reason"], by=officer), form=LiftForm,
        shown=lambda hold: isinstance(hold, Hold) and hold.stands, tone="danger", done=_("The hold has ended."),
    ),
]  # fmt: skip
