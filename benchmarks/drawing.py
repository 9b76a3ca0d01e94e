"""Curves of growth as an SVG of its own: both axes logarithmic, each curve named where it ends."""

import math
from collections.abc import Mapping
from html import escape

WIDTH, HEIGHT = 860, 520
LEFT, RIGHT, TOP, BOTTOM = 60, 300, 40, 50
LETTER = 16  # pixels from one name to the next, at least
# Told apart by those who do not see every colour, too (after Okabe and Ito), and by their marks.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#b8860b", "#000000")
DASHES = ("", "6 3", "2 3")


def growth(title: str, costs: Mapping[str, Mapping[int, float]]) -> str:
    """Args: costs: milliseconds by the number of rows, by what is paid for. Returns: the SVG."""
    rows = sorted({count for curve in costs.values() for count in curve})
    values = [value for curve in costs.values() for value in curve.values()]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    area = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def across(count: int) -> float:
        return LEFT + area[0] * math.log10(count / rows[0]) / math.log10(rows[-1] / rows[0])

    def down(value: float) -> float:
        return TOP + area[1] * (1 - (math.log10(value) - low) / (high - low))

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
        f' font-size="12" role="img"><title>{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="{TOP - 18}" font-size="14">{escape(title)}</text>',
    ]
    for power in range(low, high + 1):
        y = down(10.0**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ccc"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for count in rows:
        x = across(count)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="#ccc"/>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{count:,}</text>')
    names = _spread({name: down(curve[rows[-1]]) for name, curve in costs.items()})
    for number, (name, curve) in enumerate(costs.items()):
        colour, dash = COLOURS[number % len(COLOURS)], DASHES[number // len(COLOURS) % len(DASHES)]
        points = [(across(count), down(value)) for count, value in sorted(curve.items())]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(
            f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        end, at = points[-1], names[name]
        parts.append(
            f'<line x1="{end[0] + 5:.1f}" y1="{end[1]:.1f}" x2="{end[0] + 22:.1f}" y2="{at:.1f}" stroke="{colour}"/>'
        )
        said = f"{name}: {curve[rows[-1]]:.3g} ms"
        parts.append(f'<text x="{end[0] + 26:.1f}" y="{at + 4:.1f}" fill="{colour}">{escape(said)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _spread(wanted: Mapping[str, float]) -> dict[str, float]:
    """Where each name stands: as near to its curve's end as the names above leave room, and none below the area."""
    found: dict[str, float] = {}
    last = -math.inf
    for name, y in sorted(wanted.items(), key=lambda pair: pair[1]):
        last = max(y, last + LETTER)
        found[name] = last
    # Those that were pushed out below move up again.
    limit = float(HEIGHT - BOTTOM)
    for name in reversed(list(found)):
        found[name] = min(found[name], limit)
        limit = found[name] - LETTER
    return found
