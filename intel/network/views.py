"""Charts that officers keep: under a name, with the place of each node, their own or shared."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from intel.models import Entity, NetworkView, ViewNode
from intel.models.network import MAX_QUERY, MAX_VIEW_NAME
from intel.network import walk
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid

RIGHT = "intel.view_entity"
MOST = 60  # views of one officer
Place = tuple[float, float] | None


@transaction.atomic
def save(
    name: str, query: str, places: Mapping[UUID, Place], *, by: Officer, is_shared: bool = False
) -> NetworkView:  # fmt: skip
    """Keep a chart; the same name again replaces one's own.

    Args:
        query: how the chart is asked for; ids, codes and days only.
        places: of each node its place in units of the chart, None where it has none; what `by` does not see is left
            out.
    Raises: NotAllowed; Invalid without a name or a node, or with too many views.
    """
    access.require(by, RIGHT)
    if not name.strip() or len(name) > MAX_VIEW_NAME or "\0" in name:
        sentence = _("Give the view a name of up to 80 characters.")
        raise Invalid(sentence, name=sentence)
    seen = set(walk.standing(places, by).values_list("pk", flat=True))
    if not seen or len(query) > MAX_QUERY:
        raise Invalid(_("There is no chart to keep: draw one first."))
    mine = NetworkView.objects.filter(officer=by)
    # One that lost its name with somebody who was purged takes nobody's place.
    if mine.exclude(name__in=("", name.strip())).count() >= MOST:
        raise Invalid(_("You keep 60 views already: delete one first."))
    view, _is_new = NetworkView.objects.update_or_create(
        officer=by, name=name.strip(), defaults={"query": query, "is_shared": is_shared}
    )
    view.nodes.all().delete()
    ViewNode.objects.bulk_create(ViewNode(view=view, entity_id=pk, **_at(places[pk])) for pk in sorted(seen))
    audit.record(by, "network_view.saved", view, shared=is_shared, nodes=len(seen))
    return view


def _at(place: Place) -> dict[str, Any]:
    return {"x": place[0], "y": place[1]} if place else {}


@transaction.atomic
def delete(view_id: UUID, *, by: Officer) -> None:
    """Delete one of one's own. Another officer's, or one that is gone already, is left alone."""
    for view in NetworkView.objects.select_for_update().filter(pk=view_id, officer=by):
        audit.record(by, "network_view.deleted", view)
        view.delete()


def places(view: NetworkView) -> dict[UUID, Place]:
    """Where its nodes stood, by row: whoever draws leaves out what its reader does not see."""
    rows = view.nodes.values_list("entity", "x", "y")
    return {pk: (x, y) if x is not None and y is not None else None for pk, x, y in rows}


def forget(entity: Entity) -> None:
    """Take a purged one out of every view, with the names of those views: they may name it. In the caller's
    transaction."""
    held = NetworkView.objects.filter(nodes__entity=entity)
    ids = list(held.values_list("pk", flat=True))
    NetworkView.objects.filter(pk__in=ids).update(name="")
    ViewNode.objects.filter(entity=entity).delete()
