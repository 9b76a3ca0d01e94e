"""What stands in another case too, of which an officer may know no more than that; and asking its lead."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases import exhibit_pictures
from cases.elsewhere import is_read_by_any, kept_out_of, tell
from cases.listings.photos import hidden, not_known, pictures_of
from cases.listings.recording import locked
from cases.models import Case, Exhibit, Listing
from staff import audit
from staff.models import Officer


def has_address(listing: Listing, officer: Officer) -> bool:
    """Whether another case has this address. Of one that keeps the officer out not even that."""
    return bool(_same_address(listing, officer))


def _same_address(listing: Listing, officer: Officer) -> list[Listing]:
    rows = Listing.objects.filter(url_key=listing.url_key, case__purged_at=None).exclude(url_key="")
    unseen = not_known(rows, listing, officer).exclude(pk__in=Listing.objects.visible_to(officer))
    return list(unseen.exclude(case__in=Case.objects.visible_to(officer)).select_related("case__lead"))


@transaction.atomic
def ask(listing: Listing, *, by: Officer) -> None:
    """Tell the lead of each other case that has this address or one of its photos who asks, and of which listing.

    They come to whoever asks, or do not: neither whether anybody was told is returned, nor how many.
    A case that somebody reads whom ours keeps out is not told.
    Raises: NotAllowed.
    """
    fresh = locked(listing, by=by)
    others = [one.other_id for one in exhibit_pictures.shown_again(pictures_of(fresh))]
    theirs = {each.pk: each for each in hidden(others, fresh, by).select_related("case__lead")}
    rows: list[Exhibit | Listing] = [*theirs.values(), *_same_address(fresh, by)]
    kept_out = kept_out_of([fresh.case_id])
    for row in rows:
        if row.case.lead_id != by.pk and not is_read_by_any(row.case, kept_out):
            tell(row.case, _asking(row.reference, fresh, by), by=by)
    audit.record(by, "listing.asked_elsewhere", fresh)


def _asking(theirs: str, fresh: Listing, by: Officer) -> str:
    return _("%(theirs)s shows what %(asked)s of another case shows: %(who)s asks for a word") % {
        "theirs": theirs, "asked": fresh.reference, "who": by,
    }  # fmt: skip
