"""What a version still lacks before it may go to review: each gap under the name of its field."""

from django.utils.translation import gettext as _

from intel.models import Heading, KeyJudgement, Version
from intel.products.types import RULES


def missing(version: Version, type_: str) -> dict[str, str]:
    """Names of fields with what is wanted: headings of the type by their code, `recipient`, `reports`, `judgements`."""
    rules = RULES[type_]
    written = {section.heading for section in version.sections.all() if section.text.strip()}
    found = {
        heading.value: _("Write '%(heading)s'.") % {"heading": Heading(heading).label}
        for heading in rules.headings
        if heading not in written
    }
    if not version.recipient.strip():
        found["recipient"] = _("Say for whom it is.")
    cited = {citation.report.reference for citation in version.citations.select_related("report")}
    if not cited:
        found["reports"] = _("Cite at least one released report.")
    if rules.is_judging and (wanted := _of_judgements(list(version.judgements.all()), cited)):
        found["judgements"] = wanted
    return found


def _of_judgements(judgements: list[KeyJudgement], cited: set[str]) -> str:
    if not judgements:
        return _("Give at least one key judgement.")
    for number, each in enumerate(judgements, start=1):
        if not (each.likelihood and each.confidence):
            return _("Key judgement %(number)d: say how likely it is, and how well founded.") % {"number": number}
        if not set(each.rests_on) & cited:
            return _("Key judgement %(number)d: say on which of the cited reports it rests.") % {"number": number}
    return ""


def sentence(found: dict[str, str]) -> str:
    """One sentence that names all of it."""
    return _("It is not complete yet. %(what)s") % {"what": " ".join(found.values())}
