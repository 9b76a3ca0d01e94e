"""A small soak of the real processes; `make soak` is the large one."""

import time
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.soak import described, fuzzing
from benchmarks.soak.tally import tracebacks
from tests.house import House

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
SECONDS = 120


@pytest.fixture(scope="module")
def key(house: House) -> str:
    return house.manage("create_partner_key", "--register", "Small soak").stdout.strip().split("\t")[1]


def test_the_api_keeps_to_its_description_and_meets_no_server_error(house: House, key: str, tmp_path: Path) -> None:
    tally = described.run(
        house.url, key, examples=8, seed=1, seconds=SECONDS, folder=tmp_path, phases="examples,fuzzing,stateful"
    )
    assert tally.calls >= 20
    assert (tally.broken, tally.server_errors) == ([], 0)


def test_the_pages_meet_no_server_error_whatever_is_sent(house: House, key: str) -> None:
    before = Counter(tracebacks(house.folder / "logs"))
    known = fuzzing.learn(house.port, key=key, hook_secret="", tips=[])
    tally = fuzzing.fuzz(house.port, known, calls=300, seed=1, until=time.monotonic() + SECONDS)
    assert tally.calls >= 100
    assert (tally.broken, tally.server_errors) == ([], 0)
    assert Counter(tracebacks(house.folder / "logs")) - before == Counter()
