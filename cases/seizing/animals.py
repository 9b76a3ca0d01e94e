"""Live animals: taken in, looked after, looked at again when it is due (`rechecks`)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import AnimalGroup, AnimalState, Exhibit, Seizure
from cases.models.trade_codes import Fate
from cases.seizing import rechecks
from cases.seizing.seizures import locked, not_in_list
from reference.models import Taxon
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

# Nothing is left to look at.
ENDED = {Fate.DIED, Fate.EUTHANISED, Fate.REPATRIATED}


@dataclass(frozen=True)
class Taken:
    """Animals as they were taken in. `centre`: who looks after them, in words; `site`: where exactly, in no packet."""

    taxon: Taxon
    number: int = 1
    marks: str = ""
    centre: str = ""
    site: str = ""
    fate: str = Fate.RESCUED
    health: str = ""
    exhibit: Exhibit | None = None


@dataclass(frozen=True)
class Seen:
    """How they were on a day. `number`: those this is true of, None all. `centre`: '' where it stays the same."""

    fate: str
    seen_on: date
    health: str = ""
    centre: str = ""
    release_place: str = ""
    number: int | None = None


@transaction.atomic
def take_in(seizure: Seizure, taken: Taken, *, by: Officer) -> AnimalGroup:
    """Begin to follow an animal, or several that are kept together. Raises: NotAllowed; Invalid."""
    fresh = locked(seizure, by=by)
    _check(taken.fate, taken.number)
    if taken.exhibit and taken.exhibit.case_id != fresh.case_id:
        raise Invalid(_("Only exhibits of this case."), exhibit=_("Only exhibits of this case."))
    group = _create(
        fresh, by=by, taxon=taken.taxon, number=taken.number, marks=taken.marks.strip()[:300], fate=taken.fate,
        centre=taken.centre.strip()[:160], site=taken.site.strip()[:200], exhibit=taken.exhibit,
        seen_on=fresh.seized_on,
    )  # fmt: skip
    _settle(group, Seen(taken.fate, fresh.seized_on, taken.health), days=None, by=by)
    audit.record(by, "animals.taken_in", group, seizure=fresh.reference, number=group.number)
    return group


def _create(seizure: Seizure, *, by: Officer, **columns: object) -> AnimalGroup:
    last = seizure.animals.aggregate(last=Max("position"))["last"] or 0
    return AnimalGroup.objects.create(seizure=seizure, position=last + 1, entered_by=by, **columns)


def _check(fate: str, number: int) -> None:
    wrong: dict[str, str] = {}
    if fate not in Fate.values:
        wrong["fate"] = not_in_list(fate, Fate, "what became of live animals")
    if number < 1:
        wrong["number"] = _("At least one animal.")
    if wrong:
        raise Invalid(_("The entry on the animals is not complete."), **wrong)


@transaction.atomic
def note(group: AnimalGroup, seen: Seen, *, by: Officer) -> AnimalGroup:
    """Enter how animals are: answers a recheck that is due. Of some of a group (`number`): these part from it first.

    Returns: the group that the entry is of, a new one where some parted.
    Raises: NotAllowed; Invalid; WrongStatus where they are no longer followed.
    """
    seizure = locked(group.seizure, by=by)
    fresh = AnimalGroup.objects.select_for_update(no_key=True, of=("self",)).get(pk=group.pk)
    if fresh.fate in ENDED:
        raise WrongStatus(_("These animals are no longer followed: %(fate)s.") % {"fate": fresh.get_fate_display()})
    number = fresh.number if seen.number is None else seen.number
    _check(seen.fate, number)
    _check_seen(fresh, seen, number)
    fresh.seizure = seizure
    if number < fresh.number:
        fresh = _part(fresh, number, by=by)
    days = rechecks.answered(fresh.followed_from, fresh.recheck_due, seen.seen_on)
    _settle(fresh, seen, days=days, by=by)
    audit.record(by, "animals.noted", fresh, fate=seen.fate, number=number, recheck=days)
    return fresh


def _check_seen(group: AnimalGroup, seen: Seen, number: int) -> None:
    wrong: dict[str, str] = {}
    if seen.seen_on is None or not group.seen_on <= seen.seen_on <= timezone.localdate():
        wrong["seen_on"] = _("Give the day: not before the last entry, not later than today.")
    if number > group.number:
        wrong["number"] = _("There are not so many in this group.")
    if seen.fate == Fate.RELEASED and not (seen.release_place or group.release_place).strip():
        wrong["release_place"] = _("Say where, coarsely: a province or a reserve.")
    if wrong:
        raise Invalid(_("The entry on the animals is not complete."), **wrong)


def _part(group: AnimalGroup, number: int, *, by: Officer) -> AnimalGroup:
    """A group of its own for some of them; its history begins with the entry that made them part."""
    parted = _create(
        group.seizure, by=by, parted_from=group, taxon_id=group.taxon_id, exhibit_id=group.exhibit_id, number=number,
        fate=group.fate, centre=group.centre, site=group.site, seen_on=group.seen_on, recheck_due=group.recheck_due,
        released_on=group.released_on, release_place=group.release_place,
    )  # fmt: skip
    group.number -= number
    group.save(update_fields=["number"])
    return parted


def _settle(group: AnimalGroup, seen: Seen, *, days: int | None, by: Officer) -> None:
    """Add the entry to the history, and let the group stand as it says."""
    if seen.fate == Fate.RELEASED and group.released_on is None:
        group.released_on = seen.seen_on
    group.fate, group.seen_on = seen.fate, seen.seen_on
    group.centre = seen.centre.strip()[:160] or group.centre
    group.release_place = seen.release_place.strip()[:120] or group.release_place
    ended = seen.fate in ENDED
    group.recheck_due = None if ended else rechecks.recheck_after(group.followed_from, seen.seen_on)
    group.save(update_fields=["fate", "seen_on", "centre", "release_place", "released_on", "recheck_due"])
    AnimalState.objects.create(
        group=group, seen_on=seen.seen_on, fate=seen.fate, number=group.number, health=seen.health.strip()[:500],
        centre=group.centre, release_place=group.release_place, days=days, by=by,
    )  # fmt: skip
