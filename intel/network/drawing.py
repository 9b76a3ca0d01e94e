"""A picture as SVG: for the desk's page, for print, and for a packet's PDF. Shape, word and line tell, colour repeats.

Only presentation attributes stand in it: no style, no script, no address outside itself.
"""

import math
import re
import unicodedata
from collections import defaultdict
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from intel.models import Schema
from intel.network import layout
from intel.network.layout import HEIGHT, MARGIN, WIDTH, Plan
from intel.network.picture import Node, Picture, Strength, Tie

INK, FAINT, PAPER, LINE = "#17212b", "#55606b", "#ffffff", "#9aa5ad"
PEOPLE, FIRMS, MOVING, ACCOUNTS, PLACES, GOODS = "#0b4f4a", "#7a4b00", "#1f4e8c", "#6b2a7a", "#3f6212", "#9a3412"
COLOURS = {
    Schema.PERSON: PEOPLE, Schema.COMPANY: FIRMS, Schema.ORGANIZATION: FIRMS, Schema.PUBLIC_BODY: FIRMS,
    Schema.VEHICLE: MOVING, Schema.VESSEL: MOVING, Schema.AIRPLANE: MOVING, Schema.ADDRESS: PLACES,
    Schema.SITE: PLACES, Schema.CONSIGNMENT: GOODS, Schema.CONTAINER: GOODS, Schema.LISTING: GOODS,
}  # fmt: skip
ROUNDING = {Schema.PERSON: HEIGHT / 2, Schema.COMPANY: 1.0, Schema.ORGANIZATION: 1.0, Schema.PUBLIC_BODY: 1.0}
# Width and colour of a line by what its grade carries, dots where it is not judged; dashes say that we conclude it.
LINES = {
    Strength.STRONG: (3.0, "#17212b"),
    Strength.FAIR: (1.9, "#3d4a55"),
    Strength.WEAK: (1.1, "#6b7780"),
    Strength.OPEN: (1.1, "#8a94a0"),
}
DASHES, DOTS = "7 5", "1.5 4"
SCRIPTS = ("", " SC", " Thai", " Lao", " Khmer", " Myanmar", " Arabic")
FONT = f'font-family="{", ".join(f"Noto Sans{script}" for script in SCRIPTS)}, sans-serif"'
MANY = 80  # ties: beyond this their words stand in the table only
APART = 34.0  # units between lines that connect the same two
LEGEND_HEIGHT = 132.0
LEGEND_WIDTH = 560.0
LONGEST_NAME = 18.0  # in widths of a Latin letter

Point = tuple[float, float]


def svg(picture: Picture, *, title: str) -> str:
    """The picture with its legend. `title`: what a screen reader calls it. An empty picture is an empty string."""
    if not picture.nodes:
        return ""
    has_words = len(picture.ties) <= MANY
    placed = layout.plan(picture, room=layout.ROOM_FOR_WORDS if has_words else layout.ROOM_ACROSS)
    width, height = max(placed.width, LEGEND_WIDTH + 2 * MARGIN), placed.height + LEGEND_HEIGHT
    ways = _ways(picture, placed)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-label={quoteattr(title)} {FONT}>',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>',
        *(_line(tie, way) for tie, way in ways),
        *(_node(node, *placed.places[node.key]) for node in picture.nodes),
        *(_words(tie, way.middle) for tie, way in ways if has_words),
        _legend(placed.height),
        "</svg>",
    ]
    return "".join(parts)


def size(drawn: str) -> list[float]:
    """Width and height of a drawing in its units; [0, 0] of none."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn[:200])
    return [float(found[1]), float(found[2])] if found else [0.0, 0.0]


def _node(node: Node, x: float, y: float) -> str:
    colour = COLOURS.get(Schema(node.schema), ACCOUNTS)
    rounding = ROUNDING.get(Schema(node.schema), 8.0)
    left, top = x - WIDTH / 2, y - HEIGHT / 2
    body = (
        f"<title>{escape(f'{node.kind}: {node.name}')}</title>"
        f'<rect x="{left:g}" y="{top:g}" width="{WIDTH:g}" height="{HEIGHT:g}" rx="{rounding:g}" fill="{PAPER}" '
        f'stroke="{colour}" stroke-width="2"/>'
        f'<text x="{x:g}" y="{y - 5:g}" font-size="10" fill="{colour}" text-anchor="middle">{escape(node.kind)}</text>'
        f'<text x="{x:g}" y="{y + 11:g}" font-size="13" font-weight="700" fill="{INK}" text-anchor="middle">'
        f"{escape(shortened(node.name))}</text>"
    )
    group = f'<g class="network-node" data-key={quoteattr(node.key)}>{body}</g>'
    return f"<a href={quoteattr(node.url)}>{group}</a>" if node.url else group


def shortened(name: str, longest: float = LONGEST_NAME) -> str:
    """A name as its box has room for it; wide signs (Chinese) count twice, marks above and below nothing."""
    room, kept = longest, ""
    for sign in name:
        room -= _width(sign)
        if room < 0:
            return f"{kept.rstrip()}…"
        kept += sign
    return kept


def _width(sign: str) -> float:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Cf"):
        return 0.0
    return 1.75 if unicodedata.east_asian_width(sign) in "WF" else 1.0


# --- lines ------------------------------------------------------------------------------------------------------------
class Way(NamedTuple):
    """A line from box to box: it bends toward `bend`; `middle` is where it passes half its way."""

    start: Point
    bend: Point
    end: Point

    @property
    def middle(self) -> Point:
        x, y = ((a + 2 * b + c) / 4 for a, b, c in zip(self.start, self.bend, self.end, strict=True))
        return x, y


def _ways(picture: Picture, placed: Plan) -> list[tuple[Tie, Way]]:
    """Every tie a line of its own; those between the same two bow apart."""
    between: dict[frozenset[str], list[Tie]] = defaultdict(list)
    for tie in picture.ties:
        between[frozenset((tie.source, tie.target))].append(tie)
    found = []
    for ties in between.values():
        for at, tie in enumerate(ties):
            bow = (at - (len(ties) - 1) / 2) * APART
            is_first = tie.source < tie.target
            found.append((tie, _way(placed.places[tie.source], placed.places[tie.target], bow if is_first else -bow)))
    return found


def _way(one: Point, other: Point, bow: float) -> Way:
    (x1, y1), (x2, y2) = one, other
    length = math.dist(one, other) or 1.0
    bend = ((x1 + x2) / 2 - (y2 - y1) / length * bow * 2, (y1 + y2) / 2 + (x2 - x1) / length * bow * 2)
    return Way(_edge_of_box(one, bend), bend, _edge_of_box(other, bend))


def _line(tie: Tie, way: Way) -> str:
    width, colour = LINES[tie.strength]
    (x1, y1), (x, y), (x2, y2) = way
    arrow = "" if tie.is_mutual else _arrow(way.bend, way.end, colour)
    return (
        f'<g class="network-tie" data-strength="{tie.strength.value}"><title>{escape(in_words(tie))}</title>'
        f'<path d="M{x1:.1f} {y1:.1f}Q{x:.1f} {y:.1f} {x2:.1f} {y2:.1f}" fill="none" stroke="{colour}" '
        f'stroke-width="{width:g}"{_dashes(tie.strength, is_assessed=tie.is_assessed)}/>{arrow}</g>'
    )


def _dashes(strength: Strength, *, is_assessed: bool) -> str:
    shape = DASHES if is_assessed else DOTS if strength == Strength.OPEN else ""
    return f' stroke-dasharray="{shape}"' if shape else ""


def in_words(tie: Tie) -> str:
    """`ships · reported as courier · B2 · assessed`."""
    role = _("reported as %(role)s") % {"role": tie.role} if tie.role else ""
    assessed = _("assessed") if tie.is_assessed else ""
    return " · ".join(filter(None, (tie.words, role, tie.grade, tie.period, assessed)))


def _words(tie: Tie, at: Point) -> str:
    role = _("reported as %(role)s") % {"role": tie.role} if tie.role else ""
    lines = [" · ".join(filter(None, (tie.words, tie.grade))), *([role] if role else [])]
    top = at[1] - 6 * (len(lines) - 1) + 3
    texts = "".join(
        f'<text x="{at[0]:.1f}" y="{top + 12 * number:.1f}" font-size="10.5" fill="{INK}" stroke="{PAPER}" '
        f'stroke-width="4" stroke-linejoin="round" paint-order="stroke" text-anchor="middle">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return f'<g class="network-tie" data-strength="{tie.strength.value}">{texts}</g>'


def _edge_of_box(middle: Point, toward: Point) -> Point:
    """Where the way from a box's middle toward a point leaves the box."""
    x, y = toward[0] - middle[0], toward[1] - middle[1]
    if not x and not y:
        return middle
    reach = min(
        (WIDTH / 2 + 2) / abs(x) if x else math.inf,
        (HEIGHT / 2 + 2) / abs(y) if y else math.inf,
        1.0,
    )
    return middle[0] + x * reach, middle[1] + y * reach


def _arrow(came: Point, end: Point, colour: str) -> str:
    way = math.atan2(end[1] - came[1], end[0] - came[0])
    corners = [end] + [
        (end[0] - 11 * math.cos(way + turn), end[1] - 11 * math.sin(way + turn)) for turn in (0.42, -0.42)
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polygon points="{points}" fill="{colour}"/>'


# --- legend -----------------------------------------------------------------------------------------------------------
def _legend(top: float) -> str:
    """What lines mean: widths are grades, dashes are conclusions of ours, arrows are directions."""
    samples = [(*LINES[each], _dashes(each, is_assessed=False), str(each.label)) for each in Strength]
    for is_assessed, words in ((False, _("asserted: a report says so")), (True, _("assessed: our conclusion"))):
        samples.append((*LINES[Strength.FAIR], _dashes(Strength.FAIR, is_assessed=is_assessed), words))
    rows = []
    for at, (width, colour, dashes, said) in enumerate(samples):
        x, y = MARGIN + (at // 4) * 330, top + 34 + (at % 4) * 20
        rows.append(
            f'<path d="M{x:g} {y:g}h44" stroke="{colour}" stroke-width="{width:g}"{dashes}/>'
            f'<text x="{x + 54:g}" y="{y + 4:g}" font-size="11" fill="{INK}">{escape(said)}</text>'
        )
    note = _("A link is what was reported, not proof. Arrows lead from who acts. Grades: source A–F, information 1–6.")
    return (
        f'<g class="network-legend"><path d="M{MARGIN:g} {top + 6:g}h{LEGEND_WIDTH:g}" stroke="{LINE}"/>'
        f"{''.join(rows)}"
        f'<text x="{MARGIN:g}" y="{top + 120:g}" font-size="10.5" fill="{FAINT}">{escape(note)}</text></g>'
    )
