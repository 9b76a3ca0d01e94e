"""How soon a person should look: a sum whose parts are shown, each with what led to it.

The POST of a tip weighs what its form tells; a worker that has read the words weighs both. A name of a species that
nobody has verified counts half.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hotline.story import Condition, Offence, Story, Urgency

FIRST_LOOK_URGENT = timedelta(hours=1)
FIRST_LOOK = timedelta(hours=24)
# Told so much later than it came in, it is fresh no more.
STALE = timedelta(days=7)

URGENCY = {Urgency.NOW: 45, Urgency.DAY: 32, Urgency.ONGOING: 16, Urgency.PAST: 4}
FRESHNESS = {Urgency.NOW: 7, Urgency.DAY: 7, Urgency.ONGOING: 4, Urgency.PAST: 1}
SPECIES = {"I": 14, "II": 10, "III": 6}
MOST = {
    "urgency": 45, "species": 14, "living": 6, "scale": 8, "freshness": 7, "actionable": 10, "official": 5,
    "violence": 5,
}  # fmt: skip
# Beside the hundred: only a consignment has them.
MOST_FLAGS = 20
# From so much on, so many points, by CITES unit.
SCALE = {
    "no.": ((100, 8), (10, 6), (3, 4), (1, 2)),
    "kg": ((100, 8), (10, 6), (1, 4), (0, 2)),
    "m3": ((10, 8), (1, 6), (0, 4)),
}  # fmt: skip
AS_KG = {"g": 0.001, "kg": 1.0, "l": 1.0}


@dataclass(frozen=True)
class Reason:
    """Why a part has points. `kind` is a code that the desk words; `said` the words or the value that led to it."""

    kind: str
    said: str = ""


@dataclass(frozen=True)
class Part:
    """Points of one kind, of `MOST[name]`."""

    name: str
    points: int
    reasons: tuple[Reason, ...] = ()

    @property
    def most(self) -> int:
        return MOST.get(self.name, MOST_FLAGS)


@dataclass(frozen=True)
class Priority:
    """All parts, 0-100 in sum."""

    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        return min(100, sum(part.points for part in self.parts))


def assess(
    story: Story, *, files: int, found: dict[str, Any] | None = None, age: timedelta = timedelta(0), flags: int = 0
) -> Priority:
    """Weigh what the source answered, and what was read in their words.

    Args:
        files: how many files came with it.
        found: the kept reading (`reading.kept`); None before a worker has read the tip.
        age: how old the tip was when it was read.
        flags: points of a consignment's red flags.
    """
    found = found or {}
    parts = (
        _urgency(story, found), _species(found), _living(story, found), _scale(found),
        _freshness(story, found, age), _actionable(story, files, found), _official(story, found), _violence(found),
    )  # fmt: skip
    # Only a consignment has this part: the other parts of any tip stay as they are.
    return Priority((*parts, Part("flags", min(flags, MOST_FLAGS), (Reason("red_flags"),))) if flags else parts)


def first_look_within(story: Story) -> timedelta:
    """1 hour for 'now', else 24 hours."""
    return FIRST_LOOK_URGENT if story.urgency == Urgency.NOW else FIRST_LOOK


def is_urgent_by_words(story: Story, found: dict[str, Any]) -> bool:
    """Whether the words say that it happens now, where the form says nothing against it."""
    return bool(found.get("state", {}).get("urgent")) and story.urgency not in (Urgency.NOW, Urgency.PAST)


def _words(found: dict[str, Any], kind: str) -> str:
    return next((cue["said"] for cue in found.get("cues", ()) if cue["kind"] == kind), "")


def _urgency(story: Story, found: dict[str, Any]) -> Part:
    if is_urgent_by_words(story, found):
        return Part("urgency", MOST["urgency"], (Reason("words", _words(found, "now")),))
    points = URGENCY.get(story.urgency, 8)  # type: ignore[call-overload]
    return Part("urgency", points, (Reason("form", story.urgency),) if story.urgency else (Reason("not_told"),))


def _species(found: dict[str, Any]) -> Part:
    weighed = [(_worth(taxon), taxon) for taxon in found.get("taxa", ())]
    if not weighed:
        return Part("species", 0)
    points, best = max(weighed, key=lambda each: each[0])
    kind = "listed" if best["verified"] else "unverified"
    return Part("species", points, (Reason(kind, f"{best['name']} {best['appendix']}".strip()),))


def _worth(taxon: dict[str, Any]) -> int:
    listed = taxon["appendix"].split("/")
    points = next((points for appendix, points in SPECIES.items() if appendix in listed), 3) - (len(listed) > 1)
    return points if taxon["verified"] else points // 2


def _living(story: Story, found: dict[str, Any]) -> Part:
    reasons = []
    if story.condition == Condition.ALIVE or Offence.LIVE in story.offences:
        reasons.append(Reason("form"))
    if found.get("state", {}).get("live"):
        reasons.append(Reason("words", _words(found, "live") or _of_term(found, "LIV")))
    return Part("living", MOST["living"] if reasons else 0, tuple(reasons))


def _of_term(found: dict[str, Any], code: str) -> str:
    return next((term["said"] for term in found.get("terms", ()) if term["code"] == code), "")


def _scale(found: dict[str, Any]) -> Part:
    weighed = [(_size(each), each) for each in found.get("quantities", ())]
    points, largest = max(weighed, key=lambda each: each[0], default=(0, None))
    return Part("scale", points, (Reason("words", largest["said"]),) if points and largest else ())


def _size(quantity: dict[str, Any]) -> int:
    unit, value = quantity["unit"], quantity["value"]
    if unit in AS_KG:
        unit, value = "kg", value * AS_KG[unit]
    return next((points for least, points in SCALE.get(unit, ()) if value >= least), 0)


def _freshness(story: Story, found: dict[str, Any], age: timedelta) -> Part:
    reasons = [Reason("words", _words(found, "past"))] if not story.urgency and _words(found, "past") else []
    told = Urgency.PAST if reasons else story.urgency
    if is_urgent_by_words(story, found):
        told, reasons = Urgency.NOW, [Reason("words", _words(found, "now"))]
    points = FRESHNESS.get(told, 3)  # type: ignore[call-overload]
    if age > STALE:
        return Part("freshness", points // 2, (*reasons, Reason("days", str(age.days))))
    return Part("freshness", points, tuple(reasons) or ((Reason("form", told),) if told else ()))


def _actionable(story: Story, files: int, found: dict[str, Any]) -> Part:
    reasons = list(_to_act_on(story, found))
    points = 4 * any(each.kind == "place" for each in reasons) + 3 * any(each.kind == "trace" for each in reasons)
    if files:
        reasons.append(Reason("files", str(files)))
    return Part("actionable", points + 3 * bool(files), tuple(reasons))


def _to_act_on(story: Story, found: dict[str, Any]) -> Iterator[Reason]:
    """A place narrower than a country; a telephone number, plate, address or person by which someone is found."""
    if story.place or story.pin:
        yield Reason("place")
    else:
        yield from _first("place", (each["said"] for each in found.get("places", ()) if each["kind"] != "country"))
    if story.subjects or story.link:
        yield Reason("trace")
    else:
        yield from _first("trace", (each["said"] for each in found.get("identifiers", ()) if each["valid"]))


def _first(kind: str, said: Iterable[str]) -> Iterator[Reason]:
    yield from (Reason(kind, words) for words in list(said)[:1])


def _official(story: Story, found: dict[str, Any]) -> Part:
    reasons = [Reason("form")] if Offence.OFFICIAL in story.offences else []
    if found.get("state", {}).get("official"):
        reasons.append(Reason("words", _words(found, "official")))
    return Part("official", MOST["official"] if reasons else 0, tuple(reasons))


def _violence(found: dict[str, Any]) -> Part:
    if not found.get("state", {}).get("violence"):
        return Part("violence", 0)
    return Part("violence", MOST["violence"], (Reason("words", _words(found, "weapon")),))
