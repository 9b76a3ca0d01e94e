"""From a case's rows to what a packet says: only what the recipient's profile names."""

import hashlib
import json
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils import translation

from cases import custody_chain
from cases.models import Exhibit, Packet
from cases.packets import chronology, court, disclosure, fields, front, judgements, layout, papers
from cases.packets.fields import pick
from cases.packets.profiles import BY_NAME, Profile
from hotline.models import Report, SpeciesLine
from vault import keys

MOVING = ("seal", "stored")  # of an exhibit


@dataclass(frozen=True)
class Leaving:
    """An exhibit as it stands in a packet. `name` below `data/`, "" where no file is enclosed."""

    exhibit: Exhibit
    name: str = ""


@dataclass
class Content:
    """What a packet says, before it is set and zipped.

    custody: rows of `chain.COLUMNS`. parts: what each group of `papers` says, by its name.
    """

    profile: Profile
    cover: dict[str, Any]
    report: dict[str, Any]
    timeline: list[dict[str, Any]]
    custody: list[dict[str, str]] = field(default_factory=list)
    leaving: list[Leaving] = field(default_factory=list)
    parts: dict[str, Any] = field(default_factory=dict)

    def said(self) -> dict[str, Any]:
        """Everything that is text, for the gate."""
        said = {"cover": self.cover, "case report": self.report, "timeline": self.timeline, "custody": self.custody}
        return said | self.parts

    def digest(self) -> str:
        """SHA-256 of what is approved. Custody, seals and stores are left out: custody goes on while a packet waits."""
        approved = {name: part for name, part in self.said().items() if name != "custody"}
        still = [{name: said for name, said in each.items() if name not in MOVING} for each in self.report["exhibits"]]
        approved["case report"] = self.report | {"exhibits": still}
        approved["files"] = [(each.name, each.exhibit.sha256) for each in self.leaving]
        return hashlib.sha256(json.dumps(approved, sort_keys=True, default=str).encode()).hexdigest()


@translation.override(settings.LANGUAGE_CODE)
def content(packet: Packet) -> Content:
    """Assemble a packet from its case's rows as they are now.

    In the house's own language, whichever the approving officer reads: what a worker builds must be what was approved.
    """
    profile = BY_NAME[packet.profile]
    reports = released(packet)
    leaving, absent = leaving_of(packet, profile)
    case = pick(fields.CASE, profile.case, packet.case)
    facts = facts_of(reports, profile, aliases(packet, reports) if "alias" in profile.report else {})
    species = [pick(fields.SPECIES, profile.species, line) for line in _lines(reports)]
    timeline = chronology.rows(packet, profile, reports)
    head = front.head(packet, reports)
    judged = judgements.said(packet, profile, reports, [each.exhibit for each in leaving])
    built = Content(
        profile=profile,
        cover=front.cover(packet, profile, head, case, facts, reports, species),
        report=_report(head, case, facts, timeline, species, leaving, absent, profile)
        | judged
        | court.said(packet, profile)
        | {"disclosure": disclosure.said(packet, profile)},
        timeline=timeline,
        leaving=leaving, parts=papers.said(packet, profile, reports),
    )  # fmt: skip
    if layout.CUSTODY_CSV in profile.files:
        built.custody = custody_chain.rows(on_record(leaving, profile))
    return built


def released(packet: Packet) -> list[Report]:
    """The packet's reports that are released, oldest first."""
    return list(packet.reports.filter(status=Report.Status.RELEASED).order_by("written_at", "reference"))


def aliases(packet: Packet, reports: list[Report]) -> dict[Any, str]:
    """What this packet calls the sources of each report: `source 1, source 2`. Another packet numbers them anew."""
    pairs = Report.objects.filter(pk__in=[report.pk for report in reports]).values_list("pk", "tips__source_id")
    marks = {
        source: keys.mark("packet-alias", f"{packet.pk}:{source}") for _report, source in pairs if source is not None
    }
    number = {source: index for index, source in enumerate(sorted(marks, key=marks.__getitem__), start=1)}
    found: dict[Any, set[int]] = {}
    for report, source in pairs:
        found.setdefault(report, set()).update([number[source]] if source in number else [])
    return {report: ", ".join(f"source {each}" for each in sorted(numbers)) for report, numbers in found.items()}


def facts_of(reports: Iterable[Report], profile: Profile, named: dict[Any, str]) -> list[dict[str, Any]]:
    """The facts, each with its report, grade and the packet's names of its sources."""
    facts = []
    for report in reports:
        seen = pick(fields.REPORT, profile.report, report)
        where = ", ".join(filter(None, (seen["date"], seen["place"], seen["country"])))
        source = " · ".join(filter(None, (seen["reference"], named.get(report.pk, ""))))
        facts.append(
            {"text": f"{where}: {seen['text']}" if where else seen["text"], "grade": seen["grade"],
             "sources": [{"report": source, "grade": seen["grade"]}]}
        )  # fmt: skip
    return facts


def _lines(reports: list[Report]) -> list[SpeciesLine]:
    return list(SpeciesLine.objects.filter(report__in=reports).select_related("taxon", "report").order_by("pk"))


def leaving_of(packet: Packet, profile: Profile) -> tuple[list[Leaving], list[str]]:
    """Exhibits as they leave, and the references of those that exist and are not enclosed."""
    if layout.EXHIBITS not in profile.files:
        return [], []
    leaving, absent = [], []
    derived = Prefetch("derived", Exhibit.objects.select_related("acquired_by", "parent").order_by("reference"))
    rows = packet.exhibits.select_related("acquired_by", "parent").prefetch_related(derived)
    for chosen in rows.order_by("reference"):
        if chosen.kind == Exhibit.Kind.STATEMENT and layout.STATEMENTS not in profile.files:
            continue
        shown = _version(chosen, profile)
        if shown is None:
            absent.append(chosen.reference)
        else:
            leaving.append(Leaving(shown, _named(chosen, shown) if shown.file_id else ""))
    return leaving, absent


def _version(chosen: Exhibit, profile: Profile) -> Exhibit | None:
    if not chosen.file_id or chosen.is_copy or (profile.originals and chosen.original_may_leave):
        return chosen
    return next((each for each in chosen.derived.all() if each.is_copy), None)


def _named(chosen: Exhibit, shown: Exhibit) -> str:
    folder = layout.STATEMENTS if chosen.kind == Exhibit.Kind.STATEMENT else layout.EXHIBITS
    return layout.exhibit_file(shown.reference, _extension(shown), folder)


def _extension(exhibit: Exhibit) -> str:
    return (mimetypes.guess_extension(exhibit.media_type) or ".bin").lstrip(".")


def on_record(enclosed: list[Leaving], profile: Profile) -> list[Exhibit]:
    """The exhibits whose custody leaves with a packet: those enclosed, and where originals may, what copies are of."""
    exhibits = [each.exhibit for each in enclosed]
    parents = [each.parent for each in exhibits if each.parent_id] if profile.originals else []
    return [*exhibits, *filter(None, parents)]


def _report(
    head: dict[str, Any], case: dict[str, Any], facts: list[dict[str, Any]], timeline: list[dict[str, Any]],
    species: list[dict[str, Any]], leaving: list[Leaving], absent: list[str], profile: Profile,
) -> dict[str, Any]:  # fmt: skip
    exhibits = [pick(fields.EXHIBIT, profile.exhibit, each.exhibit) for each in leaving]
    withheld = [f"{reference} exists and is not enclosed." for reference in absent] if case["not_enclosed"] else []
    return head | {
        "title": case["title"], "summary": case["summary"], "facts": facts, "withheld": withheld,
        "timeline": [_told(each) for each in timeline],
        "exhibits": [each | {"acquired_at": each["acquired_on"]} for each in exhibits],
        "species": [each | {"identified": ""} for each in species],
    }  # fmt: skip


def _told(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry as the report tells it: both times in one place, and what speaks against it after what happened."""
    against = f"contradicted by no. {entry['conflict']}" if entry["conflict"] else entry["disputed"]
    local = f"{entry['local']} {entry['zone']}" if entry["local"] else ""
    at = " – ".join(filter(None, (entry["at"], entry["until"])))
    numbered = f"{entry['no']}. {entry['what']}" if entry["no"] else entry["what"]
    return entry | {
        "at": f"{at} ({local})" if local else at, "what": f"{numbered} ({against})" if against else numbered,
    }  # fmt: skip
