"""Entities: persons and things that a case's reports tell of."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hotline import retention
from hotline.models import Report
from intel import facts as fact_desk
from intel import grounds, identifying
from intel.facts import Given
from intel.matching import index
from intel.models import Entity, Schema
from intel.models.entity import MAX_NAME
from intel.properties import PROPERTIES
from intel.striking import strike
from staff import audit
from staff.models import Officer
from staff.references import next_reference
from staff.refusals import Invalid


@transaction.atomic
def record(
    schema: str,
    name: str,
    *,
    case_id: UUID,
    report: Report | None = None,
    seen: tuple[date | None, date | None] = (None, None),
    by: Officer,
    **facts: str,
) -> Entity:
    """Record a person or a thing in a case; one of the same kind and name is the same row and gains what is new.

    Args:
        schema: a value of `intel.models.Schema`.
        name: up to 300 characters; for a telephone, a plate, an account … the identifier itself.
        case_id: the case, by its opaque id; who is not a member of it may not record in it.
        report: the report that tells of it, one of the case's. None: the officer's own knowledge, in no packet.
        seen: first and last, of all that is recorded; none: when the report says that it happened.
        facts: values by property (`intel.properties.PROPERTIES`), all by the same report; empty ones are passed over.
    Returns: the entity; one that had been taken out of the case stands again.
    Raises: NotAllowed; Invalid with a sentence per field.
    """
    grounds.require_case(case_id, by=by)
    grounds.require_citable(report, case_id, by=by)
    given = [
        Given(prop, value, report, *seen) for prop, value in {"name": name, **facts}.items() if value or prop == "name"
    ]
    _check(schema, name, given)
    country = report.country if report else ""
    key = key_of(schema, name, service=facts.get("service", ""), country=country)
    entity = _row(schema, name.strip(), key, case_id, by=by)
    for each in given:
        fact_desk.keep(entity, each, by=by)
    index.refresh(entity)
    return entity


def _check(schema: str, name: str, given: list[Given]) -> None:
    if schema not in Schema.values:
        raise Invalid(_("Choose what it is."), schema=_("Choose what it is."))
    if not name.strip() or len(name) > MAX_NAME:
        sentence = _("Give a name of up to 300 characters.")
        raise Invalid(sentence, name=sentence)
    fact_desk.check(schema, given)


def key_of(schema: str, name: str, *, service: str = "", country: str = "") -> str:
    """The name in one spelling. The same name on two platforms is two accounts.

    Args:
        country: two letters, of whoever gives it: a telephone number may be told without its own.
    """
    key = identifying.read(PROPERTIES[schema]["name"].kind, name, country).key
    platform = service if schema == Schema.USER_ACCOUNT else ""
    return f"{key} {identifying.text(platform)}".strip()[:MAX_NAME]


def _row(schema: str, name: str, key: str, case_id: UUID, *, by: Officer) -> Entity:
    """The locked row of this name in the case; two who record it at once get one (`entity_once_in_a_case`)."""
    found, is_new = Entity.objects.filter(purged_at=None).get_or_create(
        recorded_in=case_id, schema=schema, key=key,
        defaults={
            "reference": next_reference("ENT"), "name": name, "compartments": [case_id], "recorded_by": by,
            "review_by": retention.first_review() if schema == Schema.PERSON else None,
        },
    )  # fmt: skip
    entity = fact_desk.locked(found)
    if is_new:
        audit.record(by, "entity.recorded", entity, schema=schema, case=case_id)
    elif not entity.stands:
        _put_back(entity, by=by)
    return entity


def _put_back(entity: Entity, *, by: Officer) -> None:
    entity.taken_out_by, entity.taken_out_at, entity.taken_out_why = None, None, ""
    entity.save(update_fields=["taken_out_by", "taken_out_at", "taken_out_why"])
    audit.record(by, "entity.put_back", entity)


@transaction.atomic
def take_out(entity: Entity, why: str, *, by: Officer) -> Entity:
    """Take a person or a thing out of the case: it is in no picture and no packet any more, and its page says why.

    Raises: NotAllowed; WrongStatus; Invalid without a reason.
    """
    fresh = fact_desk.locked(entity)
    fact_desk.require_entity(fresh, by=by)
    strike(fresh, why, by=by)
    index.refresh(fresh)
    audit.record(by, "entity.taken_out", fresh)
    return fresh
