"""Correcting an exhibit's record at the desk: the form, filled with what stands there now, and its button."""

from copy import deepcopy
from dataclasses import fields, replace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import corrections
from cases.admin.evidence_forms import ZONES, CaptureForm, StatementForm, clock, from_model
from cases.models import Exhibit
from cases.statements import Words
from staff.desk_verbs import Button, VerbForm

Kind = Exhibit.Kind
# What the record of a thing says, and of a file.
OF_THINGS = ("marks", "measures", "packaging", "is_biohazard", "is_dangerous")
OF_FILES = ("tool", "tool_version", "clock_offset")


class CorrectionForm(VerbForm):
    """The whole record as it is to stand. Cleaned: `said` (`Acquired`) and `reason`."""

    reason = forms.CharField(
        label=_("why it is corrected"), max_length=300,
        help_text=_("Both wordings and the reason stay, and go along with the exhibit. Name no source."),
    )  # fmt: skip
    description = from_model("description", required=True)
    at = clock(label=_("when acquired"), help_text=_("By the clocks of that place."))
    zone: Any = forms.ChoiceField(label=_("time zone of the place"))
    where = from_model("acquired_where")
    how = from_model("acquired_how", required=True)
    acquirer = from_model("acquirer")
    legal_basis = from_model("legal_basis")
    tool = from_model("tool")
    tool_version = from_model("tool_version")
    clock_offset = forms.IntegerField(
        label=_("device's clock ahead by, seconds"), required=False, min_value=-(10**9), max_value=10**9
    )
    marks = from_model("marks")
    measures = from_model("measures")
    packaging = from_model("packaging")
    is_biohazard = forms.BooleanField(label=_("biohazard"), required=False)
    is_dangerous = forms.BooleanField(label=_("dangerous: weapon, poison, venom"), required=False)

    def __init__(self, *args: Any, row: Exhibit, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        for name in OF_FILES if row.kind in (Kind.PHYSICAL, Kind.LIVE_ANIMAL) else OF_THINGS:
            del self.fields[name]
        zones: Any = self.fields["zone"]
        zones.choices = [(each, each) for each in dict.fromkeys((row.acquired_zone, *ZONES))]
        now = corrections.as_it_stands(row)
        self.initial = {name: getattr(now, name) for name in self.fields if name != "reason"}
        self._add_sheet()
        self.initial["at"] = self._wall_clock()

    def _add_sheet(self) -> None:
        """The fields of a statement's or a capture's own sheet, after what the exhibit is."""
        self.sheet = corrections.sheet_as_it_stands(self.row)
        if self.sheet is None:
            return
        names = [each.name for each in fields(self.sheet)]
        asks: type[forms.Form] = StatementForm if isinstance(self.sheet, Words) else CaptureForm
        self.fields |= {name: deepcopy(asks.base_fields[name]) for name in names}
        self.initial = {**self.initial, **{name: getattr(self.sheet, name) for name in names}}
        self.order_fields(["reason", "description", *names])

    def _wall_clock(self) -> Any:
        """When it was acquired by the clocks of its place, as far down as the field goes."""
        return self.row.acquired_local.replace(microsecond=0, tzinfo=None)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        reason = said.pop("reason", "")
        if typed := said.get("at"):
            wall, zone = typed.replace(tzinfo=None), said.get("zone", self.row.acquired_zone)
            is_as_before = (wall, zone) == (self._wall_clock(), self.row.acquired_zone)
            said["at"] = self.row.acquired_at if is_as_before else wall.replace(tzinfo=ZoneInfo(zone))
        of_sheet = (
            {each.name: said.pop(each.name) for each in fields(self.sheet) if each.name in said} if self.sheet else {}
        )
        sheet = replace(self.sheet, **of_sheet) if self.sheet else None
        return {"reason": reason, "sheet": sheet, "said": replace(corrections.as_it_stands(self.row), **said)}


BUTTON = Button(
    "correct", _("Correct the record"), "cases.take_exhibit",
    lambda exhibit, officer, said: corrections.correct(
        exhibit, said["said"], reason=said["reason"], sheet=said["sheet"], by=officer
    ),
    form=CorrectionForm, shown=lambda exhibit: not exhibit.is_copy,
    done=_("Corrected. What it said before stands below, and on the chain."),
)  # fmt: skip
