"""What the promote page asks for: the sanitised account, its species, its grade."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hotline import definitions, reporting, scales
from hotline.models import Report, Tip
from hotline.models.report import Credibility, Handling, Knowledge, Reliability
from hotline.public.countries import NAMES
from hotline.reporting import Account, Grade, Specimen
from hotline.story import Offence, Precision
from reference import search
from reference.models import Taxon, TradeTerm, Unit
from staff.defined_choices import DefinedChoices
from staff.models import Officer

LINES = 4  # species lines on an empty form
MAX_LINES = 20


def handling_field() -> forms.ChoiceField:
    """A TLP label, each colour explained."""
    return forms.ChoiceField(
        label=_("Handling (TLP)"), choices=Handling.choices, initial=Handling.AMBER,
        widget=DefinedChoices(definitions.HANDLING),
    )  # fmt: skip


class GradeFields(forms.Form):
    """A grade, each letter and figure with its definition."""

    reliability = forms.ChoiceField(
        label=_("Source reliability"), choices=Reliability.choices, widget=DefinedChoices(definitions.RELIABILITY)
    )
    credibility = forms.ChoiceField(
        label=_("Credibility"), choices=Credibility.choices, widget=DefinedChoices(definitions.CREDIBILITY)
    )
    knowledge = forms.ChoiceField(
        label=_("Knowledge basis"), choices=Knowledge.choices, initial=Knowledge.UNKNOWN,
        widget=DefinedChoices(definitions.KNOWLEDGE),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why this grade"), required=False, max_length=reporting.MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Colleagues who see the report read it: no word on who the source is."),
    )  # fmt: skip

    def grade(self) -> Grade:
        said = self.cleaned_data
        return Grade(said["reliability"], said["credibility"], said["knowledge"], said["reason"])


class AccountForm(GradeFields):
    """The report. `echoes_seen` is set once the officer was shown which words are the source's own."""

    title = forms.CharField(label=_("Title"), max_length=160)
    text = forms.CharField(
        label=_("Sanitised account"), widget=forms.Textarea(attrs={"rows": 11, "dir": "auto"}),
        help_text=_("Write afresh: no word of the source, nothing that points to them."),
    )  # fmt: skip
    offences = forms.MultipleChoiceField(
        label=_("Offences"), choices=Offence.choices, widget=forms.CheckboxSelectMultiple
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    lat = forms.FloatField(label=_("Latitude"), min_value=-90, max_value=90, required=False)
    lon = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, required=False)
    place_precision = forms.ChoiceField(
        label=_("Precision of place"), choices=Precision.choices, initial=Precision.REGION
    )
    happened_on = forms.DateField(label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    date_precision = forms.ChoiceField(
        label=_("Precision of date"), choices=Report.DatePrecision.choices, initial=Report.DatePrecision.UNKNOWN
    )
    handling = handling_field()
    also = forms.CharField(
        label=_("Written from these tips too"), required=False, max_length=400,
        help_text=_("References with spaces between, as TIP-2026-000124"),
    )  # fmt: skip
    echoes_seen = forms.BooleanField(required=False, widget=forms.HiddenInput)
    # The id of the report to be: the page sent again, after a lost answer, is the same report.
    key = forms.UUIDField(initial=uuid4, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        self.officer = officer
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["country"].choices = [("", "–"), *NAMES.items()]  # type: ignore[attr-defined]

    def clean_also(self) -> list[Tip]:
        said = dict.fromkeys(self.cleaned_data["also"].upper().replace(",", " ").split())
        found = list(Tip.objects.visible_to(self.officer).filter(reference__in=said))
        missing = set(said) - {tip.reference for tip in found}
        if missing:
            raise forms.ValidationError(_t("There is no tip %(names)s.") % {"names": ", ".join(sorted(missing))})
        return found

    @property
    def words(self) -> str:
        """What the report says in the officer's words, as typed so far."""
        return "\n".join(str(self[name].value() or "") for name in ("title", "text"))

    @property
    def derived(self) -> scales.Derived:
        """The grade in other scales, as chosen so far."""
        return scales.derived(*(str(self[name].value() or "") for name in scales.INPUTS))

    def account(self, species: list[Specimen]) -> Account:
        names = (
            "title", "text", "offences", "country", "place", "lat", "lon", "place_precision", "happened_on",
            "date_precision", "handling",
        )  # fmt: skip
        return Account(species=species, **{name: self.cleaned_data[name] for name in names})


class SpeciesForm(forms.Form):
    """One line. An empty name is no line."""

    name = forms.CharField(
        label=_("Species"), required=False, max_length=120,
        widget=forms.TextInput(
            attrs={"data-find": "taxa", "autocomplete": "off", "placeholder": _("scientific or common name")}
        ),
    )  # fmt: skip
    term = forms.ChoiceField(label=_("Specimen"), required=False)
    quantity = forms.DecimalField(label=_("Quantity"), required=False, min_value=0, max_digits=14, decimal_places=3)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, terms: list[tuple[str, str]], units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].choices = [("", "–"), *terms]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", "–"), *units]  # type: ignore[attr-defined]

    def clean_name(self) -> Taxon | None:
        said = self.cleaned_data["name"].strip()
        return resolve(said) if said else None

    def clean(self) -> None:
        said = self.cleaned_data
        if "name" in said and not said["name"] and (said.get("term") or said.get("quantity") is not None):
            self.add_error("name", _t("Which species? Name it, or empty this line."))

    def specimen(self) -> Specimen | None:
        said = self.cleaned_data
        if not said.get("name"):
            return None
        return Specimen(said["name"], said["term"], said["quantity"], said["unit"])


SpeciesLines = forms.formset_factory(SpeciesForm, extra=LINES, max_num=MAX_LINES, validate_max=True)


def resolve(said: str) -> Taxon:
    """The one taxon that a scientific or common name means.

    Raises: ValidationError that names what it could be.
    """
    taxon = Taxon.objects.filter(scientific_name=said, retired=False).first()
    if taxon:
        return taxon
    found = search.find_taxa(said, 6)
    exact = {each.thing.pk: each.thing for each in found if each.how == "exact"}
    if len(exact) == 1:
        return next(iter(exact.values()))  # type: ignore[no-any-return]
    if not found:
        raise forms.ValidationError(_t("No taxon has this name. Try the scientific name, or a genus or family."))
    names = "; ".join(each.thing.full_name for each in found)
    raise forms.ValidationError(_t("Which one? Write its scientific name: %(names)s.") % {"names": names})


def species_lines(data: Any = None, *, first: list[dict[str, Any]] | None = None) -> Any:
    """The lines of species, with the CITES terms and units to choose from. `first`: what the first lines hold."""
    terms = [(term.code, str(term)) for term in TradeTerm.objects.filter(scheme="term", retired=False).order_by("name")]
    units = [(unit.code, unit.code) for unit in Unit.objects.filter(retired=False).order_by("code")]
    return SpeciesLines(data, initial=first, prefix="species", form_kwargs={"terms": terms, "units": units})
