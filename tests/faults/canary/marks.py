"""What is planted, the forms in which it could come out again, and the search for all of them at once."""

import base64
import json
import struct
from collections.abc import Iterable, Mapping
from itertools import chain
from urllib.parse import quote, quote_plus

from ahocorasick_rs import BytesAhoCorasick

# Degrees, minutes, hundredths of a second, as a camera writes them.
LATITUDE, LONGITUDE = ((11, 1), (33, 1), (435_917, 10_000)), ((104, 1), (55, 1), (71_923, 10_000))

PLANTED: dict[str, str] = {
    "the peer address": "127.83.19.7",
    "X-Forwarded-For": "203.0.113.77",
    "Forwarded": "198.51.100.231",
    "X-Real-IP": "192.0.2.199",
    "a header of a proxy": "203.0.113.201",
    "the user agent": "Nimbostratus/77.7",
    "the referrer": "whistle-pages.example/orrery",
    "the browser languages": "tlh-Qaak",
    "the web words": "quokkafern zanzamarsh behind the silver boathouse",
    "the web place": "Marshgate Vexillum",
    "the web subject": "Brother Oxymandias",
    "a telephone in the words": "0977-341-882",
    "the web contact": "zephyrine.oakhollow@sealed.example",
    "the web file name": "IMG_velociwren_0042",
    "the added words": "the cranberrywind truck comes on fridays",
    "the added file": "scan_tamarindshore_7",
    "words too long to file": "overlongmistletoe",
    "words of a broken form": "halfheardsycamore",
    "words sent in the wrong language of machines": "misaddressedlarkspur",
    "words of an address that is none": "nosuchplacehellebore",
    "words that met a broken table": "brokentablewolfsbane",
    "the camera maker": "Brackenwood Optics",
    "the camera owner": "Thelonius Brackenwood",
    "the camera comment": "user comment of petrichorvale",
    "the maker notes": "makernote-umbrafell-3131",
    "XMP": "xmp-by-Wilhelmina-Oduya",
    "the chat words": "the hollowpine gang keeps seven otters upstairs",
    "the chat first name": "Perpetuana",
    "the chat last name": "Vantongerlo",
    "the chat user name": "nightheron_marl",
    "the chat id": "7704331209",
    "the chat telephone": "+85593777013",
    "the chat file name": "saffronvault_list",
    "the partner name": "Wardens of Larkmeadow Gorge",
    "the partner words": "camera eleven saw the marbled lantern men",
    "the partner reporter": "reporter-gorsewick-19",
    "the partner contact": "+85512900417",
    "the partner file name": "trap_moonquill_0007",
}


def camera_marks() -> dict[str, list[bytes]]:
    """The position as the bytes of a photograph's metadata, in either order of bytes; and in decimal degrees."""
    found = {}
    for name, place in (("the latitude", LATITUDE), ("the longitude", LONGITUDE)):
        numbers = list(chain.from_iterable(place))
        decimal = place[0][0] + place[1][0] / 60 + place[2][0] / place[2][1] / 3600
        found[name] = [struct.pack(f"{order}6I", *numbers) for order in "<>"] + [f"{decimal:.4f}".encode()]
    return found


def forms(mark: str) -> dict[str, bytes]:
    """A mark by the forms in which text is kept or sent."""
    raw = mark.encode()
    wide, web = mark.encode("utf-16-le"), base64.urlsafe_b64encode
    return {
        "raw": raw, "lower case": raw.lower(), "upper case": raw.upper(), "reversed": raw[::-1],
        "URL-encoded": quote(mark, safe="").encode(), "form-encoded": quote_plus(mark).encode(),
        "hex": raw.hex().encode(), "upper hex": raw.hex().upper().encode(),
        "UTF-16 little": wide, "UTF-16 big": mark.encode("utf-16-be"), "hex of UTF-16": wide.hex().encode(),
        "JSON": json.dumps(mark)[1:-1].encode(),
        **{f"base64, {skip} before": _base64(raw, skip, base64.b64encode) for skip in range(3)},
        **{f"base64 of the web, {skip} before": _base64(raw, skip, web) for skip in range(3)},
    }  # fmt: skip


def _base64(raw: bytes, skip: int, encode) -> bytes:  # type: ignore[no-untyped-def]
    """What of a text stays the same in base64 wherever it stands: its middle, for each of the three alignments."""
    first, whole = (3 - skip) % 3, len(raw)
    middle = raw[first : first + (whole - first) // 3 * 3]
    return bytes(encode(middle))


class Search:
    """Looks for every form of every mark in one pass."""

    def __init__(self, more: Mapping[str, str] | None = None) -> None:
        """Args: more: secrets by name, beside what is planted."""
        named: dict[bytes, str] = {}
        for name, mark in {**PLANTED, **(more or {})}.items():
            for form, content in forms(mark).items():
                named.setdefault(content, f"{name} ({form})")
        named |= {content: name for name, contents in camera_marks().items() for content in contents}
        self._named = list(named.values())
        self._machine = BytesAhoCorasick(list(named))

    def leaks(self, places: Iterable[tuple[str, bytes]]) -> list[str]:
        """What was found, as `mark (form) in place: surroundings`."""
        found = []
        for place, content in places:
            hits = {
                number: start
                for number, start, _end in self._machine.find_matches_as_indexes(content, overlapping=True)
            }
            found += [f"{self._named[number]} in {place}: {_around(content, at)}" for number, at in hits.items()]
        return found


def _around(content: bytes, at: int) -> str:
    return repr(content[max(0, at - 60) : at + 60])
