"""Questions, hypotheses and the evidence for and against them; the checklist and the risks of a case."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from cases import casework, checklist, hypotheses, questions, risks, timeline
from cases.hypotheses import Conclusion
from cases.models import Bearing, CaseRisk, ChecklistPoint, Hypothesis, Question
from cases.timeline import Moment
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import colleague, make_case, make_exhibit, make_released

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
HELD = Conclusion("held", "The stall sells wild turtles.", "likely", "moderate")


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def hypothesis(case, investigator):
    return hypotheses.put(case, "The turtles were taken from the wild", by=investigator)


def test_a_question_is_asked_answered_and_asked_again(case, investigator):
    question = questions.ask(case, "Where is the stock kept?", by=investigator)
    assert question.state == Question.State.OPEN
    answered = questions.answer(question, "In the shed: EXH-1 shows it.", by=investigator)
    assert (answered.state, answered.answer) == ("answered", "In the shed: EXH-1 shows it.")
    again = questions.ask_again(question, by=investigator)
    assert (again.state, again.answer, again.settled_at) == ("open", "In the shed: EXH-1 shows it.", None)


@pytest.mark.parametrize("was", Question.State.values)
def test_every_step_of_a_question_that_next_lacks_is_refused(case, investigator, was):
    question = questions.ask(case, "Where?", by=investigator)
    Question.objects.filter(pk=question.pk).update(state=was, answer="There")
    for to in set(Question.State.values) - questions.NEXT[was]:
        with pytest.raises(WrongStatus):
            questions._move(question, to, by=investigator)
    question.refresh_from_db()
    assert question.state == was


@pytest.mark.parametrize("was", Hypothesis.State.values)
def test_every_step_of_a_hypothesis_that_next_lacks_is_refused(hypothesis, investigator, was):
    sure = {"conclusion": "So", "likelihood": "likely", "confidence": "low"}
    Hypothesis.objects.filter(pk=hypothesis.pk).update(state=was, **sure)
    for to in set(Hypothesis.State.values) - hypotheses.NEXT[was]:
        with pytest.raises(WrongStatus):
            hypotheses._move(hypothesis, to, by=investigator)
    hypothesis.refresh_from_db()
    assert hypothesis.state == was


def test_evidence_is_weighed_once_for_each_hypothesis_and_can_be_taken_back(case, hypothesis, investigator):
    report = case.reports.get()
    hypotheses.weigh(report, {hypothesis: "for"}, by=investigator)
    hypotheses.weigh(report, {hypothesis: "against"}, by=investigator, note="The shells are farmed")
    bearing = Bearing.objects.get()
    assert (bearing.report, bearing.says, bearing.note) == (report, "against", "The shells are farmed")
    hypotheses.weigh(report, {hypothesis: ""}, by=investigator)
    assert not Bearing.objects.exists()


def test_reports_exhibits_and_the_timeline_can_be_weighed(case, hypothesis, investigator):
    exhibit = make_exhibit(case, investigator)
    moment = timeline.add(case, Moment("A delivery", AT), by=investigator)
    for evidence in (case.reports.get(), exhibit, moment):
        hypotheses.weigh(evidence, {hypothesis: "for"}, by=investigator)
    assert Bearing.objects.count() == 3


def test_only_what_the_case_holds_and_the_officer_sees_is_weighed(case, hypothesis, investigator):
    elsewhere = make_case(colleague("investigator"))
    foreign = make_exhibit(elsewhere, colleague("investigator"))
    for evidence in (elsewhere.reports.get(), foreign):
        with pytest.raises(NotAllowed):
            hypotheses.weigh(evidence, {hypothesis: "for"}, by=investigator)
    shared = case.reports.get()
    casework.add_report(elsewhere, shared, by=colleague("investigator"))
    casework.deny(elsewhere, investigator, by=colleague("investigator"))
    with pytest.raises(NotAllowed):
        hypotheses.weigh(shared, {hypothesis: "for"}, by=investigator)
    assert not Bearing.objects.exists()


def test_what_rests_on_a_report_that_another_case_keeps_from_an_officer_is_hidden_from_them(
    case, hypothesis, investigator
):
    report = case.reports.get()
    moment = timeline.add(case, Moment("A delivery", AT, reports=[report]), by=investigator)
    for evidence in (report, moment, make_exhibit(case, investigator)):
        hypotheses.weigh(evidence, {hypothesis: "for"}, by=investigator)
    other = make_case(colleague("investigator"), report)
    casework.deny(other, investigator, by=colleague("investigator"))
    assert [seen.exhibit_id is not None for seen in Bearing.objects.visible_to(investigator)] == [True]
    assert not Bearing.objects.visible_to(colleague("analyst")).exists()


def test_a_conclusion_says_how_likely_and_how_sure(hypothesis, investigator):
    with pytest.raises(Invalid) as refused:
        hypotheses.conclude(hypothesis, Conclusion("held", "", "maybe", "very"), by=investigator)
    assert set(refused.value.fields) == {"text", "likelihood", "confidence"}
    held = hypotheses.conclude(hypothesis, HELD, by=investigator)
    assert (held.state, held.likelihood_shown, held.confidence) == ("held", "likely (55–80 %)", "moderate")


def test_the_database_holds_no_conclusion_without_its_words(hypothesis):
    with pytest.raises(IntegrityError), transaction.atomic():
        Hypothesis.objects.filter(pk=hypothesis.pk).update(state="held")


def test_a_concluded_hypothesis_is_neither_weighed_nor_reworded(case, hypothesis, investigator):
    hypotheses.conclude(hypothesis, HELD, by=investigator)
    with pytest.raises(WrongStatus):
        hypotheses.weigh(case.reports.get(), {hypothesis: "for"}, by=investigator)
    with pytest.raises(WrongStatus):
        hypotheses.reword(hypothesis, "Something else", by=investigator, in_packets=True)
    kept = hypotheses.reword(hypothesis, hypothesis.text, by=investigator, in_packets=False)
    assert not kept.in_packets


def test_a_point_is_ticked_by_somebody_once_and_unticked(case, investigator):
    point = checklist.add(case, "Nothing was bought.", by=investigator, section="not_done")
    ticked = checklist.tick(point, by=investigator, note="Asked all three of us")
    assert (ticked.ticked_by, ticked.note, ticked.is_ticked) == (investigator, "Asked all three of us", True)
    with pytest.raises(WrongStatus):
        checklist.tick(point, by=investigator)
    assert not checklist.untick(point, by=investigator).is_ticked
    with pytest.raises(WrongStatus):
        checklist.untick(point, by=investigator)


def test_a_later_assessment_of_a_risk_takes_the_place_of_the_one_before(case, investigator):
    risks.assess(case, "officers", "low", "Nobody was seen with arms.", by=investigator)
    risks.assess(case, "officers", "high", "Two men carry rifles.", by=investigator)
    assert [(risk.level, risk.sentence) for risk in CaseRisk.objects.all()] == [("high", "Two men carry rifles.")]
    with pytest.raises(Invalid) as refused:
        risks.assess(case, "weather", "wet", "", by=investigator)
    assert set(refused.value.fields) == {"kind", "level", "sentence"}


def test_whoever_may_not_write_in_the_case_changes_none_of_it(case, hypothesis, investigator, custodian):
    casework.admit(case, custodian, by=investigator)
    question = questions.ask(case, "Where?", by=investigator)
    point = checklist.add(case, "Ask", by=investigator)
    before = AuditEntry.objects.count()
    for officer in (custodian, colleague("investigator")):
        for act in (
            lambda by: questions.ask(case, "Who?", by=by), lambda by: questions.answer(question, "There", by=by),
            lambda by: questions.drop(question, by=by), lambda by: hypotheses.put(case, "It is so", by=by),
            lambda by: hypotheses.conclude(hypothesis, HELD, by=by), lambda by: hypotheses.drop(hypothesis, by=by),
            lambda by: hypotheses.weigh(case.reports.get(), {hypothesis: "for"}, by=by),
            lambda by: checklist.add(case, "More", by=by), lambda by: checklist.tick(point, by=by),
            lambda by: risks.assess(case, "officers", "low", "So", by=by),
        ):  # fmt: skip
            with pytest.raises(NotAllowed):
                act(officer)
    assert AuditEntry.objects.count() == before
    assert (Question.objects.count(), Hypothesis.objects.count(), ChecklistPoint.objects.count()) == (1, 1, 1)


def test_no_word_of_what_is_asked_or_concluded_stands_in_the_ledger(case, hypothesis, investigator):
    report = make_released()
    casework.add_report(case, report, by=investigator)
    hypotheses.weigh(report, {hypothesis: "against"}, by=investigator, note="zq-note")
    hypotheses.conclude(hypothesis, Conclusion("rejected", "zq-conclusion", "unlikely", "low"), by=investigator)
    questions.answer(questions.ask(case, "zq-question", by=investigator), "zq-answer", by=investigator)
    assert "zq-" not in str(list(AuditEntry.objects.values_list("details", flat=True)))
