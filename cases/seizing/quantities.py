"""Quantities: as reported, and as they are counted. Kilograms are never added to pieces.

Factors are exact by definition: the SI, and the yard and the pound as agreed internationally in 1959 (1 yd = 0.9144 m,
1 lb = 0.45359237 kg). The units counted in are those of the CITES reports (Regulation (EC) 865/2006, Annex VII; the
Convention's guidelines say the same); codes of three letters are those that trade databases hold. `TON` stands there
for more than one ton, and a bag, box, bottle, flask or set has no size: such a quantity stays as it was reported.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from staff.refusals import Invalid

KG, NUMBER, LITRE, METRE, SQUARE, CUBIC = "kg", "no.", "l", "m", "m2", "m3"
# Unit as reported: (unit it is counted in, how many of it one is); None has no fixed size.
TABLE: dict[str, tuple[str, Decimal] | None] = {
    "kg": (KG, Decimal(1)), "g": (KG, Decimal("0.001")), "mg": (KG, Decimal("0.000001")),
    "t": (KG, Decimal(1000)), "lb": (KG, Decimal("0.45359237")), "oz": (KG, Decimal("0.028349523125")),
    "no.": (NUMBER, Decimal(1)), "pcs": (NUMBER, Decimal(1)), "pair": (NUMBER, Decimal(2)),
    "l": (LITRE, Decimal(1)), "ml": (LITRE, Decimal("0.001")),
    "m": (METRE, Decimal(1)), "cm": (METRE, Decimal("0.01")), "in": (METRE, Decimal("0.0254")),
    "ft": (METRE, Decimal("0.3048")), "yd": (METRE, Decimal("0.9144")),
    "m2": (SQUARE, Decimal(1)), "cm2": (SQUARE, Decimal("0.0001")), "dm2": (SQUARE, Decimal("0.01")),
    "ft2": (SQUARE, Decimal("0.09290304")),
    "m3": (CUBIC, Decimal(1)), "cm3": (CUBIC, Decimal("0.000001")), "ft3": (CUBIC, Decimal("0.028316846592")),
    "bag": None, "bottle": None, "box": None, "flask": None, "set": None, "TON": None,
}  # fmt: skip
# What databases and older forms write for the same.
ALIASES = {
    "KGM": "kg", "GRM": "g", "MGM": "mg", "OUN": "oz", "PND": "lb", "NAR": "no.", "PCS": "pcs", "PAI": "pair",
    "LTR": "l", "MLT": "ml", "MTR": "m", "CTM": "cm", "INC": "in", "FEE": "ft", "YAR": "yd", "MTK": "m2",
    "SQC": "cm2", "SQD": "dm2", "SQF": "ft2", "MTQ": "m3", "CMQ": "cm3", "CUF": "ft3", "BAG": "bag", "BOT": "bottle",
    "BOX": "box", "SET": "set",
}  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """`quantity` of `unit`: the reported quantity times `factor`. None and '' where the unit has no fixed size."""

    quantity: Decimal | None = None
    unit: str = ""
    factor: Decimal | None = None


def refusal(unit: str) -> str:
    """The sentence for a unit that is not in the list, '' for one that is."""
    if unit in TABLE or unit in ALIASES:
        return ""
    return _("'%(unit)s' is not in the list of units: %(units)s, or a code of trade databases such as KGM.") % {
        "unit": unit[:12], "units": ", ".join(TABLE),
    }  # fmt: skip


def normalise(quantity: Decimal | None, unit: str) -> Counted:
    """Count a reported quantity, exactly: nothing is rounded.

    Raises: Invalid for a unit that is not in the list.
    """
    sentence = refusal(unit) if quantity is not None else ""
    if sentence:
        raise Invalid(sentence, unit=sentence)
    size = TABLE[ALIASES.get(unit, unit)] if quantity is not None else None
    if size is None or quantity is None:
        return Counted()
    return Counted(quantity * size[1], size[0], size[1])


def totals(counted: Iterable[tuple[Decimal | None, str]]) -> dict[str, Decimal]:
    """Sums by unit: what is in different units is never added, and what is not counted (None) is left out."""
    found: dict[str, Decimal] = {}
    for quantity, unit in counted:
        if quantity is not None:
            found[unit] = found.get(unit, Decimal(0)) + quantity
    return found


def written(quantity: Decimal | None) -> str:
    """Without needless zeros and never as a power: `0.3`, `1200`; '' for None."""
    return "" if quantity is None else f"{quantity.normalize():f}"
