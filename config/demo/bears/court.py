"""The proceeding on the first seizure, with its charge and the next hearing; and what is counted by now."""

from decimal import Decimal
from typing import Any

from cases import outcomes, proceedings
from cases.models import Proceeding
from cases.outcomes import Result
from config.demo.bears.told import Dossier, day, told


def prosecute(dossier: Dossier) -> Proceeding:
    said, by = told()["proceeding"], dossier.desk.investigator
    filed = day(said["days_ago"])
    matter = proceedings.Matter(said["body"], said["country"], filed, number=said["number"])
    row = proceedings.open_proceeding(dossier.case, matter, by=by)
    accused = dossier.entities[said["accused"]]
    accusation = proceedings.Accusation(accused, said["law"], said["section"], said["offences"])
    proceedings.charge(row, accusation, day(said["charged"]), by=by)
    for stage, days_ago, words in said["stages"]:
        proceedings.advance(row, stage, day(days_ago), by=by, words=words)
    return proceedings.set_hearing(row, day(-said["hearing_in"]), by=by, words=said["hearing"])


def count(dossier: Dossier) -> None:
    """Outcomes with what proves each."""
    for said in told()["outcomes"]:
        outcomes.enter(dossier.case, _result(dossier, said), by=dossier.desk.investigator)


def _result(dossier: Dossier, said: dict[str, Any]) -> Result:
    given = {name: said[name] for name in ("country", "attribution", "proof", "text", "unit", "place") if name in said}
    return Result(
        said["kind"], day(said["days_ago"]), Decimal(said["quantity"]) if "quantity" in said else None,
        persons=[dossier.entities[key] for key in said.get("persons", ())],
        exhibit=dossier.exhibits.get(said.get("exhibit", "")),
        proceeding=dossier.case.proceedings.first() if said["proof"] == "court" else None, **given,
    )  # fmt: skip
