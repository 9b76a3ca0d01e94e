"""The search index over sealed tips: making a tip findable, and forgetting it. Whoever opens it for this reads it too.

The row is the job: a tip waits by its `unmarked_since`, and the timetable takes up what waits every few seconds. There
is no nudge: like the audit chain, many tips at once are cheaper than one message to the broker for each, and whoever
sends a tip waits for none of it.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hotline import fact_marks, facts, forwards, likeness, open_index, readings, words
from hotline.models import Tip, TipMarks
from hotline.reading.found import Reading
from hotline.reading.index import Index
from hotline.told import Told, told
from vault import keys, marks

log = logging.getLogger(__name__)
PURPOSE = "search-words"
# Rows that one transaction locks: some 0.2 s of work, which an officer's step on one of them waits at most.
BATCH = 50
# One sweep ends after this, so that other work of the worker has its turn.
SWEEP = timedelta(seconds=20)


def mark_waiting() -> int:
    """Make the tips findable that wait: new ones, and those whose source said more. Returns: how many were taken up."""
    until, total = timezone.now() + SWEEP, 0
    while timezone.now() < until and (done := mark_batch()):
        total += done
    return total


def mark_batch(batch: int = BATCH) -> int:
    """Make one batch of waiting tips findable, oldest first; two workers at once take different ones.

    Returns: how many were taken up.
    """
    index = open_index.index()  # opened before any row is locked: it takes seconds the first time
    # Purpose keys stay in the process's memory only when they are opened outside a transaction.
    for purpose in (PURPOSE, likeness.PURPOSE, *fact_marks.PURPOSES):
        keys.purpose_key(purpose)
    return _mark(batch, index)


@transaction.atomic
def _mark(batch: int, index: Index) -> int:
    # The tip's lock is the withdrawal's too: no tip is opened here while it is being shredded.
    waiting = Tip.objects.select_for_update(no_key=True, skip_locked=True).exclude(unmarked_since=None)
    tips = list(waiting.order_by("unmarked_since")[:batch])
    opened = told(tips)
    read = readings.store(tips, opened, index)
    rows = [_marks_of(tip, opened[tip.pk], read[tip.pk], index) for tip in tips if tip.pk in opened]
    TipMarks.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["tip"], update_fields=["words", "bands", "signature", "facts"]
    )
    closed = [tip.pk for tip in tips if tip.pk not in opened]
    if closed:
        TipMarks.objects.filter(tip__in=closed).delete()
        log.info("%d tips do not open and are not findable, as %s", len(closed), closed[0])
    Tip.objects.filter(pk__in=[tip.pk for tip in tips]).update(unmarked_since=None)
    return len(tips)


def _marks_of(tip: Tip, said: Told, read: Reading, index: Index) -> TipMarks:
    """What finds a tip again: by its words, and by what was read in them."""
    terms = set().union(*map(words.terms, said.pieces))
    signed = likeness.signature(forwards.bare(said.narrative))
    return TipMarks(
        tip=tip, key_id=tip.key_id, words=sorted(marks.short_marks(PURPOSE, terms)), bands=likeness.bands(signed),
        signature=signed, facts=fact_marks.of(_facts(tip, said, read, index), said.pieces),
    )  # fmt: skip


def _facts(tip: Tip, said: Told, read: Reading, index: Index) -> set[facts.Fact]:
    home, day = said.answers.get("country", ""), tip.received_at.date()
    return facts.stated(readings.whole(said)[0], read, index, home=home, day=day)


def await_marks(tip: Tip) -> None:
    """The source said more: the tip waits to be made findable again. In the transaction that adds what was said."""
    Tip.objects.filter(pk=tip.pk, unmarked_since=None).update(unmarked_since=timezone.now(), is_alike=None)


def await_all(ids: list[UUID]) -> int:
    """Let these tips wait to be made findable again. Returns: how many did not wait yet."""
    return Tip.objects.filter(pk__in=ids, unmarked_since=None).update(unmarked_since=timezone.now())


def forget(tip: Tip) -> None:
    """Take a tip out of the index, in the caller's transaction: of a withdrawn or purged tip nothing is found or read.

    Whoever destroys the tip's key need not call it: the database removes the marks with the key, and what was read
    does not open any more.
    """
    TipMarks.objects.filter(tip=tip).delete()
    readings.forget(tip)
    Tip.objects.filter(pk=tip.pk).update(unmarked_since=None)
