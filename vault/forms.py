"""What the desk asks before boxes are handed out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from staff.desk_verbs import VerbForm
from vault.models import RevealRequest
from vault.reveals import MAX_WORDS


class AskForm(VerbForm):
    """Why a handler wants to open a contact."""

    reason = forms.ChoiceField(
        label=_("What for"), choices=RevealRequest.Reason.choices, widget=forms.RadioSelect,
        help_text=_("Kept in the audit ledger."),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why, and why now"), max_length=MAX_WORDS, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Read by the supervisor who decides. Sealed, and destroyed with the contact."),
    )  # fmt: skip


class RefuseForm(VerbForm):
    refusal = forms.ChoiceField(
        label=_("Why not"), choices=RevealRequest.Refusal.choices, widget=forms.RadioSelect,
        help_text=_("The handler sees it."),
    )  # fmt: skip


class ResealForm(forms.Form):
    """Why boxes are to be sealed anew."""

    reason = forms.ChoiceField(label=_("Why"), choices=RevealRequest.KeyReason.choices, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("More"), max_length=MAX_WORDS, required=False, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )


class TakeUpForm(forms.Form):
    """The word that a key's holder read in the proof's box."""

    name = forms.CharField(label=_("Name of the key"), max_length=60)
    word = forms.CharField(label=_("The word in its box"), max_length=100, widget=forms.TextInput(attrs={"size": 70}))
