"""Which open tips tell of the same as another: looked up once by a worker, so that the queue can be filtered by it.

The row is the job: an open tip whose `is_alike` is None waits, once its words are findable.
"""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from hotline import similarity
from hotline.models import Tip

# The last of the four ranks says only that the same source wrote both.
SAME_SOURCE = 3
BATCH = 100
# One sweep ends after this, so that other work of the worker has its turn.
SWEEP = timedelta(seconds=10)


def look_for_doubles(batch: int = BATCH) -> int:
    """Compare open tips that were not compared yet, oldest first. Returns: how many were."""
    until, done = timezone.now() + SWEEP, 0
    waiting = Tip.objects.filter(is_alike=None, status__in=Tip.OPEN, unmarked_since=None)
    for tip in waiting.defer("narrative", "answers", "note").order_by("received_at")[:batch]:
        others = _others(tip)
        _note(tip.pk, is_alike=bool(others))
        for other in others:
            _note(other, is_alike=True)
        done += 1
        if timezone.now() > until:
            break
    return done


def _others(tip: Tip) -> list[UUID]:
    return [found.tip.pk for found in similarity.like(tip) if found.rank[0] < SAME_SOURCE]


def _note(tip: UUID, *, is_alike: bool) -> None:
    """One row a statement: whoever holds several at once takes them in an order of their own."""
    Tip.objects.filter(pk=tip).exclude(is_alike=is_alike).update(is_alike=is_alike)
