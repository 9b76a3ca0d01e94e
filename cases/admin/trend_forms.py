"""The filter of trends: parameters of an address, so that what somebody asks for is a link."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cases.admin.forms import day
from cases.admin.seizure_forms import CountryField, word
from cases.seizing import countries
from cases.trends.asked import Asked
from hotline.admin.promote_form import resolve
from intel.identifying import text
from reference.models import Place, PlaceName, Taxon
from reference.spelling import plain

GRADES = [
    ("", _("any")), ("B2", _("B2 or better")), ("C3", _("C3 or better")), ("D4", _("D4 or better")),
    ("E5", _("any that could be judged")),
]  # fmt: skip
CODE = re.compile(r"[A-Za-z]+")


class TrendForm(forms.Form):
    since = day(label=_("from"), required=False)
    until = day(label=_("until"), required=False)
    taxon = forms.CharField(
        label=_("species, genus, family …"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"data-find": "taxa", "autocomplete": "off"}),
    )  # fmt: skip
    country = CountryField(label=_("country"), required=False)
    province = word(80, label=_("province"))
    route = word(60, label=_("route"), widget=forms.TextInput(attrs={"placeholder": "NG > VN", "autocomplete": "off"}))
    port = word(80, label=_("port or post"))
    concealment = word(80, label=_("concealment"))
    platform = word(60, label=_("platform"), widget=forms.TextInput(attrs={"list": "platforms", "autocomplete": "off"}))
    grade = forms.ChoiceField(label=_("grade"), choices=GRADES, required=False)

    def clean_taxon(self) -> Taxon | None:
        said = self.cleaned_data["taxon"].strip()
        return resolve(said) if said else None

    def clean_country(self) -> str:
        return _listed(self.cleaned_data["country"])

    def clean_route(self) -> tuple[str, ...]:
        return tuple(_listed(code.upper()) for code in CODE.findall(self.cleaned_data["route"]))

    def clean_platform(self) -> str:
        return text(self.cleaned_data["platform"])

    def clean_province(self) -> Place | None:
        said = plain(self.cleaned_data["province"])
        return _province(said, self.cleaned_data.get("country", "")) if said else None

    def clean(self) -> dict[str, Any]:
        """{"asked": what trends are narrowed to}."""
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        if said["since"] and said["until"] and said["since"] > said["until"]:
            raise forms.ValidationError(_("The period ends before it begins."))
        return {"asked": Asked(**{**said, "port": said["port"].strip(), "concealment": said["concealment"].strip()})}


def _listed(code: str) -> str:
    if code and (sentence := countries.refusal(code)):
        raise forms.ValidationError(sentence)
    return code


def _province(said: str, country: str) -> Place:
    names = PlaceName.objects.filter(normalised=said, place__kind=Place.Kind.PROVINCE, place__retired=False)
    found = {name.place_id: name.place for name in names.select_related("place")}
    here = [place for place in found.values() if country in ("", place.country)]
    if len(here) > 1:
        raise forms.ValidationError(
            _t("Several countries have a province of this name: %(countries)s. Name the country too.")
            % {"countries": ", ".join(sorted({place.country for place in here}))}
        )
    if not here:
        raise forms.ValidationError(_t("No province has this name."))
    return here[0]
