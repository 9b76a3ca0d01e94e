"""What a version of a product says, as plain data in the product's language: for the gate, the paper and the desk."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from cases.custody_chain import service_number
from cases.packets.front import CONDITIONS
from cases.products import shown
from intel.models import Heading, Product, Version
from intel.models.version import FigureKind
from intel.products.types import RULES
from staff.models import Officer


@dataclass(frozen=True)
class Told:
    """A version in words.

    head: title, type, recipient, tlp, conditions, valid_until, reference, version. sections: (code, heading, text) in
    the order of print. judgements: text, likelihood, confidence, reports. basis: (reference, grade). figures: as
    `shown.figure`. people: (what they did, service number). Empty where it is for the public.
    """

    head: dict[str, str]
    sections: list[tuple[str, str, str]]
    judgements: list[dict[str, Any]]
    basis: list[tuple[str, str]]
    figures: list[dict[str, Any]]
    people: list[tuple[str, str]]

    def said(self) -> dict[str, Any]:
        """Everything that somebody wrote or that names somebody, for the gate."""
        return {
            _("Title"): self.head["title"], _("For"): self.head["recipient"],
            **{heading: text for _code, heading, text in self.sections},
            _("Key judgements"): [each["text"] for each in self.judgements],
            **{each["title"]: each["said"] for each in self.figures},
        }  # fmt: skip


def told(product: Product, version: Version) -> Told:
    """Read a version whole; five queries beside its figures' maps."""
    with translation.override(label_language(version)):
        return _told(product, version)


def label_language(version: Version) -> str:
    """Of headings and labels: the version's own where the house has words in it, else the house's.

    What is not translated into it stands in English.
    """
    return version.language if version.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _told(product: Product, version: Version) -> Told:
    rules = RULES[product.type]
    written = {section.heading: section.text for section in version.sections.all() if section.text}
    order = [*rules.headings, *(heading for heading in Heading if heading not in rules.headings)]
    cited = version.citations.select_related("report").order_by("report__reference")
    grades = {each.report.reference: each.grade for each in cited}
    return Told(
        head=_head(product, version),
        sections=[(each.value, str(each.label), written[each]) for each in order if each in written],
        judgements=[
            {"text": each.text, "likelihood": each.likelihood_shown, "confidence": each.get_confidence_display(),
             "reports": [] if rules.is_public else [(one, grades.get(one, "")) for one in each.rests_on]}
            for each in version.judgements.all()
            if each.text
        ],
        basis=[] if rules.is_public else list(grades.items()),
        figures=[
            shown.figure(FigureKind(each.kind), each.content)
            for each in sorted(version.figures.filter(is_shown=True), key=lambda row: list(FigureKind).index(row.kind))  # type: ignore[arg-type]  # a code is its choice
            if each.kind in rules.figures and each.content
        ],
        people=[] if rules.is_public else _people(product, version),
    )  # fmt: skip


def _head(product: Product, version: Version) -> dict[str, str]:
    return {
        "reference": product.reference, "version": str(version.number), "title": version.title,
        "type": str(product.get_type_display()), "recipient": version.recipient, "tlp": version.handling,
        "conditions": _("For anyone.") if version.handling == "TLP:CLEAR" else CONDITIONS,
        "valid_until": f"{version.expires_on}", "organisation": settings.ORGANISATION,
        "contact": settings.DUTY_CONTACT or settings.ORGANISATION,
    }  # fmt: skip


def parts_of_people() -> list[str]:
    """What those did who stand for a product: author, peer, gatekeeper, releaser."""
    return [_("Written by"), _("Reviewed by"), _("Source protection checked by"), _("Released by")]


def _people(product: Product, version: Version) -> list[tuple[str, str]]:
    """Author, checker, releaser: of the version that they stood for, which is the last."""
    stood: list[Officer | None] = [product.author]
    if product.current_id == version.pk:
        stood += [product.reviewed_by, product.cleared_by, product.approved_by]
    return [(what, service_number(who)) for what, who in zip(parts_of_people(), stood, strict=False) if who]
