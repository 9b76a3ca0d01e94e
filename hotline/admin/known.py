"""What is known beside a tip: reports from it, from its source and from tips like it, and the cases that use them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from hotline.models import Report, ReportTip, Tip
from staff import compartments
from staff.models import Officer

MOST = 20


@dataclass(frozen=True)
class Known:
    """A report that the officer may see. `why`: what it has to do with the tip; `cases`: ids of cases open to them."""

    report: Report
    why: Any
    cases: list[UUID]


def known(tip: Tip, alike: Iterable[Tip], officer: Officer) -> list[Known]:
    """Reports around a tip, those written from it first. Two queries, and two more where a case uses one."""
    others = [other.pk for other in alike]
    links = ReportTip.objects.filter(Q(tip=tip) | Q(tip__source_id=tip.source_id) | Q(tip__in=others))
    found: dict[UUID, int] = {}
    for report_id, tip_id, source_id in links.values_list("report_id", "tip_id", "tip__source_id"):
        rank = 0 if tip_id == tip.pk else 1 if source_id == tip.source_id else 2
        found[report_id] = min(rank, found.get(report_id, rank))
    rows = Report.objects.visible_to(officer).filter(pk__in=found).order_by("-written_at") if found else []
    reports = sorted(rows, key=lambda report: found[report.pk])[:MOST]
    is_open = compartments.open_to(officer) if any(report.compartments for report in reports) else set()
    why = (_("from this tip"), _("from the same source"), _("from a tip that may be the same"))
    return [
        Known(report, why[found[report.pk]], [one for one in report.compartments if one in is_open])
        for report in reports
    ]
