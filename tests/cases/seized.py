"""Builders of seizures, through the real verbs."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.make import make_taxon

DAY = date(2026, 3, 14)


def make_term(code: str = "SCA", name: str = "scales", scheme: str = "term") -> Any:
    from reference.models import TradeTerm

    return TradeTerm.objects.get_or_create(scheme=scheme, code=code, defaults={"name": name, "preferred_unit": "kg"})[0]


def make_seizure(case: Any, by: Any, **given: Any) -> Any:
    from cases.seizing import seizures

    facts = {"seized_on": DAY, "country": "VN", "place": "Hai Phong", "setting": "seaport", **given}
    return seizures.record(case, seizures.Facts(**facts), by=by)


def make_line(seizure: Any, by: Any, **given: Any) -> Any:
    from cases.seizing import specimens

    said = {"term": "SCA", "quantity": Decimal(12), "unit": "kg", **given}
    said.setdefault("taxon", make_taxon("Manis javanica", "Sunda pangolin"))
    make_term(said["term"])
    return specimens.enter(seizure, specimens.Specimens(**said), by=by)


def make_animals(seizure: Any, by: Any, **given: Any) -> Any:
    from cases.seizing import animals

    taken = {"taxon": make_taxon(), "number": 5, "centre": "The centre in the north", **given}
    return animals.take_in(seizure, animals.Taken(**taken), by=by)


def lay(seizure: Any, by: Any, *stops: tuple[str, ...]) -> Any:
    from cases.seizing import routes

    return routes.lay(seizure, [routes.Stop(*stop) for stop in stops], by=by)


def name_person(seizure: Any, by: Any, name: str = "Nguyen Van A", report: Any = None, **given: Any) -> Any:
    """`facts` go to the entity, the rest (role, nationality, arrested) to the seizure's row."""
    from cases.seizing import persons
    from intel import entities

    facts = given.pop("facts", {})
    entity = entities.record("Person", name, case_id=seizure.case_id, report=report, by=by, **facts)
    return persons.name(seizure, entity, persons.Reported(**given), by=by)
