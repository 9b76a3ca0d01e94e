"""Exhibits of the case: sealed things on shelves, one at a laboratory, a statement, a live animal in care."""

from typing import Any

from cases import custody, exhibits, laboratory, shelves, statements
from cases.acquiring import Acquired
from cases.custody import Step
from cases.models import Exhibit, Shelf
from cases.statements import Words
from config.demo.bears.told import ZONE, Dossier, day, moment, told
from config.demo.desk_work import Desk

ACQUIRED = ("description", "how", "where", "legal_basis", "marks", "measures", "packaging", "is_biohazard")
RECORD = "Inspecting officer FPD-002041"


def _acquired(said: dict[str, Any], kind: str) -> Acquired:
    given = {name: said[name] for name in ACQUIRED if name in said}
    at = moment(said["days_ago"], said["at"])
    return Acquired(**given, kind=kind, at=at, zone=ZONE, acquirer=RECORD)


def open_shelves(desk: Desk) -> None:
    for said in told()["shelves"]:
        shelves.open_shelf(said["store"], said["name"], said["note"], by=desk.custodian)


def _shelf(key: str) -> Shelf:
    said = next(each for each in told()["shelves"] if each["key"] == key)
    return Shelf.objects.get(store=said["store"], name=said["name"])


def take_in(dossier: Dossier) -> None:
    """Each thing is registered by the investigator; the custodian seals it and puts it on its shelf."""
    for said in told()["exhibits"]:
        whole = dossier.exhibits.get(said.get("of", ""))
        part: dict[str, Any] = {"parent": whole, "relation": Exhibit.Relation.PART} if whole else {}
        acquired = _acquired(said, said["kind"])
        row = exhibits.register_exhibit(dossier.case, acquired, by=dossier.desk.investigator, **part)
        custody.move(row, "sealed", Step(seal=said["seal"]), by=dossier.desk.custodian)
        dossier.exhibits[said["key"]] = custody.move(
            row, "stored", Step(shelf=_shelf(said["shelf"])), by=dossier.desk.custodian
        )
        if "lab" in said:
            _send_to_laboratory(dossier, row, said["lab"])
    _take_statement(dossier)
    _hand_animal_over(dossier)


def _send_to_laboratory(dossier: Dossier, row: Exhibit, said: dict[str, Any]) -> None:
    due, by = day(-said["due_in"]), dossier.desk.custodian
    fields = ("laboratory", "contact", "return_instructions", "method_wanted")
    wanted = laboratory.Wanted(**{name: said[name] for name in fields}, due=due)
    laboratory.ask(dossier.case, wanted, {row: said["question"]}, by=dossier.desk.investigator)
    custody.move(row, "out", Step(purpose=said["question"], due_back=due), by=by)
    custody.move(row, "lab", Step(to_who=said["laboratory"], purpose=said["question"], due_back=due), by=by)


def _take_statement(dossier: Dossier) -> None:
    said = told()["statement"]
    words = Words(said["language"], said["by_service_number"], said["willing"])
    acquired = _acquired(said, Exhibit.Kind.STATEMENT)
    dossier.exhibits["statement"] = statements.take(dossier.case, words, acquired, by=dossier.desk.investigator)


def _hand_animal_over(dossier: Dossier) -> None:
    said = told()["animal"]
    acquired = _acquired(said, Exhibit.Kind.LIVE_ANIMAL)
    row = exhibits.register_exhibit(dossier.case, acquired, by=dossier.desk.investigator)
    step = Step(to_who=said["to_who"], purpose=said["purpose"])
    dossier.exhibits["animal"] = custody.move(row, "transferred", step, by=dossier.desk.custodian)
