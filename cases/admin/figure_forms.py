"""The filter of figures, and what a cost and a public release are asked for with."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.admin.forms import day
from cases.admin.seizure_forms import CountryField
from cases.indicators.asked import Asked
from cases.indicators.ground import TIPS
from cases.seizing import countries
from hotline.models.tip import Channel
from hotline.taxon_groups import TaxonGroup
from staff import access
from vault.models import Source

EARLIEST, LATEST = date(1975, 1, 1), date(2200, 12, 31)
ANY = ("", _("any"))


class FigureForm(forms.Form):
    since = day(label=_("from"), required=False)
    until = day(label=_("until"), required=False)
    country = CountryField(label=_("country"), required=False)
    group = forms.ChoiceField(label=_("species"), choices=[ANY, *TaxonGroup.choices], required=False)
    channel = forms.ChoiceField(label=_("channel"), choices=[ANY, *Channel.choices], required=False)
    source = forms.ChoiceField(label=_("kind of source"), choices=[ANY, *Source.Kind.choices], required=False)

    def __init__(self, data: Any, *, officer: Any) -> None:
        super().__init__(data, label_suffix="")
        # Whoever does not read tips is not told what tips tell.
        if not access.allows(officer, TIPS):
            del self.fields["channel"], self.fields["source"]

    def clean_country(self) -> str:
        code = self.cleaned_data["country"]
        if code and (sentence := countries.refusal(code)):
            raise forms.ValidationError(sentence)
        return str(code)

    def clean(self) -> dict[str, Any]:
        """{"asked": what figures are narrowed to}."""
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        for name in ("since", "until"):
            if said[name] and not EARLIEST <= said[name] <= LATEST:
                self.add_error(name, _("This year lies too far away."))
        if said["since"] and said["until"] and said["since"] > said["until"]:
            raise forms.ValidationError(_("The period ends before it begins."))
        return {"asked": Asked(**said)}
