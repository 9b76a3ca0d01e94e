"""How well and how fast texts are read: precision, recall and F1 by field and language on the labelled tips."""

import json
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.table import Line
from hotline.reading.found import Reading
from hotline.reading.index import CACHE, DATA, ready
from hotline.reading.read import read

ROOT = Path(__file__).resolve().parent.parent
LABELLED = (ROOT / "tests/hotline/reading/tips.jsonl", ROOT / "tests/hotline/reading/fresh.jsonl")
ON_TOPIC = 0.5
PER_SECOND = 1_000
ROUNDS = 3
FRESH = [sys.executable, "-c", "from benchmarks import reading; reading.tell_of_this_process()"]
TARGETS = {
    "language": 0.97, "taxa": 0.90, "terms": 0.85, "identifiers": 0.95, "country": 0.85, "live": 0.85, "urgent": 0.85,
}  # fmt: skip
LEAST_TAXA = {"km": 0.75, "lo": 0.75, "my": 0.75, "ne": 0.75, "sw": 0.75}


@dataclass
class Score:
    """Counts of one field in one language."""

    hit: int = 0
    wrong: int = 0
    missed: int = 0
    misread: list[str] = field(default_factory=list)

    def add(self, tip: str, said: set[Any], found: set[Any]) -> None:
        self.hit += len(said & found)
        self.wrong += len(found - said)
        self.missed += len(said - found)
        if said != found:
            self.misread.append(f"{tip}: said {sorted(said)}, found {sorted(found)}")

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.wrong) if self.hit + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.hit + self.wrong + self.missed
        return 2 * self.hit / total if total else 1.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.hit + other.hit, self.wrong + other.wrong, self.missed + other.missed)


Scores = dict[tuple[str, str], Score]


def tips(half: str = "") -> list[dict[str, Any]]:
    """The labelled tips of one half, or all.

    Args:
        half: 'look' for those that rules were made with, 'test' for those kept back meanwhile; 'fresh' for those
            written later and learnt from, 'kept' and 'last' for those scored unseen once more, and then looked at.
    """
    told = [json.loads(line) for path in LABELLED for line in path.read_text(encoding="utf-8").splitlines()]
    return [tip for tip in told if half in ("", tip["half"])]


@cache
def score(half: str) -> Scores:
    """Counts by (field, language). Fields with one answer a text count it as found or both wrong and missed."""
    index = ready(DATA, CACHE)
    scores: Scores = defaultdict(Score)
    for tip in tips(half):
        reading = read(tip["text"], index)
        for name, compare in FIELDS.items():
            said, found = compare(tip, reading)
            scores[name, tip["lang"]].add(tip["id"], said, found)
    return scores


def _one(value: object) -> set[object]:
    return {value}


def _alike(value: str) -> str:
    return re.sub(r"[\W_]+", "", value.casefold()) or value


def _countries(tip: dict[str, Any], reading: Reading) -> tuple[set[str], set[str]]:
    """The country of the tip is right where it is among those read, or none is told and none read."""
    found = {place.country for place in reading.places if place.country}
    said = tip["country"]
    return {said}, {said} if said in found or (not said and not found) else {next(iter(sorted(found)), "")}


FIELDS: dict[str, Callable[[dict[str, Any], Reading], tuple[set[Any], set[Any]]]] = {
    "language": lambda tip, reading: (_one(tip["lang"]), _one(reading.language.code)),
    "taxa": lambda tip, reading: (set(tip["taxa"]), {named.name for named in reading.taxa}),
    "terms": lambda tip, reading: (set(tip["terms"]), {term.code for term in reading.terms}),
    "identifiers": lambda tip, reading: (
        {(kind, _alike(value)) for kind, value in tip["identifiers"]},
        {(found.kind, _alike(found.value)) for found in reading.identifiers},
    ),
    "country": _countries,
    "live": lambda tip, reading: (_one(tip["live"]), _one(reading.state.live)),
    "urgent": lambda tip, reading: (_one(tip["urgent"]), _one(reading.state.urgent)),
    "on topic": lambda tip, reading: (_one(tip["on_topic"]), _one(reading.state.on_topic >= ON_TOPIC)),
}


def overall(scores: Scores, name: str) -> Score:
    return sum((each for (which, _lang), each in scores.items() if which == name), Score())


def false_friends(half: str) -> list[str]:
    """Ids of texts without any animal in which one was read all the same."""
    index = ready(DATA, CACHE)
    return [tip["id"] for tip in tips(half) if not tip["on_topic"] and read(tip["text"], index).taxa]


def measure() -> list[Line]:
    """Lines for the table: quality on the half kept back, speed, and of a fresh process its index and memory."""
    index = ready(DATA, CACHE)
    scores = score("test")
    opened, peak = map(
        float, subprocess.run(FRESH, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    )
    return [
        *_quality(scores),
        _line_of_friends(),
        _speed(lambda text: read(text, index)),
        Line("reading: index from its cache, s of processor", "", f"{opened:.2f}", "", "< 2", opened < 2),
        Line("reading: peak memory of a process that reads, MB", "", f"{peak:.0f}", "", "< 300", peak < 300),
    ]


def tell_of_this_process() -> None:
    """Print how long opening the kept index took (s of processor) and the peak of memory (MB) after reading."""
    began = time.process_time()
    index = ready(DATA, CACHE)
    opened = time.process_time() - began
    for tip in tips():
        read(tip["text"], index)
    # Not getrusage: its maximum takes over that of the process which started this one.
    (peak,) = re.findall(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    print(opened, int(peak) / 1024)


def _quality(scores: Scores) -> Iterator[Line]:
    for name, target in TARGETS.items():
        total = overall(scores, name)
        yield Line(f"reading: {name}, {_shown(total)}", "", f"{total.f1:.3f}", "", f">= {target}", total.f1 >= target)
        told = ", ".join(
            f"{lang} {each.precision:.2f}/{each.recall:.2f}/{each.f1:.2f}"
            for (field_name, lang), each in sorted(scores.items())
            if field_name == name
        )
        yield Line(f"reading: {name}, precision/recall/F1 by language", "", told)
    by_language = sorted((lang, each.f1) for (name, lang), each in scores.items() if name == "taxa")
    met = all(f1 >= LEAST_TAXA.get(lang, 0.80) for lang, f1 in by_language)
    told = ", ".join(f"{lang} {f1:.2f}" for lang, f1 in by_language)
    yield Line("reading: taxa F1 by language", "", told, "", ">= 0.80, 0.75 for km lo my ne sw", met)


def _shown(total: Score) -> str:
    return f"precision {total.precision:.3f}, recall {total.recall:.3f}, F1"


def _line_of_friends() -> Line:
    taken = false_friends("test")
    return Line("reading: false friends taken for animals", "", str(len(taken)), "", "0", not taken)


def _speed(reader: Callable[[str], Reading]) -> Line:
    texts = [tip["text"] for tip in tips()]
    best = max(_texts_a_second(reader, texts) for _round in range(ROUNDS))
    return Line("reading: texts/s on one core", "", f"{best:,.0f}", "", f">= {PER_SECOND:,}", best >= PER_SECOND)


def _texts_a_second(reader: Callable[[str], Reading], texts: Iterable[str]) -> float:
    """Texts in a second of processor time: other processes on the machine do not count."""
    began, count = time.process_time(), 0
    for text in texts:
        reader(text)
        count += 1
    return count / (time.process_time() - began)


def report(half: str) -> str:
    """All figures of one half by field and language, with what was misread, for a person who works on the rules."""
    scores = score(half)
    lines = []
    for name in FIELDS:
        total = overall(scores, name)
        lines.append(f"{name}: precision {total.precision:.3f} recall {total.recall:.3f} F1 {total.f1:.3f}")
        for (which, lang), each in sorted(scores.items()):
            if which == name:
                lines.append(f"  {lang}: {each.precision:.2f} {each.recall:.2f} {each.f1:.2f}")
                lines.extend(f"    {wrong}" for wrong in each.misread if half == "look")
    return "\n".join([*lines, f"false friends: {false_friends(half)}"])


if __name__ == "__main__":
    print(report("look"))
    print("\nkept back:\n" + report("test"))
