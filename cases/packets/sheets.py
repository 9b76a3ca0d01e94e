"""Sheets of exhibits that are captures of pages, and of statements: what was noted with them, in a packet."""

from collections.abc import Callable, Mapping
from typing import Any

from cases.custody_chain import service_number
from cases.models import Capture, Packet, Statement
from cases.packets import layout
from cases.packets.fields import pick
from cases.packets.group import Papers
from cases.packets.profiles import Profile
from hotline.models import Report
from intel.rendering import render, tables

CAPTURE: Mapping[str, Callable[[Capture], Any]] = {
    "reference": lambda row: row.exhibit.reference,
    "description": lambda row: row.exhibit.description,
    "url": lambda row: row.url,
    "at": lambda row: f"{row.exhibit.acquired_at:%Y-%m-%d %H:%M:%S}",
    "platform": lambda row: row.platform,
    "account_id": lambda row: row.account_id,
    "handle": lambda row: row.handle,
    "tool": lambda row: " ".join(filter(None, (row.exhibit.tool, row.exhibit.tool_version))),
    "operator": lambda row: service_number(row.exhibit.acquired_by),
    "files": lambda row: [
        {"reference": part.reference, "media_type": part.media_type, "sha256": part.sha256, "blake2b": part.blake2b}
        for part in row.exhibit.derived.filter(relation="part").order_by("reference")
    ],
}
STATEMENT: Mapping[str, Callable[[Statement], Any]] = {
    "reference": lambda row: row.exhibit.reference,
    "description": lambda row: row.exhibit.description,
    "taken_on": lambda row: f"{row.exhibit.acquired_at:%Y-%m-%d}",
    "whose": lambda row: row.by_service_number or "held by the handler",
    "language": lambda row: row.language,
    "translation_of": lambda row: row.exhibit.parent.reference if row.exhibit.parent else "",
    "translator": lambda row: row.translator,
    "willing": lambda row: row.get_willing_display(),
}
CAPTURE_COLUMNS = (
    "reference", "description", "url", "at", "platform", "account_id", "handle", "tool", "operator", "file",
    "media_type", "sha256", "blake2b",
)  # fmt: skip


def _captures(packet: Packet, profile: Profile, reports: list[Report]) -> list[dict[str, Any]]:
    rows = Capture.objects.filter(exhibit__packets=packet).select_related("exhibit__acquired_by")
    return [pick(CAPTURE, profile.capture, row) for row in rows.order_by("exhibit__reference")]


def _statements(packet: Packet, profile: Profile, reports: list[Report]) -> list[dict[str, Any]]:
    rows = Statement.objects.filter(exhibit__packets=packet).select_related("exhibit__parent")
    return [pick(STATEMENT, profile.statement, row) for row in rows.order_by("exhibit__reference")]


def _captures_csv(packet: Packet, content: Any) -> bytes:
    """A line for each file of each capture, and one for a capture without."""
    lines = []
    for row in content.parts["captures"]:
        for file in row["files"] or [{}]:
            said = row | dict.fromkeys(CAPTURE_COLUMNS[-3:], "") | file
            said |= {"reference": row["reference"], "file": file.get("reference", "")}
            lines.append([said[name] for name in CAPTURE_COLUMNS])
    return tables.csv_bytes(CAPTURE_COLUMNS, lines)


def _captures_pdf(packet: Packet, content: Any) -> bytes:
    from cases.packets.documents import dated  # which sets every group's papers

    head = {name: content.cover[name] for name in ("reference", "organisation", "watermark", "handling")}
    said = head | {"title": "Captures of pages on the network", "captures": content.parts["captures"]}
    return render("captures", said, at=dated(packet))


def _statements_csv(packet: Packet, content: Any) -> bytes:
    rows = content.parts["statements"]
    return tables.csv_bytes(tuple(STATEMENT), [[row[name] for name in STATEMENT] for row in rows])


CAPTURES = Papers("captures", _captures, {layout.CAPTURES_CSV: _captures_csv, layout.CAPTURES_PDF: _captures_pdf})
STATEMENTS = Papers("statements", _statements, {layout.STATEMENTS_CSV: _statements_csv})
