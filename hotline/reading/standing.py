"""How protected a taxon is: its appendix, its group and its tier, as far as the index knows them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from hotline.reading.index import Index
from hotline.reading.taxonomy import ABOVE, Kin

OTHER = "other"
APPENDICES = ("I", "II", "III")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a taxon.

    Args:
        appendix: 'I', 'II', 'III', several as 'I/II' where members differ, '' where none is known.
        group: of the most trafficked taxa ('pangolins'), 'other' for another taxon.
        tier: 1-3 of the most trafficked, 0 for others.
    """

    appendix: str = ""
    group: str = OTHER
    tier: int = 0

    @property
    def strictest(self) -> str:
        """The first of its appendices, '' where there is none."""
        return next((each for each in APPENDICES if each in self.appendix.split("/")), "")

    @property
    def rank(self) -> tuple[int, int]:
        """What the most protected has the least of: only Appendix I, in part, II, III, none; then the tier."""
        order = APPENDICES.index(self.strictest) * 2 if self.strictest else 2 * len(APPENDICES)
        return order + ("/" in self.appendix), self.tier or 9


@lru_cache(maxsize=10_000)
def standing(name: str, index: Index) -> Standing:
    """The standing of a taxon that was read: its own, that of what it belongs to, else that of its trafficked kinds."""
    kin = index.kin.get(name)
    if kin is None:
        return Standing()
    line = _line(kin, index)
    kinds = [each for each in index.kin.values() if each.tier and name in each.chain()]
    groups = (index.groups[each] for each in kin.chain() if each in index.groups)
    return Standing(
        next((each.appendix for each in line if each.appendix), "") or _joined(each.appendix for each in kinds),
        next(groups, "") or _commonest(index.groups.get(each.name, "") for each in kinds),
        min((each.tier for each in (*line, *kinds) if each.tier), default=0),
    )


def most_protected(names: Iterable[str], index: Index) -> tuple[str, Standing] | None:
    """The most protected of these taxa; None where there are none."""
    known = [(name, standing(name, index)) for name in dict.fromkeys(names)]
    return min(known, key=lambda each: each[1].rank, default=None)


def _line(kin: Kin, index: Index) -> list[Kin]:
    """A taxon and what it belongs to, narrowest first. Ranks are compared: Pholidota are pangolins, and an orchid."""
    above = [
        index.kin[name]
        for rank, name in zip(reversed(ABOVE), reversed(kin.above), strict=True)
        if name and name != kin.name and name in index.kin and index.kin[name].rank == rank
    ]
    return [kin, *above]


def _joined(appendices: Iterable[str]) -> str:
    known = {each for told in appendices for each in told.split("/")}
    return "/".join(each for each in APPENDICES if each in known)


def _commonest(groups: Iterable[str]) -> str:
    counted = Counter(filter(None, groups)).most_common(1)
    return counted[0][0] if counted else OTHER
