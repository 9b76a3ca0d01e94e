"""What is asked when files of others are taken in and decided on."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.admin.entity_forms import EMPTY, said
from cases.admin.forms import day, one_of
from hotline.models import Report
from hotline.models.report import Handling
from intel import properties
from intel.exchange import reading
from intel.models import Import, Schema
from intel.models.imported import MAX_SENDER
from staff.desk_verbs import VerbForm


class SendForm(forms.Form):
    """A file, and what its sender said of it."""

    file = forms.FileField(label=_("file"))
    sender = forms.CharField(label=_("who sent it"), max_length=MAX_SENDER)
    received_on = day(label=_("received"))
    handling = forms.ChoiceField(label=_("label under which it was sent"), choices=Handling.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.initial = {"received_on": timezone.localdate(), "handling": Handling.AMBER}

    def raw(self) -> bytes:
        """The file's bytes; never more than one too many."""
        return bytes(self.cleaned_data["file"].read(reading.MAX_BYTES + 1))


class Picked(forms.Field):
    """Ids of rows that were ticked."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[int]:
        ids = [each for one in value or [] for each in str(one).split(",") if each]
        if not all(each.isascii() and each.isdigit() and len(each) < 19 for each in ids):
            raise forms.ValidationError(_("Choose rows of this page."))
        return [int(each) for each in ids]


class DecideForm(VerbForm):
    """The ticked rows; with `whole` all that the page shows."""

    pick = Picked(required=False)
    shown = Picked(required=False)
    whole = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        found["ids"] = (found.get("shown") if found.get("whole") else found.get("pick")) or []
        if not found["ids"]:
            raise forms.ValidationError(_("Tick what you decide on."))
        return found


class AcceptForm(DecideForm):
    report = one_of(label=_("report that vouches for it"), required=False)

    def __init__(self, *args: Any, row: Import, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        seen = Report.objects.visible_to(self.officer).filter(compartments__contains=[row.case_id])
        chosen: Any = self.fields["report"]
        chosen.queryset = seen.exclude(status=Report.Status.WITHDRAWN).order_by("reference")
        chosen.label_from_instance = said


class ColumnsForm(VerbForm):
    """What a line of a table is, and which column is which property."""

    schema = forms.ChoiceField(label=_("each line is a"), choices=Schema.choices)

    def __init__(self, *args: Any, row: Import, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial["schema"] = row.schema
        known: dict[str, Any] = {}
        for each in properties.PROPERTIES.values():
            known |= {prop: f"{about.label} ({prop})" for prop, about in each.items()}
        choices = [EMPTY, *sorted(known.items(), key=lambda pair: pair[1].casefold())]
        for number, column in enumerate(row.header):
            self.fields[f"column_{number}"] = forms.ChoiceField(label=column, choices=choices, required=False)
            self.initial[f"column_{number}"] = row.columns.get(column, "")

    def columns(self) -> dict[str, str]:
        """Our property by their column, without those that are passed over."""
        told = {name: self.cleaned_data.get(f"column_{number}", "") for number, name in enumerate(self.row.header)}
        return {name: prop for name, prop in told.items() if prop}

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["columns"] = self.columns()
        return self.cleaned_data
