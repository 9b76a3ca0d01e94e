"""The demonstration's tips, a line of JSON each in `tips.jsonl`: our own inventions about nobody."""

import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image, ImageDraw

FILE = Path(__file__).with_name("tips.jsonl")


@dataclass(frozen=True)
class DemoTip:
    """One tip: `by` web or chat, `lang` of its text, `answers` by the names of the form's fields."""

    id: str
    lang: str
    by: str
    narrative: str
    photos: int = 0
    is_spam: bool = False
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def page_language(self) -> str:
        """Where pages and bot do not speak the tip's language, its source took the English page."""
        return next((code for code in dict(settings.LANGUAGES) if code.split("-")[0] == self.lang), "en")


def all_tips() -> list[DemoTip]:
    return [_read(json.loads(line)) for line in FILE.read_text(encoding="utf-8").splitlines()]


def _read(row: dict[str, Any]) -> DemoTip:
    own = {name: row.pop(name) for name in ("id", "lang", "by", "narrative")}
    return DemoTip(**own, photos=row.pop("photos", 0), is_spam=row.pop("honeypot", False), answers=row)


def photo(name: str) -> bytes:
    """A small drawn JPEG that carries what a phone's camera writes: maker, time, position."""
    picture = Image.new("RGB", (960, 720), (96, 108, 92))
    draw = ImageDraw.Draw(picture)
    shade = sum(name.encode())
    for bar in range(12):
        left, colour = bar * 80, ((shade * 7 + bar * 31) % 200, (shade * 13 + bar * 17) % 200, 90)
        draw.rectangle((left, 200 + (shade * (bar + 3)) % 260, left + 60, 720), fill=colour)
    draw.text((20, 20), f"Demonstration {name}", fill=(255, 255, 255))
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132] = "Demo Phones", "D-1", "2026:11:02 06:41:13"
    gps = exif.get_ifd(0x8825)
    gps.update({1: "N", 2: (21.0, 6.0, shade % 60), 3: "E", 4: (105.0, 32.0, 11.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80, exif=exif)
    return out.getvalue()
