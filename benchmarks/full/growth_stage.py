"""One kept database looked at by every cost that grows: `python -m benchmarks.full.growth_stage`, started by `growth`.

So many tips with their marks, so many cases, so many persons and things, by the database's name. Prints JSON:
milliseconds (p50, p95) of each cost.
"""

import random
import sys
from collections.abc import Callable
from itertools import cycle
from typing import TYPE_CHECKING, Any

from benchmarks import desk_queue, finding, marks, matching, opened_cases
from benchmarks.client import Load
from benchmarks.full import queue_stage, stage, tips

if TYPE_CHECKING:
    from staff.models import Officer

# By name of the database.
LAID = {"growth_10k": 10_000, "growth_100k": 100_000, "growth_1m": 1_000_000}
LOOKS = 60
LEAD = "lead-007"
KEYS = """
INSERT INTO vault.data_key ({columns}) SELECT {values}
FROM vault.data_key AS one, (SELECT key_id AS number FROM hotline_tip EXCEPT SELECT id FROM vault.data_key) AS new
WHERE one.id = %s
"""


def fill() -> None:
    from django.db import connection

    amount, officer = LAID[connection.settings_dict["NAME"]], queue_stage._officer()
    tips.lay(amount, officer)
    _lay_keys()
    _lay_marks()
    opened_cases.lay(0, amount)
    matching.lay(amount, *matching._ground())


def _lay_keys() -> None:
    """A data key's row for each tip that was laid by its row alone: a mark hangs on its key."""
    from django.db import connection

    from vault.models import DataKey

    names = [field.column for field in DataKey._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join("new.number" if name == "id" else f'one."{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(KEYS.format(columns=columns, values=values), [DataKey.objects.values_list("pk", flat=True)[0]])


def _lay_marks() -> None:
    given = finding.marks_given() | {"values": marks.VALUES_OF_A_BAND}
    with marks._owner() as server, marks._without_indexes(server, "tip_marks"):
        server.execute(finding.LAY_MARKS, given)


def look() -> dict[str, Any]:
    """All of it, on the database that the settings name."""
    stage.into_memory("hotline_tip", "vault.tip_marks", "cases_case", "intel_entity", "intel_fact", "intel_matchkey")
    _officer, cookie = desk_queue.signed_in(queue_stage._officer())
    with stage.web() as web:
        found = {name: _fetched(web.port, cookie, paths) for name, paths in _pages().items()}
        found["case opened"] = _both(opened_cases.opening(web.port, opened_cases.signed_in(1), LOOKS))
        lead = _lead()
        for name, paths in _lists(lead).items():
            found[name] = _fetched(web.port, desk_queue.signed_in(lead)[1], paths)
    return found | _asked()


def _pages() -> dict[str, list[str]]:
    from hotline.models import Tip

    whole = Tip.objects.filter(reference__startswith="TIP-2024-").waiting().order_by("turn")[:LOOKS]
    return {
        "queue, first page": [desk_queue.QUEUE] * LOOKS,
        "queue, two filters": [f"{desk_queue.QUEUE}?country=VN&language=vi"] * LOOKS,
        "one tip opened": [f"{desk_queue.QUEUE}{pk}/change/" for pk in whole.values_list("pk", flat=True)],
    }


def _lead() -> "Officer":
    """One who leads some of the cases and sees no others."""
    from staff.models import Officer

    return Officer.objects.get(username=LEAD)


def _lists(lead: "Officer") -> dict[str, list[str]]:
    return {"own cases, first page": ["/desk/cases/case/"] * (LOOKS // 2)}


def _fetched(port: int, cookie: str, paths: list[str]) -> tuple[float, float]:
    desk_queue.looking(port, cookie, paths[:5])()
    return _both(desk_queue.looking(port, cookie, paths))


def _both(run: Callable[[], Load]) -> tuple[float, float]:
    load = run()
    if load.failures:
        raise RuntimeError(str(load.failures[:3]))
    return load.percentile(0.5), load.percentile(0.95)


def _asked() -> dict[str, tuple[float, float]]:
    """What is asked in this process, by the verbs that pages and workers use."""
    from django.db import connection

    from hotline import finding as found
    from hotline import similarity
    from hotline.models import Tip

    officer, chance = queue_stage._officer(), random.Random(5)
    marked = cycle(Tip.objects.filter(reference__startswith="TIP-2024-")[: LOOKS + 1])

    def search(word: Callable[[], int]) -> Callable[[], object]:
        return lambda: list(found.find(finding._word(word()), by=officer).tips[:25])

    acts: dict[str, Callable[[], object]] = {
        "all that may be the same as a tip": lambda: similarity.like(next(marked)),
        "search, a rare word": search(lambda: chance.randint(5_000, 50_000)),
        "search, the commonest word": search(lambda: 1),
    }
    timed = {}
    for name, act in acts.items():
        act()
        timed[name] = finding._timed(act, LOOKS)
    taken, written, _hits, _offered = matching.asked(LAID[connection.settings_dict["NAME"]], LOOKS)
    timed["candidates of a new person"] = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    timed["a person recorded with its keys"] = written[len(written) // 2], written[int(len(written) * 0.95)]
    return timed


if __name__ == "__main__":
    sys.exit(stage.main(fill, look))
