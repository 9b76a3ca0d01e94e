"""Which tip comes next: the one behind, in the view of the queue that the officer works through."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from django.db.models import Exists, OuterRef
from django.utils import timezone

from hotline import saved_views
from hotline.models import Presence, Tip
from hotline.queue import pages, wanted
from hotline.queue.pages import Place
from staff.models import Officer


def view_of(query: str) -> str:
    """What a query says of a view: its filters alone, without places, searches or anything else."""
    return urlencode([(name, value) for name, value in parse_qsl(query) if name in saved_views.KEPT])


def next_after(tip: Tip, query: str, officer: Officer) -> Tip | None:
    """The next one to read, in the order of the queue; after the last one the first; None where none waits.

    Passed over is what a colleague has, reads just now, or has asked the source about: unless the view asks for it.

    Args:
        query: of the queue's address.
    """
    said = dict(parse_qsl(view_of(query)))
    view = wanted.read(said, officer)
    if "status" not in said:
        view = replace(view, statuses=tuple(one for one in view.statuses if one != Tip.Status.NEEDS_INFO))
    rows = Tip.objects.visible_to(officer).exclude(pk=tip.pk)
    if "who" not in said:
        rows = rows.filter(assignee=None)
    read_now = Presence.objects.filter(tip=OuterRef("pk"), until__gt=timezone.now()).exclude(officer=officer)
    rows = rows.filter(~Exists(read_now))
    return pages.first(view, rows, after=Place(tip.turn, tip.pk)) or pages.first(view, rows)
