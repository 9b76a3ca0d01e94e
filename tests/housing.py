"""One house for the tests that only walk through it; those that break things get their own."""

import os
from collections.abc import Iterator

import pytest

from tests.house import House


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """The real processes on the best broker at hand: Redis where the run has one, else the file broker."""
    house = House(redis=os.environ.get("TEST_REDIS_URL", ""))
    try:
        yield house.open()
    finally:
        house.close()
