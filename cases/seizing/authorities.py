"""Drafts for authorities, drawn up at the desk: looked through by the gate, on record before they are handed out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cases.casework import require_case
from cases.models import Case, Seizure
from cases.packets import gate
from cases.packets import secrets as source_secrets
from cases.seizing import countries, ecomessage, illegal_trade, told
from hotline.models import Report
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid

FORMS = ("csv", "xlsx")
RIGHT = "cases.write_case"


@dataclass(frozen=True)
class Year:
    """A calendar year, and a country by its code; '' is every country."""

    year: int
    country: str = ""


def seizures_of(asked: Year, officer: Officer) -> list[Seizure]:
    """The seizures of a year in cases that the officer works in: what broken glass shows is not taken out."""
    if not access.allows(officer, RIGHT):
        return []
    found = Seizure.objects.worked_by(officer).filter(seized_on__year=asked.year)
    return list(told.with_rows(found.filter(country=asked.country) if asked.country else found))


@translation.override(settings.LANGUAGE_CODE)
def rows_of(asked: Year, officer: Officer) -> list[dict[str, str]]:
    """The rows of the illegal trade report, in the house's own language."""
    return [row for case, seizures in _by_case(seizures_of(asked, officer)) for row in _rows(case, seizures)]


def _rows(case: Case, seizures: list[Seizure]) -> list[dict[str, str]]:
    return illegal_trade.rows(told.tell(seizures, told.EVERYTHING, _released(case)))


def _released(case: Case) -> set[Any]:
    """Ids of the case's reports that may leave the house."""
    return set(case.reports.filter(status=Report.Status.RELEASED).values_list("pk", flat=True))


@transaction.atomic
def draw_up(asked: Year, form: str, *, by: Officer) -> bytes:
    """The rows as a file, `csv` or `xlsx`, after the audit entry that says who took them.

    Raises: NotAllowed; Invalid for a country or form that is in no list, and where the gate finds something of a
        source.
    """
    access.require(by, RIGHT)
    _check(asked, form)
    with translation.override(settings.LANGUAGE_CODE):
        found = []
        for case, seizures in _by_case(seizures_of(asked, by)):
            of_case = _rows(case, seizures)
            _pass_gate(case, {"illegal trade report": of_case})
            found += of_case
    found.sort(key=lambda row: (row["Date of seizure"], row["Reference no."]))
    audit.record(by, "trade_report.drawn_up", by, year=asked.year, country=asked.country, form=form, rows=len(found))
    return illegal_trade.csv_file(found) if form == "csv" else _xlsx(found, asked)


def _check(asked: Year, form: str) -> None:
    if asked.country and (sentence := countries.refusal(asked.country)):
        raise Invalid(sentence, country=sentence)
    if form not in FORMS:
        raise Invalid(_("It can be drawn up as CSV or as XLSX."))


def _xlsx(found: list[dict[str, str]], asked: Year) -> bytes:
    return illegal_trade.xlsx_file(
        found, year=asked.year, country=asked.country, organisation=settings.ORGANISATION, at=_now()
    )


def _by_case(seizures: list[Seizure]) -> list[tuple[Case, list[Seizure]]]:
    found: dict[Any, tuple[Case, list[Seizure]]] = {}
    for seizure in seizures:
        found.setdefault(seizure.case_id, (seizure.case, []))[1].append(seizure)
    return list(found.values())


def _pass_gate(case: Case, said: dict[str, Any]) -> None:
    findings = gate.scan(said, source_secrets.behind(case))
    if findings:
        raise Invalid(gate.sentence(findings))


@transaction.atomic
def ecomessage_of(seizure: Seizure, ask: str, *, by: Officer) -> bytes:
    """A draft of the ECOMESSAGE of one seizure, as docx, after the audit entry that says who took it.

    Args:
        ask: the information requested.
    Raises: NotAllowed; Invalid where the gate finds something of a source.
    """
    require_case(seizure.case, RIGHT, by=by)
    with translation.override(settings.LANGUAGE_CODE):
        (said,) = told.tell(
            told.with_rows(Seizure.objects.filter(pk=seizure.pk)), told.EVERYTHING, _released(seizure.case)
        )
    _pass_gate(seizure.case, {"ECOMESSAGE": {**said, "ask": ask, "law": seizure.case.law_and_jurisdiction}})
    audit.record(by, "seizure.message_drafted", seizure)
    return ecomessage.docx_file([_message(said, seizure.case, ask)], at=_now())


def _message(said: dict[str, Any], case: Case, ask: str) -> Any:
    return ecomessage.message(
        said, law=case.law_and_jurisdiction, ask=ask.strip(), organisation=settings.ORGANISATION,
        contact=settings.DUTY_CONTACT,
    )  # fmt: skip


def _now() -> datetime:
    return timezone.now().replace(microsecond=0)
