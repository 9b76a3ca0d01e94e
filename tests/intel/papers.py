"""Content for documents, and a look into what was set."""

import io
import re
from datetime import UTC, datetime
from typing import Any

import pikepdf

AT = datetime(2026, 11, 22, 3, 36, 5, tzinfo=UTC)
HEAD: dict[str, Any] = {
    "reference": "PKT-2026-000001",
    "title": "Two live pangolins at the market",
    "organisation": "Example Wildlife Desk",
    "handling": {"tlp": "TLP:AMBER+STRICT", "conditions": "For the addressed unit only."},
    "watermark": "7F3A-91C2",
}
COVER = HEAD | {
    "ask": "Search the shed behind stall 14 before 24 November.",
    "recipient": {"name": "Environmental Police", "contact": "Duty desk"},
    "deadline": {"at": "2026-11-24 05:00 UTC", "why": "A lorry leaves then."},
    "offence": "Illegal possession",
    "law": "Penal Code, art. 244",
    "place": "Market, within 200 m",
    "subjects": ["A man reported as seller"],
    "facts": [{"text": f"Fact {number}.", "grade": "B2"} for number in range(1, 6)],
    "risks": [],
    "contact": "+00 000 000",
    "answer": {"link": "https://hotline.example.org/agency/abcdefgh/", "code": None},
}
EXHIBIT = {
    "reference": "EXH-2026-000001",
    "description": "Photograph",
    "acquired_at": "2026-11-20 11:00 UTC",
    "acquired_by": "114",
    "acquired_how": "Received by form",
    "sha256": "ab" * 32,
}


def report(items: int) -> dict[str, Any]:
    """A case report with so many facts, timeline lines and exhibits."""
    sources = [{"report": "RPT-2026-000123", "grade": "B2"}]
    moment = {"at": "2026-11-20", "what": "Seen.", "place": "Market", "report": "RPT-2026-000123", "grade": "B2"}
    species = {"name": "Manis javanica", "common_name": "Sunda pangolin", "appendix": "I", "specimen": "LIV"}
    return HEAD | {
        "summary": "In short.",
        "facts": [{"text": f"Fact {number}.", "sources": sources} for number in range(items)],
        "assessment": [{"text": "A guess.", "likelihood": "likely", "confidence": "moderate"}],
        **{name: ["A line."] for name in ("gaps", "alternatives", "done", "not_done")},
        "timeline": [moment | {"what": f"Event {number}."} for number in range(items)],
        "exhibits": [EXHIBIT | {"description": f"Photograph {number}"} for number in range(items)],
        "species": [species | {"quantity": "2 no.", "identified": "114"}],
    }


def plain(text: str, **changes: Any) -> dict[str, Any]:
    return HEAD | {"sections": [{"heading": None, "text": text}]} | changes


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def shown(pdf: bytes) -> tuple[str, set[int]]:
    """(text as fonts' ToUnicode tables and ActualText give it, in reading order; glyph numbers used)."""
    text: list[str] = []
    glyphs: set[int] = set()
    with opened(pdf) as document:
        for page in document.pages:
            maps = {name: _unicode(font) for name, font in page.resources.Font.items()}
            current: dict[int, str] = {}
            replaced = 0
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    current = maps[str(operands[0])]
                elif str(operator) == "BDC" and "/ActualText" in (operands[1] if len(operands) > 1 else {}):
                    text.append(str(operands[1]["/ActualText"]))
                    replaced += 1
                elif str(operator) == "EMC":
                    replaced = max(0, replaced - 1)
                elif str(operator) in ("Tj", "TJ"):
                    for number in _glyphs(operands[0]):
                        glyphs.add(number)
                        text.append("" if replaced else current.get(number, ""))
    return "".join(text), glyphs


def _glyphs(shown: Any) -> list[int]:
    pieces = (
        [shown] if isinstance(shown, pikepdf.String) else [each for each in shown if isinstance(each, pikepdf.String)]
    )
    octets = b"".join(bytes(piece) for piece in pieces)
    return [int.from_bytes(octets[at : at + 2], "big") for at in range(0, len(octets), 2)]


def _unicode(font: pikepdf.Object) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            found[int(glyph, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return found
