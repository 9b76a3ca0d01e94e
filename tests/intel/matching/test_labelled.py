"""Matching on labelled pairs: made-up names and identifiers in eight scripts, a fourth of them kept apart."""

import json
from collections import Counter, defaultdict
from typing import Any

import pytest

from intel import identifying
from intel.matching import known, score
from intel.matching.known import Known, Value
from intel.properties import PROPERTIES
from tests.intel.matching.pairs import FILE, SCRIPTS

ROWS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def read(given: dict[str, str]) -> Known:
    """An entity as `intel.facts` would keep it."""
    schema = given["schema"]
    kinds = {prop: PROPERTIES[schema][prop].kind for prop in given if prop != "schema"}
    return known.of(
        schema, [Value(prop, given[prop], identifying.read(kind, given[prop]).key) for prop, kind in kinds.items()]
    )  # fmt: skip


def judged(row: dict[str, Any]) -> bool:
    return score.compare(read(row["one"]), read(row["other"])).points >= score.SAME


def f1(rows: list[dict[str, Any]]) -> float:
    found = Counter((row["same"], judged(row)) for row in rows)
    right = found[True, True]
    return 2 * right / (2 * right + found[True, False] + found[False, True])


@pytest.fixture(scope="module")
def kept() -> dict[str, list[dict[str, Any]]]:
    by_script = defaultdict(list)
    for row in ROWS:
        if row["part"] == "kept":
            by_script[row["script"]].append(row)
    return by_script


def test_there_are_two_thousand_pairs_in_eight_scripts_and_five_hundred_are_kept_apart(kept):
    assert len(ROWS) >= 2_000
    assert set(kept) == set(SCRIPTS)
    assert sum(map(len, kept.values())) >= 500
    assert 0.4 < sum(row["same"] for row in ROWS) / len(ROWS) < 0.6


def test_pairs_that_nothing_was_tuned_on_are_told_apart(kept):
    rows = [row for each in kept.values() for row in each]
    figures = {script: round(f1(each), 3) for script, each in kept.items()} | {"all": round(f1(rows), 3)}
    print(figures)
    assert figures["all"] >= 0.9, figures


def test_no_script_falls_far_behind(kept):
    figures = {script: round(f1(each), 3) for script, each in kept.items()}
    assert min(figures.values()) >= 0.8, figures
