"""Who reads a tip just now: noted for seconds, told to colleagues, kept nowhere."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from hotline.models import Presence, SentForm, Tip
from staff.models import Officer

LIVES = timedelta(seconds=45)  # an open page gives a sign of life every 15 (tip.js)
# Without a script a page gives no further sign.
OPENED = timedelta(minutes=2)
FORMS_KEPT = timedelta(days=1)

NOTE = """
    INSERT INTO hotline_presence (tip_id, officer_id, until) VALUES (%s, %s, %s)
    ON CONFLICT (tip_id, officer_id) DO UPDATE SET until = EXCLUDED.until
"""


def note(tip: Tip, officer: Officer, *, lives: timedelta = LIVES) -> None:
    """The officer has this tip in front of them, for so long or until the next sign."""
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [tip.pk, officer.pk, timezone.now() + lives])


def of(tip_ids: Iterable[UUID], *, but: Officer | None = None) -> dict[UUID, list[str]]:
    """Names of those who read these tips now, by tip. One query.

    Args:
        but: whom not to name: the reader of the page.
    """
    rows = Presence.objects.filter(tip__in=list(tip_ids), until__gt=timezone.now())
    found: dict[UUID, list[str]] = {}
    for row in rows.exclude(officer=but).select_related("officer").order_by("officer__username"):
        found.setdefault(row.tip_id, []).append(str(row.officer))
    return found


def names() -> QuerySet[Presence, Any]:
    """The names of those who read a tip now, for a subquery about the tip of each row."""
    now_here = Presence.objects.filter(tip=OuterRef("pk"), until__gt=timezone.now()).order_by("officer__username")
    return now_here.values_list(Coalesce(NullIf("officer__full_name", Value("")), "officer__username"))


def leave(tip: Tip, officer: Officer) -> None:
    """The officer decided and went on."""
    Presence.objects.filter(tip=tip, officer=officer).delete()


def forget() -> None:
    """Remove what is over: presences, and marks of forms that were sent."""
    now = timezone.now()
    Presence.objects.filter(until__lt=now).delete()
    SentForm.objects.filter(at__lt=now - FORMS_KEPT).delete()
