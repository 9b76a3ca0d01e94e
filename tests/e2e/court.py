"""A case from what was found to a verdict, stage by stage, through the pages of investigators. All is invented."""

from datetime import date

from tests.e2e.desk import Desk
from tests.e2e.stages import Path

ACCUSED = "Bopha Ratanak"
COMPANY = "Mekong Blue Ice Ltd"


def _case(path: Path) -> Desk:
    return path.at("investigator", "case", path.case)


def _report(path: Path) -> str:
    return str(path.house.one("SELECT id FROM hotline_report WHERE reference = %s", path.report))


def _entity(path: Path, name: str) -> str:
    return str(path.house.one("SELECT id FROM intel_entity WHERE name = %s", name))


def name_persons(path: Path) -> None:
    for schema, name in (("Person", ACCUSED), ("Company", COMPANY)):
        _case(path).press("Record a person or thing", schema=schema, name=name, report=_report(path))
    ends = {"source": _entity(path, ACCUSED), "target": _entity(path, COMPANY)}
    _case(path).press("Link two", **ends, kind="Directorship", report=_report(path))


def weigh(path: Path) -> None:
    _case(path).press("Ask a question", text="Who pays for the cold store?")
    _case(path).press("Put a hypothesis", text="The store belongs to the carrier.")


def tell_what_happened(path: Path) -> None:
    _case(path).press("Add to the timeline", text="Crates were brought in by lorry.", start="2026-10-03")


def record_seizure(path: Path) -> None:
    desk = _case(path).press(
        "Record a seizure", seized_on="2026-11-03", country="KH", place="Harbour", agency="Customs of the harbour",
        detection="tip",
    )  # fmt: skip
    desk.page.wait_for_url("**/cases/seizure/**")
    desk.press(
        "Enter specimens", taxon="Manis javanica", term="LIV", quantity="40", unit="no.", condition="alive",
        origin="KH", identified_by="Ranger post",
    )  # fmt: skip


def seal_exhibit(path: Path) -> None:
    desk = path.at("custodian", "exhibit", path.exhibit)
    desk.press("Next step of custody", to="sealed", seal="KH-000417")


def bring_to_court(path: Path) -> None:
    desk = _case(path).press(
        "Enter a proceeding", body="Court of First Instance", number="27/2026", country="KH", on="2026-11-05"
    )
    desk.page.wait_for_url("**/cases/proceeding/**")
    desk.press("Enter a charge", accused=_entity(path, ACCUSED), law="Forestry Law", section="art. 97", on="2026-11-06")
    desk.press("Next stage", to="charged", on="2026-11-06").press("Next stage", to="trial", on="2026-11-10")
    desk.press("The case is in court: move it on")


def hear_verdict(path: Path) -> None:
    number = path.house.one("SELECT id FROM cases_proceeding ORDER BY id DESC LIMIT 1")
    desk = path.desk("investigator").go(f"/desk/cases/proceeding/{number}/change/")
    charge = str(path.house.one("SELECT id FROM cases_charge"))
    desk.press("Enter a verdict", charge=charge, to="convicted", on="2026-11-17")
    desk.press("Enter a sentence", accused=_entity(path, ACCUSED), on="2026-11-17", years="3")
    desk.press("It is final", on=date.today().isoformat())
    with desk.page.expect_navigation():
        desk.page.locator("#outcomes form button").first.click()


def close_case(path: Path) -> None:
    _case(path).press("Close", ending="convicted")
