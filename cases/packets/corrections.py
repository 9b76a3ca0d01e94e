"""Corrections of exhibits' records as they leave: both wordings, of the columns that the recipient is told at all."""

from typing import Any

from cases import withholding, wordings
from cases.custody_chain import service_number
from cases.models import CustodyEvent, ExhibitCorrection, Packet
from cases.packets import layout
from cases.packets.dating import dated
from cases.packets.group import Papers
from cases.packets.profiles import Profile
from cases.withholding import Withheld
from hotline.models import Report
from intel.rendering import render, tables

COLUMNS = ("reference", "no", "custody_event", "at", "by", "reason", "field", "was", "now")


def _said(packet: Packet, profile: Profile, reports: list[Report]) -> list[dict[str, Any]]:
    """A row for each corrected column, in the order of exhibits and corrections.

    Raises: KeyError for an allowed column that no record has: a profile that is wrong must not build.
    """
    from cases.packets import assembly  # which puts every group together

    on_record = assembly.on_record(assembly.leaving_of(packet, profile)[0], profile)
    rows = ExhibitCorrection.objects.filter(exhibit__in=on_record).select_related("exhibit", "by")
    withheld = withholding.of_packet(packet.profile, on_record)
    events = CustodyEvent.objects.filter(exhibit__in=on_record, kind=CustodyEvent.Kind.CORRECT)
    lines = {(event.exhibit_id, event.purpose): str(event.sequence) for event in events}
    return [
        {"reference": row.exhibit.reference, "no": str(row.number),
         "custody_event": lines.get((row.exhibit_id, wordings.line(row)), ""), "at": f"{row.at:%Y-%m-%d %H:%M:%S}",
         "by": service_number(row.by),
         "reason": withheld.told(row.exhibit, withholding.REASON, row.reason, row.reason),
         "field": wordings.label(name), "was": _worded(row, name, 0, withheld), "now": _worded(row, name, 1, withheld)}
        for row in rows.order_by("exhibit__reference", "number")
        for name in wordings.changed(row, only=profile.correction)
    ]  # fmt: skip


def _worded(row: ExhibitCorrection, name: str, which: int, withheld: Withheld) -> str:
    """As it was (0) or as it is (1)."""
    text = row.changes[name][which]
    return withheld.told(row.exhibit, name, text, wordings.read(name, text))


def _csv(packet: Packet, content: Any) -> bytes:
    return tables.csv_bytes(COLUMNS, [[row[name] for name in COLUMNS] for row in content.parts["corrections"]])


def _pdf(packet: Packet, content: Any) -> bytes:
    head = {name: content.cover[name] for name in ("reference", "organisation", "watermark", "handling")}
    said = head | {"title": "Corrections of exhibits' records", "corrections": _by_correction(content)}
    return render("corrections", said, at=dated(packet))


def _by_correction(content: Any) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in content.parts["corrections"]:
        found.setdefault((row["reference"], row["no"]), row | {"changes": []})["changes"].append(row)
    return list(found.values())


CORRECTIONS = Papers("corrections", _said, {layout.CORRECTIONS_CSV: _csv, layout.CORRECTIONS_PDF: _pdf})
