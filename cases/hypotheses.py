"""The hypotheses of a case: put, weighed against the evidence, concluded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.casework import require_case
from cases.models import Bearing, Case, Exhibit, Hypothesis, TimelineItem
from hotline.models import Report
from intel.estimates import Confidence, Likelihood
from staff import audit, steps
from staff.models import Officer
from staff.refusals import Invalid, NotAllowed, WrongStatus

MAX_TEXT = 300  # characters
MAX_CONCLUSION = 2_000  # characters

Evidence = Report | Exhibit | TimelineItem
State = Hypothesis.State
NEXT: dict[str, set[str]] = {
    State.OPEN: {State.HELD, State.REJECTED, State.DROPPED},
    State.HELD: {State.OPEN},
    State.REJECTED: {State.OPEN},
    State.DROPPED: {State.OPEN},
}


@dataclass(frozen=True)
class Conclusion:
    """What we make of a hypothesis. `state` held or rejected; how likely it is and how sure we are, by their scales."""

    state: str
    text: str
    likelihood: str
    confidence: str


def _checked(text: str) -> str:
    if not text.strip() or len(text) > MAX_TEXT:
        sentence = _("Write the hypothesis, in up to 300 characters.")
        raise Invalid(sentence, text=sentence)
    return text.strip()


@transaction.atomic
def put(case: Case, text: str, *, by: Officer, in_packets: bool = True) -> Hypothesis:
    """Put an explanation of what happened beside the others.

    Args:
        in_packets: whether what we conclude of it stands in packets.
    Raises: NotAllowed; Invalid.
    """
    require_case(case, "cases.write_case", by=by)
    hypothesis = Hypothesis.objects.create(case=case, text=_checked(text), in_packets=in_packets, put_by=by)
    audit.record(by, "hypothesis.put", hypothesis, case=case.reference)
    return hypothesis


@transaction.atomic
def reword(hypothesis: Hypothesis, text: str, *, by: Officer, in_packets: bool) -> Hypothesis:
    """Put it in other words, or say anew whether it leaves. Raises: WrongStatus once it is concluded."""
    require_case(hypothesis.case, "cases.write_case", by=by)
    fresh = _locked(hypothesis)
    if fresh.state != State.OPEN and fresh.text != text.strip():
        raise WrongStatus(_("It is concluded: take it up again first."))
    fresh.text, fresh.in_packets = _checked(text), in_packets
    fresh.save(update_fields=["text", "in_packets"])
    audit.record(by, "hypothesis.reworded", fresh)
    return fresh


@transaction.atomic
def conclude(hypothesis: Hypothesis, said: Conclusion, *, by: Officer) -> Hypothesis:
    """Hold a hypothesis, or reject it: why, how likely it is, and how well founded that judgement is.

    Raises: NotAllowed; WrongStatus; Invalid with a sentence per field.
    """
    wrong: dict[str, str] = {}
    if said.state not in (State.HELD, State.REJECTED):
        wrong["state"] = _("Choose whether it is held or rejected.")
    if not said.text.strip() or len(said.text) > MAX_CONCLUSION:
        wrong["text"] = _("Say what you conclude and why, in up to 2,000 characters.")
    if said.likelihood not in Likelihood.values:
        wrong["likelihood"] = _("Choose how likely it is.")
    if said.confidence not in Confidence.values:
        wrong["confidence"] = _("Choose how well founded this is.")
    if wrong:
        raise Invalid(_("The conclusion is not complete."), **wrong)
    return _move(
        hypothesis, said.state, by=by, conclusion=said.text.strip(), likelihood=said.likelihood,
        confidence=said.confidence,
    )  # fmt: skip


@transaction.atomic
def drop(hypothesis: Hypothesis, *, by: Officer) -> Hypothesis:
    """Weigh it no further: it stands in no packet. Raises: NotAllowed; WrongStatus."""
    return _move(hypothesis, State.DROPPED, by=by)


@transaction.atomic
def take_up(hypothesis: Hypothesis, *, by: Officer) -> Hypothesis:
    """Weigh it again; what was concluded stays to be read. Raises: NotAllowed; WrongStatus."""
    return _move(hypothesis, State.OPEN, by=by)


@transaction.atomic
def weigh(evidence: Evidence, said: Mapping[Hypothesis, str], *, by: Officer, note: str = "") -> list[Bearing]:
    """Say how one thing bears on hypotheses of one case; "" takes the bearing away, what stays as it is is left alone.

    Args:
        evidence: a report of the case that `by` sees, an exhibit or an entry of the timeline of it.
        said: for each hypothesis `for`, `against`, `neither` or "".
        note: why, up to 300 characters; the same for all that are said.
    Raises: NotAllowed, also for evidence that is not the case's or not seen; WrongStatus for a hypothesis that is no
        longer weighed; Invalid.
    """
    found = []
    for hypothesis in sorted(said, key=lambda each: each.pk):
        require_case(hypothesis.case, "cases.write_case", by=by)
        _require_evidence(evidence, hypothesis.case, by=by)
        bearing = _weigh(evidence, _locked(hypothesis), said[hypothesis], note, by=by)
        found += [bearing] if bearing else []
    return found


def _weigh(evidence: Evidence, hypothesis: Hypothesis, says: str, note: str, *, by: Officer) -> Bearing | None:
    pointing: dict[str, Any] = {column_of(evidence): evidence}
    now = hypothesis.bearings.filter(**pointing).first()
    if (says and says not in Bearing.Says.values) or len(note) > MAX_TEXT:
        raise Invalid(_("Say 'for', 'against' or 'neither', and why in up to 300 characters."))
    if (now.says, now.note) == (says, note.strip()) if now else not says:
        return now
    if hypothesis.state != State.OPEN:
        raise WrongStatus(_("A hypothesis that is concluded is weighed no further: take it up again first."))
    audit.record(by, "hypothesis.weighed", hypothesis, evidence=str(evidence.pk), says=says)
    if not says:
        hypothesis.bearings.filter(**pointing).delete()
        return None
    kept = {"says": says, "note": note.strip(), "weighed_by": by}
    return hypothesis.bearings.update_or_create(**pointing, defaults=kept)[0]


def column_of(evidence: Evidence) -> str:
    """The column of a bearing that points to it."""
    return {Report: "report", Exhibit: "exhibit", TimelineItem: "moment"}[type(evidence)]


def _require_evidence(evidence: Evidence, case: Case, *, by: Officer) -> None:
    if isinstance(evidence, Report):
        is_seen = Report.objects.visible_to(by).filter(pk=evidence.pk, case_links__case=case).exists()
    elif isinstance(evidence, Exhibit):
        is_seen = Exhibit.objects.visible_to(by).filter(pk=evidence.pk, case=case).exists()
    else:
        is_seen = TimelineItem.objects.visible_to(by).filter(pk=evidence.pk, case=case).exists()
    if not is_seen:
        raise NotAllowed(_("Only what the case holds, and you see, is weighed in it."))


def _locked(hypothesis: Hypothesis) -> Hypothesis:
    return Hypothesis.objects.select_for_update(no_key=True).get(pk=hypothesis.pk)


def _move(hypothesis: Hypothesis, to: str, *, by: Officer, **changes: object) -> Hypothesis:
    require_case(hypothesis.case, "cases.write_case", by=by)
    fresh = _locked(hypothesis)
    was = steps.take(fresh, to, NEXT, _("This hypothesis is now '%(now)s'."), changes, column="state")
    audit.record(by, f"hypothesis.{to}", fresh, was=was)
    return fresh
