from collections.abc import Iterator

import pytest

from tests.faults.breakable import BreakableHouse, breakable
from tests.housing import house  # noqa: F401


@pytest.fixture(scope="package")
def breakable_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BreakableHouse]:
    """One for the faults after which it stands as before."""
    with breakable(tmp_path_factory) as standing:
        yield standing
