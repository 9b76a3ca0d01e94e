"""The network at a size: nodes and links laid by COPY, asked for through the web server, and worked through.

Groups of uneven size, four links of five within them, and hubs: some have thousands of links.
"""

import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from benchmarks import client, desk_queue
from benchmarks.marks import _owner
from benchmarks.matching import _bare, _ground
from benchmarks.table import Line

if TYPE_CHECKING:
    import psycopg

    from cases.models import Case
    from staff.models import Officer

CHART = "/desk/intel/network/"
KINDS = ("Person", "Person", "Person", "Phone", "UserAccount", "Vehicle", "Company", "Address")
LINKS = ("Uses", "Contact", "Associate", "Payment", "SellsTo", "LocatedAt")
GROUPS_OF = 66  # nodes, on average
DAY = "2026-11-22"


def lay(nodes: int, links: int) -> None:
    """So many persons and things of a case, and links between them that its report tells of."""
    from intel.models import Link

    case, officer = _ground()
    if Link.objects.count() >= links:
        return
    chance = random.Random(3)
    ids = [uuid4() for _ in range(nodes)]
    with _owner() as server, _bare(server, "intel_fact"), _bare(server, "intel_link"):
        _copy_nodes(server, ids, case, officer)
        _copy_links(server, _ends(nodes, links, chance), ids, case, officer, chance)
        server.execute("ANALYZE intel_entity, intel_fact, intel_link")


def _ends(nodes: int, links: int, chance: random.Random) -> set[tuple[int, int]]:
    """Pairs of numbers: mostly of one group, its first ones more often; else anybody, the first of all most often."""
    found: set[tuple[int, int]] = set()
    groups = max(1, nodes // GROUPS_OF)
    starts = sorted({0, *(chance.randrange(nodes) for _ in range(groups - 1))})
    group_of, at = [], -1
    for number in range(nodes):
        at += at + 1 < len(starts) and starts[at + 1] == number
        group_of.append(at)
    ends = [*starts[1:], nodes]
    while len(found) < links:
        one = chance.randrange(nodes)
        start, end = (starts[group_of[one]], ends[group_of[one]]) if chance.random() < 0.8 else (0, nodes)
        other = start + int(chance.random() ** (2 if start else 3) * (end - start))
        if one != other:
            found.add((one, other))
    return found


def _copy_nodes(server: "psycopg.Connection", ids: list[UUID], case: "Case", officer: "Officer") -> None:
    report = case.reports.order_by("reference").values_list("pk", flat=True)[0]
    with server.cursor() as cursor:
        with cursor.copy(
            "COPY intel_entity (id, reference, schema, name, key, recorded_in, compartments, review_by, recorded_at,"
            " recorded_by_id, taken_out_why) FROM STDIN"
        ) as out:
            for at, pk in enumerate(ids):
                schema = KINDS[at % len(KINDS)]
                out.write_row(
                    (pk, f"ENT-NET-{at:08}", schema, f"Node {at}", f"node {at}", case.pk, [case.pk],
                     "2027-11-22" if schema == "Person" else None, DAY, officer.pk, "")
                )  # fmt: skip
        with cursor.copy(
            "COPY intel_fact (entity_id, prop, value, key, report_id, first_seen, last_seen, recorded_at,"
            " recorded_by_id, taken_out_why) FROM STDIN"
        ) as out:
            for at, pk in enumerate(ids):
                out.write_row((pk, "name", f"Node {at}", f"node {at}", report, DAY, DAY, DAY, officer.pk, ""))


def _copy_links(
    server: "psycopg.Connection", ends: set[tuple[int, int]], ids: list[UUID], case: "Case", officer: "Officer",
    chance: random.Random,
) -> None:  # fmt: skip
    report = case.reports.order_by("reference").values_list("pk", flat=True)[0]
    with server.cursor() as cursor, cursor.copy(
        "COPY intel_link (id, source_id, target_id, kind, role, began, basis, summary, report_id, recorded_at,"
        " recorded_by_id, taken_out_why) FROM STDIN"
    ) as out:  # fmt: skip
        for one, other in sorted(ends):
            day = f"20{chance.randrange(18, 27)}-0{chance.randrange(1, 10)}-01" if chance.random() < 0.5 else None
            kind = chance.choice(LINKS)
            out.write_row(
                (uuid4(), ids[one], ids[other], kind, "", day, "asserted", "", report, DAY, officer.pk, "")
            )  # fmt: skip


def measure(port: int, looks: int) -> list[Line]:
    """Two hops around nodes as links lead to them, ways between two, and the whole worked through."""
    from intel.models import Entity, Link

    officer, cookie = desk_queue.signed_in(_ground()[1])
    chance = random.Random(4)
    # Half of them by lot, half as links lead there: hubs are come by often.
    some = list(Entity.objects.order_by("pk").values_list("pk", flat=True)[:20_000])
    ends = list(Link.objects.order_by("pk").values_list("target", flat=True)[:20_000])
    starts = [*chance.sample(some, min(looks, len(some))), *chance.sample(ends, min(looks, len(ends)))]
    size = f"{Entity.objects.count():,} nodes, {Link.objects.count():,} links"
    near = [f"{CHART}?start={pk}&hops=2" for pk in starts]
    ways = [f"{CHART}?start={one}&to={other}" for one, other in zip(starts, reversed(starts), strict=True)][:looks]
    lines = []
    for job, paths, limit in ((f"network of {size}: 2 hops to the browser", near, 200), ("a shortest way", ways, 0)):
        desk_queue.looking(port, cookie, paths[:5])()
        load = desk_queue.looking(port, cookie, paths)()
        lines.append(_line(job, load, limit))
    return [*lines, *_whole(officer)]


def _line(job: str, load: client.Load, limit: int) -> Line:
    half, most = load.percentile(0.5), load.percentile(0.95)
    if load.failures:
        raise RuntimeError(f"{job}: {load.failures[:3]}")
    told = f"{half:.0f} / {most:.0f} ms"
    if not limit:
        return Line(f"{job}, p50 / p95", "", told)
    return Line(f"{job}, p50 / p95", "", told, "", f"p95 <= {limit} ms", most <= limit)


def _whole(officer: "Officer") -> list[Line]:
    """What a worker does, part by part."""
    from intel.network import central, communities, findings, whole

    began = time.process_time()
    seen, fetching = _timed(lambda: whole.seen_by(officer))
    found, grouping = _timed(lambda: communities.found(seen.matrix))
    worked = time.process_time() - began
    brokers, brokering = _timed(lambda: central.brokers(seen.matrix))
    _result, all_of_it = _timed(lambda: findings.of(seen))
    return [
        Line(
            f"communities in a worker, fetched and found ({fetching:.1f} + {grouping:.1f} s, {worked:.1f} s of a core)",
            "",
            f"{fetching + grouping:.1f} s", "", "<= 5 s", fetching + grouping <= 5,
        ),
        Line(f"its modularity; communities of one and more: {len(set(found.label)):,}", "", f"{found.modularity:.3f}"),
        Line(f"brokers from {brokers.sources} starting points", "", f"{brokering:.1f} s"),
        Line("all that is found out of the whole", "", f"{fetching + all_of_it:.1f} s"),
    ]  # fmt: skip


def _timed(do: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    found = do()
    return found, time.perf_counter() - began
