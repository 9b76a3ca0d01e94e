"""The desk under many tips: the queue's first page, plain and filtered, and one tip opened, by a signed-in officer."""

import random
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks import client
from benchmarks.client import Failed, Load, Visitor
from benchmarks.ground import Ground
from benchmarks.reports import NARRATIVE
from benchmarks.sizes import Sizes
from benchmarks.table import Line

if TYPE_CHECKING:
    from uuid import UUID

    from hotline.models import Tip
    from staff.models import Officer
    from vault.keys import FreshKey
    from vault.models import Source

QUEUE = "/desk/hotline/tip/"
FILTERS = (
    "status=received",
    "channel=web",
    "language=vi",
    "country=VN",
    "urgency=now",
    "who=me",
    "look=overdue",
    "offence=live",
    "taxon=elephants",
)
# (value, how many of a hundred): what lies in a hotline's table after two years, mostly decided.
STATUSES = (
    ("received", 12),
    ("in_triage", 6),
    ("needs_info", 4),
    ("promoted", 22),
    ("dismissed", 50),
    ("withdrawn", 2),
    ("quarantined", 4),
)
COUNTRIES = (("VN", 28), ("KE", 12), ("", 20), ("ID", 10), ("TZ", 8), ("ZA", 8), ("TH", 6), ("CN", 5), ("GB", 3))
LANGUAGES = (("en", 45), ("vi", 30), ("sw", 12), ("id", 8), ("zh", 5))
CHANNELS = (("web", 55), ("telegram", 40), ("api", 5))
URGENCIES = (("", 30), ("now", 6), ("day", 6), ("ongoing", 34), ("past", 24))
OFFENCES = (("parts", 30), ("live", 25), ("killing", 15), ("transport", 15), ("online", 15))
TAXA = (("", 30), ("elephants", 20), ("pangolins", 20), ("birds", 15), ("cats", 15))
BATCH = 1000
MAX_AGE_MINUTES = 730 * 24 * 60


def fill(amount: int, officer: "Officer", *, first: int = 0) -> None:
    """Tips as two years leave them: sealed words under a key each, most of them decided.

    Args:
        first: the number of the first one, where others were laid before.
    """
    from django.db import transaction

    from hotline.models import Tip
    from vault import keys
    from vault.models import Source

    chance = random.Random(11)
    for purpose in ("words", "form"):
        keys.purpose_key(purpose)
    for start in range(first, first + amount, BATCH):
        numbers = range(start, min(start + BATCH, first + amount))
        fresh = [keys.fresh() for _ in numbers]
        sources = [
            Source(pseudonym=f"BENCH-{number}", key_id=key.id) for number, key in zip(numbers, fresh, strict=True)
        ]
        with transaction.atomic():
            keys.keep_all(fresh)
            Source.objects.bulk_create(sources)
            told = zip(numbers, fresh, sources, strict=True)
            Tip.objects.bulk_create(_tip(number, key, source, chance, officer) for number, key, source in told)


def _tip(number: int, key: "FreshKey", source: "Source", chance: random.Random, officer: "Officer") -> "Tip":
    from django.utils import timezone

    from hotline.models import Tip
    from vault import keys, text

    def one_of(shares: tuple[tuple[str, int], ...]) -> str:
        return chance.choices([value for value, _ in shares], [share for _, share in shares])[0]

    status = one_of(STATUSES)
    received = timezone.now() - timedelta(minutes=int(MAX_AGE_MINUTES * chance.random() ** 2))
    tip = Tip(
        reference=f"TIP-2024-{number:06}", key_id=key.id, source_id=source.pk,
        channel=one_of(CHANNELS), status=status, received_at=received, due_at=received + timedelta(hours=24),
        language=one_of(LANGUAGES), urgency=one_of(URGENCIES), offences=[one_of(OFFENCES)], country=one_of(COUNTRIES),
        taxon_group=one_of(TAXA), priority=min(100, int(chance.expovariate(1 / 18))),
        files=chance.choice((0, 0, 0, 1, 3)),
        assignee=officer if status in {"in_triage", "needs_info"} and chance.random() < 0.3 else None,
        decided_at=received + timedelta(hours=9) if status in {"promoted", "dismissed"} else None,
        dismiss_reason="insufficient" if status == "dismissed" else "",
        words_mark=keys.mark("words", f"bench {number}"), form_mark=keys.mark("form", f"bench {number}"),
        unmarked_since=None,  # of two years, not of this minute: the worker has long seen to them
    )  # fmt: skip
    text.write(tip, key=key.key, narrative=NARRATIVE % number, answers={"place": "Fish market", "basis": "saw"})
    return tip


def make_whole(ids: list["UUID"], officer: "Officer") -> None:
    """What a tip gains while it waits: a question and its answer, a reading with suggestions, marks by which alike
    ones are found."""
    from hotline import correspondence, search
    from hotline.models import Tip

    for tip in Tip.objects.filter(pk__in=ids):
        correspondence.ask(tip, "Which gate of the market is it?", by=officer)
        correspondence.add_from_source(tip, "The northern one, behind the ice house.")
    search.await_all(ids)
    while search.mark_waiting():
        pass


def enrolled() -> tuple["Officer", str]:
    """A new analyst with a second factor. Returns: (officer, the cookie of a session that has proven it)."""
    from staff.models import Officer
    from staff.roles import Role

    return signed_in(Officer.objects.create_user("bench", password=None, roles=[Role.ANALYST]))


def signed_in(officer: "Officer") -> tuple["Officer", str]:
    """The officer with a second factor, and the cookie of a session that has proven it."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP
    from django.conf import settings
    from django.test import Client

    from staff.second_factor import PROVEN

    if not Authenticator.objects.filter(user_id=officer.pk).exists():
        TOTP.activate(officer, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    browser = Client()
    browser.force_login(officer, backend="staff.access.OfficerBackend")
    session = browser.session
    session[PROVEN] = True
    session.save()
    return officer, f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def looking(port: int, cookie: str, paths: list[str]) -> Callable[[], Load]:
    """The pages one after another, over one connection."""

    def run() -> Load:
        with Visitor(port, cookie=cookie) as visitor:
            return client.share([paths], lambda _, path: _look(visitor, path))

    return run


def _look(visitor: Visitor, path: str) -> float:
    began = time.perf_counter()
    answer = visitor.get(path)
    if answer.status != 200:
        raise Failed(f"{answer.status} {answer.header('Location')}".strip())
    return time.perf_counter() - began


def queries(cookie: str, path: str) -> tuple[int, float]:
    """Asked in this process. Returns: (number of queries, milliseconds that the database took)."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    browser = Client(headers={"host": "127.0.0.1"})
    name, _, value = cookie.partition("=")
    browser.cookies[name] = value
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        status = browser.get(path).status_code
    if status != 200:
        raise RuntimeError(f"{path} answers {status}")
    return len(captured), sum(float(query["time"]) for query in captured.captured_queries) * 1000


def measure(ground: Ground, port: int, sizes: Sizes) -> list[Line]:
    from hotline.models import Tip

    officer, cookie = enrolled()
    fill(sizes.tips, officer)
    ground.settle()
    ids = list(Tip.objects.visible_to(officer).waiting().order_by("turn")[: sizes.looks].values_list("pk", flat=True))
    make_whole(ids, officer)
    paths = {"plain": [QUEUE] * sizes.looks, "tip": [f"{QUEUE}{pk}/change/" for pk in ids]}
    paths |= {name: [f"{QUEUE}?{name}"] * max(3, sizes.looks // 6) for name in FILTERS}
    jobs = {name: looking(port, cookie, chosen) for name, chosen in paths.items()}
    for name in jobs:
        looking(port, cookie, paths[name][:3])()
    measured = client.in_turns(sizes.rounds, **jobs)
    rows = Tip.objects.count()
    return _lines(measured, rows, queries(cookie, QUEUE), queries(cookie, paths["tip"][0]))


def _lines(
    measured: dict[str, list[Load]], rows: int, asked: tuple[int, float], opened: tuple[int, float]
) -> list[Line]:
    half, most = (
        {name: client.middle(loads, lambda load, part=part: load.percentile(part)) for name, loads in measured.items()}
        for part in (0.5, 0.95)
    )
    slowest = max(FILTERS, key=half.__getitem__)
    failed = sorted({text for loads in measured.values() for load in loads for text in load.failures})

    def line(job: str, name: str, bare: str, target: str, met: bool) -> Line:
        return Line(job, bare, f"{half[name]:.1f} / {most[name]:.1f} ms", "", target, met)

    return [
        line(
            f"queue, first page of {rows} tips, p50 / p95 (bare: {asked[0]} queries)", "plain", f"{asked[1]:.1f} ms",
            "<= 50 / 150 ms", half["plain"] <= 50 and most["plain"] <= 150,
        ),
        line(
            f"queue filtered, slowest of {len(FILTERS)} filters: {slowest}", slowest, "", "<= 50 / 150 ms",
            half[slowest] <= 50 and most[slowest] <= 150,
        ),
        line(
            f"one tip opened, with conversation, suggestions and alike ones, and audited (bare: {opened[0]} queries)",
            "tip", f"{opened[1]:.1f} ms",
            "p50 <= 40 ms", half["tip"] <= 40,
        ),
        Line("queue and tip: errors", "", ", ".join(failed) or "0", target="0", met=not failed),
    ]  # fmt: skip
