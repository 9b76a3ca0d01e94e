"""Judging what was read in a tip: accept, correct, reject. The rows are what the evaluation learns from."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline import suggestions, triage
from hotline.models import SuggestionJudgement, Tip, TipReading
from hotline.reading.kept import Kept
from hotline.suggestions import Kind, Suggestion
from reference.models import Taxon, TradeTerm
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid
from vault import keys, text

RIGHT = "hotline.judge_reading"
PURPOSE = "suggestion"
MAX_CORRECTION = 200  # characters
Verdict = SuggestionJudgement.Verdict


@dataclass(frozen=True)
class Judged:
    """A judgement in clear. `value` is what holds now: as read, or as corrected; '' where it was rejected."""

    kind: str
    read: str
    verdict: str
    value: str
    by: str = ""


@transaction.atomic
def judge(
    tip: Tip, kind: str, key: str, verdict: str, *, by: Officer, corrected: str = ""
) -> SuggestionJudgement:  # fmt: skip
    """Say whether something that was read is right; said again, the later word holds.

    Args:
        kind, key: of the suggestion, as `suggestions` names it.
        verdict: a `Verdict`.
        corrected: what it should be, for CORRECTED: a scientific name of the reference, a CITES term code, or words.
    Raises: NotAllowed; Invalid where nothing such is read in the tip, or the correction names nothing; WrongStatus for
        a tip whose words were destroyed.
    """
    access.require(by, RIGHT)
    fresh = triage.locked_with_words(tip)
    data_key = keys.data_key(fresh.key_id)
    found = _reading(fresh, data_key)
    suggestion = suggestions.find(found, kind, key)
    if suggestion is None or verdict not in Verdict.values:
        raise Invalid(_("This was read anew meanwhile: look at it again."))
    instead = _correction(suggestion, corrected) if verdict == Verdict.CORRECTED else ""
    row = _row(fresh, suggestion)
    row.tip, row.language, row.verdict, row.by, row.at = fresh, found["lang"], verdict, by, timezone.now()
    text.write(row, key=data_key, read=suggestion.key, corrected=instead)
    row.save()
    audit.record(by, "tip.judged", fresh, kind=kind, verdict=verdict, judgement=str(row.pk))
    return row


def _reading(tip: Tip, key: bytes) -> Kept:
    row = TipReading.objects.filter(tip=tip).first()
    return text.read(row, "found", key=key) or {} if row else {}


def _row(tip: Tip, suggestion: Suggestion) -> SuggestionJudgement:
    """The judgement there is of this, or a new one. Behind the tip's lock: two officers do not make two."""
    mark = keys.mark(PURPOSE, f"{tip.pk} {suggestion.kind} {suggestion.key}")
    known = SuggestionJudgement.objects.filter(tip=tip, mark=mark).first()
    return known or SuggestionJudgement(tip=tip, mark=mark, kind=suggestion.kind)


def _correction(suggestion: Suggestion, said: str) -> str:
    said = said.strip()
    if not said or len(said) > MAX_CORRECTION or suggestion.kind == Kind.STATE:
        raise Invalid(_("Write what it should be, in 200 characters at most."))
    if suggestion.kind == Kind.TAXON and not Taxon.objects.filter(scientific_name=said, retired=False).exists():
        raise Invalid(_("No taxon has this scientific name."))
    if suggestion.kind == Kind.TERM:
        said = said.upper()
        if not TradeTerm.objects.filter(scheme="term", code=said, retired=False).exists():
            raise Invalid(_("CITES has no term with this code."))
    return said


def judged(tip: Tip, *, key: bytes) -> dict[tuple[str, str], Judged]:
    """What was judged of a tip, by kind and key of the suggestion. `key`: the tip's data key."""
    rows = SuggestionJudgement.objects.filter(tip=tip).select_related("by").order_by("at")
    opened = [(row, _opened(row, key)) for row in rows]
    return {(each.kind, each.read): each for _row, each in opened}


def _opened(row: SuggestionJudgement, key: bytes) -> Judged:
    read: str = text.read(row, "read", key=key)
    values: dict[str, Any] = {
        Verdict.ACCEPTED: read, Verdict.CORRECTED: text.read(row, "corrected", key=key), Verdict.REJECTED: "",
    }  # fmt: skip
    return Judged(row.kind, read, row.verdict, values[row.verdict], str(row.by))


def forget(tip: Tip) -> None:
    """Empty the sealed values, in the caller's transaction; kind, language and verdict stay for the counts."""
    SuggestionJudgement.objects.filter(tip=tip).update(read=b"", corrected=b"")


@dataclass(frozen=True)
class Score:
    """How often officers found right what was read of one kind in one language."""

    kind: str
    language: str
    accepted: int = 0
    corrected: int = 0
    rejected: int = 0

    @property
    def precision(self) -> float:
        """Accepted of all judged, 0-1."""
        return self.accepted / (self.accepted + self.corrected + self.rejected)


def scores() -> list[Score]:
    """All judgements counted, by kind and language; those of tips that are gone count too. Nothing is opened."""
    counted: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    rows = SuggestionJudgement.objects.order_by().values_list("kind", "language", "verdict").annotate(Count("pk"))
    for kind, language, verdict, number in rows:
        counted[kind, language][verdict] = number
    return [Score(kind, language, **numbers) for (kind, language), numbers in sorted(counted.items())]
