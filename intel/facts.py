"""Facts: single values that reports give of a person or a thing."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hotline.models import Report
from intel import grounds, identifying
from intel.matching import index
from intel.models import Entity, Fact
from intel.models.entity import MAX_VALUE
from intel.properties import PROPERTIES, wrong_in
from intel.striking import strike
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid, NotAllowed, WrongStatus


@dataclass(frozen=True)
class Given:
    """A value as it was given. Without days it was seen when the cited report says that it happened."""

    prop: str
    value: str
    report: Report | None = None
    first_seen: date | None = None
    last_seen: date | None = None


def check(schema: str, facts: list[Given]) -> None:
    """Raises: Invalid with a sentence for each property that cannot be kept."""
    wrong = {given.prop: sentence for given in facts if (sentence := wrong_with(schema, given))}
    if wrong:
        raise Invalid(next(iter(wrong.values())), **wrong)


def wrong_with(schema: str, given: Given) -> str:
    """The sentence that says why a value cannot be kept, "" where it can."""
    if not given.value.strip() or len(given.value) > MAX_VALUE:
        return _("Give a value of up to 500 characters.")
    if any(ord(sign) < 32 for sign in given.value):
        return _("A value is one line of text.")
    if given.first_seen and given.last_seen and given.first_seen > given.last_seen:
        return _("It was last seen before it was first seen.")
    return wrong_in(schema, given.prop, given.value)


@transaction.atomic
def add(entity: Entity, given: Given, *, by: Officer) -> Fact:
    """Record one value. The same value from the same report is one fact, seen over a longer time.

    Raises: NotAllowed; Invalid with a sentence per field; WrongStatus where the entity is taken out or purged.
    """
    fresh = locked(entity)
    require_entity(fresh, by=by)
    grounds.require_citable(given.report, fresh.recorded_in, by=by)
    check(fresh.schema, [given])
    row = keep(fresh, given, by=by)
    index.refresh(fresh)
    return row


def require_entity(entity: Entity, *, by: Officer) -> None:
    """Raises: NotAllowed where the officer may not act in its case or does not see it; WrongStatus once it is gone."""
    grounds.require_case(entity.recorded_in, by=by)
    if not Entity.objects.visible_to(by).filter(pk=entity.pk).exists():
        raise NotAllowed(_("You do not see this."))
    if not entity.stands or entity.purged_at:
        raise WrongStatus(_("It was taken out of the case: record it again first."))


def locked(entity: Entity) -> Entity:
    """The entity's row, locked and read again."""
    return Entity.objects.select_for_update(no_key=True).get(pk=entity.pk)


def keep(entity: Entity, given: Given, *, by: Officer) -> Fact:
    """Write a checked fact of a locked entity."""
    country = given.report.country if given.report else ""
    key, is_sound = identifying.read(PROPERTIES[entity.schema][given.prop].kind, given.value, country)
    first, last = _seen(given)
    row, is_new = Fact.objects.standing().get_or_create(
        entity=entity, prop=given.prop, key=key[:MAX_VALUE], report=given.report,
        defaults={
            "value": given.value.strip(), "is_sound": is_sound, "first_seen": first, "last_seen": last,
            "recorded_by": by,
        },
    )  # fmt: skip
    if is_new:
        audit.record(by, "fact.added", entity, fact=row.pk, prop=given.prop, report=_reference(given.report))
    else:
        _widen(row, first, last)
    return row


def _reference(report: Report | None) -> str:
    return report.reference if report else ""


def _seen(given: Given) -> tuple[date | None, date | None]:
    if given.first_seen or given.last_seen:
        return given.first_seen or given.last_seen, given.last_seen or given.first_seen
    told = given.report.happened_on if given.report else None
    return told, told


def _widen(row: Fact, first: date | None, last: date | None) -> None:
    row.first_seen = min(filter(None, (row.first_seen, first)), default=None)
    row.last_seen = max(filter(None, (row.last_seen, last)), default=None)
    row.save(update_fields=["first_seen", "last_seen"])


@transaction.atomic
def take_out(fact: Fact, why: str, *, by: Officer) -> Fact:
    """Take a fact out: it stays on the desk with the reason, and leaves in no packet.

    Raises: NotAllowed; Invalid without a reason, or for the last name, which goes with the entity.
    """
    entity = locked(fact.entity)
    require_entity(entity, by=by)
    fresh = Fact.objects.select_for_update(no_key=True).get(pk=fact.pk)
    if fresh.prop == "name" and entity.facts.standing().filter(prop="name").count() == 1:
        raise Invalid(_("This is its only name: take the whole out instead."))
    strike(fresh, why, by=by)
    index.refresh(entity)
    audit.record(by, "fact.taken_out", entity, fact=fresh.pk, prop=fresh.prop)
    return fresh
