"""Sessions: seen by their officer, ended by them, by an administrator, and by what changes an account."""

import pytest
from django.test import Client

from staff import officers, sessions
from staff.models import AuditEntry, DeskSession
from staff.refusals import NotAllowed
from tests.people import PASSWORD, signed_in

pytestmark = pytest.mark.django_db


def browsers(officer, number: int = 2) -> list[Client]:
    """So many browsers of one officer, each of which has been at the desk."""
    found = [signed_in(Client(), officer) for _ in range(number)]
    for browser in found:
        assert browser.get("/desk/").status_code == 200
    return found


def test_an_officer_sees_their_sessions_and_which_is_this_one(analyst, supervisor):
    here, _there = browsers(analyst)
    browsers(supervisor)
    page = here.get("/desk/sessions/")
    assert [is_this for _row, is_this in page.context["rows"]].count(True) == 1
    assert len(page.context["rows"]) == 2


def test_no_address_and_no_agent_is_kept_of_an_officer():
    kept = {field.name for field in DeskSession._meta.get_fields()}
    assert kept == {"id", "officer", "key", "started", "last_act"}


def test_a_form_put_off_to_ask_who_is_there_takes_no_address_into_the_session(client, sign_in, analyst):
    """The library keeps the whole request meanwhile."""
    answer = sign_in(client, analyst).post(
        "/desk/2fa/recovery-codes/generate/", HTTP_USER_AGENT="Marked/1.0", REMOTE_ADDR="198.51.100.7"
    )
    assert answer.url.startswith("/desk/reauthenticate/")
    kept = str(dict(client.session.items()))
    assert "recovery-codes" in kept
    assert "Marked" not in kept
    assert "198.51" not in kept


def test_an_officer_ends_one_of_their_sessions(analyst):
    here, there = browsers(analyst)
    other = next(row for row, is_this in here.get("/desk/sessions/").context["rows"] if not is_this)
    here.post("/desk/sessions/", {"session": other.pk})
    assert there.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200
    assert AuditEntry.objects.get(verb="officer.session_ended").details == {"session": other.pk}


def test_an_officer_ends_all_but_this_one(analyst):
    here, there, elsewhere = browsers(analyst, 3)
    here.post("/desk/sessions/")
    assert [each.get("/desk/").status_code for each in (here, there, elsewhere)] == [200, 302, 302]


def test_an_officer_does_not_end_a_colleagues_session(analyst, supervisor):
    (here,), (there,) = browsers(analyst, 1), browsers(supervisor, 1)
    here.post("/desk/sessions/", {"session": supervisor.sessions.get().pk})
    assert there.get("/desk/").status_code == 200
    with pytest.raises(NotAllowed):
        sessions.end_all(supervisor, by=analyst)


def test_an_administrator_ends_anothers_sessions(client, sign_in, analyst, supervisor, administrator):
    (there,) = browsers(analyst, 1)
    address = f"/desk/staff/officer/{analyst.pk}/sessions/"
    assert client.post(address).url.startswith("/desk/login/")
    assert sign_in(client, supervisor).post(address).status_code == 403
    assert there.get("/desk/").status_code == 200
    sign_in(client, administrator).post(address)
    assert there.get("/desk/").status_code == 302
    assert AuditEntry.objects.get(verb="officer.sessions_ended").details == {"sessions": 1}


ENDING = {
    "deactivation": lambda officer, by: officers.deactivate(officer, by=by),
    "a new password": lambda officer, by: officers.give_password(officer, "another long phrase", by=by),
    "other roles": lambda officer, by: officers.give_roles(officer, ["auditor"], by=by),
    "a lost second factor": lambda officer, by: officers.take_off_second_factor(officer, by=by),
}


@pytest.mark.parametrize("what", ENDING)
def test_open_sessions_end_at_once_with(what, analyst, administrator):
    (there,) = browsers(analyst, 1)
    ENDING[what](analyst, administrator)
    assert there.get("/desk/").url.startswith("/desk/login/")
    assert not analyst.sessions.exists()


def test_ones_own_new_password_ends_the_other_sessions_and_keeps_this(analyst):
    here, there = browsers(analyst)
    said = {"oldpassword": PASSWORD, "password1": "another long phrase", "password2": "another long phrase"}
    assert here.post("/desk/password/", said).status_code == 302
    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/").status_code == 302
    assert AuditEntry.objects.filter(verb="officer.password_changed", subject_id=str(analyst.pk)).exists()
