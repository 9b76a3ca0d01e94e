"""Who could be the same, at the desk: judged, taken back, and asked about elsewhere."""

import pytest

from intel import identity
from intel.models import Judgement
from tests.cases.making import make_case
from tests.intel.making import make_entity
from tests.people import make_officer

pytestmark = pytest.mark.django_db
PHONE = "+84 912 345 678"


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def pair(case, investigator):
    return make_entity(case, investigator, "Trần Văn Minh", phone=PHONE), make_entity(
        case, investigator, "Minh Tran Van"
    )


@pytest.fixture
def desk(client, sign_in, investigator):
    return sign_in(client, investigator)


def _page(entity, part="change/"):
    return f"/desk/intel/entity/{entity.pk}/{part}"


def test_a_candidate_stands_on_the_page_with_its_reasons(desk, pair):
    page = desk.get(_page(pair[0])).content.decode()
    for shown in ("Could be the same", pair[1].reference, "Minh Tran Van", "Names sound alike"):
        assert shown in page


def test_a_candidate_is_judged_and_the_judgement_taken_back(desk, pair):
    said = {"other": pair[1].reference, "verdict": "same", "reason": "One photograph"}
    assert desk.post(_page(pair[0], "judge/"), said).status_code == 302
    page = desk.get(_page(pair[0])).content.decode()
    assert "Judged to be one with" in page
    assert "One photograph" in page
    row = Judgement.objects.get()
    assert desk.post(_page(pair[0], "withdraw/"), {"judgement": row.pk, "reason": "Two brothers"}).status_code == 302
    assert identity.together(pair[0].pk) == {pair[0].pk}
    assert "Judged to be one with" not in desk.get(_page(pair[0])).content.decode()


def test_what_one_does_not_see_is_not_told_from_what_is_not_there(desk, pair):
    other = make_case(make_officer("elsewhere", "investigator"))
    hidden = make_entity(other, other.lead, "Somebody Else")
    answers = []
    for reference in (hidden.reference, "ENT-2026-999999"):
        answer = desk.post(_page(pair[0], "judge/"), {"other": reference, "verdict": "same", "reason": "No"})
        assert answer.status_code == 422
        answers.append("You see nothing under this reference." in answer.content.decode())
    assert answers == [True, True]
    assert not Judgement.objects.exists()


def test_a_contradiction_is_refused_with_the_way_on_the_page(desk, case, pair, investigator):
    third = make_entity(case, investigator, "Minh the Third")
    identity.judge(pair[0], third, "same", "One photograph", by=investigator)
    identity.judge(third, pair[1], "same", "One photograph", by=investigator)
    answer = desk.post(_page(pair[0], "judge/"), {"other": pair[1].reference, "verdict": "not_same", "reason": "No"})
    assert answer.status_code == 422
    assert "are one by other judgements" in answer.content.decode()


def test_a_notice_of_another_case_shows_ones_own_number_and_nothing_of_theirs(desk, pair):
    other = make_case(make_officer("far_away", "investigator"))
    hidden = make_entity(other, other.lead, "Le Thi Hidden", "UserAccount", number=PHONE)
    page = desk.get(_page(pair[0])).content.decode()
    assert "Another case has this" in page
    assert "telephone: +84912345678" in page
    for secret in (hidden.reference, hidden.name, str(hidden.pk), other.reference, str(other.pk), str(other.lead)):
        assert secret not in page
    assert desk.post(_page(pair[0], "elsewhere/")).status_code == 302
    assert other.tasks.get().owner == other.lead


def test_the_page_costs_the_same_however_many_candidates(desk, case, pair, investigator, django_assert_max_num_queries):
    for at in range(5):
        make_entity(case, investigator, f"Tran Van Minh {at}", phone=PHONE)
    desk.get(_page(pair[0]))
    with django_assert_max_num_queries(60):
        desk.get(_page(pair[0]))
