"""The same photo elsewhere: in captures of other listings, and in other exhibits, as far as an officer may see them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cases import exhibit_pictures
from cases.models import Exhibit, Listing
from staff import compartments
from staff.models import Officer

SHOWN = 20  # of listings, of exhibits


@dataclass(frozen=True)
class Elsewhere:
    """Where a listing's photos stand too. is_hidden: also in a case of which the officer may know no more."""

    listings: list[Listing] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)
    is_hidden: bool = False


def pictures_of(listing: Listing) -> set[UUID]:
    """Ids of the scrubbed copies below a listing's captures."""
    wholes = listing.captures.values("pk")
    below = Q(parent__in=wholes) | Q(parent__parent__in=wholes)
    return set(Exhibit.objects.filter(below, relation=Exhibit.Relation.COPY).values_list("pk", flat=True))


def same_elsewhere(listing: Listing, officer: Officer) -> Elsewhere:
    """What shows the same, the likest first."""
    order = list(dict.fromkeys(one.other_id for one in exhibit_pictures.shown_again(pictures_of(listing))))
    if not order:
        return Elsewhere()
    seen = Exhibit.objects.visible_to(officer).filter(pk__in=order).select_related("parent__parent")
    tops = {each.pk: _top(each) for each in seen}
    found = list(dict.fromkeys(tops[pk] for pk in order if pk in tops))
    listings = Listing.objects.visible_to(officer).filter(captures__in=found).exclude(pk=listing.pk)
    told = list(listings.select_related("case", "platform").order_by("reference").distinct()[:SHOWN])
    of_listings = set(Exhibit.objects.filter(listings__in=told).values_list("pk", flat=True))
    exhibits = [each for each in found if each.pk not in of_listings]
    return Elsewhere(told, exhibits[:SHOWN], hidden(order, listing, officer).exists())


def hidden(exhibit_ids: Iterable[UUID], listing: Listing, officer: Officer) -> "QuerySet[Exhibit]":
    """Those of other cases that the officer is not in; none of a case that keeps the officer out."""
    rows = Exhibit.objects.filter(pk__in=list(exhibit_ids), case__purged_at=None)
    return not_known(rows, listing, officer).exclude(pk__in=Exhibit.objects.visible_to(officer))


def not_known(rows: Any, listing: Listing, officer: Officer) -> Any:
    """Rows of cases that are neither open to the officer nor closed to them, nor the listing's own."""
    known = compartments.open_to(officer) | compartments.closed_to(officer) | {listing.case_id}
    return rows.exclude(case__in=known)


def _top(exhibit: Exhibit) -> Exhibit:
    """The exhibit that a copy is of; of a capture's file the capture. Select `parent__parent` with it."""
    original = exhibit.parent or exhibit
    whole = original.parent if original.relation == Exhibit.Relation.PART else None
    return whole or original
