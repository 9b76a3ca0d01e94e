"""The papers on species of a packet: rows for the illegal trade report, the ECOMESSAGE draft, who identified what."""

from typing import TYPE_CHECKING, Any

from django.conf import settings

from cases.models import Packet
from cases.packets import fields, layout
from cases.packets.dating import dated
from cases.packets.fields import pick
from cases.packets.group import Papers
from cases.packets.profiles import Profile
from cases.seizing import ecomessage, illegal_trade, told
from cases.seizing.told import Allowed
from hotline.models import Report, SpeciesLine
from intel.rendering import tables

if TYPE_CHECKING:
    from cases.packets.assembly import Content

NOTES = (
    "reference", "name", "common_name", "appendix", "appendix_note", "term", "quantity", "unit", "reported",
    "condition", "marks", "identified_by", "basis", "certainty",
)  # fmt: skip


def _rows(packet: Packet, profile: Profile, reports: list[Report]) -> list[dict[str, str]]:
    """The rows of the trade report: of the case's seizures; where it has none, of what reports tell of."""
    found = _seizures(packet, profile, reports)
    return illegal_trade.rows(found) if found else _reported(reports, profile)


def _told(packet: Packet, profile: Profile, reports: list[Report]) -> dict[str, Any]:
    """What the messages say; nothing where nothing was seized."""
    found = _seizures(packet, profile, reports)
    law = pick(fields.CASE, profile.case, packet.case)["law"]
    return {"seizures": found, "ask": packet.ask, "law": law} if found else {}


def _notes(packet: Packet, profile: Profile, reports: list[Report]) -> list[dict[str, str]]:
    return [
        {name: line[name] for name in NOTES if name != "reference"} | {"reference": each["seizure"]["reference"]}
        for each in _seizures(packet, profile, reports)
        for line in each["lines"]
    ]


def _seizures(packet: Packet, profile: Profile, reports: list[Report]) -> list[dict[str, Any]]:
    allowed = Allowed(profile.seizure, profile.specimen, profile.animals, profile.person)
    return told.tell(told.with_rows(packet.case.seizures.all()), allowed, {report.pk for report in reports})


def _reported(reports: list[Report], profile: Profile) -> list[dict[str, str]]:
    """What reports tell of, where the case has no seizure."""
    lines = SpeciesLine.objects.filter(report__in=reports).select_related("taxon", "report").order_by("pk")
    return [_row_of(line, profile) for line in lines]


def _row_of(line: SpeciesLine, profile: Profile) -> dict[str, str]:
    seen = pick(fields.REPORT, profile.report, line.report)
    species = pick(fields.SPECIES, profile.species, line)
    number, _space, unit = species["quantity"].partition(" ")
    return dict.fromkeys(illegal_trade.COLUMNS, "") | {
        "Reference no.": seen["reference"], "Date of seizure": seen["date"], "Species": species["name"],
        "Description of specimen": species["specimen"], "Quantity": number, "Unit": unit,
        "Location of incident": ", ".join(filter(None, (seen["place"], seen["country"]))),
        "Method of detection": "intelligence", illegal_trade.DRAFT: illegal_trade.REPORTED,
    }  # fmt: skip


def _trade_file(packet: Packet, content: "Content") -> bytes:
    return illegal_trade.csv_file(content.parts[TRADE.name])


def _message_file(packet: Packet, content: "Content") -> bytes:
    said = content.parts[MESSAGES.name]
    messages = [
        ecomessage.message(
            each, law=said["law"], ask=said["ask"], organisation=settings.ORGANISATION, contact=settings.DUTY_CONTACT
        )
        for each in said["seizures"]
    ]
    return ecomessage.docx_file(messages, at=dated(packet))


def _notes_file(packet: Packet, content: "Content") -> bytes:
    rows = content.parts[IDENTIFIED.name]
    return tables.csv_bytes(NOTES, ([row[name] for name in NOTES] for row in rows))


TRADE = Papers("species", _rows, {layout.ILLEGAL_TRADE_REPORT: _trade_file})
MESSAGES = Papers("ECOMESSAGE", _told, {layout.ECOMESSAGE: _message_file})
IDENTIFIED = Papers("identification", _notes, {layout.IDENTIFICATION: _notes_file})
