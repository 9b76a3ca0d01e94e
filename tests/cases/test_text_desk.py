"""The page of a report's text within a case: marks, what was read, and marking without a pointer."""

import re

import pytest

from cases import casework
from hotline.models import Report
from intel import mentions
from intel.mentions import Meant, Quoted
from intel.models import Entity, Mention
from tests.cases.making import colleague, make_case, make_released
from tests.intel.making import make_entity

pytestmark = pytest.mark.django_db
TEXT = "Mr Tran Van Minh of Minh Phat Co., Ltd <b>offers</b> them by +84 912 345 678."


@pytest.fixture
def case(investigator):
    return make_case(investigator, make_released(title="Turtles", text=TEXT, country="VN"))


@pytest.fixture
def desk(client, sign_in, investigator):
    return sign_in(client, investigator)


def _at(case):
    return f"/desk/cases/case/{case.pk}/text/{case.reports.get().pk}/"


def _shown(page):
    """The marked text as the page draws it."""
    return page.content.decode().split("data-text>")[1].split("</div>")[0]


def _bare(html):
    return re.sub(r"<sup.*?</sup>|<[^>]*>", "", html)


def _mark(case, by, words, meant):
    return mentions.mark(Quoted(case.reports.get(), words), meant, case_id=case.pk, by=by)


def test_words_typed_into_the_form_are_marked_and_lead_to_their_entity(desk, case):
    said = {"act": "mark", "words": "Tran Van Minh", "schema": "Person", "prop": "name"}
    assert desk.post(_at(case), said).status_code == 302
    entity = Entity.objects.get()
    assert f'href="/desk/intel/entity/{entity.pk}/change/"' in _shown(desk.get(_at(case)))
    assert '<q dir="auto">Tran Van Minh</q>' in desk.get(f"/desk/intel/entity/{entity.pk}/change/").content.decode()


def test_the_text_is_shown_whole_and_as_text_whatever_is_marked_in_it(desk, case, investigator):
    minh = make_entity(case, investigator, "Minh")
    for words in ("Minh Phat Co., Ltd <b>off", "Phat Co., Ltd", "Co., Ltd <b>offers</b>"):
        _mark(case, investigator, words, Meant(minh, prop=""))
    shown = _shown(desk.get(_at(case)))
    assert "<b>" not in shown
    plain = _bare(shown).replace("&lt;", "<").replace("&gt;", ">")
    assert plain.endswith("Turtles\n" + TEXT)
    assert shown.count('<sup data-more><a href="/desk/intel/entity/') == 4


def test_what_was_read_is_marked_too_and_accepted_with_one_press(desk, case):
    page = desk.get(_at(case)).content.decode()
    assert "is-suggested" in page.split("data-text>")[1].split("</div>")[0]
    phone = next(code for code in re.findall(r'name="found" value="([^"]+)"', page) if "|Phone|" in code)
    assert desk.post(_at(case), {"act": "accept", "found": phone}).status_code == 302
    assert Mention.objects.get().entity.key == "+84912345678"
    assert phone not in desk.get(_at(case)).content.decode()
    assert desk.post(_at(case), {"act": "accept", "found": phone}).status_code == 404


def test_what_is_refused_says_why_and_keeps_what_was_typed(desk, case):
    answer = desk.post(_at(case), {"act": "mark", "words": "Somebody Else", "schema": "Person", "prop": "name"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "do not stand in the report" in page
    assert "Somebody Else" in page
    assert not Entity.objects.exists()


def test_words_that_are_gone_are_said_to_be_and_nothing_else_is_marked(desk, case, investigator):
    mention = _mark(case, investigator, "Tran Van Minh", Meant(schema="Person"))
    Report.objects.filter(pk=mention.report_id).update(text="He sells no more.")
    page = desk.get(_at(case))
    assert "Words no longer there" in page.content.decode()
    assert str(mention.entity_id) not in _shown(page)
    entity = desk.get(f"/desk/intel/entity/{mention.entity_id}/change/").content.decode()
    assert "Words no longer there" in entity


def test_where_other_words_stand_now_a_mark_is_taken_out_or_set_anew(desk, case, investigator):
    mention = _mark(case, investigator, "Tran Van Minh", Meant(schema="Person"))
    report = Report.objects.get(pk=mention.report_id)
    Report.objects.filter(pk=report.pk).update(text=report.text.replace("Tran Van Minh", "Tran Van Binh"))
    assert f'name="mention" value="{mention.pk}"' in desk.get(_at(case)).content.decode()
    again = _mark(case, investigator, "Tran Van Binh", Meant(entity=mention.entity, prop=""))
    assert Mention.objects.standing().filter(entity=mention.entity).count() == 2
    Report.objects.filter(pk=report.pk).update(text=report.text.replace("Tran Van Minh", "Tran Van Dinh"))
    renewed = _mark(case, investigator, "Tran Van Dinh", Meant(entity=mention.entity, prop=""))
    again.refresh_from_db()
    assert (again.stands, renewed.stands) == (False, True)


def test_a_mark_is_taken_out_with_a_reason(desk, case, investigator):
    mention = _mark(case, investigator, "Tran Van Minh", Meant(schema="Person"))
    refused = desk.post(_at(case), {"act": "unmark", "mention": mention.pk})
    assert (refused.status_code, "is required" in refused.content.decode()) == (422, True)
    assert desk.post(_at(case), {"act": "unmark", "mention": mention.pk, "why": "Another"}).status_code == 302
    assert not Mention.objects.standing().exists()


def test_the_cases_page_leads_there_and_strangers_find_nothing(
    desk, client, sign_in, case, analyst, custodian, investigator
):
    assert _at(case) in desk.get(f"/desk/cases/case/{case.pk}/change/").content.decode()
    casework.admit(case, custodian, by=investigator)
    for officer in (analyst, custodian):
        assert sign_in(client, officer).get(_at(case)).status_code == 404


def test_a_report_of_another_case_is_not_read_here(desk, case):
    other = make_case(colleague("investigator"), make_released(title="Elsewhere"))
    assert desk.get(f"/desk/cases/case/{case.pk}/text/{other.reports.get().pk}/").status_code == 404
