"""How the suite is shared among workers: a file to one worker, and all that walks through the one house to one worker.

The marker `xdist_group` does not do it: pytest 9 keeps a node's id elsewhere than pytest-xdist 3.8 writes the group.
"""

from typing import Any

import pytest

__all__ = ["pytest_xdist_make_scheduler"]

ONE_HOUSE = "tests/e2e/"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return ONE_HOUSE if nodeid.startswith(ONE_HOUSE) else nodeid.partition("::")[0]

    return ByFile(config, log)
