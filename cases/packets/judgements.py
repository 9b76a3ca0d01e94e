"""What a packet says beside the facts: our assessment, other explanations, gaps, what we did and did not do."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from cases.models import Bearing, Exhibit, Hypothesis, Packet, Question
from cases.packets import chronology, fields
from cases.packets.fields import pick
from cases.packets.profiles import Profile
from hotline.models import Report
from intel.estimates import SPANS, Likelihood

State = Hypothesis.State
Cited = dict[str, str]


@dataclass(frozen=True)
class Enclosed:
    """What a packet encloses, so that nothing else is cited.

    exhibits: by their id, and their original's. moments: what leaves of an entry of the timeline, by its id.
    """

    profile: Profile
    reports: frozenset[Any]
    exhibits: dict[Any, Exhibit]
    moments: dict[Any, dict[str, Any]]


def said(packet: Packet, profile: Profile, reports: list[Report], exhibits: list[Exhibit]) -> dict[str, Any]:
    """The sections of the case report that a profile may read; empty ones where it may not.

    Args:
        reports, exhibits: those that leave, exhibits in the version that does.
    Returns: assessment (dicts of text, likelihood, confidence, for, against, unshown), alternatives, gaps, done,
        not_done (lists of text), scales (how likelihood and confidence are to be read, where any is given).
    """
    by_id = {each.parent_id: each for each in exhibits if each.parent_id} | {each.pk: each for each in exhibits}
    moments = {
        each.item.pk: pick(fields.TIMELINE, profile.timeline, each) for each in chronology.entries(packet, reports)
    }
    judged = _judged(packet, Enclosed(profile, frozenset(each.pk for each in reports), by_id, moments))
    return {
        "assessment": [each for state, each in judged if state == State.HELD],
        "alternatives": [_alternative(state, each) for state, each in judged if state != State.HELD],
        "gaps": _gaps(packet, profile), **_acts(packet, profile),
        "scales": scales() if any(each["likelihood"] for _state, each in judged) else [],
    }  # fmt: skip


def _judged(packet: Packet, enclosed: Enclosed) -> list[tuple[str, dict[str, Any]]]:
    if not enclosed.profile.hypothesis:
        return []
    rows = packet.case.hypotheses.filter(in_packets=True).exclude(state=State.DROPPED)
    bearings = Bearing.objects.exclude(says=Bearing.Says.NEITHER).order_by("pk")
    whole = bearings.select_related("report", "exhibit")
    return [(row.state, _shown(row, enclosed)) for row in rows.prefetch_related(Prefetch("bearings", whole))]


def _shown(row: Hypothesis, enclosed: Enclosed) -> dict[str, Any]:
    seen = pick(fields.HYPOTHESIS, enclosed.profile.hypothesis, row)
    if row.state == State.OPEN:
        seen |= {"conclusion": "", "likelihood": "", "confidence": ""}  # of a judgement that was taken back
    cited: dict[str, list[Cited]] = {"for": [], "against": []}
    unshown = 0
    for bearing in row.bearings.all() if seen["evidence"] else ():
        piece = _piece(bearing, enclosed)
        cited[bearing.says] += [piece] if piece else []
        unshown += piece is None
    kept = {name: seen[name] for name in ("text", "conclusion", "likelihood", "confidence")}
    return kept | cited | {"unshown": _unshown(unshown) if seen["not_enclosed"] and unshown else ""}


def _piece(bearing: Bearing, enclosed: Enclosed) -> Cited | None:
    """How a piece of evidence is cited, None where the packet does not hold it."""
    profile, moment = enclosed.profile, enclosed.moments.get(bearing.moment_id)
    if bearing.report and bearing.report_id in enclosed.reports:
        seen = pick(fields.REPORT, profile.report, bearing.report)
        return {"reference": seen["reference"], "grade": seen["grade"]}
    if bearing.exhibit_id in enclosed.exhibits:
        exhibit = enclosed.exhibits[bearing.exhibit_id]
        return {"reference": pick(fields.EXHIBIT, profile.exhibit, exhibit)["reference"], "grade": ""}
    if moment:
        return {"reference": _("timeline %(no)s") % {"no": moment["no"] or moment["at"]}, "grade": moment["grade"]}
    return None


def _unshown(number: int) -> str:
    return _("Not enclosed: %(number)d more, weighed for or against it.") % {"number": number}


def _alternative(state: str, each: dict[str, Any]) -> str:
    """In one line: what else could be, and what we make of it."""
    if state == State.OPEN:
        return _("%(text)s (not concluded)") % {"text": each["text"]}
    how = " · ".join(filter(None, (each["likelihood"], each["confidence"] and _confidence(each["confidence"]))))
    return " ".join(filter(None, (each["text"], each["conclusion"], f"({how})" if how else "")))


def _confidence(word: str) -> str:
    return _("confidence %(word)s") % {"word": word}


def _gaps(packet: Packet, profile: Profile) -> list[str]:
    if not profile.question:
        return []
    rows = packet.case.questions.filter(in_packets=True, state=Question.State.OPEN)
    return [pick(fields.QUESTION, profile.question, row)["text"] for row in rows]


def _acts(packet: Packet, profile: Profile) -> dict[str, list[str]]:
    """What is ticked of what we did, and of what we did not do: what nobody ticked is not said."""
    found: dict[str, list[str]] = {"done": [], "not_done": []}
    rows = packet.case.checklist.filter(section__in=found, ticked_at__isnull=False) if profile.point else ()
    for row in rows:
        seen = pick(fields.POINT, profile.point, row)
        when = _("(confirmed %(day)s)") % {"day": seen["on"]} if seen["on"] else ""
        found[row.section].append(" ".join(filter(None, (seen["text"], seen["note"], when))))
    return found


def scales() -> list[str]:
    """How to read the words of likelihood and of confidence."""
    words = ", ".join(f"{Likelihood(word).label} {low}–{high} %" for word, (low, high) in SPANS.items())
    return [
        _("Likelihood, in the words of ICD 203: %(words)s.") % {"words": words},
        _(
            "Confidence says how well founded a judgement is, not how likely: low, on little that was tested; moderate,"
            " on sources that we find credible, with gaps; high, on good sources that bear each other out."
        ),
    ]
