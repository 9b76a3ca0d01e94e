"""Every field that a packet could hold, by noun: how it is read. Profiles name those that leave."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from cases.custody_chain import service_number
from cases.models import Case, ChecklistPoint, Exhibit, Hypothesis, Question
from cases.models.preparation import CaseRisk
from hotline.models import Report, SpeciesLine
from hotline.story import Offence
from intel.estimates import Confidence

if TYPE_CHECKING:
    from cases.packets.chronology import Entry

Getter = Callable[[Any], Any]


def _date_of(report: Report) -> str:
    shapes = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
    shape = shapes.get(report.date_precision)
    return report.happened_on.strftime(shape) if report.happened_on and shape else ""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


# What is feared for a source, or of an official, is told to nobody outside.
RISKS_TOLD = (CaseRisk.Kind.OFFICERS, CaseRisk.Kind.ANIMALS, CaseRisk.Kind.FLIGHT)


def _risks(case: Case) -> list[str]:
    rows = case.risks.filter(kind__in=RISKS_TOLD)
    return [f"{row.get_kind_display()} ({row.get_level_display()}): {row.sentence}" for row in rows]


def _quantity(line: SpeciesLine) -> str:
    return f"{line.quantity.normalize():f} {line.unit}".strip() if line.quantity is not None else ""


CASE: Mapping[str, Callable[[Case], Any]] = {
    "title": lambda case: case.title,
    "summary": lambda case: case.summary,
    "law": lambda case: case.law_and_jurisdiction,
    "risk": lambda case: _lines(case.risk),
    "risks": lambda case: _risks(case),
    "not_enclosed": lambda case: True,
    "disclosure": lambda case: True,  # the list itself is `disclosure.said`
}
QUESTION: Mapping[str, Callable[[Question], Any]] = {"text": lambda question: question.text}
HYPOTHESIS: Mapping[str, Callable[[Hypothesis], Any]] = {
    "text": lambda hypothesis: hypothesis.text,
    "conclusion": lambda hypothesis: hypothesis.conclusion,
    "likelihood": lambda hypothesis: hypothesis.likelihood_shown,
    "confidence": lambda hypothesis: str(Confidence(hypothesis.confidence).label) if hypothesis.confidence else "",
    "evidence": lambda hypothesis: True,
    "not_enclosed": lambda hypothesis: True,
}
POINT: Mapping[str, Callable[[ChecklistPoint], Any]] = {
    "text": lambda point: point.text,
    "note": lambda point: point.note,
    "on": lambda point: point.ticked_at.strftime("%Y-%m-%d") if point.ticked_at else "",
}
REPORT: Mapping[str, Callable[[Report], Any]] = {
    "text": lambda report: report.text,
    "reference": lambda report: report.reference,
    "grade": lambda report: report.grade,
    "alias": lambda report: report.pk,  # replaced by the packet's own names of sources
    "offences": lambda report: [str(Offence(code).label) for code in report.offences],
    "country": lambda report: report.country,
    "place": lambda report: report.place,
    "date": _date_of,
}
TIMELINE: Mapping[str, Callable[["Entry"], Any]] = {
    "no": lambda entry: str(entry.no),
    "at": lambda entry: entry.item.when_utc,
    "until": lambda entry: entry.item.until_utc,
    "local": lambda entry: entry.item.when if entry.item.is_elsewhere else "",
    "zone": lambda entry: entry.item.zone,
    "precision": lambda entry: entry.item.precision,
    "what": lambda entry: entry.item.text,
    "place": lambda entry: entry.item.place,
    "country": lambda entry: entry.item.country,
    "report": lambda entry: "; ".join(report.reference for report in entry.reports),
    "grade": lambda entry: "; ".join(report.grade for report in entry.reports),
    "exhibits": lambda entry: "; ".join(entry.exhibits),
    "disputed": lambda entry: "disputed" if entry.is_disputed else "",
    "conflict": lambda entry: "; ".join(map(str, entry.conflicts)),
}
EXHIBIT: Mapping[str, Callable[[Exhibit], Any]] = {
    "reference": lambda exhibit: exhibit.reference,
    "description": lambda exhibit: exhibit.description,
    "acquired_on": lambda exhibit: exhibit.acquired_at.strftime("%Y-%m-%d"),
    "acquired_by": lambda exhibit: service_number(exhibit.acquired_by),
    "acquired_how": lambda exhibit: exhibit.acquired_how,
    "sha256": lambda exhibit: exhibit.sha256,
    "blake2b": lambda exhibit: exhibit.blake2b,
    "tool": lambda exhibit: " ".join(filter(None, (exhibit.tool, exhibit.tool_version))),
    "clock_offset": lambda exhibit: "" if exhibit.clock_offset is None else f"{exhibit.clock_offset:+d} s",
    "seal": lambda exhibit: exhibit.seal_number,
    "stored": lambda exhibit: exhibit.store_place,
    "legal_basis": lambda exhibit: exhibit.legal_basis,
}
SPECIES: Mapping[str, Callable[[SpeciesLine], Any]] = {
    "name": lambda line: line.taxon.scientific_name,
    "common_name": lambda line: line.taxon.english,
    "appendix": lambda line: line.taxon.appendix,
    "specimen": lambda line: line.term,
    "quantity": _quantity,
}


def pick(getters: Mapping[str, Getter], allowed: frozenset[str], row: Any) -> dict[str, Any]:
    """The allowed fields of a row; "" for every other, unread.

    Raises: KeyError for an allowed name that no getter knows: a profile that is wrong must not build.
    """
    found = dict.fromkeys(getters, "")
    for name in sorted(allowed):
        found[name] = getters[name](row)
    return found
