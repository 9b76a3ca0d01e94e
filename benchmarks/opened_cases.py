"""Cases opened by a program, as an officer's browser would: POST after POST, among few cases and among many.

A case has no route of the partner API, because no partner may open one: what is measured is the desk's own address
with all that it does, the officer's session, rights, case, reference, membership and audit entry.
"""

import time
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks import client, desk_queue
from benchmarks.client import Failed, Load, Visitor
from benchmarks.ground import Ground
from benchmarks.reports import Place
from benchmarks.sizes import Sizes
from benchmarks.table import Line

if TYPE_CHECKING:
    pass

OPEN = "/desk/cases/open/"
FORM = "application/x-www-form-urlencoded"
CSRF = "c" * 32
TARGETS = {1: 70.0, 8: 120.0}
LEADS = 500  # officers that the laid cases are spread over
KEPT_SHARE = 0.85  # of the rate among few: what is below is a fall and no noise
_numbers = count(1)
LAY = """
WITH officers AS (SELECT array_agg(id ORDER BY id) AS ids FROM staff_officer WHERE username LIKE 'lead-%%'),
drawn AS (
    SELECT number, md5('case ' || number)::uuid AS id,
        (hashint8extended(number, 3) & 9223372036854775807) %% 100 AS luck,
        officers.ids[1 + number %% array_length(officers.ids, 1)] AS lead
    FROM generate_series(%s::bigint, %s) AS number, officers
), laid AS (
    INSERT INTO cases_case (id, reference, title, type, priority, status, ending, lead_id, opened_by_id, opened_at,
        closed_at, wake_on, summary, objectives, law_and_jurisdiction, jurisdiction, offences, risk)
    SELECT id, 'CAS-2020-' || lpad(number::text, 8, '0'), 'Case ' || number,
        (ARRAY['trade', 'poaching', 'online'])[1 + number %% 3], 1 + (luck * 7 %% 4)::int,
        CASE WHEN luck < 60 THEN 'closed' WHEN luck < 75 THEN 'archived' WHEN luck < 90 THEN 'active'
             WHEN luck < 95 THEN 'open' ELSE 'dormant' END,
        CASE WHEN luck < 75 THEN 'insufficient' ELSE '' END, lead, lead,
        timestamptz '2026-11-22 00:00+00' - interval '1 minute' * number,
        CASE WHEN luck < 75 THEN timestamptz '2026-11-22 00:00+00' END, CASE WHEN luck >= 95 THEN date '2030-01-01' END,
        'Laid for the figures.', '', '', '', ARRAY[]::varchar[], ''
    FROM drawn
)
INSERT INTO staff_membership (compartment, officer_id, standing, since) SELECT id, lead, 'member', now() FROM drawn
"""


def lay(first: int, end: int) -> None:
    """Cases with their leads' memberships, by their rows alone; numbers `first` to before `end`."""
    from django.db import connection

    from staff.models import Officer
    from staff.roles import Role

    if not Officer.objects.filter(username="lead-000").exists():
        for number in range(LEADS):
            Officer.objects.create(username=f"lead-{number:03}", roles=[Role.INVESTIGATOR])
    with connection.cursor() as cursor:
        cursor.execute(LAY, [first, end - 1])


def signed_in(amount: int) -> list[str]:
    """Cookies of so many investigators, each with a session of their own."""
    from staff.models import Officer
    from staff.roles import Role

    officers: list[Officer] = [
        Officer.objects.filter(username=f"opens-{number}").first()
        or Officer.objects.create_user(f"opens-{number}", password=None, roles=[Role.INVESTIGATOR])
        for number in range(amount)
    ]
    return [desk_queue.signed_in(officer)[1] for officer in officers]


def opening(port: int, cookies: list[str], each: int) -> Callable[[], Load]:
    """Every officer opens `each` cases, one after another over a connection kept open."""
    from django.conf import settings

    def run() -> Load:
        visitors = [Visitor(port, cookie=f"{cookie}; {settings.CSRF_COOKIE_NAME}={CSRF}") for cookie in cookies]
        load = client.share([range(each)] * len(visitors), lambda number, _: _open(visitors[number]))
        for visitor in visitors:
            visitor.leave()
        return load

    return run


def _open(visitor: Visitor) -> float:
    number = next(_numbers)
    said = {
        "csrfmiddlewaretoken": CSRF, "title": f"Consignment {number}", "type": "trade", "priority": "3",
        "summary": "Crates with scales, seen twice.",
    }  # fmt: skip
    began = time.perf_counter()
    answer = visitor.post(OPEN, urlencode(said).encode(), FORM)
    took = time.perf_counter() - began
    if answer.status != 302:
        raise Failed(f"case: {answer.status}")
    return took


def measure(ground: Ground, port: int, bare: Place, sizes: Sizes) -> list[Line]:
    """At 1 and 8 clients among a hundredth of the cases and among all of them; then the first page of their list."""
    from cases.models import Case

    cookies, lines = signed_in(max(TARGETS)), []
    opening(port, cookies, 3)()
    rates: dict[tuple[int, int], float] = {}
    laid = 0
    for amount in (sizes.cases // 100, sizes.cases):
        lay(laid, amount)
        laid = amount
        ground.settle()
        for clients, target in TARGETS.items():
            each = max(3, sizes.posts // clients)
            measured = client.in_turns(
                sizes.rounds, bare=bare.posts_alone(clients, each), ours=opening(port, cookies[:clients], each)
            )
            rate = {name: client.middle(loads, lambda load: load.rate) for name, loads in measured.items()}
            half, most = (client.middle(measured["ours"], lambda load, p=p: load.percentile(p)) for p in (0.5, 0.95))
            rates[amount, clients] = rate["ours"]
            failed = sorted({text for load in measured["ours"] for text in load.failures})
            lines.append(
                Line(
                    f"case opened among {amount}, {clients} client{'s' * (clients > 1)}"
                    " (bare: Django form, one INSERT)",
                    f"{rate['bare']:.0f}/s",
                    f"{rate['ours']:.0f}/s, {half:.1f} / {most:.1f} ms" + "".join(f" ({text})" for text in failed),
                    f"{rate['ours'] / rate['bare']:.2f}", f">= {target:.0f}/s, 0 errors",
                    rate["ours"] >= target and not failed,
                )
            )  # fmt: skip
    few, many = sizes.cases // 100, sizes.cases
    kept = min(rates[many, clients] / rates[few, clients] for clients in TARGETS)
    lines.append(
        Line(
            f"case opened: rate among {Case.objects.count()} to that among {few}, the worse of 1 and 8 clients", "",
            f"{kept:.2f}", "", f"no fall (>= {KEPT_SHARE})", kept >= KEPT_SHARE,
        )
    )  # fmt: skip
    return lines
