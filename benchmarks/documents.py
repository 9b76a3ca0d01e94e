"""The documents of a case: the case report of a packet, and a product on paper as PDF and as a Word document.

A case with so many reports, persons and things with their links, and entries of its timeline: made by the verbs of the
desk. A document is made of what the database holds, from the first query to its last byte, in this process.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.packet_case import _officer, _tip
from benchmarks.sizes import Sizes
from benchmarks.table import Line

if TYPE_CHECKING:
    from cases.models import Case, Packet
    from hotline.models import Report
    from intel.models import Product
    from staff.models import Officer

# Items of each of three kinds, and the milliseconds that a document of them may take.
TARGETS = {20: 130.0, 100: 500.0}
LINEAR = 5.0  # five times the items


def lay(amount: int) -> "Case":
    """A case of so many reports, things with links, and entries of the timeline."""
    from cases import casework, timeline
    from intel import entities, links
    from intel.models import LinkKind

    lead, second = (_officer(role) for role in ("investigator", "supervisor"))
    reports = [_report(number, lead, second) for number in range(amount)]
    case = casework.open_case(reports, casework.Brief(title=f"Scales, {amount}", summary="Crates."), by=lead)
    things = [
        entities.record(
            "Person" if number % 2 else "Vehicle", f"Somebody {number}" if number % 2 else f"AB{number:04}CD",
            case_id=case.pk, report=report, by=lead,
        )
        for number, report in enumerate(reports)
    ]  # fmt: skip
    for one, other, report in zip(things, things[1:], reports, strict=False):
        links.link(one, other, links.Tie(LinkKind.UNKNOWN, report=report), by=lead)
    began = datetime(2026, 1, 5, 8, tzinfo=UTC)
    for number, report in enumerate(reports):
        moment = timeline.Moment(f"Crate {number} was loaded", began + timedelta(days=number), reports=[report])
        timeline.add(case, moment, by=lead)
    return case


def _report(number: int, lead: "Officer", second: "Officer") -> "Report":
    from hotline import reporting
    from hotline.reporting import Account, Grade

    account = Account(
        title=f"Crate {number}", text=f"Crate {number} of the consignment held scales of pangolins, seen at the pier.",
        offences=["parts"], country="VN",
    )  # fmt: skip
    report = reporting.promote([_tip(number)], account, Grade("B", "2", "direct"), by=lead)
    return reporting.release(reporting.check(report, by=second), by=second)


def measure(sizes: Sizes) -> list[Line]:
    """The documents of both cases by turns; then how each grew from the small one to the large."""
    from cases.products import papers

    took: dict[tuple[str, int], float] = {}
    for amount in TARGETS:
        case = lay(amount if sizes.documents > 1 else amount // 10)
        product, packet = _product(case), _packet(case)
        version = product.current
        makers: dict[str, Callable[[], bytes]] = {
            "case report of a packet, PDF": lambda packet=packet: _case_report(packet),  # type: ignore[misc]
            "product, PDF": lambda a=product, b=version: papers.paper(a, b, papers.PDF, mark="W"),  # type: ignore[misc]
            "product, DOCX": lambda a=product, b=version: papers.paper(a, b, papers.WORD, mark="W"),  # type: ignore[misc]
        }
        for name, make in makers.items():
            make()
            took[name, amount] = median(_timed(make) for _ in range(sizes.documents))
    few, many = TARGETS
    return [
        *(_line(name, amount, took[name, amount]) for name, amount in took),
        *(_grown(name, took[name, few], took[name, many]) for name in dict.fromkeys(name for name, _ in took)),
    ]


def _timed(make: Callable[[], bytes]) -> float:
    began = time.perf_counter()
    if len(make()) < 1000:
        raise RuntimeError("a document without content")
    return (time.perf_counter() - began) * 1000


def _line(name: str, amount: int, took: float) -> Line:
    target = TARGETS[amount]
    return Line(
        f"{name}, of {amount} reports, {amount} persons and things, {amount} moments", "", f"{took:.0f} ms", "",
        f"<= {target:.0f} ms", took <= target,
    )  # fmt: skip


def _grown(name: str, few: float, many: float) -> Line:
    return Line(
        f"{name}: five times the items", "", f"{many / few:.1f} times", "", f"<= {LINEAR}", many / few <= LINEAR
    )


def _product(case: "Case") -> "Product":
    from cases.products import drafting
    from intel.models import Product

    drawn = drafting.from_case(case, "information", "Scales to the north", by=case.lead)
    return Product.objects.select_related("current").get(pk=drawn.pk)


def _packet(case: "Case") -> "Packet":
    from cases.packets import release

    return release.draft_packet(case, release.Order("investigator", ask="Search the shed"), by=case.lead)


def _case_report(packet: "Packet") -> bytes:
    from django.utils import timezone

    from cases.packets import assembly, documents, layout

    packet.approved_at = timezone.now()  # what a paper is dated by; set here only, the row stays a draft
    content = assembly.content(packet)
    return documents.makers(packet, content)[layout.CASE_REPORT]()
