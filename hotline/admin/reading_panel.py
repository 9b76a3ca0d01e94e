"""What was read in a tip, as its page shows it: a line for each suggestion, with what an officer can do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotline.judging import Judged
from hotline.public.countries import NAMES
from hotline.queue.filters import language_name
from hotline.reading.kept import Kept
from hotline.suggestions import Kind, Suggestion, suggestions
from reference import appendix
from reference.models import Taxon, TradeTerm

Chips = list[tuple[Any, str]]
STATES: dict[str, Any] = {
    "live": gettext_lazy("A living animal"), "urgent": gettext_lazy("Happening now"),
    "violence": gettext_lazy("Violence or a weapon"), "official": gettext_lazy("An official involved"),
    "off_topic": gettext_lazy("Perhaps not about wildlife"),
}  # fmt: skip
IDENTIFIERS: dict[str, Any] = {
    "phone": gettext_lazy("Telephone"), "plate": gettext_lazy("Number plate"), "container": gettext_lazy("Container"),
    "imo": gettext_lazy("Ship (IMO)"), "mmsi": gettext_lazy("Ship (MMSI)"), "flight": gettext_lazy("Flight"),
    "awb": gettext_lazy("Air waybill"), "postal": gettext_lazy("Parcel"), "email": gettext_lazy("E-mail"),
    "url": gettext_lazy("Address on the web"), "handle": gettext_lazy("Account name"),
    "wallet": gettext_lazy("Wallet"), "passport": gettext_lazy("Passport"),
}  # fmt: skip
CONFIDENCE: dict[str, Any] = {
    "A": gettext_lazy("official or seen in news"), "B": gettext_lazy("from word lists"),
    "C": gettext_lazy("not verified: a suggestion only"),
}  # fmt: skip
TONES = {"accepted": "is-good", "corrected": "is-good", "rejected": "is-bad"}


@dataclass(frozen=True)
class Line:
    """One suggestion on the page.

    Args:
        text, note: what it is; `chips` are (words, tone).
        correct_by: how a correction is given: 'taxa', 'terms', 'text', or '' where there is nothing to correct.
        choices: what the same words may mean as well.
    """

    suggestion: Suggestion
    text: str
    note: str = ""
    chips: Chips = field(default_factory=list)
    correct_by: str = "text"
    choices: list[str] = field(default_factory=list)
    judged: Judged | None = None

    @property
    def tone(self) -> str:
        return TONES.get(self.judged.verdict, "") if self.judged else ""


@dataclass(frozen=True)
class Panel:
    """Lines by the heading they stand under, in the order of the keys that walk them."""

    groups: list[tuple[Any, list[Line]]]
    terms: list[tuple[str, str]]

    @property
    def lines(self) -> list[Line]:
        return [line for _label, lines in self.groups for line in lines]


def panel(found: Kept, judged: Mapping[tuple[str, str], Judged]) -> Panel | None:
    """None where nobody has read the tip yet. Two queries for names of taxa, one for terms."""
    if not found:
        return None
    taxa, terms = _taxa(found), _terms(found)
    lines = [_line(each, taxa, terms, judged.get((each.kind, each.key))) for each in suggestions(found)]
    groups = [(kind.label, [line for line in lines if line.suggestion.kind is kind]) for kind in Kind]
    return Panel([(label, some) for label, some in groups if some], sorted(terms.items()))


def labels() -> dict[Kind, str]:
    return {kind: str(kind.label) for kind in Kind}


def _taxa(found: Kept) -> dict[str, tuple[str, str]]:
    """English name and appendix in words, by scientific name, as the loaded edition has them."""
    rows = list(Taxon.objects.filter(scientific_name__in=[each["name"] for each in found["taxa"]]))
    listed = appendix.of_many(rows)
    return {row.scientific_name: (row.english, listed[row.pk].appendix) for row in rows}


def _terms(found: Kept) -> dict[str, str]:
    """All CITES terms by code, for choosing another; none where no term was read."""
    if not found["terms"]:
        return {}
    return dict(TradeTerm.objects.filter(scheme="term", retired=False).values_list("code", "name"))


def _line(each: Suggestion, taxa: dict[str, Any], terms: dict[str, str], judged: Judged | None) -> Line:
    value = each.value
    match each.kind:
        case Kind.TAXON:
            english, listed = taxa.get(value["name"], ("", ""))
            listed = listed or value["appendix"].removesuffix("/NC")
            doubt = [] if each.sure else [(_("name not verified: a suggestion only"), "is-warn")]
            return Line(each, value["name"], english, [_appendix(listed), *doubt], "taxa", [], judged)
        case Kind.TERM:
            slang = [(_("slang"), "is-warn")] if value["slang"] else []
            chips = [*slang, (CONFIDENCE.get(value["confidence"], ""), "" if each.sure else "is-warn")]
            return Line(each, value["code"], terms.get(value["code"], ""), chips, "terms", [], judged)
        case Kind.PLACE:
            return _place(each, judged)
        case Kind.IDENTIFIER:
            chips = [(_("valid"), "is-good") if each.sure else (_("does not check out"), "is-warn")]
            return Line(each, value["value"], str(IDENTIFIERS.get(value["kind"], "")), chips, judged=judged)
        case Kind.STATE:
            return Line(each, str(STATES[each.key]), correct_by="", judged=judged)
        case Kind.LANGUAGE:
            return Line(each, language_name(each.key), value["script"], judged=judged)
    return Line(each, each.key, judged=judged)


def _appendix(listed: str) -> tuple[str, str]:
    return (_("Appendix %(appendix)s") % {"appendix": listed} if listed else _("not found as listed"), "")


def _place(each: Suggestion, judged: Judged | None) -> Line:
    value = each.value
    is_country = value["kind"] == "country"
    country = str(NAMES.get(value["country"], value["country"]))
    at = f"{value['lat']:.3f}, {value['lon']:.3f}" if value["lat"] is not None else ""
    doubt = [(_("could be another place"), "is-warn")] if value["choices"] else []
    choices = [f"{name}, {where}" for name, where in value["choices"]]
    text = (country if value["country"] in NAMES else value["name"]) if is_country else value["name"]
    note = at if is_country else " · ".join(part for part in (country, at) if part)
    return Line(each, text, note, doubt, "text", choices, judged)
