"""What each type of product must hold, what may be drawn in it, and how long it is valid. No database."""

from dataclasses import dataclass
from datetime import timedelta

from intel.models.product import ProductType
from intel.models.version import FigureKind, Heading

_CHARTS = (FigureKind.MONTHS, FigureKind.AREAS, FigureKind.TAXA)
_ALL = (*_CHARTS, FigureKind.NETWORK, FigureKind.MAP, FigureKind.SEIZURES)
LONGEST = timedelta(days=731)


@dataclass(frozen=True)
class Rules:
    """headings: each must be written, in the order in which they are printed. figures: kinds that may stand in it.

    life: for how long it is valid where nobody says otherwise (our own choice). is_judging: whether key judgements
    must stand in it. is_public: no person, no link and no report's number is printed. most_pages: of A4, on paper;
    None: as many as it takes.
    """

    headings: tuple[Heading, ...]
    figures: tuple[FigureKind, ...] = _ALL
    life: timedelta = timedelta(days=180)
    is_judging: bool = True
    is_public: bool = False
    most_pages: int | None = None


def _whole(*own: Heading) -> tuple[Heading, ...]:
    """The headings that every product has, with those of its type between facts and gaps."""
    return (
        Heading.ASK, Heading.FACTS, *own, Heading.ASSESSMENT, Heading.GAPS, Heading.ALTERNATIVES, Heading.ACTION,
    )  # fmt: skip


RULES: dict[str, Rules] = {
    ProductType.ALERT: Rules(_whole(), (FigureKind.MAP,), timedelta(days=1), most_pages=1),
    ProductType.INFORMATION: Rules(_whole(), life=timedelta(days=90)),
    ProductType.SUBJECT: Rules(
        _whole(Heading.ACTIVITY, Heading.LIFE, Heading.ASSOCIATES, Heading.STRENGTHS, Heading.RISKS)
    ),
    ProductType.NETWORK: Rules(_whole(Heading.STRUCTURE, Heading.FLOWS, Heading.STRENGTHS, Heading.RISKS)),
    ProductType.PROBLEM: Rules(
        _whole(Heading.PROBLEM, Heading.CAUSES), (*_CHARTS, FigureKind.MAP, FigureKind.SEIZURES), timedelta(days=365)
    ),
    ProductType.TREND: Rules(
        _whole(Heading.METHOD, Heading.CHANGE), (*_CHARTS, FigureKind.MAP, FigureKind.SEIZURES), timedelta(days=365)
    ),
    ProductType.SELLER: Rules(_whole(Heading.ACCOUNTS, Heading.OFFERS)),
    ProductType.FINANCIAL: Rules(_whole(Heading.MONEY), (FigureKind.NETWORK, FigureKind.SEIZURES)),
    ProductType.STATEMENT: Rules(
        (Heading.ASK, Heading.FACTS, Heading.ACQUIRED, Heading.GAPS), (FigureKind.MAP, FigureKind.SEIZURES),
        timedelta(days=365), is_judging=False,
    ),
    ProductType.STRATEGIC: Rules(
        _whole(Heading.PROBLEM, Heading.CHANGE, Heading.OUTLOOK), (*_CHARTS, FigureKind.MAP, FigureKind.SEIZURES),
        timedelta(days=365),
    ),
    ProductType.BULLETIN: Rules(
        _whole(), (FigureKind.MONTHS, FigureKind.AREAS, FigureKind.TAXA), timedelta(days=365), is_public=True
    ),
}  # fmt: skip
