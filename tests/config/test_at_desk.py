"""tests config/at_desk.py"""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.people import PASSWORD

PUBLIC = (
    "/",
    "/en/report/",
    "/en/status/",
    "/en/safety/",
    "/healthz",
    "/agency/none/",
    "/hooks/telegram/",
    "/nowhere/",
)


@pytest.mark.parametrize("address", PUBLIC)
def test_elsewhere_no_session_is_opened_even_for_an_officer(db, client: Client, analyst, sign_in, address):
    sign_in(client, analyst)
    kept = Session.objects.count()
    answer = client.get(address)
    assert not answer.cookies
    assert Session.objects.count() == kept
    assert not hasattr(answer.wsgi_request, "session")
    assert not hasattr(answer.wsgi_request, "user")


def test_a_post_to_the_desk_from_elsewhere_is_refused(db, analyst):
    strict = Client(enforce_csrf_checks=True)
    said = {"login": analyst.username, "password": PASSWORD}
    assert strict.post("/desk/login/", said).status_code == 403
    strict.get("/desk/login/")
    token = strict.cookies["desk-csrf"].value
    assert strict.post("/desk/login/", {**said, "csrfmiddlewaretoken": token}).status_code == 302
