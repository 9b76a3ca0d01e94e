"""What the buttons of an exhibit's page ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import custody
from cases.admin import seen
from cases.admin.forms import day, lines, one_of
from cases.admin.ground import colleagues
from cases.models import Disposal, Exhibit, Shelf
from staff.desk_verbs import VerbForm


class StepForm(VerbForm):
    """The next step of custody."""

    to = forms.ChoiceField(label=_("next"))
    seal = forms.CharField(label=_("seal no."), max_length=40, required=False)
    shelf = one_of(label=_("shelf"), required=False)
    place = forms.CharField(label=_("place"), max_length=120, required=False)
    to_who = forms.CharField(
        label=_("received and signed for by"), max_length=120, required=False,
        help_text=_("Of what comes back: who handed it over there."),
    )  # fmt: skip
    due_back = day(label=_("due back"), required=False)
    purpose = forms.CharField(label=_("purpose"), max_length=300, required=False)

    def __init__(self, *args: Any, row: Exhibit, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        steps = custody.NEXT[row.state] - set(custody.FOR_GOOD)
        chosen: Any = self.fields["to"]
        chosen.choices = [choice for choice in Exhibit.State.choices if choice[0] in steps]
        self.fields["shelf"].queryset = Shelf.objects.filter(is_closed=False)  # type: ignore[attr-defined]
        self._leave_out(steps)

    def _leave_out(self, steps: set[str]) -> None:
        """What none of the steps that follow now asks for."""
        wanted = {"seal": "sealed", "shelf": "stored"}
        for name, state in wanted.items():
            if state not in steps:
                del self.fields[name]
        if steps.isdisjoint(Exhibit.AWAY):
            del self.fields["due_back"]


class OfferForm(VerbForm):
    receiver: Any = forms.ModelChoiceField(label=_("colleague"), queryset=None)
    place = forms.CharField(label=_("place"), max_length=200)
    purpose = forms.CharField(label=_("purpose"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = colleagues("cases.take_exhibit").exclude(pk=self.officer.pk)  # type: ignore[attr-defined]


class DueForm(VerbForm):
    day = day(label=_("due back"))


class PurposeForm(VerbForm):
    purpose = forms.CharField(label=_("purpose"), max_length=300, help_text=_("It stands on the chain of custody."))


class DisposalForm(VerbForm):
    to = forms.ChoiceField(label=_("what happens to it"), choices=Disposal.To.choices)
    order = one_of(
        label=_("the order as a file"), required=False, help_text=_("Bring it first, as an order on this exhibit.")
    )
    order_number = forms.CharField(
        label=_("number, date and authority of the order"), max_length=120, required=False
    )  # fmt: skip
    to_who = forms.CharField(label=_("received and signed for by"), max_length=120, required=False)
    place = forms.CharField(label=_("place"), max_length=200, required=False)
    how = forms.CharField(label=_("how"), max_length=200)

    def __init__(self, *args: Any, row: Exhibit, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        orders = Exhibit.objects.filter(case=row.case_id, relation=Exhibit.Relation.ORDER).order_by("reference")
        self.fields["order"].queryset = orders  # type: ignore[attr-defined]


class LabFields(VerbForm):
    laboratory = forms.CharField(label=_("laboratory"), max_length=120)
    address = forms.CharField(label=_("address of the laboratory"), max_length=300, required=False)
    method_wanted = forms.CharField(label=_("method wanted"), max_length=200, required=False)
    contact = forms.CharField(label=_("whom to reach"), max_length=200)
    due = day(label=_("result wanted by"), required=False)
    return_instructions = forms.CharField(
        label=_("what to do with the items afterwards"), max_length=300,
        initial=_("Keep under seal and return against signature."),
    )  # fmt: skip


THINGS = (Exhibit.Kind.PHYSICAL, Exhibit.Kind.LIVE_ANIMAL)


class LabForm(LabFields):
    """About several exhibits of a case."""

    questions = lines(
        5, label=_("items, a line each"), help_text=_("EXH-2026-000001: which species? Only lines with a question go.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        things = [each for each in seen.exhibits(self.row, self.officer) if each.kind in THINGS]
        self.initial["questions"] = "\n".join(f"{exhibit.reference}: " for exhibit in things[:50])

    def _exhibits(self) -> Any:
        return Exhibit.objects.visible_to(self.officer).filter(case=self.row)

    def clean_questions(self) -> dict[Exhibit, str]:
        asked: dict[str, str] = {}
        for line in self.cleaned_data["questions"].splitlines():
            reference, _colon, question = line.partition(":")
            if question.strip():
                asked[reference.strip().upper()] = question.strip()
        found = {exhibit.reference: exhibit for exhibit in self._exhibits().filter(reference__in=asked)}
        if unknown := sorted(set(asked) - set(found)):
            raise forms.ValidationError(_("No exhibit of this case: %(named)s"), params={"named": ", ".join(unknown)})
        return {found[reference]: question for reference, question in asked.items()}


class FindingForm(VerbForm):
    question = one_of(label=_("exhibit"))
    by = forms.CharField(label=_("found by"), max_length=120)
    on = day(label=_("found on"))
    method = forms.CharField(label=_("method used"), max_length=200, required=False)
    text = lines(label=_("result"), required=False)
    file = one_of(
        label=_("report of the laboratory"), required=False,
        help_text=_("Bring it first, as the result of a laboratory on the exhibit."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["question"]
        asked.queryset = self.row.questions.filter(result_on=None).select_related("exhibit")
        asked.label_from_instance = lambda row: f"{row.exhibit.reference}: {row.question}"
        results = Exhibit.objects.filter(case=self.row.case_id, relation=Exhibit.Relation.RESULT)
        self.fields["file"].queryset = results.order_by("reference")  # type: ignore[attr-defined]


class ShelfForm(VerbForm):
    store = forms.CharField(label=_("store"), max_length=60)
    name = forms.CharField(label=_("shelf"), max_length=50)
    note = forms.CharField(label=_("note"), max_length=200, required=False)
