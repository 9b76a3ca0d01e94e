"""The house itself stands: its processes run, answer, and are known by their ids."""

import os

import pytest

from tests.house import House

pytestmark = pytest.mark.e2e


def test_the_house_opens_with_its_people_and_its_processes(house: House) -> None:
    assert house.one("SELECT count(*) FROM staff_officer") == 8
    assert b"CREATE TABLE" in house.dump()
    assert set(house.children) == {"telegram", "web", "worker", "beat", "bot"}
    for child in house.children.values():
        os.kill(child.pid, 0)
        assert child.poll() is None
