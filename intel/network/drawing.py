"""A picture drawn: as one SVG for the desk's page and its print, and as shapes and words apart for a packet's PDF.

Shape, word and line tell, colour repeats. Only presentation attributes stand in it: no style, no script, no address
outside itself.
"""

import unicodedata
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from intel.models import Schema
from intel.network import layout
from intel.network.layout import HEIGHT, MARGIN, WIDTH
from intel.network.picture import Node, Picture, Strength, Tie
from intel.network.ways import Point, Room, Way, arrow, ways

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
FONT = 'font-family="Noto Sans, sans-serif"'
MANY = 80  # ties: beyond this their words stand in the table only
A_SIGN = 5.6  # units that a Latin letter of a link's words takes
LEGEND_HEIGHT, LEGEND_WIDTH = 132.0, 560.0
LONGEST_NAME = 18.0  # in widths of a Latin letter


@dataclass(frozen=True)
class Words:
    """A line of text: `y` is its foot, `x` its middle, or its start where it is not centred."""

    text: str
    x: float
    y: float
    size: float
    colour: str = INK
    is_bold: bool = False
    is_centred: bool = True

    @property
    def svg(self) -> str:
        weight = ' font-weight="700"' if self.is_bold else ""
        anchor = ' text-anchor="middle"' if self.is_centred else ""
        return (
            f'<text x="{self.x:.1f}" y="{self.y:.1f}" font-size="{self.size:g}" fill="{self.colour}"{weight}{anchor}>'
            f"{escape(self.text)}</text>"
        )


@dataclass(frozen=True)
class Piece:
    """A part of the drawing: its shapes, the words on them, and the group that holds both on a page."""

    shapes: str
    words: tuple[Words, ...] = ()
    opening: str = "<g>"
    closing: str = "</g>"

    @property
    def svg(self) -> str:
        return f"{self.opening}{self.shapes}{''.join(each.svg for each in self.words)}{self.closing}"


@dataclass(frozen=True)
class Drawing:
    """A drawn picture of `width` by `height` units; none of an empty picture."""

    title: str
    width: float = 0.0
    height: float = 0.0
    pieces: list[Piece] = field(default_factory=list)

    def _whole(self, inside: str) -> str:
        size = f'viewBox="0 0 {self.width:g} {self.height:g}" width="{self.width:g}" height="{self.height:g}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="group" aria-label={quoteattr(self.title)} {FONT}>'
            f'<title>{escape(self.title)}</title><rect width="{self.width:g}" height="{self.height:g}" fill="{PAPER}"/>'
            f"{inside}</svg>"
        )

    @property
    def svg(self) -> str:
        """All of it, for a browser."""
        return self._whole("".join(piece.svg for piece in self.pieces)) if self.pieces else ""

    @property
    def shapes(self) -> str:
        """Without words: those of scripts that join letters are set by who sets the page."""
        return self._whole("".join(piece.shapes for piece in self.pieces)) if self.pieces else ""

    @property
    def words(self) -> list[Words]:
        return [each for piece in self.pieces for each in piece.words]


def draw(picture: Picture, *, title: str, places: layout.Places | None = None) -> Drawing:
    """The picture with its legend. `title`: what a screen reader calls it. `places`: where somebody put the nodes."""
    if not picture.nodes:
        return Drawing(title)
    has_words = len(picture.ties) <= MANY
    if places:
        placed = layout.kept(picture, places)
    else:
        placed = layout.plan(picture, room=layout.ROOM_FOR_WORDS if has_words else layout.ROOM_ACROSS)
    found, room = ways(picture, placed), Room(placed)
    pieces = [
        *(_line(tie, way) for tie, way in found),
        *(_node(node, placed.places[node.key]) for node in picture.nodes),
        *filter(None, (_said(tie, way.middle, room) for tie, way in found if has_words)),
        _legend(placed.height),
    ]
    return Drawing(title, max(placed.width, LEGEND_WIDTH + 2 * MARGIN), placed.height + LEGEND_HEIGHT, pieces)


def _node(node: Node, at: Point) -> Piece:
    x, y = at
    colour, rounding = COLOURS.get(Schema(node.schema), ACCOUNTS), ROUNDING.get(Schema(node.schema), 8.0)
    link, end = (f"<a href={quoteattr(node.url)}>", "</a>") if node.url else ("", "")
    return Piece(
        f'<rect x="{x - WIDTH / 2:g}" y="{y - HEIGHT / 2:g}" width="{WIDTH:g}" height="{HEIGHT:g}" rx="{rounding:g}" '
        f'fill="{PAPER}" stroke="{colour}" stroke-width="2"/>',
        (Words(node.kind, x, y - 5, 10, colour), Words(shortened(node.name), x, y + 11, 13, is_bold=True)),
        f'{link}<g class="network-node"><title>{escape(f"{node.kind}: {node.name}")}</title>',
        f"</g>{end}",
    )


def shortened(name: str, longest: float = LONGEST_NAME) -> str:
    """A name as its box has room for it; wide signs (Chinese) count nearly twice, marks above and below nothing."""
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


def _line(tie: Tie, way: Way) -> Piece:
    width, colour = LINES[tie.strength]
    (x1, y1), (x, y), (x2, y2) = way
    head = " ".join(f"{corner[0]:.1f},{corner[1]:.1f}" for corner in arrow(way))
    return Piece(
        f'<path d="M{x1:.1f} {y1:.1f}Q{x:.1f} {y:.1f} {x2:.1f} {y2:.1f}" fill="none" stroke="{colour}" '
        f'stroke-width="{width:g}"{_dashes(tie.strength, is_assessed=tie.is_assessed)}/>'
        + ("" if tie.is_mutual else f'<polygon points="{head}" fill="{colour}"/>'),
        opening=f"{_group(tie)}<title>{escape(in_words(tie))}</title>",
    )


def _group(tie: Tie) -> str:
    return f'<g class="network-tie" data-strength="{tie.strength.value}">'


def _dashes(strength: Strength, *, is_assessed: bool) -> str:
    shape = DASHES if is_assessed else DOTS if strength == Strength.OPEN else ""
    return f' stroke-dasharray="{shape}"' if shape else ""


def _reported(tie: Tie) -> str:
    return _("reported as %(role)s") % {"role": tie.role} if tie.role else ""


def in_words(tie: Tie) -> str:
    """`ships · reported as courier · B2 · assessed`."""
    assessed = _("assessed") if tie.is_assessed else ""
    return " · ".join(filter(None, (tie.words, _reported(tie), tie.grade, tie.period, assessed)))


def _said(tie: Tie, at: Point, room: Room) -> Piece | None:
    """What stands on a line: it passes behind its words, not through them. None where they would cover others."""
    lines = [line for line in (" · ".join(filter(None, (tie.words, tie.grade))), _reported(tie)) if line]
    wide, high = max(sum(map(_width, line)) for line in lines) * A_SIGN + 6, 12.0 * len(lines) + 2
    left, top = at[0] - wide / 2, at[1] - high / 2
    if not room.takes((left, top, left + wide, top + high)):
        return None
    ground = f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="3" fill="{PAPER}"/>'
    words = tuple(Words(line, at[0], top + 10 + 12 * number, 10.5) for number, line in enumerate(lines))
    return Piece(ground, words, _group(tie))


def _legend(top: float) -> Piece:
    """What lines mean: widths are grades, dashes are conclusions of ours, arrows are directions."""
    samples = [(*LINES[each], _dashes(each, is_assessed=False), str(each.label)) for each in Strength]
    for is_assessed, meaning in ((False, _("asserted: a report says so")), (True, _("assessed: our conclusion"))):
        samples.append((*LINES[Strength.FAIR], _dashes(Strength.FAIR, is_assessed=is_assessed), meaning))
    shapes, words = [f'<path d="M{MARGIN:g} {top + 6:g}h{LEGEND_WIDTH:g}" stroke="{LINE}"/>'], []
    for at, (width, colour, dashes, said) in enumerate(samples):
        x, y = MARGIN + (at // 4) * 330, top + 34 + (at % 4) * 20
        shapes.append(f'<path d="M{x:g} {y:g}h44" stroke="{colour}" stroke-width="{width:g}"{dashes}/>')
        words.append(Words(said, x + 54, y + 4, 11, is_centred=False))
    note = _("A link is what was reported, not proof. Arrows lead from who acts. Grades: source A–F, information 1–6.")
    words.append(Words(note, MARGIN, top + 120, 10.5, FAINT, is_centred=False))
    return Piece("".join(shapes), tuple(words), '<g class="network-legend">')
