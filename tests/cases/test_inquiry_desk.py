"""The pages of a case's inquiry: the matrix, its cards, who may press what, and what lists cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases import case_templates, casework, checklist, hypotheses, leading, links, questions, risks, timeline
from cases.models import Bearing, Case, CaseLink, ChecklistPoint, Hypothesis, Question, TimelineItem
from cases.timeline import Moment
from staff import compartments
from tests.cases.making import colleague, make_case, make_exhibit, make_released

pytestmark = pytest.mark.django_db
CASES = "/desk/cases/case/"


def _page(row) -> str:
    return f"/desk/cases/{row._meta.model_name}/{row.pk}/change/"


def _press(client, row, name, **said):
    return client.post(f"/desk/cases/{row._meta.model_name}/{row.pk}/{name}/", said)


def _matrix(case) -> str:
    return f"{CASES}{case.pk}/hypotheses/"


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def pair(case, investigator):
    return [hypotheses.put(case, text, by=investigator) for text in ("Taken from the wild", "Bred on a farm")]


def test_what_a_case_asks_is_written_on_its_page(client, sign_in, case, investigator):
    sign_in(client, investigator)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for name, said in {
        "ask": {"text": "Where is the stock kept?", "in_packets": "on"},
        "put": {"text": "The turtles are farmed", "in_packets": "on"},
        "point": {"text": "Nothing was bought.", "section": "not_done"},
        "assess": {"kind": "officers", "level": "high", "sentence": "Two men carry rifles."},
        "deputy": {"officer_chosen": colleague("investigator").pk},
        "move": {"to": "active"},
        "rest": {"reason": "The market is shut until then.", "until": tomorrow},
    }.items():
        response = _press(client, case, name, **said)
        assert response.status_code == 302, (name, response.context and response.context.get("refused"))
    page = client.get(_page(case)).content.decode()
    for said in (
        "Where is the stock kept?", "The turtles are farmed", "Nothing was bought.", "Two men carry rifles.",
        "Deputy", "The market is shut until then.", f"it rests until {tomorrow}",
    ):  # fmt: skip
        assert said in page, said


def test_questions_and_points_are_settled_from_the_page_of_their_case(client, sign_in, case, investigator):
    question = questions.ask(case, "Where?", by=investigator)
    point = checklist.add(case, "Ask twice", by=investigator)
    sign_in(client, investigator)
    answered = _press(client, question, "answer", answer="In the shed")
    ticked = _press(client, point, "tick", note="Twice")
    assert answered.headers["Location"] == _page(case) + "#questions"
    assert ticked.headers["Location"] == _page(case) + "#checklist"
    assert (Question.objects.get().answer, ChecklistPoint.objects.get().note) == ("In the shed", "Twice")


def test_a_page_with_many_questions_has_no_id_twice(client, sign_in, case, pair, investigator):
    case_templates.prepare(case, by=investigator)
    sign_in(client, investigator)

    for address in (_page(case), _matrix(case)):
        ids = re.findall(r'\sid="([^"]+)"', client.get(address).content.decode())
        ours = [each for each in ids if "_" in each or each.startswith(("h", "w-", "more"))]
        assert len(ours) == len(set(ours)), sorted(each for each in ours if ours.count(each) > 1)


def test_evidence_is_weighed_in_the_matrix_and_counted(client, sign_in, case, pair, investigator):
    report, exhibit = case.reports.get(), make_exhibit(case, investigator)
    sign_in(client, investigator)
    for evidence, said in ((report, ("for", "against")), (exhibit, ("neither", "against"))):
        given = {f"h_{each.pk}": says for each, says in zip(pair, said, strict=True)}
        key = f"{evidence._meta.model_name}:{evidence.pk}"
        response = client.post(_matrix(case), {"evidence": key, "note": "Seen so", **given})
        assert response.headers["Location"] == f"{_matrix(case)}#{key}"
    response = client.get(_matrix(case))
    counted = [(each.speaks_for, each.against, each.is_least) for each in response.context["matrix"].columns]
    assert counted == [(1, 0, True), (0, 2, False)]
    page = response.content.decode()
    assert report.reference in page
    assert report.grade in page
    assert Bearing.objects.filter(note="Seen so").count() == 4


def test_a_cell_that_somebody_else_changed_meanwhile_is_left_alone(client, sign_in, case, pair, investigator):
    report = case.reports.get()
    wild, farm = pair
    hypotheses.weigh(report, {wild: "for", farm: "for"}, by=investigator)
    sign_in(client, investigator)
    stale = {f"h_{wild.pk}": "for", f"was_{wild.pk}": "for", f"h_{farm.pk}": "neither", f"was_{farm.pk}": "for"}
    hypotheses.weigh(report, {wild: "against"}, by=investigator)
    client.post(_matrix(case), {"evidence": f"report:{report.pk}", "note": "", **stale})
    assert {each.hypothesis: each.says for each in Bearing.objects.all()} == {wild: "against", farm: "neither"}


def test_evidence_of_another_case_is_404_in_the_matrix(client, sign_in, case, pair, investigator):
    foreign = make_released()
    sign_in(client, investigator)
    for key in (f"report:{foreign.pk}", "report:nonsense", "officer:1", ""):
        assert client.post(_matrix(case), {"evidence": key, f"h_{pair[0].pk}": "for"}).status_code == 404
    assert not Bearing.objects.exists()


def test_the_matrix_is_closed_to_strangers_read_by_members_and_weighed_by_writers(
    client, sign_in, case, pair, investigator, custodian, analyst
):
    said = {"evidence": f"report:{case.reports.get().pk}", f"h_{pair[0].pk}": "for"}
    casework.admit(case, custodian, by=investigator)
    assert sign_in(client, analyst).get(_matrix(case)).status_code == 404
    assert client.post(_matrix(case), said).status_code == 404
    sign_in(client, custodian)
    page = client.get(_matrix(case))
    assert page.status_code == 200
    assert "<select" not in page.content.decode().partition('id="matrix"')[2]
    assert client.post(_matrix(case), said).status_code == 403
    assert not Bearing.objects.exists()
    assert sign_in(client, investigator).post(_matrix(case), said).status_code == 302
    assert Bearing.objects.count() == 1


def test_a_concluded_hypothesis_stands_in_the_matrix_with_its_words(client, sign_in, case, pair, investigator):
    sign_in(client, investigator)
    said = {"state": "rejected", "text": "The shells are scarred.", "likelihood": "unlikely", "confidence": "moderate"}
    assert _press(client, pair[1], "conclude", **said).headers["Location"] == _matrix(case)
    page = client.get(_matrix(case)).content.decode()
    for words in ("The shells are scarred.", "unlikely (20–45 %)", "confidence moderate", "Rejected"):
        assert words in page, words
    assert f"h_{pair[1].pk}" not in page


def test_a_withdrawn_report_is_struck_out_and_counts_no_more(client, sign_in, case, pair, investigator, supervisor):
    from hotline import reporting

    report = case.reports.get()
    hypotheses.weigh(report, {pair[0]: "against"}, by=investigator)
    reporting.withdraw(report, by=supervisor, reason="wrong")
    response = sign_in(client, investigator).get(_matrix(case))
    assert [each.against for each in response.context["matrix"].columns] == [0, 0]
    assert "is-void" in response.content.decode()


def test_a_case_opens_prepared_unless_one_says_no(client, sign_in, investigator):
    sign_in(client, investigator)
    assert "checked" in client.get("/desk/cases/open/").content.decode().partition('name="is_prepared"')[2][:80]
    for title, more in (("Prepared", {"is_prepared": "on"}), ("Bare", {})):
        client.post("/desk/cases/open/", {"title": title, "type": "online", "priority": "3", **more})
    prepared, bare = Case.objects.get(title="Prepared"), Case.objects.get(title="Bare")
    assert prepared.template_uses.count() == len(case_templates.entries()["online"])
    assert not bare.tasks.exists()
    assert f"{CASES}{prepared.pk}/prepare/" not in client.get(_page(prepared)).content.decode()
    assert f"{CASES}{bare.pk}/prepare/" in client.get(_page(bare)).content.decode()
    _press(client, bare, "prepare")
    assert bare.tasks.count() == prepared.tasks.count() > 4


def test_a_link_is_made_and_taken_away_on_the_page(client, sign_in, case, investigator):
    whole = make_case(investigator, title="The whole ring")
    sign_in(client, investigator)
    assert _press(client, case, "link", other=whole.reference.lower(), relation="parent").status_code == 302
    link = CaseLink.objects.get()
    assert (link.near, link.far, link.kind) == (whole, case, "parent")
    assert "The whole ring" in client.get(_page(case)).content.decode()
    assert _press(client, case, "link", other="CAS-1999-000001", relation="linked").status_code == 422
    assert _press(client, case, "unlink", link=link.pk).status_code == 302
    assert not CaseLink.objects.exists()


def test_a_linked_case_that_one_may_not_see_is_on_no_page(client, sign_in, case, investigator, supervisor):
    other = make_case(colleague("investigator"), title="zq-hidden")
    links.link(case, other, "linked", by=supervisor)
    page = sign_in(client, investigator).get(_page(case)).content.decode()
    assert other.reference not in page
    assert "zq-hidden" not in page
    assert "another case" not in page.partition('id="links"')[2].partition("<form")[0]
    CaseLink.objects.update(is_hinted=True)
    page = client.get(_page(case)).content.decode()
    assert "another case, which you may not see" in page
    assert other.reference not in page


def test_the_list_of_cases_is_narrowed_to_ones_own_and_to_those_whose_rest_is_over(
    client, sign_in, investigator, supervisor
):
    mine, second, other = (
        make_case(by, title=f"zq-{n}") for n, by in enumerate((investigator, supervisor, supervisor))
    )
    leading.deputise(second, investigator, by=supervisor)
    casework.admit(other, investigator, by=supervisor)
    casework.rest(casework.move(mine, "active", by=investigator), "Shut", _tomorrow(), by=investigator)
    Case.objects.filter(pk=mine.pk).update(wake_on=timezone.localdate())
    sign_in(client, investigator)

    def listed(query: str) -> set[str]:
        page = client.get(f"{CASES}?{query}").content.decode()
        return {case.title for case in (mine, second, other) if case.title in page}

    assert listed("own=lead") == {"zq-0", "zq-1"}
    assert listed("own=member") == {"zq-0", "zq-1", "zq-2"}
    assert listed("due=rest") == {"zq-0"}
    assert listed("due=review") == set()


def _tomorrow():
    return timezone.localdate() + timedelta(days=1)


def test_a_list_costs_the_same_for_one_row_and_for_twenty(client, sign_in, case, investigator):
    lists = ["case/", "case/?own=lead", "case/?own=member", "case/?due=rest", "question/", "hypothesis/",
             "checklistpoint/"]  # fmt: skip

    def add(number: int) -> None:
        Case.objects.create(
            reference=f"CAS-X-{number}", title="More", lead=investigator, opened_by=investigator, status="dormant",
            wake_on=timezone.localdate(),
        )  # fmt: skip
        Question.objects.create(case=case, text="Who?", asked_by=investigator)
        Hypothesis.objects.create(case=case, text="Else", put_by=investigator)
        ChecklistPoint.objects.create(case=case, text="More", ticked_by=investigator, ticked_at=timezone.now())

    def costs() -> dict[str, int]:
        found = {}
        for address in lists:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/desk/cases/{address}").status_code == 200
            found[address] = len(queries)
        return found

    Case.objects.update(status="dormant", wake_on=timezone.localdate())
    add(0)
    sign_in(client, investigator)
    costs()
    before = costs()
    for number in range(1, 20):
        add(number)
        compartments.admit(investigator, Case.objects.get(reference=f"CAS-X-{number}").pk, by=investigator)
    assert costs() == before
    assert max(before.values()) <= 12


def test_a_page_costs_the_same_for_one_question_and_for_twenty(client, sign_in, case, pair, investigator):
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    hypotheses.weigh(case.reports.get(), {pair[0]: "for"}, by=investigator)
    questions.ask(case, "Where?", by=investigator)
    checklist.add(case, "Ask", by=investigator)
    risks.assess(case, "flight", "low", "No.", by=investigator)
    moment = timeline.add(case, Moment("A delivery", timezone.now()), by=investigator)
    hypotheses.weigh(moment, {pair[0]: "for"}, by=investigator)
    sign_in(client, investigator).get(_page(case))
    before = [cost(_page(case)), cost(_matrix(case))]
    for number in range(19):
        moment = TimelineItem.objects.create(case=case, start=timezone.now(), text=f"{number}", added_by=investigator)
        Bearing.objects.create(hypothesis=pair[0], moment=moment, says="for", weighed_by=investigator)
        Question.objects.create(case=case, text="Who?", asked_by=investigator)
        ChecklistPoint.objects.create(case=case, text="More", ticked_by=investigator, ticked_at=timezone.now())
    assert [cost(_page(case)), cost(_matrix(case))] == before


def test_a_conclusion_that_lacks_its_words_is_refused_and_keeps_what_was_typed(client, sign_in, pair, investigator):
    response = _press(sign_in(client, investigator), pair[0], "conclude", state="held", text="zq-typed")
    assert response.status_code == 422
    assert "zq-typed" in response.content.decode()
    assert Hypothesis.objects.get(pk=pair[0].pk).state == "open"
