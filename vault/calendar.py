"""Whether the calendar can be believed before something is destroyed by it: a clock may jump by years."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from vault.models import PurgeRun

log = logging.getLogger(__name__)
# The timetable comes round each day. A house that stood still for longer waits one day more.
LONGEST_BREAK = timedelta(days=3)
SLACK = timedelta(hours=1)


@transaction.atomic
def is_believed(what: str, now: datetime | None = None) -> bool:
    """Note that a purge comes round now. Returns: whether it may destroy anything: it came round within three days.

    After a longer break, or a shorter one than nothing, this time is only noted: whoever looks after the server has a
    day to put a wrong clock right.
    """
    now = now or timezone.now()
    PurgeRun.objects.get_or_create(what=what, defaults={"at": now - 2 * LONGEST_BREAK})
    row = PurgeRun.objects.select_for_update().get(pk=what)
    last, row.at = row.at, now
    row.save(update_fields=["at"])
    if last - SLACK <= now <= last + LONGEST_BREAK:
        return True
    log.error("%s came round last at %s: nothing is purged today, look at the clock", what, last.isoformat())
    return False
