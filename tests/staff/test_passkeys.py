"""Passkeys: which may be taken off, by whom. In a browser: tests/e2e/test_passkeys.py."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings

from staff import officers, passkeys
from staff.models import AuditEntry
from staff.second_factor import factors
from tests.make import totp
from tests.people import PASSWORD, TOTP_SECRET, give_second_factor

pytestmark = pytest.mark.django_db


def give_passkey(officer, name: str = "The blue one") -> Authenticator:
    """A row as enrolling leaves it; no browser is asked for it here."""
    return Authenticator.objects.create(user=officer, type="webauthn", data={"name": name, "credential": {}})


@pytest.fixture
def here(client, analyst):
    """The officer, who has just said who they are."""
    give_second_factor(analyst)
    client.post("/desk/login/", {"login": "analyst", "password": PASSWORD})
    client.post("/desk/2fa/authenticate/", {"code": totp(TOTP_SECRET)})
    return client


def take_off(client, key: Authenticator):
    return client.post(f"/desk/2fa/webauthn/keys/{key.pk}/remove/")


def test_one_of_several_is_taken_off_and_on_record(here, analyst):
    key = give_passkey(analyst)
    take_off(here, key)
    assert not Authenticator.objects.filter(pk=key.pk).exists()
    assert AuditEntry.objects.get(verb="officer.passkey_taken_off").details == {"passkey": key.pk}


def test_the_last_second_factor_stays(here, analyst):
    """Recovery codes are a spare of a factor, and none."""
    key = give_passkey(analyst)
    Authenticator.objects.filter(user=analyst, type="totp").delete()
    Authenticator.objects.create(user=analyst, type="recovery_codes", data={})
    assert take_off(here, key).status_code == 403
    assert list(factors(analyst)) == [key]
    assert not AuditEntry.objects.filter(verb="officer.passkey_taken_off").exists()


def test_nobody_takes_off_anothers(here, supervisor):
    key = give_passkey(supervisor)
    give_passkey(supervisor, "Another")
    assert take_off(here, key).status_code == 404
    assert passkeys.of(supervisor).count() == 2


def test_the_app_is_not_an_officers_to_take_off(analyst):
    give_passkey(analyst)
    app = Authenticator.objects.create(user=analyst, type="totp", data={})
    assert not passkeys.may_remove(app)


def test_an_administrator_takes_all_off(analyst, administrator):
    give_passkey(analyst)
    officers.take_off_second_factor(analyst, by=administrator)
    assert not factors(analyst).exists()


def test_a_passkey_that_does_not_prove_its_person_is_never_enough():
    """Set at one place for enrolling, signing in alone, and the second step."""
    assert settings.MFA_WEBAUTHN_USER_VERIFICATION == "required"


@pytest.mark.parametrize("door", ["/desk/2fa/webauthn/login/", "/desk/2fa/webauthn/add/"])
def test_the_browser_is_asked_to_prove_the_person_for_this_house_alone(here, client, door):
    if "login" in door:
        client.logout()
    asked = client.get(door).context["js_data"]
    options = next(iter(asked.values()))["publicKey"]
    assert options.get("userVerification") or options["authenticatorSelection"]["userVerification"] == "required"
    assert (options.get("rpId") or options["rp"]["id"]) == settings.HOST


@pytest.mark.parametrize("said", ['{"id": "x"}', "[]", '"x"', "7", "{", '{"id": "eA", "rawId": "eA", "response": {}}'])
def test_what_is_no_passkey_opens_nothing_and_is_on_record(client, said):
    answer = client.post("/desk/2fa/webauthn/login/", {"credential": said})
    assert answer.status_code == 200
    assert client.get("/desk/").status_code == 302
    assert AuditEntry.objects.get().details == {"step": "passkey"}
