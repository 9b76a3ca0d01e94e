"""Views of the queue that officers keep: a name and the filters of an address."""

from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hotline.models import SavedView
from hotline.queue.filters import BY_NAME, STATUS
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid

# What an address may carry into a view; a place in line or a search is not part of it.
KEPT = (STATUS.name, *BY_NAME)


def of(officer: Officer) -> "QuerySet[SavedView]":
    """An officer's own views, and those shared with all."""
    return (
        SavedView.objects.filter(Q(officer=officer) | Q(is_shared=True))
        .select_related("officer")
        .order_by("name", "pk")
    )


@transaction.atomic
def save(name: str, query: str, *, by: Officer, is_shared: bool = False) -> SavedView:
    """Keep the filters of an address under a name; the same name again replaces one's own view.

    Raises: NotAllowed; Invalid without a name or without a filter.
    """
    access.require(by, "hotline.view_tip")
    kept = urlencode([(key, value) for key, value in parse_qsl(query) if key in KEPT])
    if not name.strip() or len(name) > 60:
        raise Invalid(_("Give the view a name of up to 60 characters."))
    if not kept or len(kept) > 500:
        raise Invalid(_("Choose at least one filter first: a view keeps the filters."))
    view, _created = SavedView.objects.update_or_create(
        officer=by, name=name.strip(), defaults={"query": kept, "is_shared": is_shared}
    )
    audit.record(by, "saved_view.saved", view, shared=is_shared)
    return view


@transaction.atomic
def delete(view_id: int, *, by: Officer) -> None:
    """Delete one of one's own views. Another officer's, or one that is gone already, is left alone."""
    for view in SavedView.objects.select_for_update().filter(pk=view_id, officer=by):
        audit.record(by, "saved_view.deleted", view)
        view.delete()
