"""One kept database of tips looked at: `python -m benchmarks.full.queue_stage`, started by `queue`.

Prints JSON: milliseconds (p50, p95) of each job, the most queries that a page took, the number of tips.
"""

import itertools
import random
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from benchmarks import client, desk_queue
from benchmarks.full import stage, tips

if TYPE_CHECKING:
    from staff.models import Officer

# By name of the database: how many tips, and how many of them are open.
LAID = {
    "tips_1m": (1_000_000, tips.USUAL),
    "tips_1m_backlog": (1_000_000, tips.BACKLOG),
    "tips_10k": (10_000, tips.USUAL),
}
QUEUE = desk_queue.QUEUE
# What a filter is set to: what many tips have, what few have, what none has.
VALUES = {
    "urgency": ("now", "past", "unknown"), "offence": ("live", "official", "breeding"),
    "taxon": ("elephants", "bats", "none", "rodents"), "country": ("VN", "ET", "none", "JP"),
    "channel": ("web", "phone", "console"), "language": ("vi", "lo", "none", "ne"), "who": ("me", "nobody"),
    "look": ("overdue", "soon"), "files": ("yes", "no"), "alike": ("yes",),
}  # fmt: skip
STATUSES = ("", "all", "dismissed", "received", "quarantined")
VIEWS = (
    "urgency=now", "country=VN&language=vi", "taxon=pangolins", "who=nobody&look=overdue", "files=yes&channel=telegram",
    "alike=yes", "status=quarantined&urgency=now", "country=KE&taxon=elephants",
)  # fmt: skip
PAGES, PAIRS, DECISIONS = 120, 150, 40


def fill() -> None:
    from django.db import connection

    from hotline import saved_views

    officer = _officer()
    amount, statuses = LAID[connection.settings_dict["NAME"]]
    tips.lay(amount, officer, statuses=statuses)
    for number, query in enumerate(VIEWS):
        saved_views.save(f"View {number}", query, by=officer, is_shared=number % 2 == 0)


def _officer() -> "Officer":
    from staff.models import Officer
    from staff.roles import Role

    found: Officer | None = Officer.objects.filter(username="bench").first()
    return found or Officer.objects.create_user("bench", password=None, roles=[Role.ANALYST])


def addresses() -> dict[str, list[str]]:
    """Pages to look at: the first of the queue, each filter alone, pairs of filters, closed tips among them."""
    alone = [(f"{name}={value}",) for name, values in VALUES.items() for value in values]
    pairs = [(one[0], other[0]) for one, other in itertools.combinations(alone, 2) if _differ(one[0], other[0])]
    chance = random.Random(5)
    some = [(*pair, f"status={chance.choice(STATUSES)}") for pair in chance.sample(pairs, PAIRS)]
    views = [f"{QUEUE}?{query}" for query in VIEWS]
    alone_anywhere = [(*each, f"status={status}") for each in alone for status in STATUSES[:3]]
    written = {
        name: [f"{QUEUE}?{'&'.join(part for part in each if not part.endswith('='))}" for each in chosen]
        for name, chosen in {"one filter": alone_anywhere, "two filters": some}.items()
    }
    return {"first page": [QUEUE] * PAGES, **written, "saved view": views * 8}


def _differ(one: str, other: str) -> bool:
    return one.partition("=")[0] != other.partition("=")[0]


def look() -> dict[str, Any]:
    """All of it, on the database that the settings name."""
    from hotline.models import Tip

    officer, cookie = desk_queue.signed_in(_officer())
    with stage.web() as web:
        paths = addresses()
        paths["deep page"] = _deep(officer)
        found: dict[str, Any] = {}
        for name, chosen in paths.items():
            desk_queue.looking(web.port, cookie, chosen[:5])()
            load = desk_queue.looking(web.port, cookie, chosen)()
            found[name] = (load.percentile(0.5), load.percentile(0.95))
            if load.failures:
                raise RuntimeError(f"{name}: {load.failures[:3]}")
    found["counts"] = _counts(officer)
    found["decision"] = _decisions(officer)
    most = max(
        desk_queue.queries(cookie, path)[0] for path in {each for chosen in paths.values() for each in chosen[:9]}
    )
    return found | {"queries": most, "tips": Tip.objects.count(), "open": Tip.objects.waiting().count()}


def _deep(officer: "Officer") -> list[str]:
    """Pages somewhere in the middle of the line."""
    from hotline.models import Tip
    from hotline.queue.pages import Place

    rows = list(Tip.objects.waiting().order_by("?").values_list("turn", "pk")[:20])
    return [f"{QUEUE}?{way}={Place(turn, pk)}" for turn, pk in rows for way in ("after", "before")]


def _counts(officer: "Officer") -> tuple[float, float]:
    """All figures of a page together."""
    from django.http import QueryDict

    from hotline.admin.queue_views import shown_views
    from hotline.models import Tip

    rows = Tip.objects.visible_to(officer)
    return _timed([lambda: shown_views(QueryDict(), rows, officer)] * 60)


def _decisions(officer: "Officer") -> tuple[float, float]:
    """A tip claimed, then dismissed: two decisions, each in its transaction with its entry in the audit."""
    from hotline import triage
    from hotline.models import Tip

    chosen = list(Tip.objects.filter(status="received").order_by("turn")[:DECISIONS])
    acts: list[Callable[[], object]] = []
    for tip in chosen:
        acts.append(lambda tip=tip: triage.claim(tip, by=officer))  # type: ignore[misc]
        acts.append(lambda tip=tip: triage.dismiss(tip, by=officer, reason="spam", note=""))  # type: ignore[misc]
    try:
        return _timed(acts)
    finally:
        # The database is kept: the next run finds as many to decide.
        Tip.objects.filter(pk__in=[tip.pk for tip in chosen]).update(
            status="received", assignee=None, decided_at=None, dismiss_reason=""
        )


def _timed(acts: list[Callable[[], object]]) -> tuple[float, float]:
    load = client.Load(0.0)
    for act in acts:
        began = time.perf_counter()
        act()
        load.took.append(time.perf_counter() - began)
    return load.percentile(0.5), load.percentile(0.95)


if __name__ == "__main__":
    sys.exit(stage.main(fill, look))
