"""What came of a case: entered by an officer, or reported by an agency."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casework import require_case
from cases.models import Case, Outcome, Referral
from reference.models import Agency
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid

MAX_TEXT = 5_000  # characters


@dataclass(frozen=True)
class Result:
    """One outcome. `quantity` in `unit` (`persons`, `kg`, `no.`, a currency); None where nothing was counted."""

    kind: str
    date: date
    quantity: Decimal | None = None
    unit: str = ""
    place: str = ""
    attribution: str = Outcome.Attribution.UNKNOWN
    proof: str = Outcome.Proof.UNVERIFIED
    text: str = ""


def _check(result: Result) -> None:
    wrong: dict[str, str] = {}
    if result.kind not in Outcome.Kind.values:
        wrong["kind"] = _("Choose what came of it.")
    if result.date is None or result.date > timezone.localdate():
        wrong["date"] = _("Give the day it happened, not later than today.")
    if result.quantity is not None and result.quantity < 0:
        wrong["quantity"] = _("A quantity is not below zero.")
    if result.attribution not in Outcome.Attribution.values:
        wrong["attribution"] = _("Choose how far it came of this referral.")
    if result.proof not in Outcome.Proof.values:
        wrong["proof"] = _("Choose how it is proven.")
    if len(result.text) > MAX_TEXT:
        wrong["text"] = _("At most 5,000 characters.")
    if wrong:
        raise Invalid(_("The outcome is not complete."), **wrong)


def _create(case: Case, result: Result, *, referral: Referral | None, **teller: Officer | Agency) -> Outcome:
    _check(result)
    return Outcome.objects.create(
        case=case, referral=referral, kind=result.kind, date=result.date, quantity=result.quantity,
        unit=result.unit.strip()[:12], place=result.place.strip()[:200], attribution=result.attribution,
        proof=result.proof, text=result.text.strip(), **teller,
    )  # fmt: skip


@transaction.atomic
def enter(case: Case, result: Result, *, by: Officer, referral: Referral | None = None) -> Outcome:
    """Enter an outcome at the desk. Raises: NotAllowed; Invalid with a sentence per field."""
    require_case(case, "cases.write_case", by=by)
    if referral and referral.case_id != case.pk:
        raise Invalid(_("This referral is of another case."))
    outcome = _create(case, result, referral=referral, by_officer=by)
    audit.record(by, "outcome.entered", outcome, case=case.reference, kind=outcome.kind)
    return outcome


def told_by_agency(referral: Referral, result: Result) -> Outcome:
    """What an agency reports of its referral, in the caller's transaction. Raises: Invalid."""
    outcome = _create(referral.case, result, referral=referral, by_agency=referral.agency)
    audit.record(f"agency:{referral.agency_id}", "outcome.reported", outcome, referral=referral.reference)
    return outcome
