"""The decisions on a tip: what each asks for, and the verb that it calls."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hotline import source_kinds, triage
from hotline.models import Tag, Tip
from hotline.queue import tags
from staff.desk_verbs import Button, VerbForm
from staff.models import Officer
from vault import identity, reveals
from vault.forms import AskForm

Status = Tip.Status


class MergeForm(VerbForm):
    into = forms.CharField(
        label=_("The tip that tells it already"), max_length=20, help_text=_("Its reference: TIP-2026-000123")
    )

    def clean_into(self) -> Tip:
        said = self.cleaned_data["into"].strip().upper()
        found = Tip.objects.visible_to(self.officer).filter(reference=said).first()
        if found is None:
            raise forms.ValidationError(_("There is no tip with this reference."))
        return found


class DismissForm(VerbForm):
    reason = forms.ChoiceField(
        label=_("Why"), choices=Tip.DismissReason.choices, widget=forms.RadioSelect,
        help_text=_("The source is told the class where it is not spam."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note for colleagues"), required=False, max_length=triage.MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Sealed with the tip. Up to 500 characters."),
    )  # fmt: skip


def _claimable(tip: Tip) -> bool:
    return tip.assignee_id is None and tip.status in (Status.RECEIVED, Status.NEEDS_INFO)


def _step(to: str, *only_from: str) -> Any:
    return lambda tip: to in triage.NEXT[tip.status] and (not only_from or tip.status in only_from)


def _reopen(tip: Tip, officer: Officer, said: dict[str, Any]) -> Tip:
    return triage.reopen(tip, by=officer)


def _ask_to_open(tip: Tip, officer: Officer, said: dict[str, Any]) -> Any:
    return reveals.ask(tip.source_id, by=officer, about=tip.reference, reason=said["reason"], words=said["why"])


class TagForm(VerbForm):
    name = forms.CharField(
        label=_("Tag"), max_length=tags.MAX_NAME,
        help_text=_("A word for what belongs together. It stands in clear: nothing that names a person."),
    )  # fmt: skip


class UntagForm(VerbForm):
    tag: Any = forms.ModelChoiceField(label=_("Tag"), queryset=Tag.objects.none())

    def __init__(self, *args: Any, row: Tip, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["tag"].queryset = Tag.objects.filter(tips__tip=row).order_by("name")  # type: ignore[attr-defined]


def _tag(tip: Tip, officer: Officer, said: dict[str, Any]) -> None:
    tags.put(tip, tags.named(said["name"], by=officer), by=officer)


class KindForm(VerbForm):
    kind = forms.ChoiceField(
        label=_("Kind of source"), choices=[(kind.value, kind.label) for kind in source_kinds.CORRECTABLE],
        widget=forms.RadioSelect, help_text=_("It holds for all that this source told and will tell."),
    )  # fmt: skip
    reason = forms.ChoiceField(label=_("Why"), choices=source_kinds.Reason.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, row: Tip, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial["kind"] = row.kind


BUTTONS = [
    Button(
        "claim", _("Claim"), "hotline.claim_tip", lambda tip, officer, said: triage.claim(tip, by=officer),
        shown=_claimable, done=_("The tip is yours."), tone="primary", key="t", is_undoable=True,
    ),
    Button(
        "merge", _("Merge"), "hotline.triage_tip",
        lambda tip, officer, said: triage.merge(tip, said["into"], by=officer), form=MergeForm,
        shown=_step(Status.MERGED), done=_("The tip is merged. Both are kept."), key="m", is_undoable=True,
    ),
    Button(
        "dismiss", _("Dismiss"), "hotline.triage_tip",
        lambda tip, officer, said: triage.dismiss(tip, by=officer, reason=said["reason"], note=said["note"]),
        form=DismissForm, shown=_step(Status.DISMISSED), done=_("The tip is dismissed."), tone="danger",
        key="d", is_undoable=True,
    ),
    Button(
        "quarantine", _("Quarantine"), "hotline.triage_tip",
        lambda tip, officer, said: triage.quarantine(tip, by=officer), shown=_step(Status.QUARANTINED),
        done=_("The tip is set aside."), key="w", is_undoable=True,
    ),
    Button(
        "release", _("Release into the queue"), "hotline.triage_tip",
        lambda tip, officer, said: triage.release(tip, by=officer), shown=_step(Status.RECEIVED, Status.QUARANTINED),
        done=_("The tip is in the queue."), tone="primary", key="r", is_undoable=True,
    ),
    Button(
        "handback", _("Hand back"), "hotline.claim_tip", lambda tip, officer, said: triage.hand_back(tip, by=officer),
        shown=_step(Status.RECEIVED, Status.IN_TRIAGE), done=_("The tip is back in the queue."),
        key="b", is_undoable=True,
    ),
    Button(
        "reopen", _("Reopen"), "hotline.triage_tip", _reopen,
        shown=_step(Status.IN_TRIAGE, Status.DISMISSED, Status.MERGED), done=_("The tip is open again, and yours."),
        key="o",
    ),
    Button("tag", _("Tag"), "hotline.claim_tip", _tag, form=TagForm, done=_("Tagged."), key="l"),
    Button(
        "untag", _("Take a tag off"), "hotline.claim_tip",
        lambda tip, officer, said: tags.take_off(tip, said["tag"], by=officer), form=UntagForm,
        shown=lambda tip: bool(tip.tags.all()), done=_("The tag is off."),
    ),
    Button(
        "kind", _("Kind of source"), source_kinds.RIGHT,
        lambda tip, officer, said: source_kinds.correct(tip, said["kind"], reason=said["reason"], by=officer),
        form=KindForm, shown=source_kinds.may_be_corrected, done=_("The kind of source is set."),
    ),
    Button(
        "contact", _("Ask to open the contact"), "vault.reveal_source", _ask_to_open, form=AskForm,
        shown=lambda tip: identity.has_contact(tip.source_id), done=_("A supervisor decides now."),
        then=lambda asked: reverse("admin:vault_revealrequest_change", args=[asked.pk]), key="i",
    ),
]  # fmt: skip
