"""The quarantine desk: why each tip is there, one press to let it in, many at once, and nothing urgent unseen."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hotline import quarantine, triage
from hotline.models import Tip
from staff.models import AuditEntry
from staff.refusals import NotAllowed
from tests.make import make_tip

pytestmark = pytest.mark.django_db
DESK = "/desk/hotline/tip/quarantine/"
DECIDE = f"{DESK}decide/"
QUEUE = "/desk/hotline/tip/"


def set_aside(*suspicions: str, **told) -> Tip:
    return make_tip(suspicions=suspicions or ("over_budget",), **told)


def page(client: Client, query: str = "") -> BeautifulSoup:
    return BeautifulSoup(client.get(DESK + query).content, "html.parser")


def statuses(*tips: Tip) -> list[str]:
    return [Tip.objects.get(pk=tip.pk).status for tip in tips]


def test_each_tip_stands_there_with_its_reason(client, sign_in, analyst):
    one, other, queued = set_aside("honeypot"), set_aside("repeated_words"), make_tip()
    said = page(sign_in(client, analyst)).get_text(" ", strip=True)
    assert one.reference in said
    assert "Filled the field that people do not see" in said
    assert queued.reference not in said
    assert other.reference not in page(client, "?why=honeypot").get_text()


def test_the_tips_own_page_says_why_too(client, sign_in, analyst):
    tip = set_aside("alike")
    assert (
        "Nearly the same words came many times"
        in sign_in(client, analyst).get(f"{QUEUE}{tip.pk}/change/").content.decode()
    )


def test_what_is_urgent_stands_first_and_is_told_on_the_queue(client, sign_in, analyst):
    set_aside()
    urgent = set_aside(urgency="now")
    rows = page(sign_in(client, analyst)).select("tbody tr")
    assert urgent.reference in rows[0].get_text()
    queue = BeautifulSoup(client.get(QUEUE).content, "html.parser")
    assert "happens now" in queue.select_one("[role=alert]").get_text()
    assert "Quarantine 2" in queue.get_text(" ", strip=True)


def test_without_an_urgent_one_nothing_alarms(client, sign_in, analyst):
    set_aside(urgency="past")
    assert not BeautifulSoup(sign_in(client, analyst).get(QUEUE).content, "html.parser").select("[role=alert]")


def test_one_press_in_the_row_releases(client, sign_in, analyst):
    tip, other = set_aside(), set_aside()
    button = page(sign_in(client, analyst)).select_one(f"button[name=release][value='{tip.pk}']")
    assert tip.reference in button["aria-label"], "a screen reader hears which one"
    client.post(DECIDE, {"release": str(tip.pk), "tip": str(other.pk)})
    assert statuses(tip, other) == ["received", "quarantined"]
    assert Tip.objects.get(pk=tip.pk).suspicions == []


def test_the_ticked_ones_are_released_together(client, sign_in, analyst):
    tips = [set_aside() for _ in range(3)]
    answer = sign_in(client, analyst).post(
        DECIDE, {"release": "chosen", "tip": [str(tip.pk) for tip in tips[:2]]}, follow=True
    )
    assert statuses(*tips) == ["received", "received", "quarantined"]
    assert "2 tips are in the queue. Still in quarantine: 1." in answer.content.decode()


def test_all_shown_are_dismissed_as_spam_each_with_its_entry(client, sign_in, analyst):
    tips = [set_aside() for _ in range(3)]
    client = sign_in(client, analyst)
    shown = [field["value"] for field in page(client).select("input[name=shown]")]
    client.post(DECIDE, {"dismiss": "shown", "shown": shown})
    assert statuses(*tips) == ["dismissed"] * 3
    assert {tip.dismiss_reason for tip in Tip.objects.all()} == {"spam"}
    assert AuditEntry.objects.filter(verb="tip.dismissed", actor=f"officer:{analyst.pk}").count() == 3


def test_what_a_colleague_decided_meanwhile_is_named_and_holds_up_no_other(client, sign_in, analyst, supervisor):
    mine, theirs = set_aside(), set_aside()
    triage.release(theirs, by=supervisor)
    answer = (
        sign_in(client, analyst)
        .post(DECIDE, {"dismiss": "chosen", "tip": [str(mine.pk), str(theirs.pk)]}, follow=True)
        .content.decode()
    )
    assert statuses(mine, theirs) == ["dismissed", "received"]
    assert "1 tip is dismissed as spam." in answer
    assert f"{theirs.reference}: This tip is" in answer
    assert "was faster" in answer


def test_nothing_chosen_decides_nothing(client, sign_in, analyst):
    tip = set_aside()
    answer = sign_in(client, analyst).post(DECIDE, {"release": "chosen"}, follow=True)
    assert "Choose at least one tip." in answer.content.decode()
    assert statuses(tip) == ["quarantined"]


@pytest.mark.parametrize(
    "said", [{"release": "nonsense"}, {"nonsense": "shown"}, {"dismiss": "chosen", "tip": "x"}, {}]
)
def test_a_strange_post_is_no_error_and_decides_nothing(client, sign_in, analyst, said):
    tip = set_aside()
    assert sign_in(client, analyst).post(DECIDE, said).status_code == 302
    assert statuses(tip) == ["quarantined"]


def test_a_get_decides_nothing(client, sign_in, analyst):
    tip = set_aside()
    assert sign_in(client, analyst).get(f"{DECIDE}?release={tip.pk}").status_code == 302
    assert statuses(tip) == ["quarantined"]


def test_who_may_not_see_tips_is_shown_none(client, sign_in, auditor, custodian):
    set_aside()
    for officer in (auditor, custodian):
        assert sign_in(client, officer).get(DESK).status_code == 403


def test_who_may_only_read_gets_no_button_and_decides_nothing(client, sign_in, handler):
    from staff import access

    tip = set_aside()
    client = sign_in(client, handler)
    if access.allows(handler, "hotline.triage_tip"):
        pytest.skip("source handlers decide on tips")
    assert not page(client).select("button[name=release]")
    assert client.post(DECIDE, {"release": str(tip.pk)}).status_code == 403
    assert statuses(tip) == ["quarantined"]


def test_an_outsider_decides_nothing(outsider):
    tip = set_aside()
    for verb in (quarantine.release_all, quarantine.dismiss_all):
        with pytest.raises(NotAllowed):
            verb([tip.pk], by=outsider)
    assert statuses(tip) == ["quarantined"]


def test_the_count_is_bounded(analyst, monkeypatch):
    monkeypatch.setattr(quarantine, "MOST_COUNTED", 3)
    for _ in range(4):
        set_aside()
    assert quarantine.waiting(analyst).shown == "2+"


def test_fifty_rows_cost_no_more_queries_than_one(client, sign_in, analyst):
    set_aside()
    sign_in(client, analyst).get(DESK)
    with CaptureQueriesContext(connection) as one:
        client.get(DESK)
    for _ in range(8):
        set_aside()
    with CaptureQueriesContext(connection) as nine:
        client.get(DESK)
    assert len(nine) == len(one) <= 10
