"""What an agency can type."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Outcome, Referral
from cases.outcomes import Result


def _lines(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": 5000})


class MoreForm(forms.Form):
    text = forms.CharField(label=_("What do you need to know?"), max_length=5000, widget=_lines())


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "–"), *Referral.DeclineReason.choices])
    text = forms.CharField(label=_("In your words"), max_length=5000, required=False, widget=_lines(3))


class OutcomeForm(forms.Form):
    kind = forms.ChoiceField(label=_("What came of it"), choices=[("", "–"), *Outcome.Kind.choices])
    date = forms.DateField(label=_("On which day"), widget=forms.DateInput(attrs={"type": "date"}))
    quantity = forms.DecimalField(
        label=_("Number or quantity"), required=False, min_value=0, max_digits=14, decimal_places=3, localize=False
    )
    unit = forms.CharField(label=_("of what: persons, animals, kg, a currency"), max_length=12, required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    attribution = forms.ChoiceField(
        label=_("How far did this referral lead to it?"), choices=Outcome.Attribution.choices,
        initial=Outcome.Attribution.UNKNOWN,
    )  # fmt: skip
    proof = forms.ChoiceField(
        label=_("How is it proven?"), choices=Outcome.Proof.choices, initial=Outcome.Proof.MESSAGE
    )
    text = forms.CharField(label=_("In your words"), max_length=5000, required=False, widget=_lines())

    def result(self) -> Result:
        return Result(**self.cleaned_data)


FORMS: dict[str, type[forms.Form]] = {"more": MoreForm, "decline": DeclineForm, "outcome": OutcomeForm}


def blank(act: str, data: Any = None) -> forms.Form:
    """A form of an act, with ids of its own: several stand on one page."""
    given: dict[str, Any] = {"initial": {"date": timezone.localdate()}} if act == "outcome" and data is None else {}
    return FORMS[act](data, auto_id=f"{act}_%s", label_suffix="", **given)
