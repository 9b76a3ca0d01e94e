"""What the buttons around a packet ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.admin import seen
from cases.admin.forms import agencies, day, lines
from cases.models import Absence
from cases.models.packet import Envelope, ProfileName
from cases.packets import disclosure, envelope
from staff.choices import OneOfRows, SomeOfRows, offer
from staff.desk_verbs import VerbForm


class PacketForm(VerbForm):
    """A packet to be drafted."""

    profile = forms.ChoiceField(label=_("for"), choices=ProfileName.choices)
    ask = forms.CharField(label=_("what we ask"), max_length=300, required=False)
    agency = OneOfRows(label=_("agency"), queryset=agencies(), required=False)
    deadline = day(label=_("by"), required=False)
    deadline_why = forms.CharField(label=_("why by then"), max_length=200, required=False)
    exhibits: Any = SomeOfRows(label=_("exhibits"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple)
    cleared_identifiers = lines(
        2, label=_("identifiers that may leave"), required=False,
        help_text=_("Telephone numbers and accounts of the persons reported, a line each. Never a source's."),
    )  # fmt: skip
    envelope = forms.ChoiceField(label=_("encryption"), choices=Envelope.choices, initial=Envelope.NONE, required=False)
    recipient_keys = lines(
        2, label=_("public keys of the recipient"), required=False,
        help_text=_("Only for encryption to a key: a line each, as the recipient's program age shows it (age1…)."),
    )  # fmt: skip

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        whole = [exhibit for exhibit in seen.exhibits(row, self.officer) if not exhibit.is_copy]
        offer(self.fields["exhibits"], row.exhibits.without_copies(), whole)
        self.initial["exhibits"] = whole

    def clean_cleared_identifiers(self) -> list[str]:
        return self.cleaned_data["cleared_identifiers"].splitlines()

    def clean_envelope(self) -> str:
        return self.cleaned_data["envelope"] or Envelope.NONE

    def clean_recipient_keys(self) -> Any:
        return envelope.keys_typed(self.cleaned_data["recipient_keys"])


class ApproveForm(VerbForm):
    mosaic = forms.CharField(
        label=_("Could the subject work out who told us?"), max_length=300,
        help_text=_("A sentence: who else could know what stands here, all of it taken together."),
    )  # fmt: skip


class DisclosureForm(VerbForm):
    """A reason for each exhibit and report that is not enclosed."""

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        given = disclosure.reasons(row)
        for each in disclosure.absent(row):
            self.fields[each.reference] = forms.ChoiceField(
                label=each.reference, choices=[("", "–"), *Absence.Reason.choices], initial=given.get(each.reference)
            )
