"""How the suite is shared among workers: a file to one worker, all that walks through one house to one worker.

Files that run the real processes take the machine as it is: while one worker is at them the others take what runs in
their own process, or all would wait for each other. They come first, so that what is left at the end is small.

The marker `xdist_group` does not do it: pytest 9 keeps a node's id elsewhere than pytest-xdist 3.8 writes the group.
"""

from typing import Any

import pytest

__all__ = ["pytest_xdist_make_scheduler"]

WALKED, LOOKED_AT = "tests/e2e/", "tests/faults/"
# Those of `LOOKED_AT` that need no house of their own share one.
APART = ("test_kill_desk.py", "test_kill.py", "test_flood.py")
# What runs real processes, in the order in which it is begun: the longest first.
PROCESSES = (
    WALKED, *(f"{LOOKED_AT}{name}" for name in APART), LOOKED_AT, "tests/bots/test_bot_process.py",
    "tests/config/test_demo.py", "tests/benchmarks/test_harness.py",
)  # fmt: skip


def unit_of(nodeid: str) -> str:
    """What is run by one worker from its first test to its last."""
    file = nodeid.partition("::")[0]
    if file in PROCESSES:
        return file
    return next((folder for folder in (WALKED, LOOKED_AT) if file.startswith(folder)), file)


def next_unit(waiting: list[str], under_way: set[str]) -> str:
    """Which unit a worker begins now, of those that wait, while other workers are at `under_way`."""
    processes = [unit for unit in PROCESSES if unit in waiting]
    others = [unit for unit in waiting if unit not in PROCESSES]
    wanted = others + processes if under_way & set(PROCESSES) else processes + others
    return wanted[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return unit_of(nodeid)

        def _assign_work_unit(self, node: Any) -> None:
            under_way = {
                unit
                for other, units in self.assigned_work.items()
                for unit, tests in units.items()
                if other is not node and not all(tests.values())
            }
            self.workqueue.move_to_end(next_unit(list(self.workqueue), under_way), last=False)
            super()._assign_work_unit(node)

    return ByFile(config, log)
