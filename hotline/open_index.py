"""The index of this process: the edition's, with the operator's protected areas."""

from functools import lru_cache

from django.db.models import Count, Max

from hotline.reading.index import Index, ready
from hotline.reading.own_places import OwnPlace, with_places
from reference.models import ProtectedArea


def index() -> Index:
    """Opened at the first call: seconds, and ten where no cache is kept. Made anew where an area was entered: a
    query tells."""
    return _index(*ProtectedArea.objects.aggregate(Count("pk"), Max("changed_at")).values())


@lru_cache(maxsize=1)
def _index(number: int, changed_at: object) -> Index:
    rows = ProtectedArea.objects.filter(retired=False).order_by("pk")
    return with_places(ready(), [OwnPlace(tuple(row.names), row.country, row.lat, row.lon) for row in rows])
