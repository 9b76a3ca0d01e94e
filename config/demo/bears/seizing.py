"""The first seizure: its lines, the way of the goods, who is named in it, and the animals since then."""

from decimal import Decimal
from typing import Any

from cases.models import Seizure
from cases.seizing import animals, persons, routes, seizures, specimens
from cases.seizing.persons import Reported
from config.demo.bears.told import Dossier, day, told
from config.demo.handing_over import agency
from reference.models import Taxon


def record(dossier: Dossier) -> Seizure:
    said, by = told()["seizure"], dossier.desk.investigator
    seized_on = day(said["days_ago"])
    facts = said["facts"] | {"value": Decimal(said["facts"]["value"])}
    row = seizures.record(
        dossier.case, seizures.Facts(seized_on=seized_on, valued_on=seized_on, agency=agency(), **facts), by=by
    )
    for line in said["lines"]:
        specimens.enter(row, _specimens(line), by=by)
    routes.lay(row, [routes.Stop(*stop) for stop in said["route"]], by=by)
    for who, role, nationality, arrested in said["persons"]:
        persons.name(row, dossier.entities[who], Reported(role, nationality, arrested), by=by)
    for group in said["animals"]:
        _follow(dossier, row, group)
    seizures.attribute(row, by=by, exhibits=[dossier.exhibits[key] for key in ("vials", "statement")])
    return row


def _specimens(line: dict[str, Any]) -> specimens.Specimens:
    return specimens.Specimens(
        **line | {"taxon": _taxon(line["taxon"]), "quantity": Decimal(line["quantity"])}
    )  # fmt: skip


def _taxon(name: str) -> Taxon:
    return Taxon.objects.get(scientific_name=name)


def _follow(dossier: Dossier, row: Seizure, said: dict[str, Any]) -> None:
    """Take animals in; where somebody looked at them since, note how they were."""
    given = {name: said[name] for name in ("number", "marks", "centre", "health")}
    exhibit = dossier.exhibits["animal"] if said.get("is_exhibit") else None
    taken = animals.Taken(taxon=_taxon("Ursus thibetanus"), exhibit=exhibit, **given)
    group = animals.take_in(row, taken, by=dossier.desk.investigator)
    if seen := said.get("seen"):
        how = animals.Seen(seen["fate"], day(seen["days_ago"]), seen["health"])
        animals.note(group, how, by=dossier.desk.investigator)
