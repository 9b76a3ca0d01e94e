"""What the promote page starts with: the officer's own draft, or what the tip tells already, to be looked at."""

from typing import Any

from django.http import QueryDict

from hotline import recognitions
from hotline.admin import prefill
from hotline.admin.opened import Opened
from hotline.admin.promote_form import MAX_LINES
from hotline.models import Tip
from hotline.models.report import Credibility, Knowledge, Reliability
from hotline.public.countries import NAMES
from hotline.report_drafts import Kept, Said
from hotline.story import Basis, Offence
from reference import search
from reference.models import Taxon

NOT_KEPT = frozenset({"csrfmiddlewaretoken", "act"})
LISTS = frozenset({"offences"})
PREFIX = "species-"
ALIVE = "LIV"  # the CITES term of a living specimen
KNOWN_BY: dict[str, Knowledge] = {
    Basis.SAW: Knowledge.WITNESSED, Basis.WORK: Knowledge.DIRECT, Basis.ONLINE: Knowledge.DIRECT,
    Basis.TOLD: Knowledge.INDIRECT,
}  # fmt: skip

Lines = list[dict[str, Any]]


def said(posted: QueryDict) -> Said:
    """The fields of a posted form as a draft keeps them."""
    return {name: [str(one) for one in values] for name, values in posted.lists() if name not in NOT_KEPT}


def from_draft(draft: Kept) -> tuple[dict[str, Any], Lines]:
    """(fields of the form, lines of species) as they stood."""
    fields = {
        name: values if name in LISTS else values[-1]
        for name, values in draft.said.items()
        if values and not name.startswith(PREFIX)
    }
    return fields, _lines(draft.said)


def _lines(kept: Said) -> Lines:
    rows: dict[int, dict[str, Any]] = {}
    for name, values in kept.items():
        number, _dash, field = name.removeprefix(PREFIX).partition("-")
        if name.startswith(PREFIX) and number.isdigit() and values:
            rows.setdefault(int(number), {})[field] = values[-1]
    return [rows[number] for number in sorted(rows) if any(rows[number].values())]


def suggested(tip: Tip, opened: Opened) -> tuple[dict[str, Any], Lines]:
    """(fields, lines) from what the source answered, and what an officer accepted of a reading.

    No word of the source is copied. The grade is that of a source whom nobody has judged: F6, which says so.
    """
    lines = _with_pictured(tip, prefill.species(opened.found, opened.judged)) or _answered(
        str(opened.given.get("species", ""))
    )
    offences = list(tip.offences) or _offences(lines)
    known = KNOWN_BY.get(opened.given.get("basis", ""), Knowledge.UNKNOWN)
    fields = {
        "offences": offences, "country": tip.country, "title": _title(tip, offences, lines),
        "reliability": Reliability.F.value, "credibility": Credibility.UNKNOWN.value, "knowledge": known.value,
    }  # fmt: skip
    return fields, lines


def _with_pictured(tip: Tip, lines: Lines) -> Lines:
    """And a line for each taxon that an officer accepted of a picture."""
    known = {line["name"] for line in lines}
    return [*lines, *({"name": name} for name in recognitions.accepted(tip) if name not in known)][:MAX_LINES]


def _offences(lines: Lines) -> list[str]:
    terms = {line["term"] for line in lines if line.get("term")}
    return [Offence.LIVE.value if terms == {ALIVE} else Offence.PARTS.value] if terms else []


def _title(tip: Tip, offences: list[str], lines: Lines) -> str:
    """In words of ours: what, of which species, in which country."""
    what = str(Offence(offences[0]).label) if offences else ""
    taxa = Taxon.objects.filter(scientific_name__in={line["name"] for line in lines}).order_by("scientific_name")[:2]
    species = ", ".join(taxon.english or taxon.scientific_name for taxon in taxa)
    head, where = ": ".join(filter(None, (what, species))), str(NAMES.get(tip.country, ""))
    return (f"{head} ({where})" if head and where else head or where)[:160]


def _answered(answer: str) -> Lines:
    """The one taxon that an answer names by its whole name; none where it could be two."""
    found = search.find_taxa(answer, 3) if answer else []
    exact = {each.thing.scientific_name for each in found if each.how == "exact"}
    return [{"name": name} for name in exact] if len(exact) == 1 else []
