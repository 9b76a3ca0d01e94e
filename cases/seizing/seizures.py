"""Seizures at the desk: recording one, correcting it, and saying which reports and exhibits speak of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casework import require_case
from cases.models import Case, Exhibit, Outcome, Seizure
from cases.models.trade_codes import Detection, Disposal, Setting, Transport, ValueMethod
from cases.seizing import countries, rechecks
from hotline.models import Report
from reference.models import Agency
from staff import audit
from staff.models import Officer
from staff.references import next_reference
from staff.refusals import Invalid

MAX_TEXT = 5_000  # characters of the additional information
# Field: (list, its name in a refusal).
LISTS: dict[str, tuple[type[models.TextChoices], Any]] = {
    "date_precision": (Seizure.DatePrecision, "date precision"), "setting": (Setting, "kind of place"),
    "transport": (Transport, "mode of transport"), "detection": (Detection, "method of detection"),
    "value_method": (ValueMethod, "method of valuing"), "disposal": (Disposal, "disposal"),
    "proof": (Outcome.Proof, "proof"), "attribution": (Outcome.Attribution, "attribution"),
}  # fmt: skip
MAY_BE_EMPTY = {"detection", "value_method"}


@dataclass(frozen=True)
class Facts:
    """A seizure as told. `value` in `currency` (ISO 4217) as of `valued_on`; codes are those of `trade_codes`.

    agency: from the reference data; agency_words where it is not there. told_by: who told us; it stays on the desk.
    """

    seized_on: date
    country: str
    date_precision: str = Seizure.DatePrecision.DAY
    setting: str = Setting.UNKNOWN
    place: str = ""
    agency: Agency | None = None
    agency_words: str = ""
    reason: str = ""
    transport: str = Transport.UNKNOWN
    detection: str = ""
    concealment: str = ""
    value: Decimal | None = None
    currency: str = ""
    valued_on: date | None = None
    value_method: str = ""
    valued_by: str = ""
    law: str = ""
    sanction: str = ""
    disposal: str = Disposal.UNKNOWN
    additional: str = ""
    proof: str = Outcome.Proof.UNVERIFIED
    told_by: str = ""
    attribution: str = Outcome.Attribution.UNKNOWN


def not_in_list(code: str, choices: type[models.TextChoices], name: str) -> str:
    """The sentence for a code that a list does not have; it names the list and what stands in it."""
    return _("'%(code)s' is not in the list '%(list)s': %(codes)s.") % {
        "code": code[:20], "list": name, "codes": ", ".join(choices.values),
    }  # fmt: skip


def _check(facts: Facts) -> None:
    wrong: dict[str, str] = {}
    if facts.seized_on is None or facts.seized_on > timezone.localdate():
        wrong["seized_on"] = _("Give the day of the seizure, not later than today.")
    if sentence := countries.refusal(facts.country):
        wrong["country"] = sentence
    for field, (choices, name) in LISTS.items():
        code = getattr(facts, field)
        if code not in choices.values and not (code == "" and field in MAY_BE_EMPTY):
            wrong[field] = not_in_list(code, choices, name)
    wrong |= _wrong_value(facts)
    if len(facts.additional) > MAX_TEXT:
        wrong["additional"] = _("At most 5,000 characters.")
    if wrong:
        raise Invalid(_("The seizure is not complete."), **wrong)


def _wrong_value(facts: Facts) -> dict[str, str]:
    if facts.value is None:
        return {}
    wrong = {}
    if facts.value < 0:
        wrong["value"] = _("A value is not below zero.")
    if not re.fullmatch("[A-Z]{3}", facts.currency):
        wrong["currency"] = _("Name the currency by its ISO 4217 code, as VND or USD.")
    if facts.value_method == ValueMethod.ESTIMATE and not facts.valued_by.strip():
        wrong["valued_by"] = _("Say who estimated it.")
    return wrong


def _columns(facts: Facts) -> dict[str, Any]:
    """As they are kept: text within its length, and no currency without a value."""
    kept = {name: getattr(facts, name) for name in Facts.__dataclass_fields__}
    for name, value in kept.items():
        if isinstance(value, str):
            column: Any = Seizure._meta.get_field(name)
            kept[name] = value.strip()[: column.max_length]
    if facts.value is None:
        kept |= {"currency": "", "valued_on": None, "value_method": "", "valued_by": ""}
    return kept


@transaction.atomic
def record(case: Case, facts: Facts, *, by: Officer) -> Seizure:
    """Record a seizure of a case. Raises: NotAllowed; Invalid with a sentence per field."""
    require_case(case, "cases.write_case", by=by)
    _check(facts)
    seizure = Seizure.objects.create(reference=next_reference("SEZ"), case=case, recorded_by=by, **_columns(facts))
    audit.record(by, "seizure.recorded", seizure, case=case.reference, country=facts.country)
    return seizure


@transaction.atomic
def correct(seizure: Seizure, facts: Facts, *, by: Officer) -> Seizure:
    """Write a seizure anew. The audit names the columns that changed. Raises: NotAllowed; Invalid."""
    fresh = locked(seizure, by=by)
    _check(facts)
    changed = [name for name, value in _columns(facts).items() if getattr(fresh, name) != value]
    for name in changed:
        setattr(fresh, name, _columns(facts)[name])
    fresh.save(update_fields=changed)
    if "seized_on" in changed:
        _count_rechecks_anew(fresh)
    audit.record(by, "seizure.corrected", fresh, columns=sorted(changed))
    return fresh


def _count_rechecks_anew(seizure: Seizure) -> None:
    for group in seizure.animals.filter(recheck_due__isnull=False, released_on=None):
        group.recheck_due = rechecks.recheck_after(seizure.seized_on, group.seen_on)
        group.save(update_fields=["recheck_due"])


def locked(seizure: Seizure, *, by: Officer) -> Seizure:
    """The seizure's row, locked and read again, for an officer who writes in its case. Raises: NotAllowed."""
    require_case(seizure.case, "cases.write_case", by=by)
    return Seizure.objects.select_for_update(no_key=True, of=("self",)).select_related("case").get(pk=seizure.pk)


@transaction.atomic
def attribute(
    seizure: Seizure, *, by: Officer, reports: Sequence[Report] = (), exhibits: Sequence[Exhibit] = ()
) -> Seizure:
    """Say which reports and exhibits of the case speak of this seizure; what was said before is replaced.

    Raises: NotAllowed; Invalid where one is of another case.
    """
    fresh = locked(seizure, by=by)
    known = set(fresh.case.reports.filter(pk__in=[each.pk for each in reports]).values_list("pk", flat=True))
    if len(known) < len({each.pk for each in reports}) or any(each.case_id != fresh.case_id for each in exhibits):
        raise Invalid(_("Only reports and exhibits of this case."))
    fresh.reports.set(reports)
    fresh.exhibits.set(exhibits)
    audit.record(by, "seizure.attributed", fresh, reports=len(reports), exhibits=len(exhibits))
    return fresh


def facts_of(seizure: Seizure) -> dict[str, Any]:
    """The facts as they stand, by name: what a form of correction starts with."""
    return {name: getattr(seizure, name) for name in Facts.__dataclass_fields__}
