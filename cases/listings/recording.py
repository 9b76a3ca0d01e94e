"""Listings at the desk: recorded, corrected, assessed and settled. Each stands in the case's network."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casework import require_case
from cases.listings import addresses, network, platforms
from cases.models import Case, Listing
from cases.models.listing import MAX_TITLE, MAX_URL, MAX_WORDS
from cases.seizing import quantities
from hotline.models import Report
from intel import grounds
from reference.models import Taxon, TradeTerm
from staff import audit, steps
from staff.models import Officer
from staff.references import next_reference
from staff.refusals import Invalid, NotAllowed, WrongStatus

RIGHT = "cases.record_listing"
MAX_SUMMARY = 2_000  # characters
TERMS = "term"  # the CITES list of specimens among the schemes of `reference.TradeTerm`

State = Listing.State
# From where a listing may go where. Drawn in docs/architecture.md.
NEXT: dict[str, set[str]] = {
    State.SPOTTED: {State.CAPTURED, State.ASSESSED, State.REMOVED, State.SETTLED},
    State.CAPTURED: {State.ASSESSED, State.REMOVED, State.SETTLED},
    State.ASSESSED: {State.REPORTED, State.REMOVED, State.SETTLED},
    State.REPORTED: {State.STILL_UP, State.REMOVED, State.SETTLED},
    State.STILL_UP: {State.REPORTED, State.REMOVED, State.SETTLED},
    State.REMOVED: {State.REAPPEARED, State.SETTLED},
    State.REAPPEARED: {State.ASSESSED, State.REPORTED, State.REMOVED, State.SETTLED},
    State.SETTLED: {State.ASSESSED, State.REAPPEARED},
}


@dataclass(frozen=True)
class Facts:
    """A listing as an officer tells it. `term`: a code of CITES; `account`: the seller's name on the platform.

    online: as it was on `first_seen`. price in `currency` (ISO 4217).
    """

    url: str
    title: str
    first_seen: date
    platform: str = ""
    account: str = ""
    account_id: str = ""
    summary: str = ""
    taxon: Taxon | None = None
    term: str = ""
    price: Decimal | None = None
    currency: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    place: str = ""
    online: str = Listing.Online.LIVE
    report: Report | None = None


@transaction.atomic
def record(case: Case, facts: Facts, *, by: Officer) -> Listing:
    """Record a listing: a row, an entity in the case's network, and its seller's account linked with it.

    Raises: NotAllowed; Invalid with a sentence per field, also for an address that the case has already; WrongStatus
        for a closed case.
    """
    require_case(case, RIGHT, by=by)
    if case.is_closed:
        raise WrongStatus(_("This case is closed: reopen it first."))
    grounds.require_citable(facts.report, case.pk, by=by)
    columns = _columns(facts)
    _require_new(case, columns["url_key"], by=by)
    row = Listing(
        reference=next_reference("LST"), case=case, recorded_by=by, followed_by=by, seen_on=facts.first_seen, **columns
    )
    row.entity = network.enter(row, by=by)
    row.seller = network.seller(row, facts.account, facts.account_id, by=by)
    _save(row)
    audit.record(by, "listing.recorded", row, case=case.reference)
    return row


def _save(row: Listing) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:  # recorded by a colleague at the same moment
        raise _known(None) from twice


def _require_new(case: Case, url_key: str, *, by: Officer, but: Listing | None = None) -> None:
    known = Listing.objects.filter(case=case, url_key=url_key).first()
    if known and known != but:
        raise _known(known if Listing.objects.visible_to(by).filter(pk=known.pk).exists() else None)


def _known(row: Listing | None) -> Invalid:
    sentence = _("This address stands in the case already%(as)s: note there what you saw.") % {
        "as": f", {row.reference}" if row else ""
    }
    return Invalid(sentence, url=sentence)


@transaction.atomic
def correct(listing: Listing, facts: Facts, *, by: Officer) -> Listing:
    """Write a listing anew. What the network knows of it gains what is new. Raises: NotAllowed; Invalid."""
    fresh = locked(listing, by=by)
    grounds.require_citable(facts.report, fresh.case_id, by=by)
    columns = _columns(facts)
    _require_new(fresh.case, columns["url_key"], by=by, but=fresh)
    changed = [name for name, value in columns.items() if getattr(fresh, name) != value]
    for name in changed:
        setattr(fresh, name, columns[name])
    network.tell(fresh, by=by)
    seller = network.seller(fresh, facts.account, facts.account_id, by=by)
    if seller != fresh.seller:
        fresh.seller, changed = seller, [*changed, "seller"]
    fresh.save(update_fields=changed)
    audit.record(by, "listing.corrected", fresh, columns=sorted(changed))
    return fresh


def require_listing(listing: Listing, *, by: Officer) -> None:
    """Raises: NotAllowed where the officer may not act in its case or does not see it; WrongStatus once purged."""
    require_case(listing.case, RIGHT, by=by)
    if not Listing.objects.visible_to(by).filter(pk=listing.pk).exists():
        raise NotAllowed(_("You do not see this listing."))


def locked(listing: Listing, *, by: Officer) -> Listing:
    """The listing's row, locked and read again, for an officer who may act on it. Raises: as `require_listing`."""
    require_listing(listing, by=by)
    rows = Listing.objects.select_for_update(no_key=True, of=("self",)).select_related("case", "platform", "seller")
    return rows.get(pk=listing.pk)


def move(fresh: Listing, to: str, *, by: Officer, **changes: Any) -> Listing:
    """The one way a state changes. `fresh` is locked; `changes` are columns. Raises: WrongStatus."""
    if to == State.SETTLED:
        changes["recheck_due"] = None
    refused = _("This listing is now '%(now)s': that step does not follow.")
    was = steps.take(fresh, to, NEXT, refused, changes, column="state")
    audit.record(by, f"listing.{to}", fresh, was=was)
    return fresh


@transaction.atomic
def assess(listing: Listing, ground: str, *, by: Officer) -> Listing:
    """Say why it should go (`Listing.Ground`); what should stay is settled. Said again, the later word holds.

    Raises: NotAllowed; Invalid; WrongStatus.
    """
    fresh = locked(listing, by=by)
    if ground not in Listing.Ground.values:
        raise Invalid(_("Choose why."), ground=_("Choose why."))
    if fresh.state in (State.ASSESSED, State.REPORTED, State.STILL_UP) and ground != Listing.Ground.NONE:
        fresh.ground = ground
        fresh.save(update_fields=["ground"])
        audit.record(by, "listing.assessed", fresh, ground=ground)
        return fresh
    to = State.SETTLED if ground == Listing.Ground.NONE else State.ASSESSED
    return move(fresh, to, by=by, ground=ground)


@transaction.atomic
def settle(listing: Listing, why: str, *, by: Officer) -> Listing:
    """No longer follow it. Raises: NotAllowed; Invalid without a reason of up to 300 characters; WrongStatus."""
    fresh = locked(listing, by=by)
    if not why.strip() or len(why) > MAX_WORDS:
        sentence = _("Say why, in up to 300 characters.")
        raise Invalid(sentence, why=sentence)
    return move(fresh, State.SETTLED, by=by, settled_why=why.strip())


# --- What was told ----------------------------------------------------------------------------------------------------
def _columns(facts: Facts) -> dict[str, Any]:
    url, wrong = _address(facts.url)
    term = TradeTerm.objects.filter(scheme=TERMS, code=facts.term.strip().upper(), retired=False).first()
    wrong |= _wrong_words(facts) | _wrong_amounts(facts)
    if facts.term.strip() and term is None:
        wrong["term"] = _("CITES has no term with this code.")
    if wrong:
        raise Invalid(_("The listing is not complete."), **wrong)
    platform = platforms.known(facts.platform)
    return {
        "url": url, "url_key": addresses.key_of(url), "title": facts.title.strip(), "summary": facts.summary.strip(),
        "platform": platform, "platform_words": "" if platform else facts.platform.strip()[:60], "taxon": facts.taxon,
        "term": term, "price": facts.price, "currency": facts.currency.upper() if facts.price is not None else "",
        "quantity": facts.quantity, "unit": facts.unit if facts.quantity is not None else "",
        "place": facts.place.strip()[:200], "first_seen": facts.first_seen, "online": facts.online,
        "report": facts.report,
    }  # fmt: skip


def _address(given: str) -> tuple[str, dict[str, str]]:
    try:
        url = addresses.cleaned(given)
    except ValueError:
        return "", {"url": _("Give the whole address, with https://.")}
    return url, {"url": _("This address is too long.")} if len(url) > MAX_URL else {}


def _wrong_words(facts: Facts) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not facts.title.strip() or len(facts.title) > MAX_TITLE:
        wrong["title"] = _("Say what is offered, in up to 200 characters.")
    if len(facts.summary) > MAX_SUMMARY:
        wrong["summary"] = _("At most 2,000 characters.")
    if facts.first_seen is None or facts.first_seen > timezone.localdate():
        wrong["first_seen"] = _("Give the day, not later than today.")
    if facts.online not in Listing.Online.values:
        wrong["online"] = _("Say whether it was live.")
    return wrong


def _wrong_amounts(facts: Facts) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if facts.price is not None and facts.price < 0:
        wrong["price"] = _("A price is not below zero.")
    if facts.price is not None and not re.fullmatch("[A-Za-z]{3}", facts.currency):
        wrong["currency"] = _("Name the currency by its ISO 4217 code, as VND or USD.")
    if facts.quantity is not None and facts.quantity < 0:
        wrong["quantity"] = _("A quantity is not below zero.")
    if facts.quantity is not None and (sentence := quantities.refusal(facts.unit)):
        wrong["unit"] = sentence
    return wrong
