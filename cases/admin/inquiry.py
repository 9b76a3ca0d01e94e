"""Questions, hypotheses and points of checklists at the desk: buttons that stand on the case's page, and lists."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cases import checklist, hypotheses, questions
from cases.admin import inquiry_forms as forms
from cases.admin.ground import ViewedWithCases, seen_through_glass
from cases.admin.inquiry_buttons import WRITE, matrix_page, on_card
from cases.hypotheses import Conclusion
from cases.models import ChecklistPoint, Hypothesis, Question
from staff.desk import DeskAdmin
from staff.desk_verbs import Button


def _conclude(hypothesis: Hypothesis, officer: Any, said: dict[str, Any]) -> Any:
    return hypotheses.conclude(hypothesis, Conclusion(**said), by=officer)


QUESTION_BUTTONS = [
    Button(
        "answer", _("Answer"), WRITE,
        lambda question, officer, said: questions.answer(question, said["answer"], by=officer), form=forms.AnswerForm,
        shown=lambda question: "answered" in questions.NEXT[question.state], done=_("Answered."),
        then=on_card("questions"),
    ),
    Button(
        "reword", _("Reword"), WRITE,
        lambda question, officer, said: questions.reword(question, by=officer, **said),
        form=forms.RewordQuestionForm, done=_("Kept."), then=on_card("questions"),
    ),
    Button(
        "drop", _("Drop"), WRITE, lambda question, officer, said: questions.drop(question, by=officer),
        shown=lambda question: "dropped" in questions.NEXT[question.state], then=on_card("questions"),
    ),
    Button(
        "again", _("Ask again"), WRITE, lambda question, officer, said: questions.ask_again(question, by=officer),
        shown=lambda question: "open" in questions.NEXT[question.state], then=on_card("questions"),
    ),
]  # fmt: skip
HYPOTHESIS_BUTTONS = [
    Button(
        "conclude", _("Conclude"), WRITE, _conclude, form=forms.ConcludeForm,
        shown=lambda hypothesis: "held" in hypotheses.NEXT[hypothesis.state], done=_("Concluded."), then=matrix_page,
    ),
    Button(
        "reword", _("Reword"), WRITE,
        lambda hypothesis, officer, said: hypotheses.reword(hypothesis, by=officer, **said),
        form=forms.RewordHypothesisForm, done=_("Kept."), then=matrix_page,
    ),
    Button(
        "drop", _("Drop"), WRITE, lambda hypothesis, officer, said: hypotheses.drop(hypothesis, by=officer),
        shown=lambda hypothesis: "dropped" in hypotheses.NEXT[hypothesis.state], then=matrix_page,
    ),
    Button(
        "up", _("Take up again"), WRITE, lambda hypothesis, officer, said: hypotheses.take_up(hypothesis, by=officer),
        shown=lambda hypothesis: "open" in hypotheses.NEXT[hypothesis.state], then=matrix_page,
    ),
]  # fmt: skip
POINT_BUTTONS = [
    Button(
        "tick", _("Tick"), WRITE, lambda point, officer, said: checklist.tick(point, by=officer, **said),
        form=forms.TickForm, shown=lambda point: not point.is_ticked, then=on_card("checklist"),
    ),
    Button(
        "untick", _("Take the tick away"), WRITE, lambda point, officer, said: checklist.untick(point, by=officer),
        shown=lambda point: point.is_ticked, then=on_card("checklist"),
    ),
]  # fmt: skip


class InquiryAdmin(ViewedWithCases, DeskAdmin):
    list_select_related: tuple[str, ...] = ("case",)
    ordering = ("-pk",)
    sortable_by = ()

    def page_context(self, request: Any, row: Any) -> dict[str, Any]:
        return seen_through_glass(request, row)


@admin.register(Question)
class QuestionAdmin(InquiryAdmin):
    list_display = ("text", "case", "state", "asked_at")
    list_filter = ("state",)
    buttons = QUESTION_BUTTONS
    page_facts = ("text", "case", "state", "answer", "in_packets", "asked_by", "asked_at")


@admin.register(Hypothesis)
class HypothesisAdmin(InquiryAdmin):
    list_display = ("text", "case", "state", "likelihood", "confidence")
    list_filter = ("state",)
    buttons = HYPOTHESIS_BUTTONS
    page_facts = ("text", "case", "state", "conclusion", "likelihood_shown", "confidence", "in_packets", "put_by")


@admin.register(ChecklistPoint)
class ChecklistPointAdmin(InquiryAdmin):
    list_display = ("text", "case", "section", "ticked_by", "ticked_at")
    list_select_related = ("case", "ticked_by")
    list_filter = ("section",)
    buttons = POINT_BUTTONS
    page_facts = ("text", "case", "section", "ticked_by", "ticked_at", "note")
