"""Spreadsheets that run nothing of what a cell says."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from intel.rendering.steady import steady_zip
from intel.rendering.tables import escaped

WIDEST = 44  # characters that a column takes at most


def xlsx_bytes(
    name: str, banner: str, headers: Sequence[str], rows: Iterable[Sequence[object]], *, at: datetime
) -> bytes:
    """Write one sheet: a line across the top, column names, rows.

    Args:
        name: of the sheet, up to 31 characters.
        banner: what stands across the first row and on every printed page.
        rows: as many values as headers; Decimal and int stay numbers, everything else is text, and text that a
            spreadsheet would run gets a leading apostrophe, as in `tables`.
        at: the document's date, with zone; the same content and second give the same bytes.
    Raises: ValueError if a row is longer or shorter than the headers.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name[:31]
    sheet.append([_text(banner)])
    sheet.append([_text(each) for each in headers])
    widths = [len(each) for each in headers]
    for row in rows:
        if len(row) != len(headers):
            raise ValueError(f"a row of {len(row)} cells under {len(headers)} headers")
        cells = [value if isinstance(value, Decimal | int) else _text(value) for value in row]
        sheet.append(cells)
        widths = [max(wide, len(str(cell))) for wide, cell in zip(widths, cells, strict=True)]
    _dress(sheet, banner, widths)
    book.properties.created = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    out = io.BytesIO()
    book.save(out)
    return steady_zip(out.getvalue(), at)


def _text(value: object) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", escaped(value))


def _dress(page: Any, banner: str, widths: Sequence[int]) -> None:
    page["A1"].font = Font(bold=True, color="9C0006")
    for cell in page[2]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row in page.iter_rows(min_row=3):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, wide in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = max(10, min(wide + 2, WIDEST))
    page.freeze_panes = "A3"
    page.oddHeader.center.text = banner
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A3
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0  # as many pages long as it takes, one wide
    page.print_title_rows = "2:2"
