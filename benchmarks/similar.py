"""Tips told again, among many: found by the database, with the recall and precision of the labelled set there."""

import time
from uuid import UUID, uuid4

from benchmarks.marks import VALUES_OF_A_BAND
from benchmarks.retelling import Pair, pairs
from benchmarks.table import Line

WARM = 5  # asked first, and not timed


def measure(looks: int, retold: int) -> list[Line]:
    """Over the marks that lie here. `retold`: pairs of each language and label."""
    from hotline.models import TipMarks

    ids = list(TipMarks.objects.order_by("pk").values_list("pk", flat=True)[: looks + WARM])
    return [likeness(ids, warm=WARM, values=VALUES_OF_A_BAND), _told_again(retold)]


def _asked(ids: list[UUID]) -> tuple[list[set[UUID]], float, float]:
    """Returns: (what is near each, p50 and p95 of asking in milliseconds)."""
    from hotline import similarity
    from hotline.models import Tip

    found, taken = [], []
    for pk in ids:
        began = time.perf_counter()
        found.append(set(similarity.near(Tip(pk=pk))))
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return found, taken[len(taken) // 2], taken[int(len(taken) * 0.95)]


def likeness(ids: list[UUID], *, warm: int, values: int) -> Line:
    """What is near each of these tips; the first `warm` are not timed. `values`: that a band can have, as laid."""
    from hotline.models import TipMarks

    count = TipMarks.objects.count()
    _asked(ids[:warm])
    _found, half, most = _asked(ids[warm:])
    shared = f"{count * 40 / values:.0f} share a band with it"
    return Line(
        f"near-duplicate of a tip among {count} marked, {shared}, p50 / p95", "", f"{half:.1f} / {most:.1f} ms", "",
        "p95 <= 50 ms", most <= 50,
    )  # fmt: skip


def _told_again(retold: int) -> Line:
    """The labelled pairs laid among all others, asked for, and taken away again."""
    from django.db import transaction

    from hotline.models import TipMarks

    with transaction.atomic():
        laid = [(pair, *_lay(pair)) for pair in pairs(retold)]
        found, half, most = _asked([second for _pair, _first, second in laid])
        count = TipMarks.objects.count()
        transaction.set_rollback(True)
    hits = [(pair.is_same, first in near) for (pair, first, _second), near in zip(laid, found, strict=True)]
    right, wrong = hits.count((True, True)), hits.count((False, True))
    recall, precision = right / (right + hits.count((True, False))), right / max(1, right + wrong)
    return Line(
        f"tips told again among {count} marked, in 5 languages: recall / precision, p50 / p95", "",
        f"{recall:.3f} / {precision:.3f}, {half:.1f} / {most:.1f} ms", "", ">= 0.9 / 0.9, p95 <= 50 ms",
        recall >= 0.9 and precision >= 0.9 and most <= 50,
    )  # fmt: skip


def _lay(pair: Pair) -> list[UUID]:
    from hotline import likeness
    from hotline.models import TipMarks
    from vault import keys

    key_id, rows = keys.create(), []
    for text in (pair.first, pair.second):
        signed = likeness.signature(text)
        rows.append(TipMarks(tip_id=uuid4(), key_id=key_id, words=[], bands=likeness.bands(signed), signature=signed))
    return [row.pk for row in TipMarks.objects.bulk_create(rows)]
