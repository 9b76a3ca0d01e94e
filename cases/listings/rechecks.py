"""Looking at a listing again: 1, 7, 30 and 90 days after its last report, and whenever an officer comes by."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.listings import capturing
from cases.listings.recording import NEXT, State, locked, move
from cases.models import Exhibit, Listing, ListingLook
from cases.models.listing import MAX_WORDS
from cases.seizing.rechecks import answered, recheck_after
from staff import audit, compartments
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

RECHECKS = (1, 7, 30, 90)  # days after the last report
Found, Online = ListingLook.Found, Listing.Online
SEEN_AS: dict[str, str] = {Found.GONE: Online.DEAD, Found.THERE: Online.LIVE, Found.CHANGED: Online.LIVE}


@dataclass(frozen=True)
class Look:
    """What was seen on a day; `capture`: an exhibit of the case that shows it."""

    found: str
    on: date
    note: str = ""
    capture: Exhibit | None = None


@transaction.atomic
def look(listing: Listing, seen: Look, *, by: Officer) -> ListingLook:
    """Note what was seen at the address: answers a recheck that is due, and moves the listing where that follows.

    Gone after a report it is removed; there after it was gone it has reappeared.
    Raises: NotAllowed; Invalid with a sentence per field; WrongStatus where it is settled and was never gone.
    """
    fresh = locked(listing, by=by)
    _check(fresh, seen)
    if seen.capture:
        capturing.require_capture(fresh, seen.capture, by=by)
        capturing.point_to(fresh, seen.capture, by=by)
    days = answered(fresh.followed_from, fresh.recheck_due, seen.on, RECHECKS) if fresh.followed_from else None
    row = ListingLook.objects.create(
        listing=fresh, on=seen.on, found=seen.found, note=seen.note.strip(), days=days, capture=seen.capture, by=by
    )
    audit.record(by, "listing.looked_at", fresh, found=seen.found, days=days)
    _settle(fresh, seen, by=by)
    return row


def _check(fresh: Listing, seen: Look) -> None:
    wrong: dict[str, str] = {}
    if seen.found not in Found.values:
        wrong["found"] = _("Say what you found.")
    if seen.on is None or not fresh.first_seen <= seen.on <= timezone.localdate():
        wrong["on"] = _("Give the day: not before it was first seen, not later than today.")
    if len(seen.note) > MAX_WORDS:
        wrong["note"] = _("At most 300 characters.")
    if wrong:
        raise Invalid(_("The look is not complete."), **wrong)
    if fresh.state == State.SETTLED and not (fresh.removed_on and seen.found in (Found.THERE, Found.CHANGED)):
        raise WrongStatus(_("This listing is settled: assess it again to take it up."))


def _settle(fresh: Listing, seen: Look, *, by: Officer) -> None:
    """Let the listing stand as it was seen. A look at an earlier day than the last one is history alone."""
    if seen.on < fresh.seen_on:
        return
    if seen.found == Found.GONE:
        gone(fresh, seen.on, by=by)
    elif seen.found != Found.UNKNOWN:
        _there(fresh, seen.on, by=by)
    fresh.seen_on, fresh.online = seen.on, SEEN_AS.get(seen.found, fresh.online)
    fresh.recheck_due = next_look(fresh, seen.on)
    fresh.save(update_fields=["seen_on", "online", "recheck_due"])


def next_look(fresh: Listing, seen_on: date) -> date | None:
    """The next day on which somebody looks again; None once all are answered, or where nothing was reported."""
    return recheck_after(fresh.followed_from, seen_on, RECHECKS) if fresh.followed_from else None


def gone(fresh: Listing, on: date, *, by: Officer) -> None:
    """It is gone, as an officer saw or the platform says. `fresh` is locked."""
    if State.REMOVED in NEXT[fresh.state]:
        since = max(filter(None, (fresh.reported_on, on)))
        move(fresh, State.REMOVED, by=by, removed_on=fresh.removed_on or since, online=Online.DEAD)


def _there(fresh: Listing, on: date, *, by: Officer) -> None:
    if fresh.state in (State.REMOVED, State.SETTLED):
        reappeared(fresh, on, by=by)
    elif fresh.state == State.REPORTED:
        move(fresh, State.STILL_UP, by=by)


def reappeared(fresh: Listing, on: date, *, by: Officer) -> None:
    """It is back, or offered anew as another. `fresh` is locked, and was gone."""
    move(fresh, State.REAPPEARED, by=by, reappeared_on=fresh.reappeared_on or on)


def due_for(officer: Officer) -> "list[Listing]":
    """What the officer has to look at by now: listings that they follow, and those of cases that they lead."""
    rows = Listing.objects.visible_to(officer).to_recheck().filter(case__in=compartments.member_of(officer))
    mine = rows.filter(followed_by=officer) | rows.filter(case__lead=officer)
    return list(mine.select_related("case", "platform"))
