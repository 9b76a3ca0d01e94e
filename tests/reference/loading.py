"""A small edition for tests: a dozen rows a file, every kind of row among them."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reference.editions.loading import Outcome, load_edition

SMALL = Path(__file__).parent / "edition"


def load_small() -> Outcome:
    """Load the small edition into the test's database; well under a third of a second."""
    return load_edition(SMALL)


@pytest.fixture
def small_reference(db: None) -> Outcome:
    """The small edition, loaded. Import the fixture, or call `load_small()`."""
    return load_small()


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A copy of the small edition's folder, to change and to load."""
    return Path(shutil.copytree(SMALL, tmp_path / "edition"))


def edit(path: Path, change: Callable[[list[dict[str, str]]], object]) -> None:
    """Let `change` alter the rows of a CSV file in place."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
