"""How each cost grows from 10^4 to 10^6 rows: tips with their marks, cases, persons and things; drawn as a picture."""

from benchmarks import drawing
from benchmarks.full import stage
from benchmarks.ground import Ground
from benchmarks.processes import ROOT
from benchmarks.table import Line

STAGE = "benchmarks.full.growth_stage"
SIZES = {10_000: "growth_10k", 100_000: "growth_100k", 1_000_000: "growth_1m"}
DATABASES = tuple(reversed(SIZES.values()))
PICTURE = ROOT / "docs/images/growth.svg"
FLAT = 1.5  # what a hundred times as many rows may cost, by the pages' figure
PAGES = ("queue", "one tip", "own cases", "every case", "reports", "persons")


def measure(ground: Ground) -> list[Line]:
    looked = {rows: stage.look(ground, name, STAGE) for rows, name in SIZES.items()}
    costs = {cost: {rows: found[cost][0] for rows, found in looked.items()} for cost in looked[min(SIZES)]}
    PICTURE.write_text(drawing.growth("p50 in ms by the number of rows", costs), encoding="utf-8")
    return [_line(cost, by_rows) for cost, by_rows in costs.items()]


def _line(cost: str, by_rows: dict[int, float]) -> Line:
    few, some, many = (by_rows[rows] for rows in sorted(by_rows))
    ratio, has_target = many / few, cost.startswith(PAGES)
    return Line(
        f"growth: {cost}, p50 among 10,000, 100,000 and 1,000,000", f"{few:.1f} ms",
        f"{few:.1f} / {some:.1f} / {many:.1f} ms", f"{ratio:.2f}", f"<= {FLAT}" if has_target else "",
        ratio <= FLAT if has_target else None,
    )  # fmt: skip
