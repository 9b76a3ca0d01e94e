"""What the pages of listings and platforms ask for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.admin.forms import day, one_of
from cases.admin.seizure_forms import NONE, word
from cases.listings import platforms, takedown
from cases.listings.rechecks import Look
from cases.listings.recording import MAX_SUMMARY, Facts
from cases.models import Case, Exhibit, Listing, ListingLook, Platform, PlatformReport, Reappearance
from cases.models.listing import LANGUAGES, MAX_TITLE, MAX_URL, MAX_WORDS
from cases.seizing import quantities
from hotline.admin.promote_form import resolve
from hotline.models import Report
from reference.models import Taxon
from staff.desk_verbs import VerbForm

SHOWN_FACTS = ("url", "title", "first_seen", "summary", "price", "currency", "quantity", "unit", "place", "online")


class ListingForm(VerbForm):
    """A listing's facts; `row` is its case, or the listing that is corrected."""

    url = forms.CharField(
        label=_("address"), max_length=MAX_URL, widget=forms.URLInput(),
        help_text=_("What only tells who shared it is cut off before it is kept. It is never opened from here."),
    )  # fmt: skip
    platform = forms.CharField(
        label=_("platform"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"list": "platforms", "autocomplete": "off"}),
    )  # fmt: skip
    account = word(120, label=_("seller's account"), help_text=_("Its name on the platform."))
    account_id = word(60, label=_("number of the account"), help_text=_("It stays when the name is changed."))
    title = forms.CharField(label=_("what is offered"), max_length=MAX_TITLE, help_text=_("In your words."))
    summary = forms.CharField(
        label=_("more of it"), max_length=MAX_SUMMARY, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In your words; stays on the desk."),
    )  # fmt: skip
    taxon = forms.CharField(
        label=_("species"), max_length=120, required=False,
        widget=forms.TextInput(
            attrs={"data-find": "taxa", "autocomplete": "off", "placeholder": _("scientific or common name")}
        ),
    )  # fmt: skip
    term = forms.CharField(
        label=_("specimen"), max_length=20, required=False, help_text=_("By its CITES code: LIV alive, IVP pieces."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false", "size": 5}),
    )  # fmt: skip
    price = forms.DecimalField(label=_("price"), min_value=0, max_digits=18, decimal_places=2, required=False)
    currency = word(3, label=_("currency"), help_text=_("By its ISO code: VND."))
    quantity = forms.DecimalField(label=_("quantity"), min_value=0, max_digits=14, decimal_places=3, required=False)
    unit = forms.ChoiceField(
        label=_("unit"), choices=[*NONE, *[(unit, unit) for unit in quantities.TABLE]], required=False
    )
    place = word(200, label=_("place as said"))
    first_seen = day(label=_("first seen"))
    online = forms.ChoiceField(label=_("online then"), choices=Listing.Online.choices, initial=Listing.Online.LIVE)
    report = one_of(label=_("came from"), required=False, help_text=_("Empty: found by yourself."))

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        case_id = row.pk if isinstance(row, Case) else row.case_id
        seen = Report.objects.visible_to(self.officer).filter(compartments__contains=[case_id])
        chosen: Any = self.fields["report"]
        chosen.queryset = seen.exclude(status=Report.Status.WITHDRAWN).order_by("reference")
        chosen.label_from_instance = lambda report: f"{report.reference} · {report.grade} · {report.title}"
        self.initial = {"first_seen": timezone.localdate(), "online": Listing.Online.LIVE}

    def clean_taxon(self) -> Taxon | None:
        said = self.cleaned_data["taxon"].strip()
        return resolve(said) if said else None

    def clean(self) -> dict[str, Any]:
        """{"facts": what the verb takes}."""
        said: dict[str, Any] = super().clean() or {}
        return said if self.errors else {"facts": Facts(**said)}


class CorrectForm(ListingForm):
    def __init__(self, *args: Any, row: Listing, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial = {name: getattr(row, name) for name in SHOWN_FACTS}
        self.initial |= {
            "platform": row.platform_name, "account": takedown.account_of(row, self.officer), "report": row.report_id,
            "taxon": row.taxon.scientific_name if row.taxon else "", "term": row.term.code if row.term else "",
        }  # fmt: skip


class OfCaptures(VerbForm):
    """Asks for a capture of the listing's case."""

    capture = one_of(label=_("capture"))

    def __init__(self, *args: Any, row: Listing, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        chosen: Any = self.fields["capture"]
        chosen.queryset = (
            Exhibit.objects.visible_to(self.officer)
            .filter(case=row.case_id, capture__isnull=False)
            .select_related("capture")
            .order_by("-acquired_at")
        )
        chosen.label_from_instance = lambda exhibit: " · ".join(
            (exhibit.reference, f"{exhibit.acquired_at:%Y-%m-%d}", exhibit.description[:60])
        )


class LookForm(OfCaptures):
    found = forms.ChoiceField(label=_("found"), choices=ListingLook.Found.choices)
    on = day(label=_("day"))
    note = word(MAX_WORDS, label=_("note"))
    field_order = ("found", "on", "note", "capture")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capture"].required = False
        self.initial = {"on": timezone.localdate()}

    def clean(self) -> dict[str, Any]:
        """{"seen": what the verb takes}."""
        said: dict[str, Any] = super().clean() or {}
        return said if self.errors else {"seen": Look(**said)}


class AssessForm(VerbForm):
    ground = forms.ChoiceField(label=_("why it should go"), choices=[*NONE, *Listing.Ground.choices])


class PrepareForm(VerbForm):
    language = forms.ChoiceField(label=_("language"), choices=LANGUAGES)
    way = forms.ChoiceField(label=_("how"), choices=PlatformReport.Way.choices)


class SentForm(VerbForm):
    on = day(label=_("sent on"))
    ticket = word(120, label=_("the platform's reference"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"on": timezone.localdate()}


class AnswerForm(VerbForm):
    report: Any = forms.ModelChoiceField(label=_("which report"), queryset=None)
    answer = forms.ChoiceField(label=_("answer"), choices=[(each.value, each.label) for each in takedown.ANSWERS])
    on = day(label=_("answered on"))
    words = word(MAX_WORDS, label=_("answer in words"))

    def __init__(self, *args: Any, row: Listing, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        chosen: Any = self.fields["report"]
        sent = row.platform_reports.exclude(state=takedown.Sent.PREPARED)
        chosen.queryset = sent.exclude(state__in=takedown.GONE).order_by("-sent_on")
        chosen.label_from_instance = lambda report: " · ".join(
            filter(None, (f"{report.sent_on}", report.ticket, str(report.get_state_display())))
        )
        self.initial = {"on": timezone.localdate(), "report": chosen.queryset.first()}


class TieForm(VerbForm):
    other = forms.CharField(label=_("reference of the other"), max_length=20)
    because = forms.ChoiceField(label=_("because of"), choices=Reappearance.By.choices)
    note = word(MAX_WORDS, label=_("note"))

    def clean_other(self) -> Listing:
        """What the officer does not see is not told from what is not there."""
        typed = self.cleaned_data["other"].strip().upper()
        found = Listing.objects.visible_to(self.officer).filter(reference=typed).select_related("case").first()
        if found is None:
            raise forms.ValidationError(_("You see no listing of this reference."))
        return found


class SettleForm(VerbForm):
    why = forms.CharField(label=_("why"), max_length=MAX_WORDS)


class PlatformForm(VerbForm):
    name = forms.CharField(label=_("platform"), max_length=60)
    mail = forms.CharField(label=_("mail address for reports"), max_length=254, required=False)
    form_url = forms.CharField(label=_("address of the form or API for reports"), max_length=500, required=False)
    rule = word(
        300, label=_("the platform's own rule"),
        help_text=_("Its name or number as the platform publishes it: it stands in every report."),
    )  # fmt: skip
    note = word(300, label=_("note"), help_text=_("Stays on the desk."))

    def __init__(self, *args: Any, row: Platform | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial = {name: getattr(row, name) for name in self.fields} if row else {}

    def entry(self) -> platforms.Entry:
        return platforms.Entry(**self.cleaned_data)
