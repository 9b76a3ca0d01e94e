"""Builders of listings, through the real verbs."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests.make import make_taxon

URL = "https://www.market.example/item/4711?utm_source=chat"


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def make_platform(name: str = "Market", **given: Any) -> Any:
    from cases.listings import platforms
    from cases.models import Platform
    from tests.cases.making import colleague

    known = Platform.objects.filter(name=name).first()
    entry = platforms.Entry(name, **{"mail": "abuse@market.example", "rule": "Rule 7: wildlife", **given})
    return known or platforms.enter(entry, by=colleague("supervisor"))


def facts(**given: Any) -> Any:
    from cases.listings.recording import Facts

    return Facts(**{"url": URL, "title": "Two live turtles", "first_seen": ago(20), "platform": "Market", **given})


def make_listing(case: Any, by: Any, **given: Any) -> Any:
    from cases.listings import recording

    return recording.record(case, facts(**given), by=by)


def make_assessed(case: Any, by: Any, **given: Any) -> Any:
    from cases.listings import recording

    given.setdefault("taxon", make_taxon())
    return recording.assess(make_listing(case, by, **given), "live", by=by)


def make_reported(case: Any, by: Any, days_ago: int = 10, **given: Any) -> Any:
    """Reported to the platform so many days ago."""
    from cases.listings import takedown

    listing = make_assessed(case, by, **given)
    report = takedown.prepare(listing, "en", "mail", by=by)
    takedown.sent(report, ago(days_ago), "T-1", by=by)
    listing.refresh_from_db()
    return listing


def see(listing: Any, by: Any, found: str, days_ago: int = 0, **given: Any) -> Any:
    """A look at it, so many days ago; returns the listing as it stands then."""
    from cases.listings import rechecks

    rechecks.look(listing, rechecks.Look(found, ago(days_ago), **given), by=by)
    listing.refresh_from_db()
    return listing


def make_capture(case: Any, by: Any, picture: bytes = b"") -> Any:
    """A capture of the page; with a picture also its scrubbed copy, as the workshop would have made it."""
    from cases import captures, deriving
    from cases.acquiring import Acquired
    from cases.captures import Page
    from tests.cases.making import arrived
    from vault import files

    at = timezone.now()
    acquired = Acquired("The listing's page", how="Captured", tool="A browser", at=at)
    whole = captures.take(case, Page(URL, "Market"), [arrived(picture or b"a page", field="image")], acquired, by=by)
    if picture:
        part = whole.derived.get()
        stored = files.store([picture], part.key_id)
        described = Acquired("The picture", how="Derived", tool="A workshop")
        deriving.file_exhibit(
            case, stored.pk, "image/jpeg", described, by=by, parent=part, relation="copy"
        )  # fmt: skip
    return whole
