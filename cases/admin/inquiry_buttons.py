"""The buttons of a case's page that bear on its inquiry: each calls one verb."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases import case_templates, casework, checklist, hypotheses, leading, links, questions, risks
from cases.admin import inquiry_forms as forms
from cases.admin import seen
from cases.admin.ground import case_page
from cases.models import Case
from staff.desk_verbs import Button

WRITE = "cases.write_case"


def on_card(name: str) -> Callable[[Any], str]:
    """Back to a card of the page of the case that a row belongs to."""
    return lambda row: f"{case_page(row)}#{name}"


def matrix_page(row: Any) -> str:
    """The page on which a case's hypotheses are weighed."""
    return reverse("admin:cases_case_hypotheses", args=[row.pk if isinstance(row, Case) else row.case_id])


def is_open(case: Case) -> bool:
    return not case.is_closed


def _link(case: Case, officer: Any, said: dict[str, Any]) -> Any:
    near, far = (said["other"], case) if said["relation"] == forms.AS_PARENT else (case, said["other"])
    kind = "linked" if said["relation"] == "linked" else "parent"
    return links.link(near, far, kind, by=officer, why=said["why"], is_hinted=said["is_hinted"])


def _unlink(case: Case, officer: Any, said: dict[str, Any]) -> Any:
    seen = {str(each.link.pk): each.link for each in links.shown(case, officer)}
    return links.unlink(seen[said["link"]], by=officer)


INQUIRY_BUTTONS = [
    Button(
        "rest", _("Let it rest"), WRITE,
        lambda case, officer, said: casework.rest(case, said["reason"], said["until"], by=officer),
        form=forms.RestForm, shown=lambda case: "dormant" in casework.NEXT[case.status], done=_("The case rests."),
    ),
    Button(
        "ask", _("Ask a question"), WRITE, lambda case, officer, said: questions.ask(case, by=officer, **said),
        form=forms.QuestionForm, shown=is_open, done=_("The question stands."), then=on_card("questions"),
    ),
    Button(
        "put", _("Put a hypothesis"), WRITE, lambda case, officer, said: hypotheses.put(case, by=officer, **said),
        form=forms.HypothesisForm, shown=is_open, done=_("Put: weigh it against the evidence."), then=matrix_page,
    ),
    Button(
        "prepare", _("Add what such cases start with"), WRITE,
        lambda case, officer, said: case_templates.prepare(case, by=officer),
        shown=lambda case: is_open(case) and not case_templates.is_given(case),
        done=_("Tasks, questions and the checklist are there."),
    ),
    Button(
        "point", _("Add a point"), WRITE, lambda case, officer, said: checklist.add(case, by=officer, **said),
        form=forms.PointForm, shown=is_open, done=_("The point stands."), then=on_card("checklist"),
    ),
    Button(
        "assess", _("Assess a risk"), WRITE, lambda case, officer, said: risks.assess(case, by=officer, **said),
        form=forms.RiskForm, shown=is_open, done=_("Assessed."), then=on_card("risks"),
    ),
    Button("link", _("Link a case"), WRITE, _link, form=forms.LinkForm, done=_("Linked.")),
    Button(
        "unlink", _("Take a link away"), WRITE, _unlink, form=forms.UnlinkForm,
        shown=lambda case: bool(seen.case_links(case)), done=_("The link is gone."),
    ),
    Button(
        "deputy", _("Name a deputy"), WRITE,
        lambda case, officer, said: leading.deputise(case, said["officer_chosen"], by=officer),
        form=forms.DeputyForm, done=_("Kept."),
    ),
]  # fmt: skip
