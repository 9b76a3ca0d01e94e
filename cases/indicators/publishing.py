"""Figures for the public: a quarter's totals, frozen by one officer and let out by a second."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.indicators import figures, suppression, table
from cases.indicators.asked import Asked, quarter
from cases.indicators.figures import Figure
from cases.indicators.ground import Ground
from cases.indicators.public_words import TITLES, WAYS
from cases.models import FigureRelease, PublicFigure
from hotline.models.tip import Channel
from staff import access, audit, steps
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

RIGHT = "cases.release_figures"
State = FigureRelease.State
NEXT: dict[str, set[str]] = {
    State.PROPOSED: {State.PUBLISHED, State.REFUSED},
    State.PUBLISHED: {State.TAKEN_DOWN},
    State.REFUSED: set(),
    State.TAKEN_DOWN: set(),
}
PARTED = "tips_received"
PARTS: dict[str, Any] = dict(Channel.choices) | {way: said for way, said in WAYS.items() if way in Channel.values}


@transaction.atomic
def draw_up(year: int, number: int, *, by: Officer) -> FigureRelease:
    """Freeze the figures of a quarter that is over, of what the officer sees; what is small is not kept.

    Raises: NotAllowed; Invalid for a quarter that is not over; WrongStatus where it is drawn up already.
    """
    access.require(by, RIGHT)
    if not (2000 <= year <= 2200 and 1 <= number <= 4) or quarter(year, number)[1] >= timezone.localdate():
        raise Invalid(_("A quarter that is over, please."), quarter=_("It is not over yet, or there is none."))
    try:
        with transaction.atomic():
            release = FigureRelease.objects.create(year=year, quarter=number, drawn_by=by)
    except IntegrityError:
        raise WrongStatus(_("The figures of this quarter are drawn up already.")) from None
    PublicFigure.objects.bulk_create(_rows(release, Ground(by, Asked(*quarter(year, number)))))
    audit.record(by, "figures.drawn_up", release, year=year, quarter=number)
    return release


def _rows(release: FigureRelease, ground: Ground) -> list[PublicFigure]:
    found: list[tuple[str, str, suppression.Told]] = []
    for key in TITLES:
        figure = figures.of(table.ALL[key], ground)
        parts = dict.fromkeys(PARTS, 0) | {part.value: part.number for part in figure.parts} if key == PARTED else {}
        total, told = suppression.hide(_number(figure), list(parts.values()))
        found.append((key, "", total))
        found += [(key, part, each) for part, each in zip(parts, told, strict=True)]
    return [
        PublicFigure(release=release, position=at, key=key, part=part, number=told.number, shown=told.shown)
        for at, (key, part, told) in enumerate(found)
    ]


def _number(figure: Figure) -> int:
    """What is told of an indicator: its sum, those above the line, or its rows."""
    if figure.indicator.amount:
        return int(sum(part.total or 0 for part in figure.parts))
    return figure.number if figure.among is None else figure.among


@transaction.atomic
def decide(release: FigureRelease, to: str, *, by: Officer) -> FigureRelease:
    """Publish, refuse or take down. Raises: NotAllowed; WrongStatus, also for publishing what oneself drew up."""
    access.require(by, RIGHT)
    fresh = FigureRelease.objects.select_for_update().get(pk=release.pk)
    if to != State.REFUSED and fresh.drawn_by_id == by.pk:
        raise WrongStatus(_("Whoever drew up the figures does not let them out, or take them down: a second person."))
    refused = _("The figures are %(now)s: this step does not follow.")
    steps.take(fresh, to, NEXT, refused, {"decided_by": by, "decided_at": timezone.now()}, column="state")
    audit.record(by, f"figures.{to}", fresh)
    return fresh


def published() -> list[tuple[FigureRelease, list[PublicFigure]]]:
    """What the public reads, the newest quarter first; five years at most. Two queries."""
    releases = FigureRelease.objects.filter(state=State.PUBLISHED, year__gt=timezone.localdate().year - 6)
    return [(each, list(each.figures.all())) for each in releases.prefetch_related("figures")]


def is_anything_published() -> bool:
    """Whether the public has figures to read. One query."""
    return FigureRelease.objects.filter(state=State.PUBLISHED, year__gt=timezone.localdate().year - 6).exists()
