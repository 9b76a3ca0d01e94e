"""The bears' case from its brief to its hearing, in the order in which officers would do it."""

from cases import case_templates, casework, checklist, leading, links, risks
from cases.brief import Brief
from cases.models import Case
from config.demo.bears import court, evidence, inquiry, network, online, seizing
from config.demo.bears.told import Dossier, told
from config.demo.desk_work import Desk
from hotline.models import Report


def work_through(desk: Desk, case: Case, report: Report) -> Dossier:
    """Fill an opened case that `desk.investigator` leads. Needs the reference data, and no running worker."""
    dossier = Dossier(desk, case, report)
    prepare(dossier)
    network.record(dossier)
    evidence.open_shelves(desk)
    evidence.take_in(dossier)
    inquiry.tell_what_happened(dossier)
    inquiry.ask(dossier)
    inquiry.weigh(dossier)
    inquiry.give_work(dossier)
    seizing.record(dossier)
    online.record(dossier)
    court.prosecute(dossier)
    court.count(dossier)
    return dossier


def prepare(dossier: Dossier) -> None:
    """Brief, members, what a case of its kind starts with, risks and notes."""
    desk, case, by = dossier.desk, dossier.case, dossier.desk.investigator
    same = {name: getattr(case, name) for name in ("title", "type", "priority", "summary")}
    casework.describe(case, Brief(**same, **told()["brief"]), by=by)
    for officer in (desk.analyst, desk.custodian):
        casework.admit(case, officer, by=by)
    leading.deputise(case, desk.analyst, by=by)
    casework.move(case, Case.Status.ACTIVE, by=by)
    case_templates.prepare(case, by=by)
    for point in case.checklist.filter(section="not_done"):
        checklist.tick(point, by=by)
    for kind, level, sentence in told()["risks"]:
        risks.assess(case, kind, level, sentence, by=by)
    for words in told()["notes"]:
        casework.note(case, words, by=desk.analyst)


def tie(desk: Desk, case: Case, other: Case) -> None:
    """Link it with another case of the demonstration."""
    links.link(case, other, "linked", by=desk.investigator, why="The same pharmacy may buy both.")
