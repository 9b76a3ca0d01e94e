"""What the buttons around a product ask for, and the form in which it is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.admin.forms import day, lines
from cases.models import Case
from cases.products import drafting
from hotline.models import Report
from hotline.models.report import Handling
from intel.estimates import Confidence, Likelihood
from intel.models import Audience, Dissemination, Heading, Product, ProductFeedback, ProductType, Version
from intel.models.dissemination import MAX_COMMENT
from intel.models.version import FigureKind
from intel.products.types import RULES
from intel.products.writing import LANGUAGES, MAX_JUDGEMENTS, MAX_SECTION, Estimate, Wording
from reference.models import Agency
from staff.desk_verbs import VerbForm
from staff.models import Officer

SPARE = 2  # empty places for a further key judgement
FEWEST = 3


def reports_named(typed: str, officer: Officer) -> list[Report]:
    """The reports of references, a line or a blank apart. Raises: ValidationError that names what is not seen."""
    wanted = {each.upper() for each in typed.replace(",", " ").split()}
    found = list(Report.objects.visible_to(officer).filter(reference__in=wanted))
    if missing := sorted(wanted - {report.reference for report in found}):
        raise forms.ValidationError(
            _("You see no report of this reference: %(names)s"), params={"names": ", ".join(missing)}
        )
    return found


class DraftForm(VerbForm):
    """From a case."""

    type = forms.ChoiceField(label=_("type"), choices=ProductType.choices, initial=ProductType.INFORMATION)
    title = forms.CharField(
        label=_("title"), max_length=160, required=False, help_text=_("Empty: the title of the case.")
    )


class SelectionForm(VerbForm):
    """From reports that are named."""

    type = forms.ChoiceField(label=_("type"), choices=ProductType.choices, initial=ProductType.INFORMATION)
    title = forms.CharField(label=_("title"), max_length=160)
    reports = lines(3, label=_("reports"), help_text=_("Released reports by their references, a line each."))

    def clean_reports(self) -> list[Report]:
        return reports_named(self.cleaned_data["reports"], self.officer)


class NoteForm(VerbForm):
    heading = forms.ChoiceField(label=_("about"), required=False)
    text = forms.CharField(label=_("comment"), max_length=MAX_COMMENT, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, row: Product, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        headings = [(each.value, each.label) for each in RULES[row.type].headings]
        self.fields["heading"].choices = [("", _("all of it")), *headings]  # type: ignore[attr-defined]


class WhyForm(VerbForm):
    text = lines(label=_("what is to be changed"))


class PassForm(VerbForm):
    text = lines(2, label=_("comment"), required=False)


class MosaicForm(VerbForm):
    mosaic = forms.CharField(
        label=_("Could the subject work out who told us?"), max_length=300,
        help_text=_("A sentence: who else could know what stands here, all of it taken together."),
    )  # fmt: skip


class WithdrawForm(VerbForm):
    why = forms.CharField(label=_("why"), max_length=300)


class RecipientForm(VerbForm):
    """A copy for one recipient."""

    audience = forms.ChoiceField(label=_("kind of recipient"), choices=Audience.choices, initial=Audience.AGENCY)
    agency = forms.ModelChoiceField(label=_("agency"), queryset=Agency.objects.filter(retired=False), required=False)
    organisation = forms.CharField(label=_("organisation"), max_length=200, required=False)
    person = forms.CharField(label=_("person or desk"), max_length=200, required=False)
    purpose = forms.CharField(label=_("purpose"), max_length=300)


class AnswerForm(VerbForm):
    """What a recipient made of their copy."""

    copy: Any = forms.ModelChoiceField(label=_("whose answer"), queryset=None)
    useful = forms.ChoiceField(label=_("use"), choices=ProductFeedback.Useful.choices)
    acted = forms.ChoiceField(
        label=_("acted on"), choices=ProductFeedback.Acted.choices, initial=ProductFeedback.Acted.UNKNOWN
    )
    received_on = day(label=_("received"), required=False)
    comment = forms.CharField(
        label=_("comment"), max_length=MAX_COMMENT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, row: Product, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        chosen: Any = self.fields["copy"]
        chosen.queryset = Dissemination.objects.filter(product=row).select_related("agency")
        chosen.label_from_instance = lambda copy: f"{copy.recipient} · {copy.at:%Y-%m-%d}"


class WriteForm(forms.Form):
    """A whole version. Fields of sections are named by their heading; `judgements` is the place of their refusals."""

    edit = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("title"), max_length=160)
    recipient = forms.CharField(label=_("for"), max_length=200, required=False)
    expires_on = day(label=_("valid until"))
    own_handling = forms.ChoiceField(
        label=_("our own label"), choices=Handling.choices,
        help_text=_("It is never looser than the strictest report that is cited."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("language"), choices=list(LANGUAGES.items()))
    cleared_identifiers = lines(
        2, label=_("identifiers that may leave"), required=False,
        help_text=_("Telephone numbers and accounts of the persons reported, a line each. Never a source's."),
    )  # fmt: skip
    reports: Any = forms.MultipleChoiceField(label=_("rests on"), required=False, widget=forms.CheckboxSelectMultiple)
    more_reports = lines(1, label=_("further reports"), required=False, help_text=_("By their references."))
    shown: Any = forms.MultipleChoiceField(label=_("figures"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, product: Product, officer: Officer) -> None:
        self.product, self.version, self.officer = product, product.current, officer
        self.on_offer = {report.reference: report for report in _on_offer(product, officer)}
        super().__init__(data, initial=_initial(self.version), label_suffix="")
        if product.made_in:
            del self.fields["more_reports"]
        self._offer()
        self.headings = self._add_sections()
        self.places = self._add_judgements()

    def _offer(self) -> None:
        cited = [(reference, f"{reference} {report.grade}") for reference, report in self.on_offer.items()]
        drawn = [(each.kind, FigureKind(each.kind).label) for each in self.version.figures.all()]
        fields: Any = self.fields
        fields["reports"].choices, fields["shown"].choices = cited, drawn
        if not drawn:
            del self.fields["shown"]

    def _add_sections(self) -> list[str]:
        wanted = RULES[self.product.type].headings
        written = {each.heading: each.text for each in self.version.sections.all()}
        for heading in Heading:
            if heading in wanted or heading in written:
                self.fields[heading.value] = forms.CharField(
                    label=heading.label, max_length=MAX_SECTION, required=False, initial=written.get(heading, ""),
                    widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
                )  # fmt: skip
        order = [*wanted, *(heading for heading in Heading if heading in written and heading not in wanted)]
        return [heading.value for heading in order]

    def _add_judgements(self) -> int:
        known = list(self.version.judgements.all())
        places = min(MAX_JUDGEMENTS, max(FEWEST, len(known) + SPARE))
        for number in range(places):
            was = known[number] if number < len(known) else None
            self.fields |= _judgement_fields(number, was, list(self.on_offer))
        return places

    def judgement_rows(self) -> list[list[Any]]:
        """The bound fields of each place, for the page."""
        names = ("text", "likelihood", "confidence", "rests_on")
        return [[self[f"judgement_{number}_{name}"] for name in names] for number in range(self.places)]

    def section_rows(self) -> list[Any]:
        return [self[name] for name in self.headings]

    def clean_more_reports(self) -> list[Report]:
        return reports_named(self.cleaned_data["more_reports"], self.officer)

    def wording(self) -> Wording:
        said = self.cleaned_data
        chosen = {report.pk: report for report in (self.on_offer[each] for each in said["reports"])}
        chosen |= {report.pk: report for report in said.get("more_reports", [])}
        return Wording(
            title=said["title"], recipient=said["recipient"], language=said["language"],
            own_handling=said["own_handling"], expires_on=said["expires_on"],
            cleared_identifiers=said["cleared_identifiers"].splitlines(), reports=list(chosen.values()),
            sections={name: said[name] for name in self.headings}, judgements=self._estimates(),
        )  # fmt: skip

    def _estimates(self) -> list[Estimate]:
        """Those places in which something was written."""
        said = self.cleaned_data
        found = [
            Estimate(*(said[f"judgement_{number}_{name}"] for name in ("text", "likelihood", "confidence", "rests_on")))
            for number in range(self.places)
        ]
        return [each for each in found if each.text.strip() or each.likelihood or each.confidence]


def _on_offer(product: Product, officer: Officer) -> list[Report]:
    """What can be cited: of the case its released reports, else those cited now."""
    if product.made_in:
        return list(drafting.citable(Case(pk=product.made_in), officer))
    return drafting.cited(product.current, officer)


def _initial(version: Version) -> dict[str, Any]:
    names = ("title", "recipient", "expires_on", "own_handling", "language")
    return {name: getattr(version, name) for name in names} | {
        "edit": version.edits, "cleared_identifiers": "\n".join(version.cleared_identifiers),
        "reports": [each.report.reference for each in version.citations.select_related("report")],
        "shown": [each.kind for each in version.figures.all() if each.is_shown],
    }  # fmt: skip


def _judgement_fields(number: int, was: Any, references: list[str]) -> dict[str, Any]:
    empty: list[Any] = [("", "–")]
    return {
        f"judgement_{number}_text": forms.CharField(
            label=_("judgement"), max_length=500, required=False, initial=was.text if was else "",
            widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        ),
        f"judgement_{number}_likelihood": forms.ChoiceField(
            label=_("likelihood"), choices=empty + Likelihood.choices, required=False,
            initial=was.likelihood if was else "",
        ),
        f"judgement_{number}_confidence": forms.ChoiceField(
            label=_("confidence"), choices=empty + Confidence.choices, required=False,
            initial=was.confidence if was else "",
        ),
        f"judgement_{number}_rests_on": forms.MultipleChoiceField(
            label=_("rests on"), choices=[(each, each) for each in references], required=False,
            initial=was.rests_on if was else [], widget=forms.CheckboxSelectMultiple,
        ),
    }  # fmt: skip
