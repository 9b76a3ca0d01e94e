"""Checkpoints and purge ledger of one test: what another has purged says nothing about it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

__all__ = ["own_checkpoints"]


@pytest.fixture
def own_checkpoints(settings: Any, tmp_path: Path) -> Iterator[None]:
    from vault import purging

    settings.CHECKPOINTS = str(tmp_path / "checkpoints")
    purging.look_again()
    yield
    purging.look_again()
