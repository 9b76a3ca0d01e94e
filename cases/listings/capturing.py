"""Captures of a listing: exhibits of the case, taken in as such; here they are only pointed to."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.listings.recording import State, locked, move
from cases.models import Capture, Exhibit, Listing
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid


@transaction.atomic
def attach(listing: Listing, exhibit: Exhibit, *, by: Officer) -> Listing:
    """Say that a capture shows this listing; twice changes nothing. What was only spotted is captured now.

    Raises: NotAllowed; Invalid where it is no capture of the case that the officer sees.
    """
    fresh = locked(listing, by=by)
    require_capture(fresh, exhibit, by=by)
    point_to(fresh, exhibit, by=by)
    return move(fresh, State.CAPTURED, by=by) if fresh.state == State.SPOTTED else fresh


def require_capture(listing: Listing, exhibit: Exhibit, *, by: Officer) -> None:
    """Raises: Invalid where it is no capture of the listing's case, or the officer does not see it."""
    seen = Exhibit.objects.visible_to(by).filter(pk=exhibit.pk, case=listing.case_id)
    if not seen.exists() or not Capture.objects.filter(pk=exhibit.pk).exists():
        sentence = _("Choose a capture of this case.")
        raise Invalid(sentence, capture=sentence)


def point_to(fresh: Listing, exhibit: Exhibit, *, by: Officer) -> None:
    """Add a capture that was looked at, in the caller's transaction."""
    if not fresh.captures.filter(pk=exhibit.pk).exists():
        fresh.captures.add(exhibit)
        audit.record(by, "listing.capture_added", fresh, exhibit=exhibit.reference)
