"""What the buttons of a case ask for."""

from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cases import casework
from cases.admin import seen
from cases.admin.ground import colleagues
from cases.brief import Brief
from cases.models import Case, Packet, Referral
from hotline.models import Attachment, Report
from reference.models import Agency, Offence
from staff import compartments
from staff.choices import OneOfRows, offer
from staff.desk_verbs import VerbForm
from staff.models import Officer
from staff.reading import once


def day(**given: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given)


def one_of(**given: Any) -> Any:
    """A choice of one row; the form sets the queryset when it knows its case."""
    return OneOfRows(queryset=None, **given)


def lines(rows: int = 3, **given: Any) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), max_length=5000, **given)


def agencies() -> Any:
    return Agency.objects.filter(retired=False).order_by("country", "province", "name")


def offences_by_name() -> list[tuple[str, str]]:
    """(code, name) of what may be chosen."""
    return [(each.code, each.told) for each in once(Offence.objects.order_by("pk")) if not each.retired]


def offence_names() -> dict[str, str]:
    """Of every code, the retired ones as well."""
    return {each.code: each.told for each in once(Offence.objects.order_by("pk"))}


class BriefFields(forms.Form):
    """What a case is about."""

    title = forms.CharField(label=_("title"), max_length=160)
    type = forms.ChoiceField(label=_("type"), choices=Case.Type.choices)
    priority = forms.TypedChoiceField(label=_("priority"), choices=Case.Priority.choices, coerce=int, initial=3)
    summary = lines(label=_("summary"), required=False, help_text=_("Stands first in every packet."))
    objectives = lines(label=_("objectives"), required=False)
    law_and_jurisdiction = lines(2, label=_("law and jurisdiction"), required=False)
    jurisdiction = forms.CharField(
        label=_("country"), max_length=2, required=False,
        help_text=_("Whose courts would try it, by its two letters: VN."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    offences: Any = forms.MultipleChoiceField(label=_("offences"), required=False, widget=forms.CheckboxSelectMultiple)
    risk = lines(2, label=_("risks"), required=False, help_text=_("To people, animals and the operation: a line each."))
    review_by = day(label=_("review by"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offences"].choices = offences_by_name()  # type: ignore[attr-defined]

    def brief(self) -> Brief:
        return Brief(**{name: self.cleaned_data[name] for name in Brief.__dataclass_fields__})


class OpenFields(BriefFields):
    is_prepared = forms.BooleanField(
        label=_("begin with the tasks, questions and checklist of such cases"), required=False, initial=True
    )


class DescribeForm(BriefFields, VerbForm):
    def __init__(self, *args: Any, row: Case, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial = {name: getattr(row, name) for name in Brief.__dataclass_fields__}


class MoveForm(VerbForm):
    to = forms.ChoiceField(label=_("next"))

    def __init__(self, *args: Any, row: Case, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        steps = casework.NEXT[row.status] - {Case.Status.CLOSED, Case.Status.DORMANT}
        self.fields["to"].choices = [choice for choice in Case.Status.choices if choice[0] in steps]  # type: ignore[attr-defined]


class CloseForm(VerbForm):
    ending = forms.ChoiceField(label=_("how it ended"), choices=[("", "–"), *Case.Ending.choices])


class ReasonForm(VerbForm):
    reason = lines(label=_("why"))


class NoteForm(VerbForm):
    text = lines(label=_("note"), help_text=_("Stays on the desk: no packet holds it."))


class SettleForm(VerbForm):
    text = lines(label=_("Who was told, and how"), help_text=_("Kept as a note of the case."))


class ReportForm(VerbForm):
    report = forms.CharField(label=_("report"), max_length=20, help_text="RPT-2026-000001")
    reason = forms.CharField(label=_("why it belongs here"), max_length=300, required=False)

    def clean_report(self) -> Report:
        typed = self.cleaned_data["report"].strip().upper()
        found = Report.objects.visible_to(self.officer).filter(reference=typed).first()
        if found is None:
            raise forms.ValidationError(_("You see no report of this reference."))
        return found


class OfficerForm(VerbForm):
    officer_chosen = one_of(label=_("officer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer_chosen"].queryset = colleagues("cases.view_case")  # type: ignore[attr-defined]


class DeniedForm(VerbForm):
    officer_chosen = one_of(label=_("officer"))

    def __init__(self, *args: Any, row: Case, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        denied = Officer.objects.filter(pk__in=compartments.denied_by(row.pk)).order_by("full_name", "username")
        self.fields["officer_chosen"].queryset = denied  # type: ignore[attr-defined]


class AcquiredFields(VerbForm):
    description = forms.CharField(
        label=_("what it is"), max_length=300, help_text=_("In your words: it stands in the packet.")
    )
    where = forms.CharField(label=_("where acquired"), max_length=200, required=False)
    legal_basis = forms.CharField(label=_("legal basis"), max_length=200, required=False)


class TakeForm(AcquiredFields):
    """Files of the tips behind the case, by number: their names and tips stay where they are."""

    attachment = forms.ChoiceField(label=_("file"))
    field_order = ("attachment",)

    def __init__(self, *args: Any, row: Case, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        taken = row.exhibits.filter(parent=None, origin__isnull=False).values("origin")
        ready = Q(state__in=(Attachment.State.COPIED, Attachment.State.NO_COPY), file_id__isnull=False)
        found = Attachment.objects.filter(ready, tip__reports__cases=row).exclude(pk__in=taken).distinct()
        self.on_offer = {str(each.pk): each for each in found.order_by("received_at", "pk")}
        self.fields["attachment"].choices = [  # type: ignore[attr-defined]
            (pk, _("File %(number)d: %(type)s, %(size)d kB") % {
                "number": number, "type": each.media_type or "?", "size": max(1, each.size // 1024)})
            for number, (pk, each) in enumerate(self.on_offer.items(), start=1)
        ]  # fmt: skip

    def clean_attachment(self) -> Attachment:
        return self.on_offer[self.cleaned_data["attachment"]]


class RegisterForm(AcquiredFields):
    kind = forms.ChoiceField(
        label=_("kind"),
        choices=[("physical", _("Physical")), ("statement", _("Statement")), ("live_animal", _("Live animal"))],
    )
    how = forms.CharField(label=_("how acquired"), max_length=200)


class ReferralForm(VerbForm):
    agency = one_of(label=_("agency"))
    ask = forms.CharField(label=_("what we ask"), max_length=300)
    background = lines(label=_("what the officer should know"), required=False)
    urgency = forms.ChoiceField(label=_("urgency"), choices=Referral.Urgency.choices, initial="routine")
    deadline = day(label=_("by"), required=False)
    packet = one_of(label=_("packet"), required=False)

    def __init__(self, *args: Any, row: Case, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        chosen: Any = self.fields["agency"]
        chosen.help_text = format_html(
            '<a href="{}" data-fragment>{}</a>', reverse("cases_routing", args=[row.pk]),
            _("Whom to ask? See who is proposed"),
        )  # fmt: skip
        chosen.queryset = agencies()
        chosen.label_from_instance = (
            lambda agency: " · ".join(  # type: ignore[attr-defined]
                filter(None, (agency.country, agency.province, agency.name, agency.mandate[:60]))
            )
        )
        packets = [each for each in seen.packets(row, self.officer) if each.status != Packet.Status.FAILED]
        offer(self.fields["packet"], row.packets.exclude(status=Packet.Status.FAILED), packets)
