"""What a tip has in common with others by its facts: how much each counts, and what an officer is told of it."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotline import fact_marks, passages
from hotline.fact_marks import MOST_LOOKED_AT, Sharing, Worth
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
LEAST = 0.5  # points below which a fact is no reason
# A telephone number that many name is still the same number; a link or an account may be anybody's.
WORTH = {
    **{kind: Worth(3.0, 0.0 if kind in (Kind.URL, Kind.HANDLE) else LEAST) for kind in SAME},
    Kind.FLIGHT: Worth(2.0), Kind.EVENT: Worth(2.0), Kind.AMOUNT: Worth(1.5), Kind.HAUNT: Worth(1.0),
    Kind.PASSAGE: Worth(0.3),
}  # fmt: skip
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


def with_others(own: list[int], tip: Tip, limit: int) -> dict[UUID, Agreement]:
    """The tips that share most, in one query. `own`: the tip's marks."""
    return {each.tip: summed(each) for each in fact_marks.shared(own, tip.pk, WORTH, limit)} if own else {}


def summed(sharing: Sharing) -> Agreement:
    """Of several spans, squares and amounts the rarest counts; of identifiers all do; of passages those not common."""
    agreed = Agreement()
    for kind, others in sharing.facts:
        if kind == Kind.PASSAGE:
            agreed.passages += others < MOST_LOOKED_AT
        else:
            weight, known = WORTH[kind].among(others), agreed.points.get(kind, 0.0)
            agreed.points[kind] = known + weight if kind in SAME else max(known, weight)
    return agreed


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


def tongues(own: list[int], known: dict[int, str]) -> set[str]:
    """The language of a text by its marks; nothing where it is unknown. `known`: what `fact_marks.languages` told."""
    return {known[mark] for mark in own if mark in known}
