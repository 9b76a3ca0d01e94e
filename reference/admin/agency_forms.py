"""What is asked of an agency and of its contacts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from reference import contact_keys, directory
from reference.models import Agency, AgencyContact, TipClass
from reference.taxon_groups import TaxonGroup
from staff.refusals import Invalid

How = AgencyContact.How


def _another(label: Any, help_text: Any) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    return forms.ModelChoiceField(
        label=label, queryset=Agency.objects.none(), required=False, help_text=help_text,
        widget=UnfoldAdminSelectWidget,
    )  # fmt: skip


LINE = UnfoldAdminTextInputWidget


class AgencyForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        widgets = dict.fromkeys(("name", "local_name", "province", "kind", "tags", "status"), LINE)

    offence_classes = forms.MultipleChoiceField(
        label=_("offences"), choices=TipClass.choices, required=False, widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("None chosen: every offence."),
    )  # fmt: skip
    taxon_groups = forms.MultipleChoiceField(
        label=_("groups of species"), choices=TaxonGroup.choices, required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget, help_text=_("None chosen: every species."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("language"), required=False, widget=UnfoldAdminSelectWidget,
        help_text=_("The one its officers read."),
    )  # fmt: skip
    parent = _another(_("part of"), _("The unit above this one."))
    second_route = _another(_("second route"), _("Whom to ask where this one does not answer."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if "language" not in fields:  # read only
            return
        fields["language"].choices = [("", "–"), *directory.languages()]
        others = Agency.objects.filter(retired=False).exclude(pk=self.instance.pk).order_by("country", "name")
        for name in ("parent", "second_route"):
            fields[name].queryset = others
            fields[name].label_from_instance = lambda agency: f"{agency.country} · {agency.name}"

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if directory.is_above(self.instance, said.get("parent")):
            self.add_error("parent", _("It cannot be part of itself or of a unit of its own."))
        return said


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        widgets = {
            "name": LINE, "address": LINE, "note": LINE,
            "key": UnfoldAdminTextareaWidget(attrs={"rows": 3, "spellcheck": "false", "dir": "ltr"}),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "verified_how" in self.fields and self.instance.verified_how != How.EARLIER:
            offered: Any = self.fields["verified_how"]
            offered.choices = [choice for choice in offered.choices if choice[0] != How.EARLIER]

    def clean_key(self) -> str:
        typed: str = self.cleaned_data["key"].strip()
        try:
            return contact_keys.read(typed).text if typed else ""
        except Invalid as refused:
            raise ValidationError(str(refused)) from refused

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("verified") and not said.get("verified_how"):
            self.add_error("verified_how", _("Say how it was verified."))
        wrong = directory.wrong_with(said.get("channel", ""), said.get("address", ""))
        if said.get("address") and wrong:
            self.add_error("address", wrong)
        if said.get("key") and said.get("channel") != AgencyContact.Channel.EMAIL:
            self.add_error("key", _("A key belongs to an e-mail address."))
        return said
