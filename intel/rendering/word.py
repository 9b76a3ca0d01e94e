"""Word documents for an office that writes on in them: headings, lines, tables; text is text, no markup works."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from intel.rendering.steady import steady_zip

FROM_THE_RIGHT = ("ar", "fa", "he", "ur")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML 1.0 holds none of these


@dataclass(frozen=True)
class Section:
    """A heading, then lines, then a table where `columns` are named (as many cells a row)."""

    heading: str
    lines: Sequence[str] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=tuple)


def docx_bytes(
    title: str, banner: str, messages: Sequence[tuple[str, Sequence[Section]]], *, at: datetime, lang: str = "en"
) -> bytes:
    """Write a document of one message or several, each beginning a page.

    Args:
        banner: stands on top of every page.
        messages: (name, sections).
        at: the document's date, with zone; the same content and second give the same bytes.
        lang: ISO 639-1, which an office's spelling check goes by; Arabic and its like run from the right.
    """
    from docx import Document  # takes long to load, and few processes ever write one

    document: Any = Document()
    _page(document, banner)
    document.core_properties.title = _plain(title)
    document.core_properties.author = ""
    document.core_properties.created = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    for number, (name, sections) in enumerate(messages):
        if number:
            document.add_page_break()
        document.add_heading(_plain(title), level=0)
        document.add_heading(_plain(name), level=1)
        for section in sections:
            _write(document, section)
    _speak(document, lang)
    out = io.BytesIO()
    document.save(out)
    return steady_zip(out.getvalue(), at)


def _speak(document: Any, lang: str) -> None:
    """Name the language in every style; turn each paragraph and table where it is written from the right."""
    from docx.oxml.ns import qn

    normal = document.styles["Normal"].element.get_or_add_rPr()
    spoken = normal.makeelement(qn("w:lang"), {qn(f"w:{kind}"): lang for kind in ("val", "eastAsia", "bidi")})
    normal.append(spoken)
    if lang not in FROM_THE_RIGHT:
        return
    body = document.element.body
    for paragraph in body.iter(qn("w:p")):
        paragraph.get_or_add_pPr().append(paragraph.makeelement(qn("w:bidi"), {}))
    for run in body.iter(qn("w:r")):
        run.get_or_add_rPr().append(run.makeelement(qn("w:rtl"), {}))
    for table in body.iter(qn("w:tblPr")):
        table.append(table.makeelement(qn("w:bidiVisual"), {}))


def _page(document: Any, banner: str) -> None:
    """A4 with the banner as the header of each page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt, RGBColor

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(2)
    document.styles["Normal"].font.size = Pt(10)
    line = page.header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(_plain(banner))
    run.bold, run.font.color.rgb = True, RGBColor(0x9C, 0x00, 0x06)


def _write(document: Any, section: Section) -> None:
    document.add_heading(_plain(section.heading), level=2)
    for line in section.lines:
        document.add_paragraph(_plain(line))
    if section.columns:
        _table(document, section)


def _table(document: Any, section: Section) -> None:
    table = document.add_table(rows=1, cols=len(section.columns))
    table.style = "Table Grid"
    for cell, name in zip(table.rows[0].cells, section.columns, strict=True):
        cell.paragraphs[0].add_run(_plain(name)).bold = True
    for row in section.rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = _plain(value)


def _plain(text: str) -> str:
    return _ILLEGAL.sub("", str(text))
