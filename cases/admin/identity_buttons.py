"""What of an entity's page bears on its identity: who could be the same, who is, and the buttons to say so."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases import elsewhere
from intel import candidates, grounds, identity
from intel.matching import wording
from intel.models import Entity, Judgement, Verdict
from intel.models.judgement import MAX_REASON
from staff import access
from staff.desk_verbs import Button, VerbForm

VERDICTS = [(each.value, each.label) for each in (Verdict.SAME, Verdict.NOT_SAME, Verdict.UNSURE)]


class JudgeForm(VerbForm):
    other = forms.CharField(label=_("reference of the other"), max_length=20)
    verdict = forms.ChoiceField(label=_("judgement"), choices=VERDICTS)
    reason = forms.CharField(label=_("why"), max_length=MAX_REASON)

    def clean_other(self) -> Entity:
        """What the officer does not see is not told from what is not there."""
        seen = Entity.objects.visible_to(self.officer).filter(reference=self.cleaned_data["other"].strip().upper())
        found = seen.first()
        if found is None:
            raise ValidationError(_("You see nothing under this reference."))
        return found


class WithdrawForm(VerbForm):
    judgement = forms.ModelChoiceField(Judgement.objects.none(), widget=forms.HiddenInput)
    reason = forms.CharField(label=_("why"), max_length=MAX_REASON)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        chosen: Any = self.fields["judgement"]
        chosen.queryset = Judgement.objects.visible_to(self.officer).of([row.pk])


def _stands(entity: Entity) -> bool:
    return entity.stands and entity.purged_at is None


ON_IDENTITY = [
    Button(
        "judge", _("Judge another as the same or not"), grounds.RIGHT,
        lambda entity, officer, said: identity.judge(
            entity, said["other"], said["verdict"], said["reason"], by=officer
        ),
        form=JudgeForm, shown=_stands, done=_("Judged; it can be taken back here."),
    ),
    Button(
        "withdraw", _("Take back"), grounds.RIGHT,
        lambda entity, officer, said: identity.withdraw(said["judgement"], said["reason"], by=officer),
        form=WithdrawForm, done=_("Taken back: all stands as before."),
    ),
    Button(
        "elsewhere", _("Ask"), grounds.RIGHT, lambda entity, officer, said: elsewhere.ask(entity, by=officer),
        shown=_stands, done=_("Asked. Whoever leads such a case is told your name and this reference."),
    ),
]  # fmt: skip
# They stand in cards of the page, not in its bar.
PLACED = frozenset(button.name for button in ON_IDENTITY)


def shown(entity: Entity, officer: Any) -> dict[str, Any]:
    """For the page's template: candidates with reasons in words, the group, judgements, and what another case has."""
    if not access.allows(officer, grounds.RIGHT):
        return {"placed": PLACED}
    found = candidates.of(entity, officer) if _stands(entity) else []
    others = identity.together(entity.pk) - {entity.pk}
    standing = Judgement.objects.standing().of([entity.pk]).visible_to(officer).select_related("one", "other", "by")
    return {
        "placed": PLACED, "verdicts": VERDICTS,
        "candidates": [
            (each, round(100 * each.score.points), [wording.sentence(reason) for reason in each.score.reasons])
            for each in found
        ],
        "group": Entity.objects.visible_to(officer).filter(pk__in=others).order_by("reference") if others else [],
        "judgements": [(row, row.other if row.one_id == entity.pk else row.one) for row in standing],
        "elsewhere": [
            wording.kind_of(each.kind) + ": " + each.key for each in candidates.elsewhere(entity, officer)
        ] if _stands(entity) else [],
    }  # fmt: skip
