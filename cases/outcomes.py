"""The ledger of outcomes: entered by an officer or reported by an agency, corrected by a further row, never changed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.utils import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import flow_back
from cases.casework import require_case
from cases.models import Case, Exhibit, Outcome, OutcomePerson, Proceeding, Referral, Sentence
from hotline import acted_on
from intel.models import Entity
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

MAX_TEXT = 5_000  # characters
PERSONS, PIECES = "persons", "no."
CURRENCY, COUNTRY = re.compile(r"[A-Z]{3}"), re.compile(r"[A-Z]{2}")
Kind = Outcome.Kind


@dataclass(frozen=True)
class Result:
    """One outcome.

    quantity: in `unit` (`persons`, `kg`, `no.`, a currency of three letters); None where nothing was counted. Left
        out, the unit of arrests, charges and verdicts is `persons` and that of all else but fines `no.`.
    persons: those counted by name, each once; there may be more than are known.
    counted_in: the year in whose figures it stands; None: the year of its date.
    exhibit, proceeding, sentence: of the same case, what proves it.
    """

    kind: str
    date: date
    quantity: Decimal | None = None
    unit: str = ""
    place: str = ""
    attribution: str = Outcome.Attribution.UNKNOWN
    proof: str = Outcome.Proof.UNVERIFIED
    text: str = ""
    country: str = ""
    counted_in: int | None = None
    persons: Sequence[Entity] = ()
    exhibit: Exhibit | None = None
    proceeding: Proceeding | None = None
    sentence: Sentence | None = None


def unit_shown(unit: str) -> str:
    """A kept unit in the reader's words; codes of currencies and units are said as they are."""
    return _("persons") if unit == PERSONS else unit


def unit_of(result: Result) -> str:
    """The unit as it is kept; "" where nothing was counted."""
    if quantity_of(result) is None:
        return ""
    usual = PERSONS if result.kind in Outcome.OF_PERSONS else "" if result.kind == Kind.FINE else PIECES
    return result.unit.strip()[:12] or usual


def quantity_of(result: Result) -> Decimal | None:
    return Decimal(len(result.persons)) if result.quantity is None and result.persons else result.quantity


def _check(case: Case, result: Result) -> None:
    wrong = _wrong_words(result) | _wrong_count(result) | _wrong_proof(case, result)
    if wrong:
        raise Invalid(_("The outcome is not complete."), **wrong)


def _wrong_words(result: Result) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if result.kind not in Outcome.Kind.values:
        wrong["kind"] = _("Choose what came of it.")
    if result.date is None or result.date > timezone.localdate():
        wrong["date"] = _("Give the day it happened, not later than today.")
    elif result.counted_in is not None and result.counted_in < result.date.year:
        wrong["counted_in"] = _("It cannot be counted before it happened.")
    if result.attribution not in Outcome.Attribution.values:
        wrong["attribution"] = _("Choose how far it came of this referral.")
    if result.proof not in Outcome.Proof.values:
        wrong["proof"] = _("Choose how it is proven.")
    if result.country and not COUNTRY.fullmatch(result.country):
        wrong["country"] = _("Two letters, as VN.")
    if len(result.text) > MAX_TEXT:
        wrong["text"] = _("At most 5,000 characters.")
    return wrong


def _wrong_count(result: Result) -> dict[str, str]:
    quantity, unit = quantity_of(result), unit_of(result)
    if quantity is None:
        return {}
    if quantity < 0:
        return {"quantity": _("A quantity is not below zero.")}
    if result.persons and result.kind not in Outcome.OF_PERSONS:
        return {"persons": _("Only arrests, charges and verdicts count persons.")}
    if quantity < len({person.pk for person in result.persons}):
        return {"quantity": _("Fewer than the persons named.")}
    if result.kind in Outcome.OF_PERSONS and (unit != PERSONS or quantity != int(quantity)):
        return {"unit": _("Persons are counted here: leave the unit empty, and give a whole number.")}
    if result.kind == Kind.FINE and not CURRENCY.fullmatch(unit):
        return {"unit": _("Give the currency by its three letters, as VND.")}
    return {}


def _wrong_proof(case: Case, result: Result) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if result.exhibit and result.exhibit.case_id != case.pk:
        wrong["exhibit"] = _("This exhibit is of another case.")
    if result.proceeding and result.proceeding.case_id != case.pk:
        wrong["proceeding"] = _("This proceeding is of another case.")
    if any(case.pk not in person.compartments for person in result.persons):
        wrong["persons"] = _("Choose persons of this case.")
    return wrong


def _create(case: Case, result: Result, **more: Any) -> Outcome:
    _check(case, result)
    try:
        with transaction.atomic():
            return _write(case, result, **more)
    except IntegrityError as doubled:
        if "counts_once" not in str(doubled):
            raise
        raise WrongStatus(_("This is counted already: correct the outcome that stands.")) from doubled


def _write(case: Case, result: Result, **more: Any) -> Outcome:
    outcome = Outcome.objects.create(
        case=case, kind=result.kind, date=result.date, quantity=quantity_of(result), unit=unit_of(result),
        place=result.place.strip()[:200], country=result.country, counted_in=result.counted_in or result.date.year,
        attribution=result.attribution, proof=result.proof, text=result.text.strip(), exhibit=result.exhibit,
        proceeding=result.proceeding, sentence=result.sentence, **more,
    )  # fmt: skip
    OutcomePerson.objects.bulk_create(
        OutcomePerson(outcome=outcome, person=person, kind=outcome.kind, proceeding=outcome.proceeding)
        for person in {person.pk: person for person in result.persons}.values()
    )
    return outcome


@transaction.atomic
def enter(case: Case, result: Result, *, by: Officer, referral: Referral | None = None) -> Outcome:
    """Enter an outcome at the desk.

    Raises: NotAllowed; Invalid with a sentence per field; WrongStatus where a verdict or fine is counted already.
    """
    require_case(case, "cases.write_case", by=by)
    if referral and referral.case_id != case.pk:
        raise Invalid(_("This referral is of another case."))
    outcome = _create(case, result, referral=referral, by_officer=by)
    flow_back.tell(outcome)
    audit.record(by, "outcome.entered", outcome, case=case.reference, kind=outcome.kind)
    return outcome


def told_by_agency(referral: Referral, result: Result) -> Outcome:
    """What an agency reports of its referral, in the caller's transaction. Raises: Invalid."""
    outcome = _create(referral.case, result, referral=referral, by_agency=referral.agency)
    flow_back.tell(outcome)
    audit.record(f"agency:{referral.agency_id}", "outcome.reported", outcome, referral=referral.reference)
    return outcome


@transaction.atomic
def correct(outcome: Outcome, result: Result, *, by: Officer) -> Outcome:
    """Put another row in the place of one that proved wrong. Both stay; the new one counts.

    Args:
        result: the whole outcome as it is right; its `text` says why, too.
    Raises: NotAllowed; Invalid; WrongStatus where it was corrected before.
    """
    fresh = _to_correct(outcome, by=by)
    if not result.text.strip():
        raise Invalid(_("Say what was wrong."), text=_("Say what was wrong."))
    _stop_counting(fresh)
    row = _create(fresh.case, result, referral=fresh.referral, corrects=fresh, by_officer=by)
    acted_on.correct(fresh.pk, row.pk, kind=row.kind, on=row.date)
    audit.record(by, "outcome.corrected", row, case=fresh.case.reference, corrects=str(fresh.pk))
    return row


@transaction.atomic
def retract(outcome: Outcome, why: str, *, by: Officer) -> Outcome:
    """Say that an outcome did not happen. The row stays, with the one that says so; neither counts."""
    fresh = _to_correct(outcome, by=by)
    if not why.strip() or len(why) > MAX_TEXT:
        raise Invalid(_("Say what was wrong."), text=_("Say what was wrong."))
    _stop_counting(fresh)
    row = Outcome.objects.create(
        case=fresh.case, referral=fresh.referral, kind=fresh.kind, date=fresh.date, counted_in=fresh.counted_in,
        country=fresh.country, attribution=fresh.attribution, proof=fresh.proof, text=why.strip(), corrects=fresh,
        is_retraction=True, by_officer=by,
    )  # fmt: skip
    acted_on.take_back(fresh.pk)
    audit.record(by, "outcome.retracted", row, case=fresh.case.reference, corrects=str(fresh.pk))
    return row


def _to_correct(outcome: Outcome, *, by: Officer) -> Outcome:
    require_case(outcome.case, "cases.write_case", by=by)
    fresh = Outcome.objects.select_for_update(no_key=True, of=("self",)).get(pk=outcome.pk)
    if not fresh.stands:
        raise WrongStatus(_("It was corrected before: correct the row that stands."))
    return fresh


def _stop_counting(fresh: Outcome) -> None:
    fresh.counted.update(stands=False)
