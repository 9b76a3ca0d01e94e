"""What the buttons of a joint operation ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.admin.ground import colleagues
from cases.joint import forming
from cases.joint.entries import MAX_TEXT
from cases.models import JointMember, JointOperation, JointTelling, Referral
from staff.choices import OneOfRows, SomeOfRows
from staff.desk_verbs import VerbForm


def members_of(joint: JointOperation) -> Any:
    return JointMember.objects.filter(joint=joint).select_related("referral__agency")


class _OneMember(OneOfRows):
    def label_from_instance(self, member: Any) -> str:
        return f"{member.referral} · {member.referral.agency}"


class _SomeMembers(SomeOfRows):
    label_from_instance = _OneMember.label_from_instance  # type: ignore[assignment]  # the same words


class _OneTelling(OneOfRows):
    def label_from_instance(self, telling: Any) -> str:
        return f"{telling.reader.referral.agency} ← {telling.about.referral.agency}"


class FormForm(VerbForm):
    """On a referral's page: a new operation that begins with it."""

    name = forms.CharField(
        label=_("name"), max_length=forming.MAX_NAME, help_text=_("No word that tells who or where.")
    )
    lead = OneOfRows(label=_("led by"), queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = colleagues(forming.RIGHT)  # type: ignore[attr-defined]
        self.initial["lead"] = self.officer.pk


class LeadForm(VerbForm):
    lead = OneOfRows(label=_("led by"), queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = colleagues(forming.RIGHT)  # type: ignore[attr-defined]


class AddForm(VerbForm):
    referral = OneOfRows(label=_("referral"), queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Referral.objects.visible_to(self.officer).filter(joint_member=None).exclude(status="closed")
        self.fields["referral"].queryset = rows.order_by("-drafted_at")  # type: ignore[attr-defined]


class TellForm(VerbForm):
    reader = _OneMember(label=_("this agency may know"), queryset=None)
    about = _OneMember(label=_("of this one"), queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reader", "about"):
            self.fields[name].queryset = members_of(self.row)  # type: ignore[attr-defined]


class TellingForm(VerbForm):
    """One of those that stand. `waits`: only those that nobody approved yet."""

    waits: bool | None = None
    telling = _OneTelling(label=_("who knows of whom"), queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = JointTelling.objects.filter(reader__joint=self.row, ended_at=None)
        rows = rows if self.waits is None else rows.filter(approved_at__isnull=self.waits)
        self.fields["telling"].queryset = rows.select_related(  # type: ignore[attr-defined]
            "reader__referral__agency", "about__referral__agency"
        )


class ApproveForm(TellingForm):
    waits = True


class EntryForm(VerbForm):
    about = _OneMember(label=_("about"), queryset=None)
    text = forms.CharField(
        label=_("line"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    to = _SomeMembers(label=_("read by"), queryset=None, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("about", "to"):
            self.fields[name].queryset = members_of(self.row)  # type: ignore[attr-defined]
