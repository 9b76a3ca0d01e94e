"""Sealed tips found by their words and by likeness: over marks laid straight into the index, in one INSERT a step.

The marks are synthetic: 60 words of a vocabulary of 50,000 for each tip, as frequent as words are
(the n-th word 1/n as often as the first). Of the 40 bands each tip shares one with one other in a thousand, which is
more than unrelated texts do. Of its 40 facts 24 are its own, 15 as frequent as words are, and one is a language.
"""

import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from benchmarks import desk_queue, events, similar
from benchmarks.ground import Ground
from benchmarks.retelling import pairs
from benchmarks.sizes import Sizes
from benchmarks.table import Line

if TYPE_CHECKING:
    from django.db.models import Model

    from staff.models import Officer

VOCABULARY = 50_000
WORDS_OF_A_TIP = 60
VALUES_OF_A_BAND = 40_000
FIRST = 1_000_000  # numbers of the tips laid here: apart from those of the queue
SEALED = 1000  # tips of a step that can be opened: a search opens 200, by priority
MARKED_AT_ONCE = 50
# What is looked for, by how common its words are: 1 is the commonest of the vocabulary.
SEARCHES = {
    "a rare word": "word{rare}",
    "two words": "word{usual} word{other}",
    "the commonest word": "word1",
    "a phrase, 200 opened": '"word{common} word1"',
}
LAY_MARKS = """
INSERT INTO vault.tip_marks (tip_id, key_id, words, bands, signature, facts)
SELECT tip.id, tip.key_id,
    ARRAY(SELECT DISTINCT (%(vocabulary)s::bigint[])[exp(random() * ln(%(size)s))::int]
          FROM generate_series(1, %(words)s + 0 * tip.priority)),
    ARRAY(SELECT hashint8extended(floor(random() * %(values)s)::bigint, slot)
          FROM generate_series(1, 40 + 0 * tip.priority) AS slot),
    decode((SELECT string_agg(md5(random()::text), '') FROM generate_series(1, 40 + 0 * tip.priority)), 'hex'),
    ARRAY(SELECT CASE WHEN n <= 24 THEN (random() * 1e18)::bigint
                      WHEN n < 40 THEN (%(said)s::bigint[])[exp(random() * ln(%(size)s))::int]
                      ELSE (%(tongues)s::bigint[])[1 + floor(random() * 15)::int] END
          FROM generate_series(1, 40 + 0 * tip.priority) AS n)
FROM hotline_tip AS tip JOIN vault.data_key AS key ON key.id = tip.key_id
WHERE NOT EXISTS (SELECT FROM vault.tip_marks AS marks WHERE marks.tip_id = tip.id)
"""


def lay(amount: int, officer: "Officer", *, first: int) -> None:
    """`amount` more tips with synthetic marks: those that a search opens sealed, the others by their rows alone."""
    from django.db import connection

    sealed = min(amount, SEALED)
    desk_queue.fill(sealed, officer, first=FIRST + first)
    _lay_rows(first + sealed, first + amount)
    with connection.cursor() as cursor:
        cursor.execute(LAY_MARKS, marks_given())


def marks_given() -> dict[str, object]:
    """What `LAY_MARKS` draws from: the vocabulary's marks, and how many there are of each kind."""
    from hotline import fact_marks
    from hotline.search import PURPOSE
    from vault.marks import short_marks

    vocabulary = short_marks(PURPOSE, [f"={_word(rank)}" for rank in range(1, VOCABULARY + 1)])
    return {
        "vocabulary": vocabulary, "size": VOCABULARY, "words": WORDS_OF_A_TIP, "values": VALUES_OF_A_BAND,
        "said": events.common_facts(VOCABULARY), "tongues": list(fact_marks.languages()),
    }  # fmt: skip


def _lay_rows(first: int, end: int) -> None:
    """Tips and keys by their rows alone, copied from one that is sealed; last in the queue, so that none is opened."""
    from hotline.models import Tip
    from vault.models import DataKey

    tip = Tip.objects.order_by("-pk").first()
    if tip is None or first == end:
        return
    key = "md5('finding' || number)::uuid"
    _copy(DataKey, tip.key_id, first, end, id=key)
    _copy(
        Tip, tip.pk, first, end, id=key, key_id=key, reference="'TIP-2023-' || number", priority="0",
        words_mark="NULL", form_mark="NULL", source_id="gen_random_uuid()",
    )  # fmt: skip


def _copy(model: "type[Model]", like: object, first: int, end: int, **columns: str) -> None:
    """Rows like one that is there, but for these columns (SQL, with `number`)."""
    from django.db import connection

    names = [field.column for field in model._meta.concrete_fields if not field.generated]
    values = ", ".join(columns.get(name, f'one."{name}"') for name in names)
    table, quoted = model._meta.db_table, ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({quoted}) SELECT {values} FROM {table} AS one,"
            " generate_series(%s, %s) AS number WHERE one.id = %s",
            [first, end - 1, like],
        )


def _word(rank: int) -> str:
    """Letters only: digits would be cut off as a number."""
    return "word" + "".join(chr(ord("a") + int(digit)) for digit in str(rank))


def measure(ground: Ground, sizes: Sizes) -> list[Line]:
    from staff.models import Officer
    from staff.roles import Role

    officer = Officer.objects.create_user("finder", password=None, roles=[Role.ANALYST])
    lines, laid = [], 0
    for amount in (sizes.marked // 10, sizes.marked):
        lay(amount - laid, officer, first=laid)
        laid = amount
        ground.settle()
        lines += [*_searches(officer, sizes), _likeness(sizes), _all_likeness(sizes)]
    return [*lines, _size(), _marking(), _told_again(sizes), events.measure()]


def _timed(run: Callable[[], object], times: int) -> tuple[float, float]:
    """Returns: (p50, p95) in milliseconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.95)]


def _searches(officer: "Officer", sizes: Sizes) -> list[Line]:
    from hotline import finding
    from hotline.models import TipMarks

    chance, count = random.Random(5), TipMarks.objects.count()
    ranks = {"rare": (5_000, 50_000), "usual": (50, 500), "other": (50, 500), "common": (2, 10)}
    lines = []
    for name, shape in SEARCHES.items():

        def one(shape: str = shape) -> None:
            drawn = {f"word{{{kind}}}": _word(chance.randint(*bounds)) for kind, bounds in ranks.items()}
            query = shape.replace("word1", _word(1))
            for place, word in drawn.items():
                query = query.replace(place, word)
            list(finding.find(query, by=officer).tips[:25])

        one()
        half, most = _timed(one, sizes.looks)
        lines.append(
            Line(
                f"search among {count} marked tips, {name}, p50 / p95", "", f"{half:.1f} / {most:.1f} ms", "",
                "p95 <= 150 ms", most <= 150,
            )
        )  # fmt: skip
    return lines


def _likeness(sizes: Sizes) -> Line:
    from hotline.models import Tip

    ids = Tip.objects.filter(marks__isnull=False).order_by("key_id").values_list("pk", flat=True)[: sizes.looks + 1]
    return similar.likeness(list(ids), warm=1, values=VALUES_OF_A_BAND)


def _all_likeness(sizes: Sizes) -> Line:
    """All that the page of a tip shows as maybe the same: words, facts, files, source."""
    from hotline import similarity
    from hotline.models import Tip, TipMarks

    count = TipMarks.objects.count()
    tips = iter(Tip.objects.filter(marks__isnull=False).order_by("-key_id")[: sizes.looks + 1])
    similarity.like(next(tips))
    half, most = _timed(lambda: similarity.like(next(tips)), sizes.looks)
    return Line(
        f"all that may be the same as a tip among {count}, p50 / p95", "", f"{half:.1f} / {most:.1f} ms", "",
        "p95 <= 50 ms", most <= 50,
    )  # fmt: skip


def _size() -> Line:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), pg_table_size('vault.tip_marks'), pg_relation_size('vault.tip_marks_words'),"
            " pg_relation_size('vault.tip_marks_bands'), pg_relation_size('vault.tip_marks_facts') FROM vault.tip_marks"
        )
        count, *sizes = cursor.fetchone()
    table, words, bands, facts = (f"{size / count / 1024:.1f}" for size in sizes)
    return Line(f"index of {count} tips: kB a tip", "", f"row {table}, words {words}, bands {bands}, facts {facts}")


def _marking() -> Line:
    """What the worker does for a new tip: opened, cut, marked, written."""
    from hotline import search
    from hotline.models import Tip

    ids = list(Tip.objects.filter(reference__startswith="TIP-2024-").values_list("pk", flat=True)[:MARKED_AT_ONCE])
    search.mark_waiting()
    search.await_all(ids)
    began = time.perf_counter()
    done = search.mark_batch(MARKED_AT_ONCE) + search.mark_waiting()
    spent = (time.perf_counter() - began) * 1000 / max(1, done)
    return Line("made findable by the worker: one tip in a batch of 50", "", f"{spent:.1f} ms")


def _told_again(sizes: Sizes) -> Line:
    from hotline import likeness

    right = missed = wrong = 0
    for pair in pairs(sizes.retold):
        one, other = likeness.signature(pair.first), likeness.signature(pair.second)
        shares_band = set(likeness.bands(one)) & set(likeness.bands(other))
        found = bool(shares_band) and likeness.share(one, other) >= likeness.THRESHOLD
        right, missed, wrong = (
            right + (found and pair.is_same),
            missed + (pair.is_same and not found),
            wrong + (found and not pair.is_same),
        )
    recall, precision = right / (right + missed), right / max(1, right + wrong)
    return Line(
        f"tips told again, {right + missed} of them in 5 languages among as many others: recall / precision", "",
        f"{recall:.3f} / {precision:.3f}", "", ">= 0.9 / 0.9", recall >= 0.9 and precision >= 0.9,
    )  # fmt: skip
