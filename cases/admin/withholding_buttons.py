"""Withholding an earlier wording from packets, on the exhibit's page: asked by one, decided by another."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from cases import withholding, wordings
from cases.models import Exhibit, WithheldWording
from cases.models.packet import ProfileName
from cases.withholding import ASK, DECIDE, REASON, Wording
from staff.desk_verbs import Button, VerbForm
from staff.refusals import WrongStatus

SHOWN = 60  # characters of a wording in the list


def label(wording: Wording) -> str:
    """`1. description: Photograph of …`."""
    what = _("why it was corrected") if wording.column == REASON else wordings.label(wording.column)
    said = wording.text if wording.column == REASON else wordings.read(wording.column, wording.text)
    return f"{wording.correction.number}. {what}: {Truncator(said).chars(SHOWN)}"


class WithholdForm(VerbForm):
    wording = forms.ChoiceField(label=_("earlier wording"))
    profiles = forms.MultipleChoiceField(
        label=_("withheld from"), choices=ProfileName.choices, widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(
        label=_("why"), max_length=withholding.MAX_WHY,
        help_text=_("It leaves in the wording's place: do not repeat what it hides. A court may ask for it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {f"{each.correction.number}.{each.column}": each for each in withholding.wordings_of(self.row)}
        chosen: Any = self.fields["wording"]
        chosen.choices = [(key, label(each)) for key, each in self.known.items()]

    def clean_wording(self) -> Wording:
        return self.known[self.cleaned_data["wording"]]


class ToldForm(VerbForm):
    withheld: Any = forms.ModelChoiceField(label=_("earlier wording"), queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["withheld"]
        chosen.queryset = withholding.standing(self.row)
        chosen.label_from_instance = lambda row: label(Wording(row.correction, row.column))


class WaitingForm(VerbForm):
    withheld = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = withholding.waiting(self.row)
        self.fields["withheld"].initial = found.pk if found else ""


def _waiting(exhibit: Exhibit, shown: str) -> WithheldWording:
    """The one that the page showed: whoever decides has read it."""
    found = withholding.waiting(exhibit)
    if found is None or str(found.pk) != shown:
        raise WrongStatus(_("That no longer waits for a second person: look again."))
    return found


def _is_corrected(exhibit: Exhibit) -> bool:
    return exhibit.version > 1 and not exhibit.is_copy and exhibit.case.purged_at is None


def _waits(exhibit: Exhibit) -> bool:
    return _is_corrected(exhibit) and withholding.waiting(exhibit) is not None


BUTTONS = [
    Button(
        "withhold", _("Withhold an earlier wording"), ASK,
        lambda exhibit, officer, said: withholding.ask(said["wording"], said["profiles"], said["why"], by=officer),
        form=WithholdForm, shown=lambda exhibit: _is_corrected(exhibit) and withholding.waiting(exhibit) is None,
        done=_("Asked. Somebody who approves packets decides."),
    ),
    Button(
        "withhold_agreed", _("Withhold it"), DECIDE,
        lambda exhibit, officer, said: withholding.withhold(_waiting(exhibit, said["withheld"]), by=officer),
        form=WaitingForm, shown=_waits, tone="danger", done=_("Withheld: packets say so in its place."),
    ),
    Button(
        "withhold_refused", _("Do not withhold it"), DECIDE,
        lambda exhibit, officer, said: withholding.refuse(_waiting(exhibit, said["withheld"]), by=officer),
        form=WaitingForm, shown=_waits, done=_("Packets tell it as before."),
    ),
    Button(
        "tell_again", _("Tell a withheld wording again"), DECIDE,
        lambda exhibit, officer, said: withholding.tell_again(said["withheld"], by=officer), form=ToldForm,
        shown=lambda exhibit: _is_corrected(exhibit) and withholding.standing(exhibit).exists(),
        done=_("Packets tell it from now on."),
    ),
]  # fmt: skip


def shown(exhibit: Exhibit) -> dict[str, Any]:
    """For the exhibit's page: what waits, and what is withheld from whom."""
    found = withholding.waiting(exhibit)
    rows = [*([found] if found else []), *withholding.standing(exhibit)]
    lines = [
        {"row": row, "what": label(Wording(row.correction, row.column)),
         "profiles": ", ".join(str(ProfileName(each).label) for each in row.profiles)}
        for row in rows
    ]  # fmt: skip
    return {"withheld": lines}
