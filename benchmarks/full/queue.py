"""The queue at a million tips: pages, filters, views, figures and decisions, and whether they are flat."""

from typing import Any

from benchmarks.full import stage
from benchmarks.ground import Ground
from benchmarks.table import Line

STAGE = "benchmarks.full.queue_stage"
DATABASES = MILLION, BACKLOG, SMALL = "tips_1m", "tips_1m_backlog", "tips_10k"
PAGES = ("first page", "one filter", "two filters", "saved view", "deep page")


def measure(ground: Ground) -> list[Line]:
    looked = {name: stage.look(ground, name, STAGE) for name in DATABASES}
    lines = []
    for name in (MILLION, BACKLOG):
        found = looked[name]
        of = f"{found['tips']:,} tips, {found['open']:,} open"
        lines += [_page(f"queue of {of}: {page}, p50 / p95", found[page]) for page in PAGES]
        lines.append(_below(f"queue of {of}: all figures of a page, p50 / p95", found["counts"], 50))
        lines.append(_below(f"queue of {of}: a decision, p50 / p95", found["decision"], 100))
        lines.append(
            Line(
                f"queue of {of}: most queries of a page", "", str(found["queries"]), "", "<= 12", found["queries"] <= 12
            )
        )
    return [*lines, *(_flat(page, looked) for page in (*PAGES, "counts", "decision"))]


def _page(job: str, took: tuple[float, float]) -> Line:
    half, most = took
    return Line(job, "", f"{half:.1f} / {most:.1f} ms", "", "<= 50 / 150 ms", half <= 50 and most <= 150)


def _below(job: str, took: tuple[float, float], limit: int) -> Line:
    return Line(job, "", f"{took[0]:.1f} / {took[1]:.1f} ms", "", f"p95 <= {limit} ms", took[1] <= limit)


def _flat(job: str, looked: dict[str, Any]) -> Line:
    """How much longer it takes with a hundred times as many tips."""
    large, small = looked[MILLION][job][0], looked[SMALL][job][0]
    ratio = large / small
    return Line(
        f"flat: {job}, 1,000,000 tips to 10,000",
        f"{small:.1f} ms",
        f"{large:.1f} ms",
        f"{ratio:.2f}",
        "<= 1.5",
        ratio <= 1.5,
    )
