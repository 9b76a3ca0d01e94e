"""The buttons around the purge of an archived case: asking, refusing, carrying it out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import case_purging, certificates
from cases.models import Case
from staff import access
from staff.desk_verbs import Button, VerbForm


class PurgeForm(VerbForm):
    """Typed, so that no press by mistake ends a case."""

    reference = forms.CharField(
        label=_("the case's reference, to be sure"), max_length=20,
        help_text=_("Words, persons and files go for good. No backup brings them back."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_reference(self) -> str:
        said = str(self.cleaned_data["reference"]).strip().upper()
        if said != self.row.reference:
            raise forms.ValidationError(_("That is not this case's reference."))
        return said


def _waits(case: Case) -> bool:
    return case.status == Case.Status.ARCHIVED and case.purged_at is None and case_purging.asked(case) is not None


def _may_be_asked(case: Case) -> bool:
    return case.status == Case.Status.ARCHIVED and case.purged_at is None and case_purging.asked(case) is None


OF_CASE = [
    Button(
        "ask_purge", _("Ask for its purge"), case_purging.ASK,
        lambda case, officer, said: case_purging.ask(case, by=officer), shown=_may_be_asked,
        done=_("Asked. A second person carries it out."),
    ),
    Button(
        "purge", _("Purge for good"), case_purging.PURGE,
        lambda case, officer, said: case_purging.purge(case, by=officer), form=PurgeForm, shown=_waits, tone="danger",
        done=_("Purged, with a certificate."),
    ),
    Button(
        "keep", _("Do not purge"), case_purging.ASK,
        lambda case, officer, said: case_purging.refuse(case, by=officer), shown=_waits, done=_("It stays."),
    ),
]  # fmt: skip


def purged_note(case: Case, officer: Any) -> dict[str, Any]:
    """For the page of a purged case and of what belongs to it: when, and by which certificate. {} before."""
    if case.purged_at is None:
        return {}
    may_read = access.allows(officer, "cases.view_certificate")
    return {"purged": {"at": case.purged_at, "certificate": certificates.of(case.pk), "may_read": may_read}}
