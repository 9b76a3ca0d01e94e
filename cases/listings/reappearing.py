"""Reappearance: what was gone is offered again under another address, by the same seller, or with the same photo."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cases import exhibit_pictures
from cases.listings import photos, rechecks
from cases.listings.recording import State, locked
from cases.models import Listing, Reappearance
from cases.models.listing import MAX_WORDS
from intel import identity, links
from intel.links import Tie
from intel.models import Basis, Entity
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid

Because = Reappearance.By
SUGGESTED = 20
OFFERED_ANEW = "Offered anew after it was gone: %s."


@dataclass(frozen=True)
class Suggestion:
    """Another listing that could be this one again, or before, and by what."""

    listing: Listing
    because: str
    is_earlier: bool

    @property
    def reason(self) -> str:
        return str(Because(self.because).label)


def suggestions(listing: Listing, officer: Officer) -> list[Suggestion]:
    """Listings that the officer sees and that may be tied to this one: one was gone before the other was seen."""
    tied = set(_tied(listing))
    found: dict[UUID, Suggestion] = {}
    for because, rows in _alike(listing, officer):
        for other in rows.exclude(pk__in=[listing.pk, *tied]).select_related("platform", "case")[:SUGGESTED]:
            pair = in_order(listing, other)
            if pair:
                found.setdefault(other.pk, Suggestion(other, because, is_earlier=pair[0].pk == other.pk))
    return list(found.values())


def _tied(listing: Listing) -> Iterator[UUID]:
    for row in Reappearance.objects.filter(Q(earlier=listing) | Q(later=listing)):
        yield row.later_id if row.earlier_id == listing.pk else row.earlier_id


def _alike(listing: Listing, officer: Officer) -> Iterator[tuple[str, QuerySet[Listing]]]:
    """(by what, the listings that the officer sees), the surest first."""
    seen = Listing.objects.visible_to(officer).order_by("-first_seen", "pk")
    yield Because.ADDRESS, seen.filter(url_key=listing.url_key).exclude(url_key="")
    if shown := exhibit_pictures.shown_again(photos.pictures_of(listing)):
        others = [one.other_id for one in shown]
        wholes = Q(captures__derived__in=others) | Q(captures__derived__derived__in=others)
        yield Because.PHOTO, seen.filter(wholes).distinct()
    if listing.seller_id:
        yield Because.SELLER, seen.filter(seller__in=_sellers(listing, officer))


def _sellers(listing: Listing, officer: Officer) -> QuerySet[Entity]:
    """The seller's account in this case and in others: judged the same, or of one name on one platform."""
    assert listing.seller is not None
    same = Q(pk__in=identity.together(listing.seller.pk))
    if listing.seller.key:
        same |= Q(schema=listing.seller.schema, key=listing.seller.key)
    seen = Entity.objects.visible_to(officer)
    if not seen.filter(pk=listing.seller.pk).exists():
        return Entity.objects.none()
    return seen.filter(same, purged_at=None)


def in_order(one: Listing, other: Listing) -> tuple[Listing, Listing] | None:
    """(what was gone, what came after it); None where neither was gone before the other was seen."""
    for earlier, later in ((one, other), (other, one)):
        if earlier.removed_on and earlier.removed_on <= later.first_seen:
            return earlier, later
    return None


@transaction.atomic
def tie(listing: Listing, other: Listing, because: str, note: str = "", *, by: Officer) -> Reappearance:
    """Say that one is the other again. What was gone has reappeared; in one case the network links the two.

    Raises: NotAllowed unless `by` may act in both cases and sees both; Invalid with a sentence per field.
    """
    one, two = sorted((listing, other), key=lambda each: each.pk)
    locks = {each.pk: locked(each, by=by) for each in (one, two)}
    pair = in_order(locks[listing.pk], locks[other.pk]) if one.pk != two.pk else None
    if pair is None:
        sentence = _("Neither was gone before the other was first seen.")
        raise Invalid(sentence, other=sentence)
    if because not in Because.values or len(note) > MAX_WORDS:
        raise Invalid(_("Say by what you know it."), because=_("Say by what you know it."))
    earlier, later = pair
    row, is_new = Reappearance.objects.get_or_create(
        earlier=earlier, later=later,
        defaults={"because": because, "on": later.first_seen, "note": note.strip(), "by": by},
    )  # fmt: skip
    if is_new:
        _settle(earlier, later, because, by=by)
        # On the edge and on neither listing: the history of one case must not tell of the other.
        audit.record(by, "listing.tied", row, earlier=earlier.pk, later=later.pk, because=because)
    return row


def _settle(earlier: Listing, later: Listing, because: str, *, by: Officer) -> None:
    if earlier.state in (State.REMOVED, State.SETTLED):
        rechecks.reappeared(earlier, later.first_seen, by=by)
    elif earlier.reappeared_on is None:
        earlier.reappeared_on = later.first_seen
        earlier.save(update_fields=["reappeared_on"])
    stand = all(each.entity.stands and not each.entity.purged_at for each in (earlier, later))
    if earlier.case_id == later.case_id and stand:
        summary = OFFERED_ANEW % Because(because).value
        links.link(earlier.entity, later.entity, Tie(basis=Basis.ASSESSED, summary=summary), by=by)


def shown(listing: Listing, officer: Officer) -> list[tuple[Reappearance, Listing, bool]]:
    """(edge, the other listing, whether that was before), as far as the officer sees the other."""
    rows = Reappearance.objects.filter(Q(earlier=listing) | Q(later=listing)).select_related("by")
    seen = Listing.objects.visible_to(officer).select_related("platform", "case").in_bulk(list(_tied(listing)))
    found = []
    for row in rows.order_by("on", "pk"):
        is_earlier = row.later_id == listing.pk
        other = seen.get(row.earlier_id if is_earlier else row.later_id)
        if other:
            found.append((row, other, is_earlier))
    return found
