"""A route as a small picture: places from top to bottom, a line for each leg. No database; the template draws it."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.models import RouteStop

WIDTH, STEP, TOP, LEFT, WORDS = 320, 72, 28, 16, 40  # units of the picture


@dataclass(frozen=True)
class Dot:
    """A place at height `y`. `above` is the place before, `leg` the height of the words between: None for the first."""

    y: int
    label: str
    role: str
    kind: str
    mode: str = ""
    leg: int | None = None
    above: int | None = None


@dataclass(frozen=True)
class Picture:
    """dots: from top to bottom; said: the route in words, for whoever does not see it."""

    dots: list[Dot]
    width: int
    height: int
    left: int
    words: int
    said: str


def draw(stops: Sequence[RouteStop]) -> Picture | None:
    """The picture of a route, None where there is none."""
    if not stops:
        return None
    dots = [_dot(number, stop) for number, stop in enumerate(stops)]
    said = " → ".join(f"{dot.role} {dot.label}" for dot in dots)
    return Picture(dots, WIDTH, TOP * 2 + STEP * (len(dots) - 1), LEFT, WORDS, said)


def _dot(number: int, stop: RouteStop) -> Dot:
    y = TOP + STEP * number
    label = ", ".join(filter(None, (stop.place, stop.country)))
    mode = str(stop.get_mode_display()) if stop.mode else ""
    above = y - STEP if number else None
    leg = y - STEP // 2 if number else None
    return Dot(y, label, str(stop.get_role_display()), stop.role, mode, leg, above)
