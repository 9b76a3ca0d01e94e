"""The doors of the desk."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from staff import officers
from staff.models import AuditEntry
from tests.make import totp
from tests.people import PASSWORD, TOTP_SECRET, give_second_factor

pytestmark = pytest.mark.django_db
LOGIN, CODE = "/desk/login/", "/desk/2fa/authenticate/"


def verbs() -> list[str]:
    return list(AuditEntry.objects.filter(verb__startswith="officer.").order_by("pk").values_list("verb", flat=True))


def test_password_and_code_open_the_desk(client, analyst):
    give_second_factor(analyst)
    assert client.post(LOGIN, {"login": "analyst", "password": PASSWORD}).url == CODE
    assert client.get("/desk/").url.startswith(LOGIN)
    assert client.post(CODE, {"code": totp(TOTP_SECRET)}).url == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert verbs() == ["officer.signed_in"]


def test_a_password_alone_opens_nothing(client, analyst):
    give_second_factor(analyst)
    client.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    for address in ("/desk/hotline/tip/", "/desk/2fa/totp/activate/", "/desk/2fa/recovery-codes/", "/desk/password/"):
        assert client.get(address).status_code == 302
    assert "officer.signed_in" not in verbs()


def test_a_wrong_code_is_refused_and_on_record(client, analyst):
    give_second_factor(analyst)
    client.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    response = client.post(CODE, {"code": "000000"})
    assert response.status_code == 200
    assert client.get("/desk/").status_code == 302
    entry = AuditEntry.objects.get(verb="officer.sign_in_failed")
    assert (entry.subject_id, entry.details) == (str(analyst.pk), {"step": "code"})


def test_a_code_is_good_once(client, analyst):
    give_second_factor(analyst)
    code = totp(TOTP_SECRET)
    for browser, opens in ((client, True), (Client(), False)):
        browser.post(LOGIN, {"login": "analyst", "password": PASSWORD})
        browser.post(CODE, {"code": code})
        assert (browser.get("/desk/").status_code == 200) is opens


def test_every_process_knows_of_a_used_code_with_or_without_redis(client, analyst):
    give_second_factor(analyst)
    client.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    client.post(CODE, {"code": totp(TOTP_SECRET)})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM staff_kept_for_minutes WHERE cache_key LIKE '%%code-used%%'")
        assert cursor.fetchone() == (1,)


def test_a_wrong_password_is_on_record_without_what_was_typed(client, analyst):
    client.post(LOGIN, {"login": "analyst", "password": "wrong and secret"})
    client.post(LOGIN, {"login": "my password by mistake", "password": "x"})
    known, unknown = AuditEntry.objects.filter(verb="officer.sign_in_failed").order_by("pk")
    assert (known.subject_id, unknown.subject_id) == (str(analyst.pk), "0")
    assert "mistake" not in f"{unknown.details}{unknown.actor}{unknown.subject_id}"
    assert known.details == {"step": "password"}


def test_an_officer_without_a_second_factor_is_led_to_enrol_one_and_nowhere_else(client, analyst):
    client.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    for address in ("/desk/", "/desk/hotline/tip/", "/desk/reference/find/?kind=taxa&q=a", "/desk/password/"):
        assert client.get(address).url == "/desk/2fa/totp/activate/"


def test_enrolling_shows_the_secret_as_text_and_picture_then_recovery_codes(client, analyst):
    client.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    shown = client.get("/desk/2fa/totp/activate/")
    secret = shown.context["form"].secret
    assert f'value="{secret}"' in shown.content.decode()
    assert "data:image/svg+xml;base64" in shown.content.decode()
    answer = client.post("/desk/2fa/totp/activate/", {"code": totp(secret)})
    assert answer.url == "/desk/2fa/recovery-codes/"
    codes = client.get(answer.url).context["unused_codes"]
    assert len(codes) == 10
    assert client.get("/desk/").status_code == 200
    assert verbs() == ["officer.signed_in", "officer.second_factor_enrolled"]


def test_a_recovery_code_signs_in_once(client, analyst):
    client.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    secret = client.get("/desk/2fa/totp/activate/").context["form"].secret
    client.post("/desk/2fa/totp/activate/", {"code": totp(secret)})
    code = client.get("/desk/2fa/recovery-codes/").context["unused_codes"][0]
    for expected in (200, 302):
        other = Client()
        other.post(LOGIN, {"login": "analyst", "password": PASSWORD})
        other.post(CODE, {"code": code})
        assert other.get("/desk/").status_code == expected


def test_a_session_from_before_the_app_was_enrolled_elsewhere_is_put_out(analyst):
    """Whoever has the password alone must not be let in once its owner has enrolled."""
    thief, owner = Client(), Client()
    for browser in (thief, owner):
        browser.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    secret = owner.get("/desk/2fa/totp/activate/").context["form"].secret
    owner.post("/desk/2fa/totp/activate/", {"code": totp(secret)})
    assert thief.get("/desk/hotline/tip/").url == LOGIN
    assert owner.get("/desk/hotline/tip/").status_code == 200


@pytest.mark.parametrize("door", ["/desk/2fa/webauthn/add/", "/desk/2fa/recovery-codes/", "/desk/2fa/"])
def test_a_password_alone_adds_no_second_factor_to_one_that_is_there(analyst, door):
    thief, owner = Client(), Client()
    for browser in (thief, owner):
        browser.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    secret = owner.get("/desk/2fa/totp/activate/").context["form"].secret
    owner.post("/desk/2fa/totp/activate/", {"code": totp(secret)})
    assert thief.get(door).url == LOGIN
    assert owner.get(door).status_code == 200


def test_secrets_of_the_second_factor_are_sealed_in_the_database(client, analyst):
    client.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    secret = client.get("/desk/2fa/totp/activate/").context["form"].secret
    client.post("/desk/2fa/totp/activate/", {"code": totp(secret)})
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_an_officer_cannot_take_off_their_own_second_factor(client, sign_in, analyst):
    sign_in(client, analyst).post("/desk/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=analyst, type=Authenticator.Type.TOTP).exists()


def test_a_factor_that_an_administrator_took_off_is_missed_at_the_next_click(client, sign_in, analyst, administrator):
    """The telephone that was lost may hold an open session: it ends, and the next sign-in enrols anew."""
    sign_in(client, analyst)
    assert client.get("/desk/").status_code == 200
    officers.take_off_second_factor(analyst, by=administrator)
    assert client.get("/desk/").url.startswith(LOGIN)
    client.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    assert client.get("/desk/").url == "/desk/2fa/totp/activate/"


def test_a_deactivated_officer_is_out_at_the_next_click(client, sign_in, analyst, administrator):
    sign_in(client, analyst)
    officers.deactivate(analyst, by=administrator)
    assert client.get("/desk/").url.startswith(LOGIN)
    client.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    assert "officer.signed_in" not in verbs()


def test_the_admins_own_sign_in_is_not_there(client, analyst):
    assert client.get(LOGIN).templates[0].name == "account/login.html"
    client.post(LOGIN, {"username": "analyst", "password": PASSWORD})
    assert client.get("/desk/").status_code == 302


def test_signing_out_ends_the_session_and_is_on_record(client, sign_in, analyst):
    assert sign_in(client, analyst).get("/desk/logout/").status_code == 200
    client.post("/desk/logout/")
    assert client.get("/desk/").url.startswith(LOGIN)
    assert verbs() == ["officer.signed_out"]


def test_nobody_signs_up(client):
    assert client.get("/desk/closed/sign-up/").url == LOGIN


def test_the_sign_in_page_needs_no_script_and_stays_on_this_house(client):
    response = client.get(LOGIN)
    assert b"<script" not in response.content
    assert response["Referrer-Policy"] == "same-origin"
    assert "'unsafe-eval'" in response["Content-Security-Policy"]


def test_a_browsers_own_form_is_taken_and_a_forged_one_refused(analyst):
    browser = Client(enforce_csrf_checks=True)
    browser.get(LOGIN)
    token = browser.cookies["desk-csrf"].value
    said = {"login": "analyst", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert browser.post(LOGIN, said, headers={"origin": "http://evil.example"}).status_code == 403
    assert browser.post(LOGIN, said, headers={"origin": "http://testserver"}).status_code == 302


def test_a_second_step_posted_without_a_code_is_a_sentence_and_no_error(client, analyst):
    give_second_factor(analyst)
    client.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    assert client.post(CODE, {}).status_code == 200
    assert client.get("/desk/").status_code == 302
