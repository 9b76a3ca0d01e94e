"""Persons and their time: who is due for review, why they are still needed, and the purge of those who are not."""

import logging
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, QuerySet, UUIDField
from django.db.utils import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import certificates
from cases.models import Case, Certificate, Review
from cases.products import naming
from cases.products import purging as products
from intel import shredding
from intel.models import Entity, Schema
from staff import access, audit, holds
from staff.models import LegalHold, Officer
from staff.refusals import Invalid, NotAllowed, WrongStatus
from vault import keys, purging
from vault.purging import Entry

log = logging.getLogger(__name__)
Rule, Subject = Certificate.Rule, Certificate.Subject
ENDED = (Case.Status.CLOSED, Case.Status.ARCHIVED)
LIMIT = 500  # persons a run
MAX_WORDS = 500  # characters
# How a purge of a person stands in the ledger.
REASON = "person"


def due(today: date | None = None) -> "QuerySet[Entity]":
    """Persons whose review has come, the longest overdue first."""
    before = today or timezone.localdate()
    rows = Entity.objects.filter(schema=Schema.PERSON, purged_at=None, review_by__lte=before)
    return rows.order_by("review_by", "pk")


def over(today: date | None = None) -> "QuerySet[Entity]":
    """Those whose review has passed by so long that the timetable ends them, unless something keeps them.

    The timetable: `RETENTION_DAYS` after the review, as for the tips behind a report.
    """
    return due((today or timezone.localdate()) - timedelta(days=int(settings.RETENTION_DAYS)))


def free(rows: "QuerySet[Entity]") -> "QuerySet[Entity]":
    """Those of the persons that neither an open case nor a legal hold keeps, theirs or of a case that uses them."""
    used = ExpressionWrapper(OuterRef("compartments"), output_field=ArrayField(UUIDField()))
    own: dict[str, Any] = {"users__contains": [F("pk")]}
    kept: dict[str, Any] = {"users__contains": [F("subject")]}
    is_used = Case.objects.annotate(users=used).filter(**own).exclude(status__in=ENDED)
    held = LegalHold.objects.annotate(users=used).filter(**kept)
    return rows.exclude(pk__in=holds.held()).exclude(Exists(is_used)).exclude(Exists(held))


def open_cases(person: Entity) -> "QuerySet[Case]":
    """The cases that still use a person."""
    return Case.objects.filter(pk__in=person.compartments).exclude(status__in=ENDED)


def _locked(person: Entity) -> Entity:
    fresh = Entity.objects.select_for_update(no_key=True).get(pk=person.pk)
    if fresh.purged_at:
        raise WrongStatus(_("This was purged already."))
    return fresh


def require_reviewer(person: Entity, *, by: Officer) -> None:
    """Raises: NotAllowed unless `by` supervises, or leads a case that uses the person."""
    access.require(by, "cases.review_person")
    leads = Case.objects.worked_by(by).filter(pk__in=person.compartments, lead=by).exists()
    sees = Entity.objects.visible_to(by).filter(pk=person.pk).exists()
    if not sees or not (leads or access.allows(by, "cases.read_every_case")):
        raise NotAllowed(_("The lead of a case that uses this person, or a supervisor, reviews it."))


@transaction.atomic
def keep(person: Entity, words: str, until: date, *, by: Officer) -> Review:
    """Say why a person is still needed, and when that is asked again.

    Args:
        until: after today, and not later than one term of review (`RETENTION_REVIEW_DAYS`) from today.
    Raises: NotAllowed; WrongStatus once purged; Invalid with a sentence per field.
    """
    require_reviewer(person, by=by)
    fresh = _locked(person)
    check_review(words, until)
    was, fresh.review_by = fresh.review_by, until
    fresh.save(update_fields=["review_by"])
    row = Review.objects.create(person=fresh, was=was, until=until, words=words.strip(), by=by)
    audit.record(by, "person.kept", fresh, was=was, until=until)
    return row


def check_review(words: str, until: date | None) -> None:
    """Raises: Invalid."""
    today, wrong = timezone.localdate(), {}
    latest = today + timedelta(days=int(settings.RETENTION_REVIEW_DAYS))
    if not words.strip() or len(words) > MAX_WORDS:
        wrong["words"] = _("Say why it is still needed, in up to 500 characters.")
    if until is None or not today < until <= latest:
        wrong["until"] = _("After today, and not later than %(day)s.") % {"day": latest}
    if wrong:
        raise Invalid(_("The review is not complete."), **wrong)


@transaction.atomic
def purge(person: Entity, *, by: Officer) -> Certificate:
    """Empty a person who is no longer needed: name, facts and links go, the row stays and counts.

    A product that names the person and has ended is emptied with them, whole.
    Returns: the signed certificate.
    Raises: NotAllowed; WrongStatus where a case is open, a hold stands, a product that is needed still names the
        person, or it was purged before.
    """
    access.require(by, "cases.purge_person")
    require_reviewer(person, by=by)
    purging.require_replayed()
    fresh = _locked(person)
    if open_cases(fresh).exists():
        raise WrongStatus(_("An open case uses this person: it is needed."))
    if holds.are_held([fresh.pk, *fresh.compartments]):
        raise WrongStatus(_("A legal hold keeps this person: it must be lifted first."))
    if keeping := naming.told(naming.that_keep([fresh]), by):
        said = _("A product names this person: withdraw it first, or wait until it has expired: %(products)s.")
        raise WrongStatus(said % {"products": ", ".join(keeping)})
    certificate = shred(fresh, Rule.DECIDED)
    audit.record(by, "person.purged", fresh, rule=certificate.rule, certificate=certificate.reference)
    return certificate


def shred(fresh: Entity, rule: str) -> Certificate:
    """Empty a locked person, and the products that name them, and certify it, in the caller's transaction.

    Raises: WrongStatus where a product that is needed names the person.
    """
    named = products.locked(naming.that_name([fresh]))
    if naming.that_keep([fresh]).exists():  # asked anew behind the locks: one may have been written meanwhile
        raise WrongStatus(_("A product that is needed names this person now: look again."))
    of_products, entries = products.empty(named)
    done, texts = empty(fresh)
    entries.append(keys.note_purge(fresh.pk, reason=REASON))
    return certificates.issue(
        Subject.PERSON, fresh.pk, rule, entries, names_cleared=done.names, facts_cleared=done.facts,
        links_cut=done.links, texts_cleared=texts + of_products,
    )  # fmt: skip


def empty(fresh: Entity, *, at: datetime | None = None) -> tuple[shredding.Emptied, int]:
    """Empty a locked person or thing, with what was said at its reviews and holds, in the caller's transaction.

    Returns: what went, and how many texts beside.
    """
    texts = fresh.reviews.exclude(words="").update(words="")
    texts += fresh.holds.exclude(reason="").update(reason="", lifted_why="")
    return shredding.empty(fresh, at=at), texts


@dataclass
class Tally:
    """References of the persons that a run emptied, or would; `held`: how many more are over and kept by something."""

    persons: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    held: int = 0


def plan(limit: int = LIMIT, today: date | None = None) -> Tally:
    """What a run would purge. Changes nothing."""
    found = over(today)
    ready = list(free(found)[:limit])
    going = [each.reference for each in ready if not naming.that_keep([each]).exists()]
    return Tally(going, held=found.count() - free(found).count() + len(ready) - len(going))


def run(limit: int = LIMIT, today: date | None = None) -> Tally:
    """Purge the persons whose time is over, each in a transaction of its own. Raises: NotReplayed."""
    purging.require_replayed()
    found = over(today)
    tally = Tally(held=found.count() - free(found).count())
    for pk, reference in list(free(found).values_list("pk", "reference")[:limit]):
        try:
            if _purge_if_over(pk, today):
                tally.persons.append(reference)
            else:
                tally.held += 1
        except (OperationalError, InterfaceError):
            raise
        except Exception as broken:
            log.error("person %s is not purged: %s", pk, type(broken).__name__)
            tally.failed.append(reference)
    return tally


@transaction.atomic
def _purge_if_over(pk: UUID, today: date | None) -> bool:
    fresh = Entity.objects.select_for_update(skip_locked=True).filter(pk=pk, purged_at=None).first()
    # Asked anew behind the lock: whoever sets a hold or keeps a person locks the row too.
    if fresh is None or not free(over(today)).filter(pk=pk).exists() or naming.that_keep([fresh]).exists():
        return False
    certificate = shred(fresh, Rule.UNREVIEWED)
    audit.record("system", "person.purged", fresh, rule=certificate.rule, certificate=certificate.reference)
    return True


def replay(entries: list[Entry]) -> int:
    """After a restore: empty again the persons that the exported ledger names. Safe to repeat.

    Carried out before the ledger learns of the entries: a replay that dies goes on where it was.
    Returns: how many.
    """
    return sum(_again(entry) for entry in entries if entry.reason == REASON)


@transaction.atomic
def _again(entry: Entry) -> bool:
    fresh = Entity.objects.select_for_update().filter(pk=entry.key_id, purged_at=None).first()
    if fresh is None:
        return False
    empty(fresh, at=entry.at)
    audit.record("system", "person.purged_again", fresh)
    return True
