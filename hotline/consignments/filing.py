"""A told consignment beside its tip: kept with its flags, and weighed again when a worker has read the words."""

from typing import Any

from hotline.consignments import flags
from hotline.consignments.flags import Flag
from hotline.models import Consignment, Partner, Tip
from hotline.story import MAX_SUBJECTS, Offence, Story
from vault import text
from vault.keys import VaultClosed

NAMES = {
    "containers": "Container", "imo": "Vessel IMO", "vessel": "Vessel", "awb": "Air waybill", "postal": "Postal item",
    "goods": "Declared goods", "weight_kg": "Declared weight, kg", "weighed_kg": "Weighed, kg",
    "pieces": "Declared pieces", "counted_pieces": "Counted pieces", "seen_at": "Seen",
}  # fmt: skip


def story_of(told: dict[str, Any]) -> Story:
    """The consignment in words, so that numbers, goods and names are read and found like those of any tip."""
    lines = ["Suspicious consignment."]
    for name, label in NAMES.items():
        if told.get(name) not in (None, "", []):
            said = told[name]
            lines.append(f"{label}: {', '.join(said) if isinstance(said, list) else said}")
    way = [told.get("origin", ""), *told.get("transit", []), told.get("destination", "")]
    if any(way):
        lines.append("Way: " + " - ".join(country for country in way if country))
    parties = [f"{role}: {told[role]}" for role in ("shipper", "consignee") if told.get(role)]
    return Story(
        "\n".join([*lines, told.get("note", "")]).strip(), offences=[Offence.TRANSPORT.value],
        country=told.get("country", ""), place=told.get("place", ""), subjects=parties[:MAX_SUBJECTS],
        when=told.get("seen_at", ""),
    )  # fmt: skip


def keep(tip: Tip, partner: Partner, told: dict[str, Any], found: list[Flag]) -> Consignment:
    """Write it down beside its tip, in the caller's transaction."""
    row = Consignment(tip=tip, partner=partner, points=flags.points(found))
    text.write(row, told=told, flags=flags.as_kept(found))
    row.save(force_insert=True)
    return row


def points_of(tip: Tip, found: dict[str, Any]) -> int:
    """What the flags of a tip's consignment add to its priority; 0 for a tip that is none. `found`: the reading."""
    return flags.points([*flags_of(tip), *flags.of_reading(found)]) if is_one(tip) else 0


def is_one(tip: Tip) -> bool:
    return tip.channel == "api" and Consignment.objects.filter(tip=tip).exists()


def flags_of(tip: Tip, found: dict[str, Any] | None = None) -> list[Flag]:
    """The flags as they were told, and with a reading those of the words; none for a shredded tip."""
    row = Consignment.objects.select_related("tip").filter(tip=tip).first() if tip.channel == "api" else None
    if row is None:
        return []
    try:
        kept = text.read(row, "flags") or []
    except VaultClosed:
        return []
    return [*(Flag(**each) for each in kept), *(flags.of_reading(found) if found else [])]
