"""What a tip has in common with others by its facts: how much each counts, and what an officer is told of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotline import fact_marks, passages
from hotline.fact_marks import Shared
from hotline.facts import DAYS, Kind
from hotline.models import Tip

SAME = {
    Kind.PHONE: gettext_lazy("same telephone number"), Kind.PLATE: gettext_lazy("same plate"),
    Kind.CONTAINER: gettext_lazy("same container"), Kind.IMO: gettext_lazy("same ship"),
    Kind.MMSI: gettext_lazy("same ship"), Kind.AWB: gettext_lazy("same air waybill"),
    Kind.POSTAL: gettext_lazy("same parcel"), Kind.EMAIL: gettext_lazy("same e-mail address"),
    Kind.URL: gettext_lazy("same link"), Kind.HANDLE: gettext_lazy("same account"),
    Kind.WALLET: gettext_lazy("same wallet"), Kind.PASSPORT: gettext_lazy("same passport"),
}  # fmt: skip
# How much a rare fact counts. A telephone number that many name is still the same number; a link may be anybody's.
POINTS = {**dict.fromkeys(SAME, 3.0), Kind.FLIGHT: 2.0, Kind.EVENT: 2.0, Kind.AMOUNT: 1.5, Kind.HAUNT: 1.0}
ALWAYS_TOLD = frozenset(SAME) - {Kind.URL, Kind.HANDLE}
# So many tips halve what a fact counts.
HALVED_BY = 20
LEAST = 0.5
TIMED = (Kind.EVENT, Kind.AMOUNT, Kind.FLIGHT)
# Three passages are some forty signs in a row.
LEAST_PASSAGES = 3
LEAST_HELD = 0.5


@dataclass
class Agreement:
    """What another tip shares: points by kind, and how many passages."""

    points: dict[Kind, float] = field(default_factory=dict)
    passages: int = 0

    @property
    def score(self) -> float:
        return sum(self.points.values()) + (1 if self.passages >= LEAST_PASSAGES else 0)

    @property
    def names_one(self) -> bool:
        """Whether both name one telephone, plate, account or the like."""
        return any(self.points.get(kind, 0) >= LEAST for kind in SAME)

    def at(self, apart: timedelta) -> "Agreement":
        """What is left of it where the tips came so far apart: what holds for days only may be left out."""
        is_soon = apart <= timedelta(days=DAYS)
        dropped = (Kind.HAUNT,) if is_soon and Kind.EVENT in self.points else () if is_soon else TIMED
        return Agreement({kind: each for kind, each in self.points.items() if kind not in dropped}, self.passages)

    def reasons(self) -> list[str]:
        """In the officers' words, what weighs most first. Nothing for what is too common to tell anything."""
        told = sorted(self.points, key=lambda kind: (kind not in SAME, -self.points[kind]))
        return list(dict.fromkeys(_said(kind) for kind in told if self.points[kind] >= LEAST))


def with_others(own: list[int], tip: Tip) -> dict[UUID, Agreement]:
    """Every tip that shares a fact, in one query. `own`: the tip's marks."""
    return summed(fact_marks.shared(own, tip.pk)) if own else {}


def summed(found: Iterable[Shared]) -> dict[UUID, Agreement]:
    """What was found, by tip. Of several spans, squares and amounts the rarest counts; of identifiers all do."""
    agreed: dict[UUID, Agreement] = defaultdict(Agreement)
    for each in found:
        weight = _weight(each)
        for other in each.tips:
            mine = agreed[other]
            if each.kind == Kind.PASSAGE:
                mine.passages += 1
            elif each.kind in SAME:
                mine.points[each.kind] = mine.points.get(each.kind, 0) + weight
            else:
                mine.points[each.kind] = max(mine.points.get(each.kind, 0), weight)
    return agreed


def _weight(each: Shared) -> float:
    points = POINTS.get(each.kind, 0.0)
    if each.kind in ALWAYS_TOLD:
        return max(LEAST, points / (1 + len(each.tips) / HALVED_BY))
    return 0.0 if each.is_common else points / (1 + len(each.tips) / HALVED_BY)


def _said(kind: Kind) -> str:
    if kind in SAME:
        return str(SAME[kind])
    if kind == Kind.FLIGHT:
        return _("same flight within %(days)d days") % {"days": DAYS}
    if kind == Kind.EVENT:
        return _("same species group and place within %(days)d days") % {"days": DAYS}
    if kind == Kind.AMOUNT:
        return _("same amount or price of the same species group within %(days)d days") % {"days": DAYS}
    return _("same species group and place, at another time")


def is_passed_on(mine: list[int], theirs: list[int]) -> bool:
    """Whether one of two texts is, for the greater part, in the other. Both given by their marks."""
    common, share = passages.held(fact_marks.passage_marks(mine), fact_marks.passage_marks(theirs))
    return common >= LEAST_PASSAGES and share >= LEAST_HELD


def is_translated(mine: list[int], theirs: list[int]) -> bool:
    """Whether two texts are in different languages, both known."""
    known = fact_marks.languages()
    one, other = ({known[mark] for mark in each if mark in known} for each in (mine, theirs))
    return bool(one and other) and one != other
