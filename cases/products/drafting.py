"""Drafting a product from a case or from a selection of reports: what is known is filled in, the rest is written."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cases.casework import locked, require_case, require_kept
from cases.models import Bearing, Case, Hypothesis, Question
from cases.packets import fields
from cases.products import figures
from hotline.models import Report
from intel.models import Heading, Product, Version
from intel.products import writing
from intel.products.moving import DRAFT
from intel.products.writing import MAX_JUDGEMENTS, MAX_SECTION, Drawn, Estimate, Wording
from staff import access
from staff.models import Officer
from staff.refusals import Invalid

State = Hypothesis.State


def citable(case: Case, by: Officer) -> Any:
    """The case's released reports that the officer sees, oldest first."""
    seen = Report.objects.visible_to(by).filter(cases=case, status=Report.Status.RELEASED)
    return seen.order_by("written_at", "reference")


@transaction.atomic
def from_case(case: Case, type_: str, title: str, *, by: Officer) -> Product:
    """A draft with the case's facts, judgements, gaps and figures, as far as the officer sees them.

    Raises: NotAllowed; Invalid, also where the case has no released report.
    """
    require_case(case, DRAFT, by=by)
    require_kept(locked(case).purged_at)  # whoever purges the case waits, or has purged it
    reports = list(citable(case, by))
    if not reports:
        raise Invalid(_("No released report is there that you see: only released reports are cited."))
    with translation.override(settings.LANGUAGE_CODE):
        wording = _of_case(case, title, reports, by=by)
        drawn = figures.of_case(case, reports, by=by)
    return writing.draft(type_, wording, by=by, case_id=case.pk, figures=drawn)


@transaction.atomic
def from_reports(reports: Sequence[Report], type_: str, title: str, *, by: Officer) -> Product:
    """A draft from a selection: facts, charts and a map. Raises: NotAllowed; Invalid."""
    access.require(by, DRAFT)
    if not reports:
        raise Invalid(_("Choose at least one report."), reports=_("Choose at least one report."))
    chosen = sorted(reports, key=lambda report: (report.written_at, report.reference))
    with translation.override(settings.LANGUAGE_CODE):
        wording = Wording(title=title, reports=chosen, sections=_sections(chosen))
        drawn = figures.of_reports(chosen)
    return writing.draft(type_, wording, by=by, figures=drawn)


@transaction.atomic
def redraw(product: Product, *, by: Officer) -> Version:
    """Draw the figures of a draft anew, from its cited reports and its case as they are now."""
    reports = cited(product.current, by)
    with translation.override(settings.LANGUAGE_CODE):
        return writing.redraw(product, _drawn(product, reports, by=by), by=by)


def cited(version: Version, by: Officer) -> list[Report]:
    """The reports that a version cites and the officer sees, oldest first."""
    seen = Report.objects.visible_to(by).filter(pk__in=version.citations.values("report"))
    return list(seen.order_by("written_at", "reference"))


def _drawn(product: Product, reports: list[Report], *, by: Officer) -> list[Drawn]:
    if product.made_in is None:
        return figures.of_reports(reports)
    return figures.of_case(Case.objects.visible_to(by).get(pk=product.made_in), reports, by=by)


# --- What is known already ----------------------------------------------------------------------------------------
def _of_case(case: Case, title: str, reports: list[Report], *, by: Officer) -> Wording:
    held = list(case.hypotheses.filter(state=State.HELD, in_packets=True)[:MAX_JUDGEMENTS])
    others = case.hypotheses.filter(state__in=(State.OPEN, State.REJECTED), in_packets=True)
    gaps = case.questions.filter(state=Question.State.OPEN, in_packets=True)
    more = {
        Heading.ASSESSMENT: "\n\n".join(f"{each.text} {each.conclusion}".strip() for each in held),
        Heading.ALTERNATIVES: "\n".join(_other(each) for each in others),
        Heading.GAPS: "\n".join(gap.text for gap in gaps),
        Heading.RISKS: "\n".join(_risks(case)),
    }  # fmt: skip
    return Wording(
        title=title or case.title, reports=reports, judgements=[_estimate(each, reports, by) for each in held],
        sections=_sections(reports) | {heading.value: text[:MAX_SECTION] for heading, text in more.items()},
    )  # fmt: skip


def _sections(reports: list[Report]) -> dict[str, str]:
    counted = _("Counted: %(number)d released reports. A report counts once under each label.")
    return {
        Heading.FACTS.value: "\n\n".join(map(_fact, reports))[:MAX_SECTION],
        Heading.METHOD.value: counted % {"number": len(reports)},
    }


def _fact(report: Report) -> str:
    """`2026-03, Market, VN: Live turtles are offered. (RPT-2026-000001, B2)`."""
    seen = _picked(report)
    where = ", ".join(filter(None, (seen["date"], seen["place"], seen["country"])))
    text = f"{where}: {seen['text']}" if where else seen["text"]
    return f"{text} ({seen['reference']}, {seen['grade']})"


def _picked(report: Report) -> dict[str, Any]:
    return fields.pick(
        fields.REPORT, frozenset({"text", "reference", "grade", "country", "place", "date"}), report
    )  # fmt: skip


def _other(each: Hypothesis) -> str:
    return " ".join(filter(None, (each.text, each.conclusion if each.state == State.REJECTED else "")))


def _risks(case: Case) -> list[str]:
    found: list[str] = fields.CASE["risks"](case)
    return found


def _estimate(each: Hypothesis, reports: list[Report], by: Officer) -> Estimate:
    known = {report.pk: report.reference for report in reports}
    rows = Bearing.objects.visible_to(by).filter(hypothesis=each, says=Bearing.Says.FOR, report__in=known)
    return Estimate(
        each.text, each.likelihood, each.confidence, [known[row.report_id] for row in rows if row.report_id]
    )
