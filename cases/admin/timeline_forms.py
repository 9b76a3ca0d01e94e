"""What is asked of an entry of a timeline, and the button that stands on a case's page."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cases import timeline, when
from cases.admin import seen
from cases.admin.ground import case_page
from cases.models import Case, TimelineItem
from cases.timeline import Moment
from hotline.models import Report
from hotline.public.countries import NAMES
from staff.choices import SomeOfRows, offer
from staff.desk_verbs import Button, VerbForm


class ZoneInput(forms.TextInput):
    """A zone's name, with the usual ones to choose from."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        listed = f"{(attrs or {}).get('id') or name}-usual"
        field = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}">', ((zone,) for zone in when.USUAL_ZONES))
        return format_html('{}<datalist id="{}">{}</datalist>', field, listed, options)


class MomentForm(VerbForm):
    """An entry as it is typed; `moment` of the cleaned data is the entry."""

    start = forms.CharField(
        label=_("when"), max_length=40, help_text=_("2026-11-22 04:10, or as much of it as is known: 2026-11")
    )
    end = forms.CharField(label=_("until"), max_length=40, required=False)
    zone = forms.CharField(
        label=_("time zone"), max_length=64, required=False, widget=ZoneInput, help_text=_("Empty: UTC.")
    )
    precision = forms.ChoiceField(
        label=_("precision"), required=False, choices=[("", _("As it is written")), *when.Precision.choices]
    )
    text = forms.CharField(label=_("what happened"), max_length=timeline.MAX_TEXT)
    place = forms.CharField(label=_("place"), max_length=timeline.MAX_PLACE, required=False)
    country = forms.ChoiceField(label=_("country"), required=False, choices=[("", "–"), *NAMES.items()])
    reports: Any = SomeOfRows(
        label=_("rests on reports"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    exhibits = forms.CharField(
        label=_("rests on exhibits"), required=False, help_text="EXH-2026-000001, EXH-2026-000002"
    )
    in_summary = forms.BooleanField(label=_("goes into packets"), required=False, initial=True)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.case: Case = row if isinstance(row, Case) else row.case
        cited = [link.report for link in seen.report_links(self.case, self.officer)]
        offer(self.fields["reports"], Report.objects.filter(pk__in=[each.pk for each in cited]), cited)
        self.fields["reports"].label_from_instance = lambda report: f"{report.reference} {report.grade}"  # type: ignore[attr-defined]

    def clean_zone(self) -> str:
        return self._read(lambda: when.zone_named(self.cleaned_data["zone"]))

    def clean_exhibits(self) -> list[Any]:
        named = self.cleaned_data["exhibits"].upper().replace(",", " ").split()
        found = {each.reference: each for each in self.case.exhibits.filter(reference__in=named)}
        if unknown := next((name for name in named if name not in found), ""):
            raise forms.ValidationError(_("This case has no exhibit %(name)s."), params={"name": unknown})
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        said = {**(super().clean() or {})}
        if self.errors:
            return said
        start = end = None
        try:
            name = "start"
            start, precision = when.read(said["start"], said["precision"], said["zone"])
            name = "end"
            if said["end"]:
                end, _precision = when.read(said["end"], precision, said["zone"])
        except when.Unreadable as wrong:
            self.add_error(name, str(wrong))
            return said
        same = {field: said[field] for field in ("text", "zone", "place", "country", "exhibits", "in_summary")}
        disputed = said.get("is_disputed", False)
        moment = Moment(start=start, end=end, precision=precision, reports=list(said["reports"]),
                        is_disputed=disputed, **same)  # fmt: skip
        return {**said, "moment": moment}

    def _read(self, reader: Any) -> Any:
        try:
            return reader()
        except when.Unreadable as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class HappenedForm(MomentForm):
    is_disputed = forms.BooleanField(label=_("disputed"), required=False)


class RewordForm(MomentForm):
    """The entry as it stands, to be written anew."""

    def __init__(self, *args: Any, row: TimelineItem, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        written = {name: getattr(row, name) for name in ("zone", "precision", "text", "place", "country", "in_summary")}
        self.initial = written | {
            "start": when.written(row.start, row.precision, row.zone),
            "end": when.written(row.end, row.precision, row.zone) if row.end else "",
            "reports": row.reports.all(), "exhibits": ", ".join(each.reference for each in row.exhibits.all()),
        }  # fmt: skip


HAPPENED = Button(
    "happened", _("Add to the timeline"), "cases.write_case",
    lambda case, officer, said: timeline.add(case, said["moment"], by=officer), form=HappenedForm,
    done=_("It stands on the timeline."), then=case_page,
)  # fmt: skip
