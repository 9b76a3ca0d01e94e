"""What happened, what is asked, what is thought, and who does what about it."""

from dataclasses import replace
from datetime import date
from typing import Any

from cases import hypotheses, questions, timeline, worklist
from cases.hypotheses import Conclusion
from cases.models import Hypothesis, Task
from cases.timeline import Moment
from cases.worklist import Work
from config.demo.bears.told import ZONE, Dossier, day, moment, told


# --- What happened ----------------------------------------------------------------------------------------------
def tell_what_happened(dossier: Dossier) -> None:
    """The timeline: one entry is worded anew, two contradict each other."""
    by = dossier.desk.investigator
    for said in told()["moments"]:
        first = _moment(dossier, said)
        item = timeline.add(dossier.case, first, by=by)
        if "reworded" in said:
            item = timeline.reword(item, replace(first, text=said["reworded"]), by=by)
        dossier.moments[said["key"]] = item
    one, other = (dossier.moments[key] for key in told()["contradiction"])
    timeline.contradict(one, other, by=by)


def _moment(dossier: Dossier, said: dict[str, Any]) -> Moment:
    return Moment(
        said["text"], moment(said["days_ago"], said["at"]), precision=said["precision"], zone=ZONE,
        place="Hanoi" if "country" not in said else "", country=said.get("country", "VN"),
        reports=[dossier.report] if said.get("is_reported") else [],
        exhibits=[dossier.exhibits[key] for key in said.get("exhibits", ())],
        is_disputed=said.get("is_disputed", False),
    )  # fmt: skip


# --- What is asked and thought ----------------------------------------------------------------------------------
def ask(dossier: Dossier) -> None:
    by = dossier.desk.investigator
    for said in told()["questions"]:
        question = questions.ask(dossier.case, said["text"], by=by, in_packets=said["in_packets"])
        if "answer" in said:
            questions.answer(question, said["answer"], by=by)


def weigh(dossier: Dossier) -> None:
    """Each hypothesis with what speaks for and against it; one is concluded."""
    by = dossier.desk.analyst
    for said in told()["hypotheses"]:
        hypothesis = hypotheses.put(dossier.case, said["text"], by=by)
        for key, says, note in said["bearings"]:
            hypotheses.weigh(dossier.evidence(key), {hypothesis: says}, by=by, note=note)
        if "conclusion" in said:
            _conclude(dossier, hypothesis, said["conclusion"])


def _conclude(dossier: Dossier, hypothesis: Hypothesis, said: dict[str, str]) -> None:
    hypotheses.conclude(hypothesis, Conclusion(**said), by=dossier.desk.analyst)


# --- Who does what ----------------------------------------------------------------------------------------------
def give_work(dossier: Dossier) -> None:
    """Tasks with their logs; one waits for another, one is late."""
    by, given = dossier.desk.investigator, list[Task]()
    for said in told()["tasks"]:
        owner = dossier.desk.officers[said["owner"]]
        due = _due(said["due_in"])
        task = worklist.set_task(
            dossier.case, said["title"], by=by, owner=owner, due=due, is_blocking=said.get("is_blocking", False)
        )
        given.append(task)
        for line in said["log"]:
            worklist.log(task, Work(line["text"], line["minutes"], day(line["days_ago"])), by=owner)
        if "waits_for" in said:
            worklist.wait_for(task, given[said["waits_for"]], by=by)
        if said["state"] != Task.State.TO_DO:
            worklist.move(task, said["state"], by=owner)


def _due(days: int | None) -> date | None:
    return None if days is None else day(-days)
