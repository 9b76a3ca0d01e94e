"""What the demonstration's officers do with the tips: through the verbs of the desk, as the rights of each allow."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from cases import casework, exhibits, worklist
from cases.casework import Brief
from cases.exhibits import Acquired
from cases.models import Case
from config.demo.accounts import CASES, REPORTS, Words
from hotline import correspondence, receipts, reporting, triage
from hotline.models import Attachment, Report, Tip
from hotline.reporting import Account, Grade, Specimen
from reference.models import Taxon
from staff.models import Officer

COPIES_SECONDS = 90.0


@dataclass(frozen=True)
class Desk:
    """The officers by name, and the filed tips by the name that `tips.jsonl` gives them."""

    officers: dict[str, Officer]
    tips: dict[str, Tip]

    def __getattr__(self, name: str) -> Officer:
        return self.officers[name]


def at_work(codes: dict[str, str]) -> Desk:
    """Args: codes: each tip's code, as its source kept it."""
    found = {name: receipts.find(code) for name, code in codes.items()}
    return Desk(
        {officer.username: officer for officer in Officer.objects.all()},
        {name: receipt.tip for name, receipt in found.items() if receipt},
    )


def go_through_queue(desk: Desk) -> dict[str, Report]:
    """Dismiss, ask, merge; write, check and release reports. Returns: reports by name."""
    tips = desk.tips
    triage.claim(tips["lost-dog"], by=desk.intake)
    triage.dismiss(tips["lost-dog"], by=desk.analyst, reason=Tip.DismissReason.OUT_OF_SCOPE)
    triage.dismiss(tips["one-word"], by=desk.analyst, reason=Tip.DismissReason.INSUFFICIENT)
    triage.claim(tips["turtle-market"], by=desk.intake)
    correspondence.ask(tips["turtle-market"], "Bạn có nhớ chợ họp lúc mấy giờ không?", by=desk.intake)
    triage.claim(tips["poisoned-vultures"], by=desk.analyst)
    question = "Is the carcass near water, and did you or anyone touch it? Please do not."
    correspondence.ask(tips["poisoned-vultures"], question, by=desk.analyst)
    triage.merge(tips["bear-cub"], tips["bear-farm"], by=desk.analyst)
    return {words.name: _write(desk, words) for words in REPORTS}


def _write(desk: Desk, words: Words) -> Report:
    tips = [desk.tips[name] for name in words.tips]
    for tip in tips:
        triage.claim(tip, by=desk.analyst)
    account = Account(
        title=words.title, text=words.text, offences=words.offences, country=words.country, place=words.place,
        species=_specimens(words), happened_on=timezone.localdate() - timedelta(days=2), date_precision="day",
        handling=words.handling,
    )  # fmt: skip
    report = reporting.promote(tips, account, Grade(*words.grade), by=desk.analyst)
    if words.is_released:
        reporting.check(report, by=desk.supervisor)
        reporting.release(report, by=desk.supervisor)
    report.refresh_from_db()
    return report


def _specimens(words: Words) -> Sequence[Specimen]:
    lines = []
    for name, term, quantity, unit in words.species:
        taxon = Taxon.objects.filter(scientific_name=name).first()
        if taxon:
            lines.append(Specimen(taxon, term, Decimal(quantity) if quantity else None, unit))
    return lines


def open_cases(desk: Desk, reports: dict[str, Report]) -> dict[str, Case]:
    """Three cases: the bear farm (`config.demo.bears` works it through), the shipment begun, the snares proposed."""
    cases = {}
    for name, of_reports, title, kind, priority, summary in CASES:
        opens = casework.propose_case if name == "snares" else casework.open_case
        by = desk.analyst if name == "snares" else desk.investigator
        brief = Brief(title=title, type=kind, priority=priority, summary=summary)
        cases[name] = opens([reports[each] for each in of_reports], brief, by=by, reason="Same place and same people")
    worklist.set_task(cases["shipment"], "Ask customs which consignments of cashew nuts wait", by=desk.investigator)
    return cases


def take_evidence(desk: Desk, case: Case, tip: Tip) -> int:
    """Take the tip's pictures into evidence once the worker has made their copies. Returns: how many."""
    deadline = time.monotonic() + COPIES_SECONDS
    waiting = Attachment.objects.filter(tip=tip, state__in=(Attachment.State.WAITING, Attachment.State.OFFERED))
    while waiting.exists() and time.monotonic() < deadline:
        time.sleep(0.3)
    rows = Attachment.objects.filter(tip=tip, state=Attachment.State.COPIED)
    for row in rows:
        acquired = Acquired("Photograph of cages", kind="digital", legal_basis="Voluntary submission to the hotline")
        exhibits.take_exhibit(case, row, acquired, by=desk.investigator)
    return len(rows)
