"""What the pages of seizures ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.admin.forms import day, lines
from cases.models import Exhibit, Outcome, Seizure
from cases.models.trade_codes import Detection, Disposal, RouteRole, Setting, Transport, ValueMethod
from cases.seizing import routes, seizures
from cases.seizing.routes import Stop
from cases.seizing.seizures import Facts
from hotline.models import Report
from reference.models import Agency
from staff.desk_verbs import VerbForm

NONE = [("", "–")]


class CountryField(forms.CharField):
    """A country by its code; the page's list `countries` offers names. The verb says what is in no list."""

    def __init__(self, **given: Any) -> None:
        widget = forms.TextInput(attrs={"list": "countries", "size": 4, "autocomplete": "off"})
        super().__init__(max_length=2, widget=widget, **given)

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).upper()


def word(length: int, **given: Any) -> forms.CharField:
    return forms.CharField(max_length=length, **{"required": False, **given})


class BasicFields(VerbForm):
    """A seizure's first facts."""

    seized_on = day(label=_("date of seizure"))
    date_precision = forms.ChoiceField(label=_("precision of date"), choices=Seizure.DatePrecision.choices)
    country = CountryField(label=_("country"), help_text=_("ISO 3166 code; XX unknown, ZZ high seas"))
    setting = forms.ChoiceField(label=_("kind of place"), choices=Setting.choices, initial=Setting.UNKNOWN)
    place = word(200, label=_("place"))
    agency = forms.CharField(
        label=_("detecting agency"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"data-find": "agencies", "autocomplete": "off"}),
        help_text=_("As the directory names it, or in words."),
    )  # fmt: skip
    transport = forms.ChoiceField(label=_("mode of transport"), choices=Transport.choices, initial=Transport.UNKNOWN)
    detection = forms.ChoiceField(label=_("method of detection"), choices=[*NONE, *Detection.choices], required=False)
    told_by = word(200, label=_("who told us"), help_text=_("Stays on the desk."))
    proof = forms.ChoiceField(label=_("proof"), choices=Outcome.Proof.choices, initial=Outcome.Proof.UNVERIFIED)

    def clean(self) -> dict[str, Any]:
        """{"facts": what the verb takes}."""
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        agency = _listed(said["agency"])
        return {"facts": Facts(**said | {"agency": agency, "agency_words": "" if agency else said["agency"]})}


def _listed(said: str) -> Agency | None:
    """The agency of the directory that is meant, by its name alone or as `Name (KH)`; None where it is not one."""
    name, _paren, country = said.strip().rpartition(" (")
    named = Agency.objects.filter(retired=False, name=name, country=country.rstrip(")")) if name else None
    found = list(named or Agency.objects.filter(retired=False, name=said.strip())[:2])
    return found[0] if len(found) == 1 else None


class RecordForm(BasicFields):
    """On the case's page. The rest is entered on the seizure's own."""


class CorrectForm(BasicFields):
    reason = word(300, label=_("reason for seizure"))
    concealment = word(300, label=_("method of concealment"))
    value = forms.DecimalField(label=_("estimated value"), min_value=0, max_digits=18, decimal_places=2, required=False)
    currency = word(3, label=_("currency"), help_text=_("ISO 4217, as VND."))
    valued_on = day(label=_("value as of"), required=False)
    value_method = forms.ChoiceField(label=_("valued by"), choices=[*NONE, *ValueMethod.choices], required=False)
    valued_by = word(120, label=_("who valued it"))
    law = word(300, label=_("law under which charges were brought"))
    sanction = word(300, label=_("sanction"))
    disposal = forms.ChoiceField(label=_("disposal of specimens"), choices=Disposal.choices)
    additional = lines(label=_("additional information"), required=False)
    attribution = forms.ChoiceField(label=_("how far our part"), choices=Outcome.Attribution.choices)

    def __init__(self, *args: Any, row: Seizure, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial = seizures.facts_of(row) | {"agency": row.detecting_agency}

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


class AttributeForm(VerbForm):
    reports: Any = forms.ModelMultipleChoiceField(
        label=_("reports that speak of it"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    exhibits: Any = forms.ModelMultipleChoiceField(
        label=_("exhibits that come of it"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, row: Seizure, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        reports = Report.objects.visible_to(self.officer).filter(cases=row.case_id).order_by("reference")
        exhibits = Exhibit.objects.visible_to(self.officer).filter(case=row.case_id).order_by("reference")
        self.fields["reports"].queryset = reports  # type: ignore[attr-defined]
        self.fields["exhibits"].queryset = exhibits  # type: ignore[attr-defined]
        self.initial = {"reports": row.reports.all(), "exhibits": row.exhibits.all()}


class RouteForm(VerbForm):
    """A row for each place, in order; a row without a country is none."""

    EMPTY = 3

    def __init__(self, *args: Any, row: Seizure, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        laid = list(row.route.all())
        self.rows = min(len(laid) + self.EMPTY, routes.MAX_STOPS)
        for number in range(self.rows):
            stop = laid[number] if number < len(laid) else None
            self._add(number, stop)

    def _add(self, number: int, stop: Any) -> None:
        label = {"number": number + 1}
        self.fields[f"country_{number}"] = CountryField(label=_("%(number)d: country") % label, required=False)
        self.fields[f"role_{number}"] = forms.ChoiceField(label=_("role"), choices=RouteRole.choices, required=False)
        self.fields[f"place_{number}"] = word(120, label=_("place"))
        modes = [*NONE, *Transport.choices]
        self.fields[f"mode_{number}"] = forms.ChoiceField(label=_("came here by"), choices=modes, required=False)
        for name in ("country", "role", "place", "mode") if stop else ():
            self.initial[f"{name}_{number}"] = getattr(stop, name)

    def clean(self) -> dict[str, Any]:
        """{"stops": what the verb takes}."""
        said: dict[str, Any] = super().clean() or {}
        found = (
            {name: said.get(f"{name}_{number}", "") for name in ("role", "country", "place", "mode")}
            for number in range(self.rows)
        )
        return {"stops": [Stop(**stop) for stop in found if stop["country"]]}


class AskForm(VerbForm):
    ask = word(300, label=_("information requested"))
