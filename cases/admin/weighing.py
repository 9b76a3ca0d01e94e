"""`/desk/cases/case/<id>/hypotheses/`: the matrix of a case's hypotheses, to read and to weigh."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from cases import hypotheses, matrix
from cases.admin.ground import seen_through_glass
from cases.admin.inquiry import HYPOTHESIS_BUTTONS
from cases.admin.inquiry_buttons import matrix_page
from cases.models import Bearing, Case, Hypothesis
from staff import access, desk_verbs, frame
from staff.desk import DeskAdmin
from staff.desk_verbs import STATUS_OF
from staff.models import Officer
from staff.refusals import Refused

RIGHT = "cases.write_case"


class Weighing(DeskAdmin):
    """Each row of the matrix is a form of its own: what is sent is one piece of evidence, weighed."""

    def page_urls(self) -> list[URLPattern]:
        return [
            path("<str:pk>/hypotheses/", self.door(self.hypotheses), name="cases_case_hypotheses"),
            *super().page_urls(),
        ]

    def hypotheses(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        case: Case = self.row_or_404(request, pk)
        if request.method != "POST":
            return self._matrix(request, case)
        officer = cast(Officer, request.user)
        if not access.allows(officer, RIGHT):
            raise PermissionDenied
        evidence = matrix.named(case, request.POST.get("evidence", ""))
        if evidence is None:
            raise Http404
        try:
            hypotheses.weigh(evidence, _changed(case, request.POST), by=officer, note=request.POST.get("note", ""))
        except Refused as refusal:
            return self._matrix(request, case, str(refusal), STATUS_OF.get(type(refusal), 422))
        messages.success(request, _("Weighed."))
        return HttpResponseRedirect(f"{matrix_page(case)}#{matrix.key_of(evidence)}")

    def _matrix(self, request: HttpRequest, case: Case, refusal: str = "", status: int = 200) -> TemplateResponse:
        officer = cast(Officer, request.user)
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "row": case, "is_fullwidth": "1",
            "title": _("Hypotheses of %(reference)s") % {"reference": case.reference}, "refusal": refusal,
            "matrix": matrix.of(case, officer), "says": Bearing.Says.choices, **seen_through_glass(request, case),
        }  # fmt: skip
        if "glass" not in context and access.allows(officer, RIGHT):
            context |= self._to_write(case, officer, context["matrix"])
        return TemplateResponse(request, "cases/desk/hypotheses.html", context, status=status)

    def _to_write(self, case: Case, officer: Officer, seen: matrix.Matrix) -> dict[str, Any]:
        """What stands on the page of whoever may weigh: the buttons of each hypothesis, and what is not weighed yet."""
        concluding = {
            column.number: desk_verbs.offers(
                HYPOTHESIS_BUTTONS, column.hypothesis, officer, mark=f"_{column.hypothesis.pk}"
            ).values()
            for column in seen.columns
        }
        return {
            "may_weigh": any(column.hypothesis.state == Hypothesis.State.OPEN for column in seen.columns),
            "concluding": concluding, "more": matrix.not_weighed(case, officer, seen),
            "put": desk_verbs.offers([each for each in self.buttons if each.name == "put"], case, officer).get("put"),
        }  # fmt: skip


def _changed(case: Case, sent: QueryDict) -> dict[Hypothesis, str]:
    """What is said otherwise than the page said when it was drawn; with another note, all that is said."""
    found = {}
    for hypothesis in case.hypotheses.filter(state=Hypothesis.State.OPEN):
        says, was = sent.get(f"h_{hypothesis.pk}", ""), sent.get(f"was_{hypothesis.pk}", "")
        if says != was or (says and sent.get("note", "") != sent.get("note_was", "")):
            found[hypothesis] = says
    return found
