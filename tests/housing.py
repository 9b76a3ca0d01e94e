"""One house for the tests that only walk through it; those that break things get their own."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.house import House
from tests.services import clamd_at, redis_at_hand


@contextmanager
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The real processes on the best broker at hand, Redis where there is one, else the file broker; with a scanner
    that knows EICAR where clamd is installed."""
    folders = tmp_path_factory.mktemp("redis"), tmp_path_factory.mktemp("clamd")
    with redis_at_hand(folders[0]) as redis, clamd_at(folders[1], most_bytes=25 * 1024**2) as scanner:
        house = House(redis=redis)
        house.settings["CLAMAV_SOCKET"] = scanner
        # The test plays the proxy: whoever sends no X-Forwarded-For is one of those whose network is not known.
        house.settings["TRUSTED_PROXIES"] = "1"
        try:
            yield house.open()
        finally:
            house.close()


# A package's and not the session's: nobody pays for a house that stands there until all other tests are done.
@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(tmp_path_factory) as house:
        yield house
