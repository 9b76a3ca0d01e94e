"""Coordinates in the notations that people send, and those that map links carry; links are never fetched."""

import re
from collections.abc import Iterator

from hotline.reading.found import Spot
from hotline.reading.index import Index
from hotline.reading.numbers import ascii_digits

NUMBER = r"[-+−]?\d{1,3}[.,]\d{3,10}"
PAIR = re.compile(rf"(?<![\d.,/=])({NUMBER})\s*°?\s*([NSns])?\s*[,;/ ]\s*({NUMBER})\s*°?\s*([EWew])?(?![\d.])")
LETTERED = re.compile(r"([NSns])\s*(\d{1,2}[.,]\d+)°?\s*[,;/ ]?\s*([EWew])\s*(\d{1,3}[.,]\d+)°?")
NAMED = re.compile(
    rf"(?i)\blat(?:itude|itud)?\.?\s*[:=]?\s*({NUMBER})[\s,;]*(?:and|y|et|e)?\s*\b(?:lon|lng|long)(?:g?itude|itud)?\.?\s*[:=]?\s*({NUMBER})"
)
SEXAGESIMAL = re.compile(
    r"(\d{1,2})\s*[°º]\s*(\d{1,2})(?:[.,](\d+))?\s*['′’]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”]|'')\s*)?([NSns])\s*[,;]?\s*"
    r"(\d{1,3})\s*[°º]\s*(\d{1,2})(?:[.,](\d+))?\s*['′’]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”]|'')\s*)?([EWOewo])"
)
LINK = re.compile(r"(?i)\b(?:https?://|geo:|www\.|maps\.)[^\s<>\"]+")
IN_LINK = (
    re.compile(r"!3d(-?\d+\.\d+)!4d(-?\d+\.\d+)"),
    re.compile(r"@(-?\d+\.\d+),(-?\d+\.\d+)"),
    re.compile(
        r"(?i)[?&/](?:q|ll|query|daddr|destination|center|sll|cp|at)=(?:loc:)?(-?\d+\.\d+)(?:,|%2C|\+|~)(-?\d+\.\d+)"
    ),
    re.compile(r"(?i)^geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)"),
    re.compile(r"mlat=(-?\d+\.\d+)&mlon=(-?\d+\.\d+)"),
    re.compile(r"#map=\d+(?:\.\d+)?/(-?\d+\.\d+)/(-?\d+\.\d+)"),
    re.compile(r"/(?:place|dir|search)/(?:[^/]*/)?(-?\d+\.\d+),\+?(-?\d+\.\d+)"),
)
LON_FIRST = re.compile(r"(?i)[?&](?:ll|pt)=(-?\d+\.\d+)(?:,|%2C)(-?\d+\.\d+)")  # Yandex writes longitude first
NEAR_DEGREES = 1.5  # a town within about 160 km tells the country


def find(text: str, index: Index) -> list[Spot]:
    """Positions in a text, each with the nearest town's country. Degrees are WGS 84."""
    found: list[Spot] = []
    for lat, lon, start, end in positions(text):
        is_new = all(end <= spot.span[0] or start >= spot.span[1] for spot in found)
        if is_new:
            name, country = nearest_town(lat, lon, index)
            found.append(Spot(name, country, round(lat, 6), round(lon, 6), "position", (start, end)))
    return found


def positions(text: str) -> list[tuple[float, float, int, int]]:
    """Each (latitude, longitude, start, end) that is written or linked to, WGS 84 degrees; some may overlap."""
    plain = ascii_digits(text).replace("−", "-")
    all_of_them = (*_links(plain), *_written(plain))
    return [one for one in all_of_them if abs(one[0]) <= 90 and abs(one[1]) <= 180 and (one[0] or one[1])]


def _links(text: str) -> Iterator[tuple[float, float, int, int]]:
    for link in LINK.finditer(text):
        if "yandex" in link[0].casefold() and (swapped := LON_FIRST.search(link[0])):
            yield float(swapped[2]), float(swapped[1]), link.start(), link.end()
            continue
        for shape in IN_LINK:
            if match := shape.search(link[0]):
                yield float(match[1]), float(match[2]), link.start(), link.end()
                break


def _written(text: str) -> Iterator[tuple[float, float, int, int]]:
    for match in SEXAGESIMAL.finditer(text):
        lat = _degrees(*match.group(1, 2, 3, 4)) * (-1 if match[5] in "Ss" else 1)
        lon = _degrees(*match.group(6, 7, 8, 9)) * (-1 if match[10] in "WOwo" else 1)
        yield lat, lon, match.start(), match.end()
    for match in NAMED.finditer(text):
        yield _decimal(match[1]), _decimal(match[2]), match.start(), match.end()
    for match in LETTERED.finditer(text):
        lat = _decimal(match[2]) * (-1 if match[1] in "Ss" else 1)
        yield lat, _decimal(match[4]) * (-1 if match[3] in "Ww" else 1), match.start(), match.end()
    for match in PAIR.finditer(text):
        lat = _decimal(match[1]) * (-1 if (match[2] or "n") in "Ss" else 1)
        yield lat, _decimal(match[3]) * (-1 if (match[4] or "e") in "Ww" else 1), match.start(), match.end()


def _decimal(written: str) -> float:
    return float(written.replace(",", "."))


def _degrees(degrees: str, minutes: str, part: str | None, seconds: str | None) -> float:
    whole_minutes = float(f"{minutes}.{part}" if part else minutes)
    return float(degrees) + whole_minutes / 60 + _decimal(seconds or "0") / 3600


def nearest_town(lat: float, lon: float, index: Index) -> tuple[str, str]:
    """(name, country) of the nearest town of the gazetteer; empty where none lies near, as at sea."""
    best, told = NEAR_DEGREES**2, ("", "")
    for row in range(int(lat // 1) - 1, int(lat // 1) + 2):
        for column in range(int(lon // 1) - 1, int(lon // 1) + 2):
            for number in index.towns_by_degree.get((row, column), ()):
                name, country, town_lat, town_lon, _kind, _weight = index.spots[number]
                away = (town_lat - lat) ** 2 + (town_lon - lon) ** 2  # type: ignore[operator]
                if away < best:
                    best, told = away, (name, country)
    return told
