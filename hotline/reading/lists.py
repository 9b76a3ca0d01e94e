"""The word lists beside this code, our own writing: each row says its language and who confirmed it."""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one list by column."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def corrected(file: str) -> frozenset[tuple[str, str, str]]:
    """(language, word, taxon or code) of rows of the reference data that are known to be wrong, each with a reason."""
    return frozenset((row["lang"], row["word"], row["said"]) for row in rows("corrections") if row["file"] == file)


@cache
def markers(kind: str) -> str:
    """The words that mark one kind of thing, in every language, as alternatives of a regular expression."""
    return "|".join(row["patterns"] for row in rows("markers") if row["kind"] == kind)
