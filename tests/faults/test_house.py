"""The house itself stands: its processes run, answer and are gone after."""

from collections.abc import Iterator

import pytest

from tests.house import House

pytestmark = pytest.mark.e2e


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    try:
        yield house.open()
    finally:
        house.close()


def test_the_house_opens_and_says_it_is_ready(house: House) -> None:
    assert house.one("SELECT count(*) FROM staff_officer") == 8
    assert b"CREATE TABLE" in house.dump()
