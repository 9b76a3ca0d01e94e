"""Seizures as papers tell them: plain text, and only the fields that somebody may be given."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from cases.models import AnimalGroup, Seizure, SpecimenLine
from cases.packets.fields import pick
from cases.seizing import fields, persons


@dataclass(frozen=True)
class Allowed:
    """Names of fields (`cases.seizing.fields`) that may be told; a name that is in none of them is not left out but
    stops the paper, and what is not named is never read."""

    seizure: frozenset[str] = frozenset()
    specimen: frozenset[str] = frozenset()
    animals: frozenset[str] = frozenset()
    person: frozenset[str] = frozenset()


EVERYTHING = Allowed(*map(frozenset, (fields.SEIZURE, fields.SPECIMEN, fields.ANIMALS, fields.PERSON)))


def with_rows(seizures: QuerySet[Seizure]) -> QuerySet[Seizure]:
    """The seizures with all that papers tell of them, in a fixed number of queries, oldest first."""
    lines = SpecimenLine.objects.select_related("taxon", "term")
    groups = AnimalGroup.objects.select_related("taxon", "seizure").order_by("position")
    return (
        seizures.select_related("agency", "case")
        .prefetch_related("route", Prefetch("lines", lines), Prefetch("animals", groups), "persons__entity__facts")
        .order_by("seized_on", "reference")
    )


def tell(seizures: Iterable[Seizure], allowed: Allowed, cited: Collection[Any]) -> list[dict[str, Any]]:
    """Each seizure as {"seizure": fields, "lines": [fields], "animals": [fields], "persons": [fields]}.

    Args:
        cited: ids of the reports that may leave. What no such report tells of a person is not told, be it the name.
    Raises: KeyError for an allowed name that no field has.
    """
    return [_tell(seizure, allowed, cited) for seizure in seizures]


def _tell(seizure: Seizure, allowed: Allowed, cited: Collection[Any]) -> dict[str, Any]:
    def each(getters: Mapping[str, Any], names: frozenset[str], rows: Iterable[Any]) -> list[dict[str, Any]]:
        return [pick(getters, names, row) for row in rows] if names else []

    return {
        "seizure": pick(fields.SEIZURE, allowed.seizure, seizure),
        "lines": each(fields.SPECIMEN, allowed.specimen, seizure.lines.all()),
        "animals": each(fields.ANIMALS, allowed.animals, seizure.animals.all()),
        "persons": each(fields.PERSON, allowed.person, _named(seizure, cited)),
    }


def _named(seizure: Seizure, cited: Collection[Any]) -> list[fields.Known]:
    """The seizure's persons, each with what may be told of them."""
    return [fields.Known(person, persons.facts_of(person.entity, cited)) for person in seizure.persons.all()]
