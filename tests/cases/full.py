"""A case that has everything: the demonstration's own, on reference rows of the test's."""

from typing import TYPE_CHECKING

from tests.cases.making import make_agency, make_case, make_released
from tests.cases.seized import make_term
from tests.make import make_taxon

if TYPE_CHECKING:
    from config.demo.bears.told import Dossier
    from staff.models import Officer


def make_full(investigator: "Officer", analyst: "Officer", custodian: "Officer") -> "Dossier":
    """Opened by the investigator and worked through by all three, as in the demonstration."""
    from config.demo.bears.working import work_through
    from config.demo.desk_work import Desk

    _reference()
    report = make_released(title="Bears kept for bile", country="VN", place="Hanoi")
    case = make_case(investigator, report, title="Bear bile west of Hanoi", type="captive", priority=2)
    officers = {"investigator": investigator, "analyst": analyst, "custodian": custodian}
    return work_through(Desk(officers, {}), case, report)


def _reference() -> None:
    from config.demo.bears.told import told
    from reference.models import Agency, Offence

    for line in told()["seizure"]["lines"]:
        make_taxon(line["taxon"])
        make_term(line["term"], line["term"].lower())
    for code in told()["brief"]["offences"]:
        Offence.objects.get_or_create(code=code, defaults={"name": code, "tip_class": "live"})
    Agency.objects.filter(pk=make_agency().pk).update(tags=["wildlife"])
