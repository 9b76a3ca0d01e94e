"""Laboratories: what they are asked about exhibits, the form to print, and what they found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casework import require_case, require_kept
from cases.custody import require_exhibit
from cases.custody_chain import service_number
from cases.models import Case, Exhibit, LabQuestion, LabRequest
from intel.rendering import render
from staff import audit
from staff.models import Officer
from staff.references import next_reference
from staff.refusals import Invalid, WrongStatus

RIGHT = "cases.take_exhibit"


@dataclass(frozen=True)
class Wanted:
    """What is asked, of whom, and where the items go afterwards."""

    laboratory: str
    contact: str
    return_instructions: str
    address: str = ""
    method_wanted: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Finding:
    """What a laboratory found. `file`: its report, taken in as an exhibit of the case; else `text`."""

    by: str
    on: date
    method: str = ""
    text: str = ""
    file: Exhibit | None = None


@transaction.atomic
def ask(case: Case, wanted: Wanted, questions: Mapping[Exhibit, str], *, by: Officer) -> LabRequest:
    """Write a request to a laboratory. The items themselves go there by a step of custody.

    Args:
        questions: what is asked about each exhibit of the case.
    Raises: NotAllowed; Invalid with a sentence a field.
    """
    require_case(case, RIGHT, by=by)
    _check(case, wanted, questions)
    request = LabRequest.objects.create(
        reference=next_reference("LAB"), case=case, asked_by=by, laboratory=wanted.laboratory.strip()[:120],
        address=wanted.address.strip()[:300], method_wanted=wanted.method_wanted.strip()[:200],
        return_instructions=wanted.return_instructions.strip()[:300], contact=wanted.contact.strip()[:200],
        due=wanted.due,
    )  # fmt: skip
    for exhibit, question in questions.items():
        LabQuestion.objects.create(request=request, exhibit=exhibit, question=question.strip()[:500])
    audit.record(by, "lab.asked", request, case=case.reference, questions=len(questions))
    return request


def _check(case: Case, wanted: Wanted, questions: Mapping[Exhibit, str]) -> None:
    wrong: dict[str, str] = {}
    for name in ("laboratory", "contact", "return_instructions"):
        if not getattr(wanted, name).strip():
            wrong[name] = _("This is needed on the form.")
    if not questions or not all(question.strip() for question in questions.values()):
        wrong["questions"] = _("Ask at least one question, each about an exhibit.")
    if any(exhibit.case_id != case.pk for exhibit in questions):
        wrong["questions"] = _("Each exhibit must be of this case.")
    if wrong:
        raise Invalid(_("The request is not complete."), **wrong)


@transaction.atomic
def answer(question: LabQuestion, finding: Finding, *, by: Officer) -> LabQuestion:
    """Enter what a laboratory found about one exhibit; what was entered stays.

    Raises: NotAllowed; WrongStatus where it is answered; Invalid.
    """
    row = (
        LabQuestion.objects.select_for_update(of=("self",))
        .select_related("exhibit", "request__case")
        .get(pk=question.pk)
    )
    require_exhibit(row.exhibit, RIGHT, by=by)
    require_kept(row.request.case.purged_at)
    if row.is_answered:
        raise WrongStatus(_("A result stands there already."))
    wrong: dict[str, str] = {}
    if not finding.by.strip():
        wrong["by"] = _("Say who found it.")
    if not finding.text.strip() and finding.file is None:
        wrong["text"] = _("Write the result, or choose the laboratory's report.")
    if finding.on > timezone.localdate():
        wrong["on"] = _("That day is still to come.")
    if finding.file is not None and finding.file.case_id != row.exhibit.case_id:
        wrong["file"] = _("The report stands in another case.")
    if wrong:
        raise Invalid(_("The result is not complete."), **wrong)
    row.result, row.result_file, row.result_by = finding.text.strip(), finding.file, finding.by.strip()[:120]
    row.result_on, row.result_method, row.entered_by = finding.on, finding.method.strip()[:200], by
    row.save(update_fields=["result", "result_file", "result_by", "result_on", "result_method", "entered_by"])
    audit.record(by, "lab.answered", row.request, exhibit=row.exhibit.reference)
    return row


def form(request: LabRequest) -> bytes:
    """The request as a form to print, sign and send with the items (PDF)."""
    case = request.case
    said = {
        "reference": request.reference, "title": "Request to a laboratory", "organisation": settings.ORGANISATION,
        "handling": {"tlp": "TLP:AMBER+STRICT", "conditions": "For the laboratory named here. Keep it with the items."},
        "subtitle": f"{case.reference} · {request.asked_at:%Y-%m-%d}", "laboratory": request.laboratory,
        "address": request.address, "method_wanted": request.method_wanted, "contact": request.contact,
        "due": str(request.due or ""), "return_instructions": request.return_instructions,
        "asked_by": service_number(request.asked_by), "items": [_item(row) for row in _questions(request)],
    }  # fmt: skip
    return render("lab_request", said, at=request.asked_at)


def _questions(request: LabRequest) -> list[LabQuestion]:
    return list(request.questions.select_related("exhibit"))


def _item(row: LabQuestion) -> dict[str, str]:
    exhibit = row.exhibit
    hazards = [_("biohazard")] * exhibit.is_biohazard + [_("dangerous")] * exhibit.is_dangerous
    return {
        "exhibit": exhibit.reference, "description": exhibit.description, "seal": exhibit.seal_number,
        "packaging": exhibit.packaging, "measures": exhibit.measures, "marks": exhibit.marks,
        "hazard": ", ".join(hazards), "question": row.question,
    }  # fmt: skip
