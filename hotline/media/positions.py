"""Where a file says that it was taken: read out of its record, in whichever way its maker wrote it."""

import re
from collections.abc import Mapping
from typing import Any

# XMP (Adobe, part 2: GPSCoordinate): `11,33.384N`, `11,33,23N`.
COORDINATE = re.compile(r"(\d{1,3}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?(?:,(\d{1,2}(?:\.\d+)?))?\s*([NSEW])")
# ISO 6709, as films have it: `+11.5564+104.9282/`, `+1133.38+10455.69/`, a height after them.
ISO_6709 = re.compile(r"([+-])(\d{2}|\d{4}|\d{6})(\.\d+)?([+-])(\d{3}|\d{5}|\d{7})(\.\d+)?(?:[+-]|/|CRS|$)")


def position(record: Mapping[str, Any]) -> tuple[float, float] | None:
    """(lat, lon) in WGS 84 degrees, five decimals, which is a metre; None where the record tells none that can be.

    Args:
        record: as `hotline.media.record` makes them.
    """
    found = (_degrees(record.get("latitude")), _degrees(record.get("longitude")))
    lat, lon = found if None not in found else _of_film(str(record.get("location", "")))
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180 or not (lat or lon):
        return None
    return round(lat, 5), round(lon, 5)


def _degrees(said: Any) -> float | None:
    if isinstance(said, int | float):
        return float(said)
    match = COORDINATE.fullmatch(str(said or "").strip().upper())
    if not match:
        return None
    value = float(match[1]) + float(match[2] or 0) / 60 + float(match[3] or 0) / 3600
    return -value if match[4] in "SW" else value


def _of_film(said: str) -> tuple[float | None, float | None]:
    match = ISO_6709.match(said.strip())
    if not match:
        return None, None
    return _signed(match[1], match[2], match[3], 2), _signed(match[4], match[5], match[6], 3)


def _signed(sign: str, digits: str, rest: str | None, width: int) -> float:
    """`DD`, `DDMM` or `DDMMSS` with what follows the point, as degrees; a longitude has three digits of them."""
    parts = [digits[:width], *re.findall("..", digits[width:])]
    parts[-1] += rest or ""
    value = sum(float(part) / 60**power for power, part in enumerate(parts))
    return -value if sign == "-" else value


def sexagesimal(lat: float, lon: float) -> str:
    """`11° 33' 23.0" N, 104° 55' 41.5" E`."""
    return f"{_written(lat, 'NS')}, {_written(lon, 'EW')}"


def _written(value: float, sides: str) -> str:
    tenths = round(abs(value) * 36000)
    return f"{tenths // 36000}° {tenths // 600 % 60}' {tenths % 600 / 10:.1f}\" {sides[value < 0]}"
