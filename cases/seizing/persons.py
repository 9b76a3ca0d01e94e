"""Persons and companies of a seizure, as they are reported."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cases.models import SeizedPerson, Seizure
from cases.models.trade_codes import Arrested
from cases.seizing import countries
from cases.seizing.seizures import locked, not_in_list
from intel.models import Entity, Role
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid


@dataclass(frozen=True)
class Reported:
    """As what somebody is reported in a seizure. `nationality`: a country code, '' where it is not known."""

    role: str = Role.UNKNOWN
    nationality: str = ""
    arrested: str = Arrested.UNKNOWN


@transaction.atomic
def name(seizure: Seizure, entity: Entity, reported: Reported, *, by: Officer) -> SeizedPerson:
    """Name somebody in a seizure. Raises: NotAllowed; Invalid where they are not of this case, or named already."""
    fresh = locked(seizure, by=by)
    _check(reported)
    if not Entity.objects.visible_to(by).in_case(fresh.case_id).filter(pk=entity.pk).exists():
        raise Invalid(_("Only persons and companies of this case."), entity=_("Not in this case."))
    columns = {"role": reported.role, "nationality": reported.nationality, "arrested": reported.arrested}
    try:
        with transaction.atomic():
            person = SeizedPerson.objects.create(seizure=fresh, entity=entity, entered_by=by, **columns)
    except IntegrityError as taken:
        raise Invalid(_("They are named in this seizure already."), entity=_("Named already.")) from taken
    audit.record(by, "seizure.person_named", fresh, entity=str(entity.pk), role=reported.role)
    return person


@transaction.atomic
def correct(person: SeizedPerson, reported: Reported, *, by: Officer) -> SeizedPerson:
    """Say anew as what they are reported. Raises: NotAllowed; Invalid."""
    seizure = locked(person.seizure, by=by)
    _check(reported)
    fresh = SeizedPerson.objects.select_for_update(no_key=True).get(pk=person.pk)
    fresh.role, fresh.nationality, fresh.arrested = reported.role, reported.nationality, reported.arrested
    fresh.save(update_fields=["role", "nationality", "arrested"])
    audit.record(by, "seizure.person_corrected", seizure, entity=str(fresh.entity_id), role=fresh.role)
    return fresh


@transaction.atomic
def take_out(person: SeizedPerson, *, by: Officer) -> Seizure:
    """Take somebody out who was named by mistake. Returns: the seizure. Raises: NotAllowed."""
    seizure = locked(person.seizure, by=by)
    audit.record(by, "seizure.person_taken_out", seizure, entity=str(person.entity_id))
    person.delete()
    return seizure


def _check(reported: Reported) -> None:
    wrong: dict[str, str] = {}
    if reported.role not in Role.values:
        wrong["role"] = not_in_list(reported.role, Role, "role in a network")
    if reported.arrested not in Arrested.values:
        wrong["arrested"] = not_in_list(reported.arrested, Arrested, "arrested")
    if reported.nationality and (sentence := countries.refusal(reported.nationality)):
        wrong["nationality"] = sentence
    if wrong:
        raise Invalid(next(iter(wrong.values())), **wrong)


def facts_of(entity: Entity, cited: Collection[Any]) -> dict[str, str]:
    """Values of an entity by property, as far as reports tell of them that may leave (`cited`), the first of each."""
    found: dict[str, str] = {}
    for fact in entity.facts.all():
        if fact.stands and fact.report_id in cited:
            found.setdefault(fact.prop, fact.value)
    return found
