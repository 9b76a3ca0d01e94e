"""Persons and things of the case, and how they are connected: by the report, or as the officers conclude."""

from config.demo.bears.told import Dossier, told
from intel import entities, links
from intel.links import Tie
from intel.models import Basis


def record(dossier: Dossier) -> None:
    """Enter each with its facts; what the report does not tell is the officers' own knowledge."""
    case, by = dossier.case, dossier.desk.investigator
    for said in told()["entities"]:
        report = dossier.report if said["is_reported"] else None
        dossier.entities[said["key"]] = entities.record(
            said["schema"], said["name"], case_id=case.pk, report=report, by=by, **said["facts"]
        )
    for said in told()["links"]:
        ends = (dossier.entities[said["source"]], dossier.entities[said["target"]])
        links.link(*ends, _tie(dossier, said), by=by)


def _tie(dossier: Dossier, said: dict[str, str]) -> Tie:
    if "summary" in said:
        return Tie(said["kind"], said["role"], basis=Basis.ASSESSED, summary=said["summary"])
    return Tie(said["kind"], said["role"], dossier.report)
