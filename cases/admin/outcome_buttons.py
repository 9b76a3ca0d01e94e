"""What is asked of an outcome, on a case's page and on its own."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import outcomes
from cases.admin import seen
from cases.admin.forms import day, lines, one_of
from cases.admin.ground import case_page
from cases.models import Case, Outcome
from cases.outcomes import Result
from cases.proceedings import ACCUSED
from intel.models import Entity
from staff.choices import SomeOfRows, offer
from staff.desk_verbs import Button, VerbForm

WRITE = "cases.write_case"


def persons_of(case: Case, officer: Any) -> Any:
    """Persons and companies of a case that an officer sees."""
    return Entity.objects.visible_to(officer).in_case(case.pk).filter(schema__in=ACCUSED).order_by("name")


def names_of(entities: Iterable[Entity], officer: Any) -> dict[Any, str]:
    """How to call each: by name where the officer sees them, else by reference. One query."""
    entities = list(entities)
    seen = Entity.objects.visible_to(officer).filter(pk__in=[each.pk for each in entities])
    shown = set(seen.values_list("pk", flat=True))
    return {each.pk: each.shown_name if each.pk in shown else each.reference for each in entities}


def by_name(field: Any) -> Any:
    """A choice of persons, each by name and reference."""
    field.label_from_instance = lambda entity: f"{entity.name} · {entity.reference}"
    return field


class ResultForm(VerbForm):
    """One outcome. `proving_case`: the case whose rows may prove it."""

    kind = forms.ChoiceField(label=_("outcome"), choices=[("", "–"), *Outcome.Kind.choices])
    date = day(label=_("date"))
    quantity = forms.DecimalField(
        label=_("number or quantity"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=3,
        help_text=_("Empty where persons are named below: each is counted once."),
    )
    unit = forms.CharField(
        label=_("unit"),
        max_length=12,
        required=False,
        help_text=_("kg, g, l, m3, no.; of a fine the currency, as VND."),
    )
    persons: Any = SomeOfRows(
        label=_("persons counted"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    place = forms.CharField(label=_("place"), max_length=200, required=False)
    country = forms.RegexField("^[A-Za-z]{2}$", label=_("country"), required=False, help_text=_("Two letters, as VN."))
    counted_in = forms.IntegerField(
        label=_("counted in the year"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=_("Empty: the year of its date."),
    )
    attribution = forms.ChoiceField(
        label=_("how far our part"), choices=Outcome.Attribution.choices, initial=Outcome.Attribution.UNKNOWN
    )
    proof = forms.ChoiceField(label=_("proof"), choices=Outcome.Proof.choices, initial=Outcome.Proof.UNVERIFIED)
    exhibit = one_of(label=_("exhibit that proves it"), required=False)
    proceeding = one_of(label=_("proceeding that proves it"), required=False)
    text = lines(label=_("what happened"), required=False)

    def offer_rows_of(self, case: Case) -> None:
        fields: Any = self.fields
        named = sorted(seen.entities(case, self.officer), key=lambda entity: entity.name)
        persons = [entity for entity in named if entity.schema in ACCUSED]
        offer(fields["persons"], persons_of(case, self.officer), persons)
        by_name(fields["persons"])
        whole = [exhibit for exhibit in seen.exhibits(case, self.officer) if not exhibit.parent_id]
        offer(fields["exhibit"], case.exhibits.filter(parent=None), whole)
        offer(fields["proceeding"], case.proceedings, seen.proceedings(case, self.officer))

    def clean_country(self) -> str:
        return self.cleaned_data["country"].upper()

    def clean_persons(self) -> list[Any]:
        return list(self.cleaned_data["persons"])


class OutcomeForm(ResultForm):
    referral = one_of(label=_("referral"), required=False)

    def __init__(self, *args: Any, row: Case, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.offer_rows_of(row)
        sent = [referral for referral in seen.referrals(row, self.officer) if referral.sent_at]
        offer(self.fields["referral"], row.referrals.exclude(sent_at=None), sent)


class CorrectForm(ResultForm):
    """The whole outcome as it is right, beginning with what stands."""

    def __init__(self, *args: Any, row: Outcome, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.offer_rows_of(row.case)
        self.initial = {
            name: getattr(row, name)
            for name in Result.__dataclass_fields__
            if name not in ("persons", "text", "sentence")
        } | {"persons": list(row.persons.all())}
        self.fields["text"].required = True
        self.fields["text"].label = _("what was wrong, and what is right")


class RetractForm(VerbForm):
    text = lines(label=_("why it did not happen"))


def _enter(case: Case, officer: Any, said: dict[str, Any]) -> Any:
    referral = said.pop("referral")
    return outcomes.enter(case, Result(**said), by=officer, referral=referral)


OF_CASE = [
    Button(
        "outcome", _("Enter an outcome"), WRITE, _enter, form=OutcomeForm, done=_("The outcome is kept."),
        then=case_page,
    ),
]  # fmt: skip
OF_OUTCOME = [
    Button(
        "correct", _("Correct"), WRITE,
        lambda outcome, officer, said: outcomes.correct(
            outcome, Result(**said, sentence=outcome.sentence), by=officer
        ),
        form=CorrectForm, shown=lambda outcome: outcome.stands, done=_("Corrected. Both stay; the new one counts."),
    ),
    Button(
        "retract", _("It did not happen"), WRITE,
        lambda outcome, officer, said: outcomes.retract(outcome, said["text"], by=officer), form=RetractForm,
        shown=lambda outcome: outcome.stands, tone="danger", done=_("It counts no more."),
    ),
]  # fmt: skip
