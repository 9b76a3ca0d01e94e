"""A session ends after half an hour without an act, and after twelve hours; what was typed is given back."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from staff import sessions
from staff.models import AuditEntry, DeskSession
from tests.make import make_tip, totp
from tests.people import PASSWORD, TOTP_SECRET, give_second_factor

pytestmark = pytest.mark.django_db
BACKGROUND = {"headers": {"Sec-Fetch-Dest": "empty"}}


def wait(**times: float) -> None:
    """As if so long had passed since the last act."""
    ago = timedelta(**times)
    for row in DeskSession.objects.all():
        DeskSession.objects.filter(pk=row.pk).update(last_act=row.last_act - ago, started=row.started - ago)


@pytest.fixture
def at_desk(client, sign_in, analyst):
    sign_in(client, analyst).get("/desk/")
    return client


def test_half_an_hour_is_the_default_and_the_environment_says_otherwise():
    assert timedelta(minutes=30) == settings.DESK_IDLE
    assert timedelta(hours=12) == settings.DESK_LONGEST


def test_a_session_ends_after_half_an_hour_without_an_act(at_desk):
    wait(minutes=31)
    assert (
        at_desk.get("/desk/hotline/tip/?status=all").url
        == "/desk/login/?next=%2Fdesk%2Fhotline%2Ftip%2F%3Fstatus%3Dall"
    )
    assert "_auth_user_id" not in at_desk.session


def test_an_act_prolongs_it(at_desk):
    for _ in range(3):
        wait(minutes=29)
        assert at_desk.get("/desk/").status_code == 200


def test_what_a_page_fetches_by_itself_does_not(at_desk):
    for _ in range(2):
        wait(minutes=14)
        assert at_desk.get("/desk/", **BACKGROUND).status_code == 200
    wait(minutes=3)
    assert at_desk.get("/desk/", **BACKGROUND).status_code == 302


def test_twelve_hours_are_the_end_however_busy(at_desk):
    DeskSession.objects.update(started=timezone.now() - timedelta(hours=12, seconds=1))
    assert at_desk.get("/desk/").status_code == 302


def test_a_new_cookie_does_not_start_the_twelve_hours_anew(client, analyst):
    give_second_factor(analyst)
    client.post("/desk/login/", {"login": "analyst", "password": PASSWORD})
    client.post("/desk/2fa/authenticate/", {"code": totp(TOTP_SECRET)})
    session = client.session
    session[sessions.STARTED] -= 12 * 3600 + 1
    session.save()
    assert client.get("/desk/").status_code == 302


def test_a_form_that_came_too_late_gives_back_what_was_typed_and_does_nothing(at_desk, analyst):
    tip = make_tip(officer=analyst)
    wait(minutes=31)
    before = AuditEntry.objects.count()
    said = {"text": "Where does\nthe <boat> lie?", "kind": "place"}
    answer = at_desk.post(f"/desk/hotline/tip/{tip.pk}/ask/?from=queue", said)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "Where does\nthe &lt;boat&gt; lie?</textarea>" in page
    assert f'action="/desk/hotline/tip/{tip.pk}/ask/?from=queue"' in page
    assert '<input type="hidden" name="kind" value="place">' in page
    assert AuditEntry.objects.count() == before


def test_what_was_typed_stands_in_no_session(at_desk, analyst):
    from django.contrib.sessions.models import Session

    wait(minutes=31)
    at_desk.post("/desk/hotline/tip/", {"text": "a boat by the pier"})
    assert not any("boat" in str(row.get_decoded()) for row in Session.objects.all())


def test_a_password_is_not_given_back(client, sign_in, administrator, analyst):
    sign_in(client, administrator).get("/desk/")
    wait(minutes=31)
    answer = client.post(f"/desk/staff/officer/{analyst.pk}/password/", {"password": "a very long phrase"})
    assert answer.status_code == 401
    assert "a very long phrase" not in answer.content.decode()


def test_a_forged_form_is_not_shown_to_anybody(analyst):
    """Else a stranger's page could put words into an officer's mouth, to be sent after signing in."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies[settings.SESSION_COOKIE_NAME] = "gone"
    answer = browser.post(
        "/desk/hotline/tip/", {"text": "words of a stranger"}, headers={"origin": "http://evil.example"}
    )
    assert answer.status_code == 403
    assert "words of a stranger" not in answer.content.decode()


def test_the_token_to_send_again_is_for_who_is_signed_in(client, sign_in, analyst):
    assert client.get("/desk/sessions/token/").url.startswith("/desk/login/")
    assert len(sign_in(client, analyst).get("/desk/sessions/token/").content) == 64


def test_the_sweep_takes_away_what_has_idled_and_leaves_the_rest(at_desk):
    assert sessions.sweep() == 0
    assert at_desk.get("/desk/").status_code == 200
    wait(minutes=31)
    assert sessions.sweep() == 1
    assert not DeskSession.objects.exists()
    assert at_desk.get("/desk/").status_code == 302
