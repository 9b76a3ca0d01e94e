"""Telling a platform of a listing: a text is prepared here, an officer sends it by their own hands, the answer is kept.

Nothing is sent from here. The text is made of the address, the seller's account, the platform's rule and what the
reference data says of the species: no word of an officer, a report or a case stands in it.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.listings import rechecks
from cases.listings.recording import NEXT, State, locked, move
from cases.listings.texts import Told, as_json, as_mail
from cases.models import Listing, PlatformReport
from cases.models.listing import LANGUAGES, MAX_WORDS
from cases.packets import gate
from cases.packets import secrets as source_secrets
from intel.models import Entity
from staff import audit, steps
from staff.models import Officer
from staff.refusals import Invalid, NotAllowed, WrongStatus

Sent, Way = PlatformReport.State, PlatformReport.Way
# From where a report to a platform may go where. Drawn in docs/architecture.md.
REPORT_NEXT: dict[str, set[str]] = {
    Sent.PREPARED: {Sent.SENT},
    Sent.SENT: {Sent.REMOVED, Sent.ACCOUNT, Sent.REFUSED, Sent.SILENT},
    Sent.SILENT: {Sent.REMOVED, Sent.ACCOUNT, Sent.REFUSED},
    Sent.REFUSED: {Sent.REMOVED, Sent.ACCOUNT},
    Sent.REMOVED: set(),
    Sent.ACCOUNT: set(),
}
ANSWERS = (Sent.REMOVED, Sent.ACCOUNT, Sent.REFUSED, Sent.SILENT)
GONE = (Sent.REMOVED, Sent.ACCOUNT)


def told(listing: Listing, officer: Officer) -> Told:
    """What may be said of a listing to a platform, as far as the officer sees it."""
    taxon = listing.taxon
    return Told(
        url=listing.url, platform=listing.platform_name, account=account_of(listing, officer), ground=listing.ground,
        rule=listing.platform.rule if listing.platform else "",
        species=taxon.scientific_name if taxon else "", common_name=taxon.english if taxon else "",
        appendix=taxon.appendix_as_listed().appendix if taxon else "",
        organisation=settings.ORGANISATION, contact=settings.DUTY_CONTACT or "",
    )  # fmt: skip


def account_of(listing: Listing, officer: Officer) -> str:
    """The name of the seller's account, '' where there is none that the officer sees."""
    seen = Entity.objects.visible_to(officer).filter(pk=listing.seller_id).first() if listing.seller_id else None
    return seen.name if seen else ""


@transaction.atomic
def prepare(listing: Listing, language: str, way: str, *, by: Officer) -> PlatformReport:
    """Prepare the text; what was prepared before and not sent is replaced.

    Args:
        language: of `LANGUAGES`. way: mail gives a letter, api the same as JSON.
    Raises: NotAllowed; WrongStatus before it is assessed, or once it is gone; Invalid, also where something of a source
        stands in an address or a name.
    """
    fresh = locked(listing, by=by)
    _require_reportable(fresh)
    if language not in dict(LANGUAGES) or way not in Way.values:
        raise Invalid(_("Choose a language."), language=_("Choose a language."))
    said = told(fresh, by)
    _require_safe(fresh, said)
    text = as_json(said) if way == Way.API else as_mail(said, language)
    row, _is_new = PlatformReport.objects.update_or_create(
        listing=fresh, state=Sent.PREPARED,
        defaults={"way": way, "language": language, "text": text, "prepared_by": by},
    )  # fmt: skip
    audit.record(by, "listing.report_prepared", fresh, language=language, way=way)
    return row


def _require_reportable(fresh: Listing) -> None:
    if not fresh.ground or fresh.ground == Listing.Ground.NONE:
        raise WrongStatus(_("Assess it first: the platform is told why it should go."))
    if State.REPORTED not in NEXT[fresh.state] and fresh.state != State.REPORTED:
        raise WrongStatus(_("This listing is now '%(now)s'.") % {"now": fresh.get_state_display()})
    if fresh.online == Listing.Online.DEAD:
        raise WrongStatus(_("It is gone at this address: note a look where it is there again."))


def _require_safe(fresh: Listing, said: Told) -> None:
    """Raises: Invalid where the gate finds something of a source behind the case in what would be told."""
    parts: Mapping[str, Any] = asdict(said) | {"link": said.url}
    parts = {name: value for name, value in parts.items() if name not in ("url", "contact", "organisation")}
    found = gate.scan(parts, source_secrets.behind(fresh.case), cleared=[said.account])
    if found:
        raise Invalid(gate.sentence(found))


@transaction.atomic
def sent(report: PlatformReport, on: date, ticket: str = "", *, by: Officer) -> PlatformReport:
    """Say that one has sent a prepared text, when, and under which reference of the platform. Its rechecks count anew.

    Raises: NotAllowed; Invalid; WrongStatus where it was sent already, or the listing is gone.
    """
    fresh = locked(report.listing, by=by)
    _require_reportable(fresh)
    if on is None or not fresh.first_seen <= on <= timezone.localdate():
        sentence = _("Give the day: not before it was first seen, not later than today.")
        raise Invalid(sentence, on=sentence)
    row = _locked(report)
    steps.take(
        row, Sent.SENT, REPORT_NEXT, _("It is '%(now)s' already."),
        {"sent_on": on, "sent_by": by, "ticket": ticket.strip()[:120]}, column="state",
    )  # fmt: skip
    _follow(fresh, on, by=by)
    audit.record(by, "listing.report_sent", fresh, report=row.pk, language=row.language, way=row.way)
    return row


def _follow(fresh: Listing, on: date, *, by: Officer) -> None:
    """From a report on somebody looks again, whoever sent it; gone counts from the first one on."""
    changes: dict[str, Any] = {"followed_from": on, "followed_by": by}
    if fresh.reported_on is None:
        changes |= {"reported_on": on, "removed_on": None}
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.recheck_due = rechecks.next_look(fresh, on)
    fresh.save(update_fields=[*changes, "recheck_due"])
    if fresh.state != State.REPORTED:
        move(fresh, State.REPORTED, by=by)


@transaction.atomic
def answered(report: PlatformReport, answer: str, on: date, words: str = "", *, by: Officer) -> PlatformReport:
    """Keep the platform's answer. Removed or closed, as it says, the listing is gone until somebody sees it there.

    Raises: NotAllowed; Invalid; WrongStatus where it was not sent, or answered otherwise already.
    """
    fresh = locked(report.listing, by=by)
    row = _locked(report)
    wrong: dict[str, str] = {}
    if answer not in ANSWERS:
        wrong["answer"] = _("Choose the answer.")
    if on is None or on > timezone.localdate() or (row.sent_on and on < row.sent_on):
        wrong["on"] = _("Give the day: not before it was sent, not later than today.")
    if len(words) > MAX_WORDS:
        wrong["words"] = _("At most 300 characters.")
    if wrong:
        raise Invalid(_("The answer is not complete."), **wrong)
    changes = {"answered_on": on, "answer_words": words.strip()}
    refused = _("It is '%(now)s': that answer does not follow.")
    was = steps.take(row, answer, REPORT_NEXT, refused, changes, column="state")
    audit.record(by, "listing.report_answered", fresh, report=row.pk, was=was, answer=answer)
    if answer in GONE:
        rechecks.gone(fresh, on, by=by)
    return row


def _locked(report: PlatformReport) -> PlatformReport:
    return PlatformReport.objects.select_for_update(no_key=True, of=("self",)).get(pk=report.pk)


@transaction.atomic
def take(report: PlatformReport, *, by: Officer) -> str:
    """The text to take along, after the audit entry that says who did. Raises: NotAllowed."""
    if not PlatformReport.objects.visible_to(by).filter(pk=report.pk).exists():
        raise NotAllowed(_("You do not see this listing."))
    audit.record(by, "listing.report_taken", report.listing, report=report.pk)
    return report.text
