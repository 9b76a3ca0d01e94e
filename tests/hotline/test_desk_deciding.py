"""Working through the queue: what comes next, what is undone, who else is there, and what counts once."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hotline import next_tip, presence, triage
from hotline.models import Presence, Report, Tag, Tip
from staff.models import AuditEntry
from tests.hotline.test_desk_promote import filled
from tests.make import make_tip

pytestmark = pytest.mark.django_db
Status = Tip.Status
QUEUE = "/desk/hotline/tip/"
SPAM = {"reason": "spam"}


def page(tip: Tip, step: str = "change") -> str:
    return f"{QUEUE}{tip.pk}/{step}/"


def in_line(number: int, **given) -> list[Tip]:
    return [make_tip(**given) for _each in range(number)]


# --- The next tip -------------------------------------------------------------------------------------------------
def test_after_a_decision_the_next_tip_of_the_view_opens_and_carries_the_view_along(client, sign_in, analyst):
    here, other, following = make_tip(country="VN"), make_tip(country="KH"), make_tip(country="VN")
    answer = sign_in(client, analyst).post(page(here, "dismiss") + "?in=country%3DVN", SPAM)
    assert answer.url == page(following) + "?in=country%3DVN"
    assert Tip.objects.get(pk=other.pk).status == Status.RECEIVED


def test_a_tip_that_was_not_opened_from_the_queue_stays_open_after_its_decision(client, sign_in, analyst):
    here, _other = in_line(2)
    assert sign_in(client, analyst).post(page(here, "dismiss"), SPAM).url == page(here)


def test_whoever_wants_to_stay_stays_until_they_want_otherwise(client, sign_in, analyst):
    first, second, third = in_line(3)
    sign_in(client, analyst).post(page(first, "stay") + "?in=")
    assert client.post(page(first, "dismiss") + "?in=", SPAM).url == page(first) + "?in="
    client.post(page(first, "stay") + "?in=")
    assert client.post(page(second, "dismiss") + "?in=", SPAM).url == page(third) + "?in="


def test_behind_the_last_tip_comes_the_first_and_behind_the_only_one_the_queue(client, sign_in, analyst):
    first, last = in_line(2)
    sign_in(client, analyst)
    assert client.post(page(last, "dismiss") + "?in=", SPAM).url == page(first) + "?in="
    assert client.post(page(first, "dismiss") + "?in=", SPAM).url == QUEUE + "?"


def test_what_a_colleague_has_or_reads_or_has_asked_about_is_passed_over(analyst, supervisor):
    here, theirs, read, asked, free = in_line(5)
    triage.claim(theirs, by=supervisor)
    presence.note(read, supervisor)
    Tip.objects.filter(pk=asked.pk).update(status=Status.NEEDS_INFO)
    assert next_tip.next_after(Tip.objects.get(pk=here.pk), "", analyst) == free


def test_a_view_of_ones_own_tips_leads_through_ones_own_tips(analyst):
    here, free, mine = in_line(3)
    triage.claim(mine, by=analyst)
    assert next_tip.next_after(Tip.objects.get(pk=here.pk), "who=me", analyst) == mine
    assert next_tip.next_after(Tip.objects.get(pk=here.pk), "", analyst) == free


def test_the_next_tip_takes_two_statements_at_most(analyst, django_assert_max_num_queries):
    here = Tip.objects.get(pk=in_line(3)[0].pk)
    with django_assert_max_num_queries(3):  # one of them asks which cases keep the officer out
        next_tip.next_after(here, "urgency=now", analyst)


def test_the_queue_leads_to_its_tips_with_its_filters_and_without_what_was_looked_for(client, sign_in, analyst):
    tip = make_tip(country="VN")
    shown = sign_in(client, analyst).get(f"{QUEUE}?country=VN").content.decode()
    assert f"{tip.pk}/change/?in=country%3DVN" in shown


# --- Undo ---------------------------------------------------------------------------------------------------------
def test_the_page_that_follows_offers_to_undo_and_pressing_it_does(client, sign_in, analyst):
    here, following = in_line(2)
    sign_in(client, analyst).post(page(here, "dismiss") + "?in=", SPAM)
    shown = client.get(page(following)).content.decode()
    assert page(here, "undo") in shown
    assert f"<b>{here.reference}</b>: The tip is dismissed." in shown
    assert client.post(page(here, "undo") + "?in=").url == page(here) + "?in="
    assert Tip.objects.get(pk=here.pk).status == Status.RECEIVED
    assert "Undone." in client.get(page(here)).content.decode()


def test_after_ten_seconds_no_page_offers_it(client, sign_in, analyst, monkeypatch):
    tip = make_tip()
    sign_in(client, analyst).post(page(tip, "dismiss"), SPAM)
    monkeypatch.setattr("hotline.admin.deciding.OFFERED_SECONDS", 0)
    assert page(tip, "undo") not in client.get(page(tip)).content.decode()
    assert page(tip, "undo") not in client.get(QUEUE).content.decode()


def test_what_cannot_be_undone_any_more_is_said(client, sign_in, analyst, supervisor):
    tip = triage.dismiss(make_tip(), by=supervisor, reason="spam")
    answer = sign_in(client, analyst).post(page(tip, "undo"), follow=True)
    assert "something else has happened since" in answer.content.decode()
    assert Tip.objects.get(pk=tip.pk).status == Status.DISMISSED


# --- Who else is there --------------------------------------------------------------------------------------------
def test_the_page_names_a_colleague_who_reads_the_same_tip(client, sign_in, analyst, supervisor):
    tip = make_tip()
    sign_in(client, supervisor).get(page(tip))
    assert "supervisor is reading this too." in sign_in(client, analyst).get(page(tip)).content.decode()
    assert client.post(page(tip, "here")).json()["others"] == "supervisor is reading this too."


def test_a_page_that_gives_signs_learns_what_became_of_its_tip(client, sign_in, analyst, supervisor):
    tip = make_tip()
    seen = sign_in(client, analyst).get(page(tip)).context["state"]
    assert client.post(page(tip, "here"), {"seen": seen}).json()["moved"] == ""
    triage.claim(tip, by=supervisor)
    assert client.post(page(tip, "here"), {"seen": seen}).json()["moved"] == "Meanwhile supervisor took this tip."


def test_a_sign_of_life_reads_nothing_of_the_tip_and_is_cheap(client, sign_in, analyst):
    tip = make_tip()
    sign_in(client, analyst).post(page(tip, "here"))
    written = AuditEntry.objects.count()
    with CaptureQueriesContext(connection) as asked:
        assert client.post(page(tip, "here")).status_code == 200
    assert len(asked) <= 9
    assert not [query for query in asked if "narrative" in query["sql"]]
    assert AuditEntry.objects.count() == written


def test_signs_of_life_keep_no_session_alive(client, sign_in, analyst):
    from staff.models import DeskSession

    tip = make_tip()
    sign_in(client, analyst).get(page(tip))
    long_ago = timezone.now() - timedelta(minutes=20)
    DeskSession.objects.update(last_act=long_ago)
    client.post(page(tip, "here"), headers={"X-In-Background": "1"})
    assert DeskSession.objects.get().last_act == long_ago


def test_whoever_decided_is_not_named_as_a_reader_any_more(client, sign_in, analyst):
    here, _following = in_line(2)
    sign_in(client, analyst).get(page(here))
    client.post(page(here, "dismiss") + "?in=", SPAM)
    assert not Presence.objects.filter(tip=here).exists()


def test_the_page_says_when_a_claim_ends(client, sign_in, analyst):
    tip = make_tip(officer=analyst)
    ends = timezone.localtime(timezone.now() + timedelta(hours=1))
    assert f"back in the queue at {ends:%H:}" in sign_in(client, analyst).get(page(tip)).content.decode()


def test_after_a_report_is_written_the_next_tip_opens_and_the_page_leads_to_the_report(client, sign_in, analyst):
    here, following = in_line(2)
    answer = sign_in(client, analyst).post(page(here, "promote") + "?in=", filled())
    assert answer.url == page(following) + "?in="
    report = Report.objects.get()
    assert f'href="/desk/hotline/report/{report.pk}/change/">{report.reference} is written' in (
        client.get(answer.url).content.decode()
    )


def test_tags_are_put_on_shown_and_taken_off(client, sign_in, analyst):
    tip = make_tip()
    sign_in(client, analyst).post(page(tip, "tag"), {"name": "ivory ring"})
    assert "ivory ring" in client.get(page(tip)).content.decode()
    client.post(page(tip, "untag"), {"tag": Tag.objects.get().pk})
    assert not tip.tags.exists()


def test_a_tag_that_looks_like_a_number_to_call_is_refused_with_its_reason(client, sign_in, analyst):
    tip = make_tip()
    answer = sign_in(client, analyst).post(page(tip, "tag"), {"name": "0912345678"})
    assert answer.status_code == 422
    assert "no number, address or name of a person" in answer.content.decode()


# --- Once ---------------------------------------------------------------------------------------------------------
def test_a_form_that_is_sent_twice_is_taken_once(client, sign_in, analyst):
    tip, said = make_tip(), {"reason": "spam", "note": "Seen before", "once": uuid.uuid4().hex}
    sign_in(client, analyst)
    for _time in range(2):
        assert client.post(page(tip, "dismiss"), said).url == page(tip)
    assert AuditEntry.objects.filter(verb="tip.dismissed", subject_id=str(tip.pk)).count() == 1
    assert "was sent already" in client.get(page(tip)).content.decode()


def test_a_form_that_was_refused_can_be_sent_again(client, sign_in, analyst, supervisor):
    tip, said = make_tip(officer=supervisor), {"once": uuid.uuid4().hex}
    assert sign_in(client, analyst).post(page(tip, "claim"), said).status_code == 409
    triage.hand_back(tip, by=supervisor)
    assert client.post(page(tip, "claim"), said).status_code == 302
    assert Tip.objects.get(pk=tip.pk).assignee == analyst


def test_the_script_that_sends_a_form_is_told_where_to_go_on(client, sign_in, analyst):
    here, following = in_line(2)
    answer = sign_in(client, analyst).post(page(here, "dismiss") + "?in=", SPAM, headers={"X-Desk-Form": "1"})
    assert answer.json() == {"go": page(following) + "?in="}


def test_whoever_was_slower_learns_by_whom_and_when_and_has_a_way_on(client, sign_in, analyst, supervisor):
    tip = triage.dismiss(make_tip(), by=supervisor, reason="spam")
    at = timezone.localtime(AuditEntry.objects.latest("pk").at)
    shown = sign_in(client, analyst).post(page(tip, "merge") + "?in=", {"into": make_tip().reference})
    assert shown.status_code == 409
    assert f"supervisor was faster, at {at:%Y-%m-%d %H:%M}" in shown.content.decode()
    assert f'href="{page(tip, "next")}?in="' in shown.content.decode()


def test_the_queue_names_who_has_a_tip_open(client, sign_in, analyst, supervisor):
    presence.note(make_tip(), supervisor)
    shown = sign_in(client, analyst).get(QUEUE).content.decode()
    assert 'title="has it open just now">supervisor</span>' in shown
