"""How long a version is on paper, and by how much that is more than its type may be: it is set once, and measured."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.products import papers
from intel.models import Product, Version
from intel.products.types import RULES
from staff.refusals import Invalid

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

POINTS_A_MM = 72 / 25.4
HEAD_MM, FOOT_MM = 24, 20  # margins of `page.typ`, within which every page says the same


@dataclass(frozen=True)
class Length:
    """pages: of A4. most: that it may have. over_mm: of text past the last of those, whole millimetres, 0 if none."""

    pages: int
    most: int
    over_mm: int

    @property
    def fits(self) -> bool:
        return self.pages <= self.most

    def sentence(self) -> str:
        """What is said of it, whether it fits or not."""
        pages = ngettext("%(number)d page", "%(number)d pages", self.pages) % {"number": self.pages}
        if self.fits:
            return pages
        most = ngettext("%(number)d page", "%(number)d pages", self.most) % {"number": self.most}
        return _("It takes %(pages)s and may take %(most)s: %(over)d mm of text are too many.") % {
            "pages": pages, "most": most, "over": self.over_mm,
        }  # fmt: skip


def of(product: Product, version: Version) -> Length | None:
    """None for a type that may be as long as it takes; else the paper is set: a tenth of a second, or three."""
    most = RULES[product.type].most_pages
    return measured(papers.proof(product, version), most) if most else None


def require_fits(product: Product) -> None:
    """Raises: Invalid that says by how much it is too long."""
    found = of(product, product.current)
    if found and not found.fits:
        raise Invalid(found.sentence())


def measured(pdf: bytes, most: int) -> Length:
    """How many pages a document has, and how far text reaches down those that are too many."""
    import pypdfium2  # few processes ever measure

    with pypdfium2.PdfDocument(pdf) as document:
        over = sum(_filled(document[number]) for number in range(most, len(document)))
        return Length(len(document), most, round(over))


def _filled(page: "PdfPage") -> float:
    """Millimetres from the first line of a page's text to its last, between head and foot."""
    high = page.get_height() / POINTS_A_MM
    text = page.get_textpage()
    lows = [text.get_rect(number)[1] / POINTS_A_MM for number in range(text.count_rects())]
    inside = [low for low in lows if FOOT_MM < low < high - HEAD_MM]
    return high - HEAD_MM - min(inside) if inside else 0.0
