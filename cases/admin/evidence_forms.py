"""What is asked of an officer who brings evidence: a file, a thing, a statement, a capture of a page."""

from datetime import UTC
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.acquiring import Acquired
from cases.captures import Page
from cases.models import Capture, Exhibit, Statement
from cases.statements import Words

Relation = Exhibit.Relation
# What an officer can say of an exhibit that belongs to another; a copy is the workshop's alone.
OF_FILES = [(each.value, each.label) for each in Relation if each not in (Relation.COPY, Relation.TRANSLATION)]
OF_THINGS = [(Relation.PART.value, Relation.PART.label)]
ZONES = (
    "UTC", "Asia/Ho_Chi_Minh", "Asia/Bangkok", "Asia/Vientiane", "Asia/Phnom_Penh", "Asia/Yangon", "Asia/Jakarta",
    "Asia/Kuala_Lumpur", "Asia/Singapore", "Asia/Manila", "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei",
    "Asia/Tokyo", "Asia/Seoul", "Asia/Kolkata", "Africa/Nairobi", "Africa/Johannesburg", "Africa/Lagos",
    "Europe/London", "Europe/Paris",
)  # fmt: skip


def clock(**given: Any) -> forms.DateTimeField:
    """A day and a time of day, to the second, by whichever clock the form says."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S")
    return forms.DateTimeField(widget=widget, **given)


def from_model(name: str, model: Any = Exhibit, **given: Any) -> Any:
    """A text field as the column has it: label, length, help."""
    column = model._meta.get_field(name)
    said = {"label": column.verbose_name, "max_length": column.max_length, "help_text": column.help_text}
    return forms.CharField(**{"required": False, **said, **given})


class EvidenceForm(forms.Form):
    """How something came in. `inputs`: (field, label, what is accepted, whether several) of its file inputs."""

    inputs: ClassVar[tuple[tuple[str, Any, str, bool], ...]] = ()
    relations: ClassVar[list[tuple[str, Any]]] = []
    kind = Exhibit.Kind.DIGITAL.value

    description = forms.CharField(
        label=_("what it is"), max_length=300, help_text=_("In your words: it stands in the packet.")
    )
    at = clock(label=_("when acquired"), required=False, help_text=_("By the clocks of that place. Empty: now."))
    zone: Any = forms.ChoiceField(label=_("time zone of the place"), choices=[(each, each) for each in ZONES])
    where = forms.CharField(label=_("where acquired"), max_length=200, required=False)
    how = forms.CharField(label=_("how acquired"), max_length=200)
    acquirer = from_model("acquirer")
    legal_basis = forms.CharField(label=_("legal basis"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, parent: Exhibit | None = None, relation: str = "", **given: Any) -> None:
        super().__init__(data, label_suffix="", **given)
        if parent and self.relations:
            self.fields["relation"] = forms.ChoiceField(
                label=_("as its"), choices=self.relations, initial=relation or self.relations[0][0]
            )
            self.order_fields(["relation"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        at = said.get("at")
        if at is not None:
            try:
                said["at"] = at.replace(tzinfo=None).replace(tzinfo=ZoneInfo(said.get("zone") or "UTC"))
            except ZoneInfoNotFoundError as unknown:
                raise forms.ValidationError(_("Choose the time zone.")) from unknown
        return said

    def acquired(self) -> Acquired:
        known = {name: value for name, value in self.cleaned_data.items() if name in Acquired.__dataclass_fields__}
        return Acquired(**{"kind": self.kind, **known})


class FileForm(EvidenceForm):
    inputs = (("file", _("file"), "", True),)
    relations = OF_FILES

    tool = from_model("tool", help_text=_("With which the file was taken off a device, if so."))
    tool_version = from_model("tool_version")
    clock_offset = forms.IntegerField(
        label=_("device's clock ahead by, seconds"), required=False, min_value=-(10**9), max_value=10**9,
        help_text=_("The device's time less the true time; negative where its clock is behind."),
    )  # fmt: skip


class ThingForm(EvidenceForm):
    relations = OF_THINGS

    kind = forms.ChoiceField(  # type: ignore[assignment]
        label=_("kind"), choices=[("physical", _("Physical")), ("live_animal", _("Live animal"))]
    )
    marks = from_model("marks")
    measures = from_model("measures")
    packaging = from_model("packaging")
    is_biohazard = forms.BooleanField(label=_("biohazard"), required=False)
    is_dangerous = forms.BooleanField(label=_("dangerous: weapon, poison, venom"), required=False)


class StatementForm(EvidenceForm):
    inputs = (("file", _("the statement as a file"), "", False),)
    kind = Exhibit.Kind.STATEMENT.value

    by_service_number = from_model("by_service_number", Statement)
    language = from_model("language", Statement, required=True)
    willing = forms.ChoiceField(label=_("would testify"), choices=Statement.Willing.choices, initial="unknown")
    translator = from_model("translator", Statement, help_text=_("Of a translation."))
    field_order = ("description", "by_service_number", "language", "willing", "translator")

    def words(self) -> Words:
        return Words(**{name: self.cleaned_data[name] for name in Words.__dataclass_fields__})


class CaptureForm(EvidenceForm):
    inputs = (
        ("image", _("picture of the page"), "image/*,.pdf", False), ("html", _("HTML"), ".html,.htm,.mhtml", False),
        ("warc", _("web archive"), ".warc,.gz,.wacz", False),
    )  # fmt: skip

    at = clock(label=_("when captured (UTC)"))
    zone: Any = forms.CharField(widget=forms.HiddenInput, initial="UTC", required=False)
    how = forms.CharField(label=_("how captured"), max_length=200)
    url = from_model("url", Capture, required=True, widget=forms.URLInput)
    platform = from_model("platform", Capture)
    account_id = from_model("account_id", Capture)
    handle = from_model("handle", Capture)
    tool = from_model("tool", required=True)
    tool_version = from_model("tool_version")
    field_order = ("description", "url", "at", "platform", "account_id", "handle", "tool", "tool_version", "how")

    def clean_zone(self) -> str:
        return UTC.tzname(None)

    def page(self) -> Page:
        return Page(**{name: self.cleaned_data[name] for name in Page.__dataclass_fields__})


FORMS: dict[str, type[EvidenceForm]] = {
    "file": FileForm, "thing": ThingForm, "statement": StatementForm, "capture": CaptureForm,
}  # fmt: skip
