"""`manage.py read_tips FILE`: what each text of a JSONL says, as a JSONL; reads the edition's files, no database.

`manage.py read_tips --judged` tells instead how right officers found what was read in tips: counts, no content.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hotline import judging
from hotline.reading.found import Reading
from hotline.reading.index import CACHE, DATA, ready
from hotline.reading.read import read


class Command(BaseCommand):
    help = (
        'Read a JSONL of {"id", "text"} and print a JSONL of what each text says. The index is built from the files of '
        "the reference edition; no database is read or written. With --judged: how often officers accepted, corrected "
        "and rejected what was read in tips, by kind and language, as a JSONL without any content."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, nargs="?", help="JSONL of {id, text}; - for standard input is not offered"
        )
        parser.add_argument("--judged", action="store_true", help="count the judgements of officers instead")
        parser.add_argument("--from", dest="folder", type=Path, default=DATA, help="folder with the edition's files")

    def handle(self, *args: Any, file: Path | None, folder: Path, judged: bool, **options: Any) -> None:
        if judged:
            self._tell_scores()
            return
        if file is None:
            raise CommandError("Name a JSONL of texts, or say --judged.")
        index = ready(folder, CACHE)
        for tip_id, text in _tips(file):
            self.stdout.write(json.dumps(told(tip_id, read(text, index)), ensure_ascii=False))

    def _tell_scores(self) -> None:
        for score in judging.scores():
            self.stdout.write(json.dumps(asdict(score) | {"precision": round(score.precision, 3)}))


def _tips(file: Path) -> Iterator[tuple[Any, str]]:
    """Raises: CommandError with the line that is no tip; its content is not repeated."""
    try:
        lines = file.open(encoding="utf-8-sig")
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    with lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                tip = json.loads(line)
                tip_id, text = tip["id"], tip["text"]
            except (ValueError, KeyError, TypeError) as error:
                raise CommandError(f"Line {number} is not an object with id and text.") from error
            if not isinstance(text, str):
                raise CommandError(f"Line {number}: text is not a string.")
            yield tip_id, text


def told(tip_id: Any, reading: Reading) -> dict[str, Any]:
    """A reading in the form that other programs hold on to."""
    out: dict[str, Any] = {"id": tip_id, "lang": reading.language.code}
    if reading.language.script:
        out["script"] = reading.language.script
    return out | {
        "taxa": [{"name": each.name, "rank": each.rank, "span": each.span} for each in reading.taxa],
        "terms": [{"code": each.code, "span": each.span, "slang": each.slang} for each in reading.terms],
        "quantities": [{"value": each.value, "unit": each.unit, "span": each.span} for each in reading.quantities],
        "places": [
            {"name": each.name, "country": each.country, "lat": each.lat, "lon": each.lon, "span": each.span}
            for each in reading.places
        ],
        "identifiers": [
            {"kind": each.kind, "value": each.value, "valid": each.valid, "span": each.span}
            for each in reading.identifiers
        ],
        "live": reading.state.live,
        "urgent": reading.state.urgent,
        "on_topic": reading.state.on_topic,
    }
