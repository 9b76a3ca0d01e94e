"""What a specimen line and live animals ask for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.admin.forms import day
from cases.admin.seizure_forms import NONE, CountryField, word
from cases.models import AnimalGroup, Exhibit, Seizure, SpecimenLine
from cases.models.trade_codes import Basis, Certainty, Condition, Fate, PurposeCode, SourceCode
from cases.seizing import quantities
from cases.seizing.animals import Seen, Taken
from cases.seizing.specimens import TERMS, Specimens
from hotline.admin.promote_form import resolve
from reference.models import Taxon, TradeTerm
from staff.desk_verbs import VerbForm

APPENDICES = [("", _("as the reference data lists it")), *[(each, each) for each in ("I", "II", "III", "NC")]]


def taxon_field() -> forms.CharField:
    widget = forms.TextInput(
        attrs={"data-find": "taxa", "autocomplete": "off", "placeholder": _("scientific or common name")}
    )
    return forms.CharField(label=_("species"), max_length=120, widget=widget)


class OfTaxon(VerbForm):
    taxon = taxon_field()

    def clean_taxon(self) -> Taxon:
        return resolve(self.cleaned_data["taxon"].strip())


class LineForm(OfTaxon):
    term = forms.ChoiceField(label=_("description of specimen"))
    quantity = forms.DecimalField(
        label=_("quantity as reported"), min_value=0, max_digits=14, decimal_places=3, required=False
    )
    unit = forms.ChoiceField(
        label=_("unit as reported"), choices=[*NONE, *[(unit, unit) for unit in quantities.TABLE]], required=False
    )
    condition = forms.ChoiceField(label=_("alive or dead"), choices=Condition.choices, initial=Condition.UNKNOWN)
    appendix = forms.ChoiceField(label=_("appendix at the date"), choices=APPENDICES, required=False)
    marks = word(300, label=_("marks"), help_text=_("Rings, chips, tags."))
    source = forms.ChoiceField(label=_("source code"), choices=[*NONE, *SourceCode.choices], required=False)
    purpose = forms.ChoiceField(label=_("purpose code"), choices=[*NONE, *PurposeCode.choices], required=False)
    origin = CountryField(label=_("country of origin"), required=False)
    identified_by = word(120, label=_("identified by"))
    basis = forms.ChoiceField(label=_("identified from"), choices=[*NONE, *Basis.choices], required=False)
    certainty = forms.ChoiceField(label=_("certainty"), choices=Certainty.choices, initial=Certainty.UNKNOWN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = TradeTerm.objects.filter(scheme=TERMS, retired=False).order_by("name")
        self.fields["term"].choices = [(term.code, str(term)) for term in terms]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """{"specimens": what the verb takes}."""
        said: dict[str, Any] = super().clean() or {}
        return said if self.errors else {"specimens": Specimens(**said)}


class CorrectLineForm(LineForm):
    def __init__(self, *args: Any, row: SpecimenLine, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        names = set(Specimens.__dataclass_fields__) - {"scheme", "taxon", "term", "appendix"}
        self.initial = {name: getattr(row, name) for name in names}
        # The appendix stays frozen as it is, unless somebody chooses otherwise.
        kept = row.appendix if row.appendix in dict(APPENDICES) else ""
        self.initial |= {"taxon": row.taxon.scientific_name, "term": row.term.code, "appendix": kept}


class AnimalsForm(OfTaxon):
    number = forms.IntegerField(label=_("number"), min_value=1, initial=1)
    marks = word(300, label=_("marks"), help_text=_("Rings, chips, tags."))
    fate = forms.ChoiceField(label=_("what became of them"), choices=Fate.choices, initial=Fate.RESCUED)
    centre = word(160, label=_("rescue centre"))
    site = word(200, label=_("exact site"), help_text=_("Leaves in no packet."))
    health = word(500, label=_("health"))
    exhibit: Any = forms.ModelChoiceField(label=_("exhibit"), queryset=None, required=False)

    def __init__(self, *args: Any, row: Seizure, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        living = Exhibit.objects.visible_to(self.officer).filter(case=row.case_id, kind=Exhibit.Kind.LIVE_ANIMAL)
        self.fields["exhibit"].queryset = living.order_by("reference")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """{"taken": what the verb takes}."""
        said: dict[str, Any] = super().clean() or {}
        return said if self.errors else {"taken": Taken(**said)}


class SeenForm(VerbForm):
    """Answers a recheck, or notes anything else that became of them."""

    seen_on = day(label=_("seen on"))
    fate = forms.ChoiceField(label=_("what became of them"), choices=Fate.choices)
    number = forms.IntegerField(
        label=_("how many"), min_value=1, help_text=_("Fewer than all: these become a group of their own.")
    )
    health = word(500, label=_("health"))
    centre = word(160, label=_("rescue centre, where it changed"))
    release_place = word(120, label=_("released where, coarsely"), help_text=_("Province or reserve, never the spot."))

    def __init__(self, *args: Any, row: AnimalGroup, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial = {"seen_on": timezone.localdate(), "fate": row.fate, "number": row.number}

    def clean(self) -> dict[str, Any]:
        """{"seen": what the verb takes}."""
        said: dict[str, Any] = super().clean() or {}
        return said if self.errors else {"seen": Seen(**said)}
