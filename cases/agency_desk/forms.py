"""What an agency can type."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.agency_desk import told
from cases.joint import entries, telling
from cases.models import JointMember, Outcome, Referral, ReferralFeedback
from cases.outcomes import Result


def _lines(rows: int = 4, most: int = 5000) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": most, "dir": "auto"})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AgencyForm(forms.Form):
    """A form of one act. `files`: what streamed in with it; `referral`: of whom it is."""

    takes_files = False

    def __init__(self, data: Any = None, *, referral: Referral, act: str, initial: Any = None) -> None:
        self.referral = referral
        super().__init__(data, auto_id=f"{act}_%s", label_suffix="", initial=initial)


class MoreForm(AgencyForm):
    text = forms.CharField(label=_("What do you need to know?"), max_length=5000, widget=_lines())


class MessageForm(AgencyForm):
    text = forms.CharField(label=_("Your message to our officer"), max_length=5000, widget=_lines())


class DeclineForm(AgencyForm):
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "–"), *Referral.DeclineReason.choices])
    text = forms.CharField(label=_("In your words"), max_length=5000, required=False, widget=_lines(3))


class FirstActionForm(AgencyForm):
    on = forms.DateField(label=_("On which day did you first act?"), widget=_day(), input_formats=["%Y-%m-%d"])


class FeedbackForm(AgencyForm):
    useful = forms.ChoiceField(
        label=_("Was what we sent useful?"), choices=[("", "–"), *ReferralFeedback.Degree.choices]
    )
    timely = forms.ChoiceField(label=_("Did it come in time?"), choices=[("", "–"), *ReferralFeedback.Degree.choices])
    rating = forms.TypedChoiceField(
        label=_("How good was it, from 1 to 5 (best)?"), coerce=int,
        choices=[("", "–"), *((str(each), str(each)) for each in told.RATINGS)],
    )  # fmt: skip
    text = forms.CharField(
        label=_("What should we do better?"), max_length=told.MAX_TEXT, required=False, widget=_lines(3, told.MAX_TEXT)
    )


class OutcomeForm(AgencyForm):
    takes_files = True

    kind = forms.ChoiceField(label=_("What came of it"), choices=[("", "–"), *Outcome.Kind.choices])
    date = forms.DateField(label=_("On which day"), widget=_day(), input_formats=["%Y-%m-%d"])
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


class ShareForm(AgencyForm):
    text = forms.CharField(
        label=_("What should they know?"), max_length=entries.MAX_TEXT, widget=_lines(3, entries.MAX_TEXT)
    )
    to = forms.TypedMultipleChoiceField(label=_("Who may read it"), coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = JointMember.objects.select_related("joint").filter(referral=self.referral).first()
        self.known = list(telling.known_to(self.member)) if self.member else []
        self.fields["to"].choices = [(each.pk, str(each.referral.agency)) for each in self.known]  # type: ignore[attr-defined]

    def chosen(self) -> list[JointMember]:
        return [each for each in self.known if each.pk in self.cleaned_data["to"]]


FORMS: dict[str, type[AgencyForm]] = {
    "more": MoreForm, "decline": DeclineForm, "outcome": OutcomeForm, "message": MessageForm,
    "first_action": FirstActionForm, "feedback": FeedbackForm, "share": ShareForm,
}  # fmt: skip


def blank(act: str, referral: Referral, data: Any = None) -> AgencyForm:
    """A form of an act, with ids of its own: several stand on one page."""
    given = {"date": timezone.localdate()} if act == "outcome" and data is None else None
    return FORMS[act](data, referral=referral, act=act, initial=given)
