"""What the buttons of a proceeding ask for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import proceedings
from cases.admin.forms import day, one_of
from cases.admin.outcome_buttons import by_name, names_of, persons_of
from cases.models import Charge, Proceeding, ProceedingEvent
from hotline.story import Offence
from intel.models import Entity
from staff.desk_verbs import VerbForm

NO_NAMES = _("No names: whoever is accused stands in the charges.")


def today(**given: Any) -> forms.DateField:
    return day(label=_("on"), initial=timezone.localdate, **given)


def words() -> forms.CharField:
    return forms.CharField(label=_("in words"), max_length=500, required=False, help_text=NO_NAMES)


class OpenForm(VerbForm):
    forum = forms.ChoiceField(label=_("kind of body"), choices=Proceeding.Forum.choices)
    body = forms.CharField(label=_("court or body"), max_length=160)
    number = forms.CharField(label=_("its file number"), max_length=80, required=False)
    country = forms.RegexField("^[A-Za-z]{2}$", label=_("country"), help_text=_("Two letters, as VN."))
    on = day(label=_("complaint filed on"), initial=timezone.localdate)

    def clean_country(self) -> str:
        return self.cleaned_data["country"].upper()


class ChargeForm(VerbForm):
    accused = one_of(
        label=_("person or company accused"),
        help_text=_("Recorded in the case first. Presumed innocent until a decision is final."),
    )
    law = forms.CharField(label=_("law"), max_length=200)
    section = forms.CharField(label=_("section"), max_length=80, required=False)
    offences = forms.MultipleChoiceField(
        label=_("offences"), choices=Offence.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    on = today()

    def __init__(self, *args: Any, row: Proceeding, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["accused"].queryset = persons_of(row.case, self.officer)  # type: ignore[attr-defined]
        by_name(self.fields["accused"])


class AdvanceForm(VerbForm):
    to = forms.ChoiceField(label=_("next"))
    on = today()
    words = words()

    def __init__(self, *args: Any, row: Proceeding, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        steps = by_hand(row)
        self.fields["to"].choices = [each for each in Proceeding.Stage.choices if each[0] in steps]  # type: ignore[attr-defined]


def by_hand(row: Proceeding) -> set[str]:
    """The steps that an officer may take by name now."""
    if row.stage == Proceeding.Stage.APPEALED:
        return set()
    return proceedings.NEXT[row.stage] & set(proceedings.BY_HAND)


class VerdictForm(VerbForm):
    charge = one_of(label=_("charge"))
    to = forms.ChoiceField(label=_("verdict"), choices=[("", "–"), *Charge.Verdict.choices[1:]])
    on = today()
    words = words()

    def __init__(self, *args: Any, row: Proceeding, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        chosen: Any = self.fields["charge"]
        chosen.queryset = row.charges.filter(verdict=Charge.Verdict.PENDING).select_related("accused")
        chosen.label_from_instance = lambda charge: charge_said(charge, self.officer)


def charge_said(charge: Charge, officer: Any) -> str:
    """`Tran Van Minh · Criminal Code, 244`, the name only where the officer sees it."""
    return f"{names_of([charge.accused], officer)[charge.accused_id]} · {charge.provision}"


class SentenceForm(VerbForm):
    accused = one_of(label=_("of whom"))
    on = day(label=_("pronounced on"), initial=timezone.localdate)
    years = forms.IntegerField(label=_("imprisonment: years"), min_value=0, max_value=99, initial=0)
    months = forms.IntegerField(label=_("months"), min_value=0, max_value=999, initial=0)
    days = forms.IntegerField(label=_("days"), min_value=0, max_value=36500, initial=0)
    term = forms.CharField(label=_("the term as the court said it"), max_length=120, required=False)
    is_suspended = forms.BooleanField(label=_("suspended"), required=False)
    fine = forms.DecimalField(label=_("fine"), required=False, min_value=0, max_digits=16, decimal_places=2)
    currency = forms.RegexField(
        "^[A-Za-z]{3}$", label=_("currency"), required=False, help_text=_("Three letters, as VND.")
    )
    rate = forms.DecimalField(
        label=_("units of the currency for one US dollar on that day"), required=False, min_value=0, max_digits=18,
        decimal_places=6,
    )  # fmt: skip
    rate_source = forms.CharField(label=_("source of the rate"), max_length=200, required=False)
    confiscation = forms.CharField(label=_("confiscated"), max_length=300, required=False)
    other = forms.CharField(label=_("other measures"), max_length=300, required=False, help_text=NO_NAMES)

    def __init__(self, *args: Any, row: Proceeding, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        convicted = row.charges.filter(verdict=Charge.Verdict.CONVICTED).values("accused")
        self.fields["accused"].queryset = Entity.objects.filter(pk__in=convicted)  # type: ignore[attr-defined]
        by_name(self.fields["accused"])

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].upper()


class AppealForm(VerbForm):
    appellant = forms.ChoiceField(label=_("who appealed"), choices=ProceedingEvent.Appellant.choices)
    on = today()
    words = words()


class AppealDecidedForm(VerbForm):
    """The result, and the verdict of each charge as it is now."""

    result = forms.ChoiceField(label=_("what came of it"), choices=[("", "–"), *ProceedingEvent.Result.choices])
    on = today()
    words = words()

    def __init__(self, *args: Any, row: Proceeding, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        for charge in row.charges.select_related("accused"):
            self.fields[f"charge_{charge.pk}"] = forms.ChoiceField(
                label=charge_said(charge, self.officer), choices=Charge.Verdict.choices[1:], initial=charge.verdict
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        verdicts = {int(name[7:]): said.pop(name) for name in list(said) if name.startswith("charge_")}
        return said | {"verdicts": verdicts}


class HearingForm(VerbForm):
    on = day(label=_("next hearing"))
    words = words()


class HeldForm(VerbForm):
    was_held = forms.TypedChoiceField(
        label=_("what became of it"), choices=[("yes", _("It was held")), ("no", _("It was called off"))],
        coerce=lambda said: said == "yes",
    )  # fmt: skip
    words = words()


class FinalForm(VerbForm):
    on = today()
    words = words()


class CountForm(VerbForm):
    """Which of the outcomes that the verdict offers."""

    name = forms.CharField(max_length=40, widget=forms.HiddenInput)
