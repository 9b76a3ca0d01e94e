"""Every field that a paper about seizures could hold, by noun: how it is read. Profiles name those that leave.

Not here, and so in no paper: who told us, and the exact site where animals are kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cases.models import AnimalGroup, RouteStop, SeizedPerson, Seizure, SpecimenLine
from cases.models.trade_codes import RouteRole
from cases.seizing import quantities, routes
from intel.models import Schema


@dataclass(frozen=True)
class Known:
    """A person of a seizure, and what may be told of them, by property (`persons.facts_of`)."""

    person: SeizedPerson
    facts: Mapping[str, str]


def _label(row: Any, name: str) -> str:
    """A code in words, '' where none was chosen."""
    return str(getattr(row, f"get_{name}_display")()) if getattr(row, name) else ""


def _known(row: Any, name: str) -> str:
    """The same, and '' for what nobody knows."""
    return "" if getattr(row, name) == "unknown" else _label(row, name)


def _value(seizure: Seizure) -> str:
    return f"{quantities.written(seizure.value)} {seizure.currency}" if seizure.value is not None else ""


def _valued(seizure: Seizure) -> str:
    """How the value was found: `Market price, 2026-11-20, the customs office`."""
    if seizure.value is None:
        return ""
    return ", ".join(filter(None, (_label(seizure, "value_method"), f"{seizure.valued_on or ''}", seizure.valued_by)))


SEIZURE: Mapping[str, Callable[[Seizure], Any]] = {
    "reference": lambda seizure: seizure.reference,
    "date": lambda seizure: seizure.when,
    "country": lambda seizure: seizure.country,
    "place": lambda seizure: seizure.place,
    "setting": lambda seizure: _known(seizure, "setting"),
    "agency": lambda seizure: seizure.detecting_agency,
    "reason": lambda seizure: seizure.reason,
    "transport": lambda seizure: _label(seizure, "transport"),
    "detection": lambda seizure: _label(seizure, "detection"),
    "concealment": lambda seizure: seizure.concealment,
    "origin": lambda seizure: routes.of_role(seizure.route.all(), RouteRole.ORIGIN),
    "transit": lambda seizure: routes.transit(seizure.route.all()),
    "destination": lambda seizure: routes.of_role(seizure.route.all(), RouteRole.DESTINATION),
    "route": lambda seizure: [stop_in_words(stop) for stop in seizure.route.all()],
    "value": _value,
    "valued": _valued,
    "law": lambda seizure: seizure.law,
    "sanction": lambda seizure: seizure.sanction,
    "disposal": lambda seizure: _label(seizure, "disposal"),
    "additional": lambda seizure: seizure.additional,
    "proof": lambda seizure: _label(seizure, "proof"),
}
SPECIMEN: Mapping[str, Callable[[SpecimenLine], Any]] = {
    "name": lambda line: line.taxon.scientific_name,
    "common_name": lambda line: line.taxon.english,
    "appendix": lambda line: line.appendix,
    "appendix_note": lambda line: line.appendix_note,
    "term": lambda line: line.term.code,
    "term_name": lambda line: line.term.name,
    "quantity": lambda line: quantities.written(_counted(line)[0]),
    "unit": lambda line: _counted(line)[1],
    "reported": lambda line: line.reported,
    "condition": lambda line: _known(line, "condition"),
    "marks": lambda line: line.marks,
    "source": lambda line: line.source,
    "purpose": lambda line: line.purpose,
    "origin": lambda line: line.origin,
    "identified_by": lambda line: line.identified_by,
    "basis": lambda line: _label(line, "basis"),
    "certainty": lambda line: _known(line, "certainty"),
}
ANIMALS: Mapping[str, Callable[[AnimalGroup], Any]] = {
    "reference": lambda group: group.reference,
    "name": lambda group: group.taxon.scientific_name,
    "number": lambda group: str(group.number),
    "marks": lambda group: group.marks,
    "fate": lambda group: _label(group, "fate"),
    "seen_on": lambda group: f"{group.seen_on}",
    "centre": lambda group: group.centre,
    "release_place": lambda group: group.release_place,
}
PAPERS: Mapping[str, str] = {
    "passportNumber": "passport",
    "idNumber": "identity number",
    "registrationNumber": "registration",
}
PERSON: Mapping[str, Callable[[Known], Any]] = {
    "name": lambda known: known.facts.get("name", ""),
    "role": lambda known: known.person.reported_as,
    "role_code": lambda known: known.person.role,
    "is_company": lambda known: known.person.entity.schema != Schema.PERSON,
    "born": lambda known: known.facts.get("birthDate", ""),
    "nationality": lambda known: known.person.nationality or known.facts.get("nationality", "").upper(),
    "documents": lambda known: ", ".join(
        f"{label} {known.facts[prop]}" for prop, label in PAPERS.items() if prop in known.facts
    ),
    "arrested": lambda known: str(known.person.get_arrested_display()),
}


def _counted(line: SpecimenLine) -> tuple[Any, str]:
    """The quantity as it is counted; as reported where its unit has no fixed size."""
    if line.normalised is None:
        return line.quantity, line.unit
    return line.normalised, line.normalised_unit


def stop_in_words(stop: RouteStop) -> str:
    """`Transit: Vientiane, LA (Road)`."""
    where = ", ".join(filter(None, (stop.place, stop.country)))
    mode = f" ({stop.get_mode_display()})" if stop.mode else ""
    return f"{stop.get_role_display()}: {where}{mode}"
