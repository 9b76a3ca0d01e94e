"""Questions, hypotheses, the checklist, risks and links on a case's page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import links, matrix
from cases.admin import seen
from cases.admin.cards.card import Card
from cases.admin.inquiry import POINT_BUTTONS, QUESTION_BUTTONS
from cases.models import Case, CaseRisk, Question
from staff import desk_verbs
from staff.models import Officer

# Rewording is done on the question's own page, to which its words lead.
SETTLING = [button for button in QUESTION_BUTTONS if button.name != "reword"]
ORDER = ("open", "answered", "dropped")
LEVELS: dict[str, str] = {CaseRisk.Level.HIGH: "is-bad", CaseRisk.Level.MEDIUM: "is-warn"}


def _with_offers(buttons: Any, rows: Any, officer: Officer, *, may_write: bool) -> list[Any]:
    """Each row with what may be done with it; the fields of its forms bear the row's own ids."""
    found = []
    for row in rows:
        offers = desk_verbs.offers(buttons, row, officer, mark=f"_{row.pk}") if may_write else {}
        found.append((row, offers.values()))
    return found


def may_write(case: Case, officer: Officer) -> bool:
    """Whether buttons of its rows stand on the page: not for who reads it through broken glass."""
    return case.is_worked_by(officer)


def _questions(case: Case, officer: Officer) -> dict[str, Any]:
    rows = sorted(case.questions.all(), key=lambda question: ORDER.index(question.state))
    still = sum(question.state == Question.State.OPEN for question in rows)
    return {
        "questions": _with_offers(SETTLING, rows, officer, may_write=may_write(case, officer)),
        "questions_open": still, "questions_settled": len(rows) - still,
    }  # fmt: skip


def _hypotheses(case: Case, officer: Officer) -> dict[str, Any]:
    weighed = matrix.of(case, officer, seen.timeline(case, officer))
    return {"matrix": weighed, "hypotheses": weighed.columns}


def _checklist(case: Case, officer: Officer) -> dict[str, Any]:
    rows = list(case.checklist.select_related("ticked_by"))
    return {
        "points": _with_offers(POINT_BUTTONS, rows, officer, may_write=may_write(case, officer)),
        "points_ticked": sum(point.is_ticked for point in rows),
    }


def _risks(case: Case, officer: Officer) -> dict[str, Any]:
    return {"risks": [(risk, LEVELS.get(risk.level, "")) for risk in case.risks.all()]}


QUESTIONS = Card("questions", _("Questions"), _questions, ("ask",), counted="questions")
HYPOTHESES = Card(
    "hypotheses", _("Hypotheses"), _hypotheses, ("put",), counted="hypotheses"
)  # fmt: skip
CHECKLIST = Card("checklist", _("Checklist"), _checklist, ("point", "prepare"), counted="points")
RISKS = Card("risks", _("Risks"), _risks, ("assess",), is_aside=True, counted="risks")
LINKS = Card(
    "links", _("Linked cases"), lambda case, officer: {"links": links.shown(case, officer)}, ("link", "unlink"),
    is_aside=True, counted="links",
)  # fmt: skip
