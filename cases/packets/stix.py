"""The packet's reports, persons, things and links in STIX 2.1."""

from typing import Any

from cases.models import Packet
from cases.packets import fields, layout
from cases.packets.entities import NAME
from cases.packets.fields import pick
from cases.packets.group import Papers
from cases.packets.profiles import Profile
from hotline.models import Report

SAID = ("reference", "text", "grade")


def _said(packet: Packet, profile: Profile, reports: list[Report]) -> list[dict[str, Any]]:
    """Of each report what the profile may have and a bundle can hold."""
    seen = [pick(fields.REPORT, profile.report, report) for report in reports]
    return [{name: each[name] for name in SAID} for each in seen]


def _json(packet: Packet, content: Any) -> bytes:
    from intel.exchange import stix  # its library takes long to load, and few processes ever write a bundle
    from intel.exchange.said import Said

    assert packet.approved_at is not None
    part = content.parts.get(NAME, {})
    return stix.bundle(
        Said(
            # A random id that leaves nowhere: nobody else can make this packet's ids, or join two packets by them.
            namespace=packet.pk, reference=content.cover["reference"], organisation=content.cover["organisation"],
            label=content.cover["handling"]["tlp"], at=packet.approved_at.replace(microsecond=0),
            entities=part.get("entities", []), links=part.get("links", []), reports=content.parts["stix"],
        )
    )  # fmt: skip


STIX = Papers("stix", _said, {layout.STIX: _json})
