"""A version of a product on paper: a PDF in every script, and a Word document for an office that writes on."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from cases.packets.judgements import scales
from cases.products import content, shown
from cases.products.content import Told
from intel.models import Product, Version
from intel.products.types import RULES
from intel.rendering import render, word

PDF, WORD = "pdf", "docx"
MEDIA_TYPES = {
    PDF: "application/pdf", WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


def paper(product: Product, version: Version, form: str, *, mark: str) -> bytes:
    """The file. form: PDF or WORD. mark: what tells this copy from others, on every page."""
    told = content.told(product, version)
    with translation.override(content.label_language(version)):
        if form == WORD:
            return _word(told, version, mark)
        return _pdf(told, version, mark, is_tight=RULES[product.type].most_pages is not None)


def proof(product: Product, version: Version) -> bytes:
    """The PDF as it will leave: as long as it is once all have stood for it who will."""
    told = content.told(product, version)
    with translation.override(content.label_language(version)):
        people = [(what, "O-000000") for what in content.parts_of_people()] if told.people else []
        is_tight = RULES[product.type].most_pages is not None
        return _pdf(replace(told, people=people), version, "W-0000-0000-0000", is_tight=is_tight)


def dated(version: Version) -> datetime:
    """When it was sealed, else written: the same version gives the same bytes."""
    return (version.sealed_at or version.written_at).replace(microsecond=0)


def _pdf(told: Told, version: Version, mark: str, *, is_tight: bool) -> bytes:
    head = told.head
    said = {
        "reference": f"{head['reference']}/{head['version']}", "title": head["title"],
        "organisation": head["organisation"], "handling": {"tlp": head["tlp"], "conditions": head["conditions"]},
        "watermark": mark, "lang": version.language, "labels": _labels(), "is_tight": is_tight,
        "front": _front(told), "sections": [{"heading": name, "text": text} for _code, name, text in _first(told)],
        "judgements": _judged(told), "scales": scales() if told.judgements else [],
        "rest": [{"heading": name, "text": text} for _code, name, text in _rest(told)],
        "figures": [shown.for_paper(each) for each in told.figures],
        "basis": [{"report": report, "grade": grade} for report, grade in told.basis],
        "people": [list(pair) for pair in told.people], "feedback": _feedback(told), "contact": head["contact"],
    }  # fmt: skip
    return render("product", said, at=dated(version))


def _labels() -> dict[str, str]:
    """The template's own words, in the language that is set."""
    return {
        "page": _("Page"), "of": _("of"), "copy": _("Copy"), "nothing": _("None recorded."),
        "judgements": _("Key judgements"), "likelihood": _("Likelihood"), "confidence": _("Confidence"),
        "basis_of": _("What it rests on"), "basis_note": basis_note(), "report": _("Report"), "grade": _("Grade"),
        "people": _("Author, checker, releaser"), "feedback": _("Your answer"),
        "no": _("No."), "borders": _("Borders as drawn by Natural Earth."),
        "map_key": _("Places are found by their names; a circle shows how far around the truth may lie."),
    }  # fmt: skip


def basis_note() -> str:
    return _("Reports by their numbers and grades: source A–F, information 1–6. Sources are named to nobody.")


def _front(told: Told) -> list[list[str]]:
    return [
        [_("Product"), told.head["type"]], [_("For"), told.head["recipient"]], [_("Version"), told.head["version"]],
        [_("Valid until"), told.head["valid_until"]],
    ]  # fmt: skip


def _first(told: Told) -> list[tuple[str, str, str]]:
    """What stands before the key judgements: the ask."""
    return [each for each in told.sections if each[0] == "ask"]


def _rest(told: Told) -> list[tuple[str, str, str]]:
    return [each for each in told.sections if each[0] != "ask"]


def _judged(told: Told) -> list[dict[str, Any]]:
    return [
        {**each, "reports": [{"report": report, "grade": grade} for report, grade in each["reports"]]}
        for each in told.judgements
    ]


def _feedback(told: Told) -> list[list[Any]]:
    """Questions of the form, each with the boxes to tick."""
    return [
        [_("Was it useful?"), [_("yes"), _("in part"), _("no")]],
        [_("Did you act on it?"), [_("yes"), _("we will"), _("no")]],
        [_("What was wrong, or missing?"), []],
    ]


def _word(told: Told, version: Version, mark: str) -> bytes:
    head = told.head
    banner = f"{head['tlp']} · {head['reference']}/{head['version']} · {_('Copy')} {mark}"
    sections = [
        word.Section(_("Handling and validity"), [head["conditions"], *(": ".join(pair) for pair in _front(told))]),
        *(_written(each) for each in _first(told)),
        word.Section(_("Key judgements"), [*map(_line, told.judgements), *(scales() if told.judgements else [])]),
        *(_written(each) for each in _rest(told)),
        *(word.Section(each["title"], (), each["columns"], each["rows"]) for each in told.figures),
    ]
    if told.basis:
        sections.append(word.Section(_("What it rests on"), [basis_note()], [_("Report"), _("Grade")], told.basis))
    if told.people:
        sections.append(word.Section(_("Author, checker, releaser"), [": ".join(pair) for pair in told.people]))
    asked = [f"{question} {' / '.join(boxes)}".strip() for question, boxes in _feedback(told)]
    sections.append(word.Section(_("Your answer"), [*asked, head["contact"]]))
    return word.docx_bytes(
        head["title"], banner, [(head["type"], sections)], at=dated(version), lang=version.language
    )  # fmt: skip


def _written(each: tuple[str, str, str]) -> word.Section:
    _code, heading, text = each
    return word.Section(heading, [line for line in text.splitlines() if line.strip()])


def _line(each: dict[str, Any]) -> str:
    cited = ", ".join(f"{report} {grade}" for report, grade in each["reports"])
    sure = _("confidence %(word)s") % {"word": each["confidence"]} if each["confidence"] else ""
    how = " · ".join(filter(None, (each["likelihood"], sure, cited)))
    return f"{each['text']} ({how})" if how else each["text"]
