"""How likely two are one, with the reasons. Pure: weights are written here, nothing is learned."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from intel.matching.known import ONE_EACH, Identifier, Known
from intel.matching.names import likeness

# From here on a pair is worth an officer's look; from there on it is taken for the same where a machine must say.
SHOWN, SAME = 0.5, 0.56
# An identifier on more than so many is not evidence alone: a shop's telephone, a police station's fax.
CROWD = 20
ALIKE = 0.81  # names from here on sound alike
FAR = 0.7  # below, two persons with a telephone in common are two persons


@dataclass(frozen=True)
class Reason:
    """Why, by a code that `intel.matching.wording` has a sentence for."""

    code: str
    kind: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Score:
    points: float
    reasons: tuple[Reason, ...]


NOTHING = Score(0.0, ())


def compare(one: Known, other: Known, bearers: Mapping[Identifier, int] | None = None) -> Score:
    """Score a pair.

    Args:
        bearers: how many have an identifier; one that is not named here is borne by these two alone.
    """
    if one.family != other.family:
        return NOTHING
    shared = sorted(one.identifiers & other.identifiers)
    doubt, reasons = 1.0, []
    for each in shared:
        doubt *= 1 - each.weight * rarity((bearers or {}).get(each, 2))
        reasons.append(Reason("same", each.kind, (each.key,)))
    alike, said = _names(one, other)
    if alike >= ALIKE:
        doubt *= 1 - _worth(alike)
        reasons.append(said)
    points = 1 - doubt
    if one.names and other.names and alike < FAR and not _settles(shared):
        points *= 0.6
        reasons.append(Reason("names_differ"))
    return _against(one, other, points, reasons)


def rarity(bearers: int) -> float:
    """1 for an identifier of two, less for each more, and next to nothing for a crowd's."""
    if bearers > CROWD:
        return 0.1
    return 1.0 if bearers <= 2 else 1 - 0.6 * log(bearers - 1) / log(CROWD)


def _worth(alike: float) -> float:
    """What alike names say by themselves: 0.5 where they hardly sound alike, 0.9 where they are written the same."""
    return 0.5 + 0.4 * (alike - ALIKE) / (1 - ALIKE)


def _settles(shared: list[Identifier]) -> bool:
    """A passport or an account is one person's, whatever they are called."""
    return any(each.weight >= 0.95 for each in shared)


def _names(one: Known, other: Known) -> tuple[float, Reason]:
    """The most alike of all pairs of names."""
    best, pair = 0.0, ("", "")
    for a, written in zip(one.names, one.written, strict=True):
        for b, told in zip(other.names, other.written, strict=True):
            score = likeness(a, b)
            if score > best:
                best, pair = score, (written, told)
    return best, Reason("name" if pair[0].casefold() == pair[1].casefold() else "sound", values=pair)


def _against(one: Known, other: Known, points: float, reasons: list[Reason]) -> Score:
    """Two dates of birth, or two numbers of which a thing has one, speak against it."""
    if one.births and other.births and not _agree(one.births, other.births):
        points, reasons = points * 0.4, [*reasons, Reason("born_apart")]
    for kind in sorted(ONE_EACH):
        mine, theirs = (frozenset(each for each in known.identifiers if each.kind == kind) for known in (one, other))
        if mine and theirs and not mine & theirs:
            points, reasons = points * 0.3, [*reasons, Reason("numbers_differ", kind)]
    return Score(round(points, 3), tuple(reasons))


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether any two of the dates can be one: "1984" and "1984-07" can."""
    return any(a.startswith(b) or b.startswith(a) for a in one for b in other)
