"""What the buttons of questions, hypotheses, the checklist, risks and links ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import checklist, hypotheses, links, questions
from cases.admin.forms import OfficerForm, day, lines
from cases.casework import MAX_NOTE
from cases.models import Case, CaseRisk, ChecklistPoint, Hypothesis, Question
from intel.estimates import Confidence, Likelihood
from staff.desk_verbs import VerbForm

AS_PARENT, AS_CHILD = "parent", "child"


def leaves(**given: Any) -> forms.BooleanField:
    return forms.BooleanField(label=_("goes into packets"), required=False, initial=True, **given)


class QuestionForm(VerbForm):
    text = forms.CharField(label=_("question"), max_length=questions.MAX_TEXT)
    in_packets = leaves(help_text=_("While it is open, among what we do not know."))


class RewordQuestionForm(QuestionForm):
    def __init__(self, *args: Any, row: Question, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial = {"text": row.text, "in_packets": row.in_packets}


class AnswerForm(VerbForm):
    answer = lines(
        label=_("answer"), help_text=_("Name the report or exhibit that tells so. The answer stays on the desk.")
    )


class HypothesisForm(VerbForm):
    text = forms.CharField(
        label=_("hypothesis"), max_length=hypotheses.MAX_TEXT,
        help_text=_("One explanation of what happened, that could turn out wrong. Put the others beside it."),
    )  # fmt: skip
    in_packets = leaves()


class RewordHypothesisForm(HypothesisForm):
    def __init__(self, *args: Any, row: Hypothesis, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial = {"text": row.text, "in_packets": row.in_packets}


class ConcludeForm(VerbForm):
    state = forms.ChoiceField(label=_("we"), choices=[("held", _("hold it")), ("rejected", _("reject it"))])
    text = forms.CharField(
        label=_("conclusion"), widget=forms.Textarea(attrs={"rows": 3}), max_length=hypotheses.MAX_CONCLUSION,
        help_text=_("What we conclude and why: it stands in packets, with the words below and their scale."),
    )  # fmt: skip
    likelihood = forms.ChoiceField(label=_("how likely it is"), choices=[("", "–"), *Likelihood.choices])
    confidence = forms.ChoiceField(
        label=_("how well founded that is"), choices=[("", "–"), *Confidence.choices],
        help_text=_("Few or untested sources: low. Credible, with gaps: moderate. Good ones that agree: high."),
    )  # fmt: skip

    def __init__(self, *args: Any, row: Hypothesis, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial = {"text": row.conclusion, "likelihood": row.likelihood, "confidence": row.confidence}


class PointForm(VerbForm):
    text = forms.CharField(label=_("point"), max_length=checklist.MAX_TEXT)
    section = forms.ChoiceField(label=_("is"), choices=ChecklistPoint.Section.choices)


class TickForm(VerbForm):
    note = forms.CharField(label=_("note"), max_length=checklist.MAX_TEXT, required=False)

    def __init__(self, *args: Any, row: ChecklistPoint, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row.section != ChecklistPoint.Section.STEP:
            self.fields["note"].help_text = _("Where, when and by what right: it leaves with the point.")
        self.initial = {"note": row.note}


class RiskForm(VerbForm):
    kind = forms.ChoiceField(label=_("risk"), choices=[("", "–"), *CaseRisk.Kind.choices])
    level = forms.ChoiceField(label=_("how great"), choices=[("", "–"), *CaseRisk.Level.choices])
    sentence = forms.CharField(
        label=_("why, and what is done about it"), max_length=300,
        help_text=_("Packets tell of risks to officers, to animals and of flight; of a source or an official, never."),
    )  # fmt: skip


class LinkForm(VerbForm):
    other = forms.CharField(label=_("case"), max_length=20, help_text="CAS-2026-000001")
    relation = forms.ChoiceField(
        label=_("it is"),
        choices=[("linked", _("linked with this case")), (AS_CHILD, _("part of this case")),
                 (AS_PARENT, _("what this case is part of"))],
    )  # fmt: skip
    why = forms.CharField(label=_("why"), max_length=300, required=False)
    is_hinted = forms.BooleanField(
        label=_("tell members of one who do not see the other that there is another case"), required=False,
        help_text=_("Without a name or a number. When in doubt, leave it."),
    )  # fmt: skip

    def clean_other(self) -> Case:
        typed = self.cleaned_data["other"].strip().upper()
        found = Case.objects.visible_to(self.officer).filter(reference=typed).first()
        if found is None:
            raise forms.ValidationError(_("You see no case of this reference."))
        return found


class UnlinkForm(VerbForm):
    link = forms.ChoiceField(label=_("link"))

    def __init__(self, *args: Any, row: Case, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.seen = {str(seen.link.pk): seen for seen in links.shown(row, self.officer) if seen.other}
        self.fields["link"].choices = [  # type: ignore[attr-defined]
            (pk, f"{seen.other} ({seen.relation})") for pk, seen in self.seen.items()
        ]


class RestForm(VerbForm):
    reason = forms.CharField(
        label=_("why, and what it waits for"), widget=forms.Textarea(attrs={"rows": 3}), max_length=MAX_NOTE
    )
    until = day(label=_("until"), help_text=_("On that day it asks to be looked at."))


class DeputyForm(OfficerForm):
    def __init__(self, *args: Any, row: Case, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["officer_chosen"].required = False
        self.fields["officer_chosen"].help_text = _("Empty: no deputy.")
        self.initial = {"officer_chosen": row.deputy_id}
