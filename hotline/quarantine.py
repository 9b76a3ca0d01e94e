"""The quarantine desk: what was set aside, why, and how many at once are let in or turned away."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from uuid import UUID

from hotline import triage
from hotline.models import Tip
from hotline.models.tip import TipSet
from hotline.story import Urgency
from staff import access
from staff.models import Officer
from staff.refusals import Refused

# More are shown as "99+": the queue never counts the whole table.
MOST_COUNTED = 100
MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Waiting:
    """What waits in quarantine: how many (at most `MOST_COUNTED`), and how many of them happen now."""

    count: int
    urgent: int

    @property
    def shown(self) -> str:
        return f"{MOST_COUNTED - 1}+" if self.count >= MOST_COUNTED else str(self.count)


@dataclass
class Outcome:
    """What came of deciding on several tips: each stands for itself.

    Args:
        failed: (reference, sentence) of each that could not be decided.
    """

    done: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def rows(officer: Officer, why: str = "") -> TipSet:
    """Quarantined tips that the officer may see, what is urgent first. `why`: only those set aside for this reason."""
    found = Tip.objects.visible_to(officer).filter(status=Tip.Status.QUARANTINED)
    if why in Tip.Suspicion.values:
        found = found.filter(suspicions__contains=[why])
    return found.defer("narrative", "answers", "note").order_by("turn", "pk")


def waiting(officer: Officer) -> Waiting:
    """One query over an index. What happens now has the highest priority, so it is among those counted."""
    urgencies = list(rows(officer).values_list("urgency", flat=True)[:MOST_COUNTED])
    return Waiting(len(urgencies), urgencies.count(Urgency.NOW))


def release_all(chosen: Collection[UUID], *, by: Officer) -> Outcome:
    """Let several tips into the queue. Raises: NotAllowed."""
    return _each(chosen, by, lambda tip: triage.release(tip, by=by))


def dismiss_all(chosen: Collection[UUID], *, by: Officer) -> Outcome:
    """Dismiss several quarantined tips as spam. Raises: NotAllowed."""
    return _each(chosen, by, lambda tip: triage.dismiss_spam(tip, by=by))


def _each(chosen: Collection[UUID], by: Officer, decide: Callable[[Tip], Tip]) -> Outcome:
    """Decide one by one, each in its own transaction: what one colleague decided meanwhile holds up no other."""
    access.require(by, "hotline.triage_tip")
    outcome = Outcome()
    for tip in Tip.objects.visible_to(by).filter(pk__in=list(chosen)[:MOST_AT_ONCE]).order_by("reference"):
        try:
            decide(tip)
        except Refused as refusal:
            outcome.failed.append((tip.reference, str(refusal)))
        else:
            outcome.done.append(tip.reference)
    return outcome
