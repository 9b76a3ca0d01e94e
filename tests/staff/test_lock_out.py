"""Lock-out: by name, in the database, without address, for a while."""

import subprocess
import sys
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from staff import lock_out
from staff.models import AuditEntry
from staff.refusals import NotAllowed
from tests.make import totp
from tests.people import PASSWORD, TOTP_SECRET, give_second_factor

pytestmark = pytest.mark.django_db
LOGIN, CODE = "/desk/login/", "/desk/2fa/authenticate/"
CLOSED = "this step is closed for 15 minutes"
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.fixture(autouse=True)
def quick_guesses(settings):
    """Ten guesses cost half a second of hashing each; the officer's own hash stays what it is."""
    settings.PASSWORD_HASHERS = QUICK
    cache.clear()


def guess(name: str, times: int = 10, password: str = "wrong") -> str:
    """What the door says to the last of so many guesses."""
    browser = Client(HTTP_USER_AGENT="Marked/1.0", REMOTE_ADDR="198.51.100.7")
    for _ in range(times):
        answer = browser.post(LOGIN, {"login": name, "password": password})
    return answer.content.decode()


def enter(password: str = PASSWORD, name: str = "analyst"):
    return Client().post(LOGIN, {"login": name, "password": password})


def test_ten_wrong_passwords_shut_the_right_one_out_and_say_for_how_long(analyst):
    guess("analyst")
    answer = enter()
    assert answer.status_code == 200
    assert CLOSED in answer.content.decode()


def test_nine_do_not(analyst):
    guess("analyst", times=9)
    assert enter().status_code == 302


def test_a_quarter_of_an_hour_later_the_right_one_opens(analyst):
    guess("analyst")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert enter().status_code == 302


def test_knocking_at_a_locked_door_does_not_keep_it_locked(analyst):
    guess("analyst")
    was = AccessAttempt.objects.get().attempt_time
    guess("analyst", times=3)
    assert AccessAttempt.objects.get().attempt_time == was


def test_a_name_that_nobody_has_locks_like_any_other(analyst):
    known, unknown = guess("analyst", times=11), guess("nobody", times=11)
    assert CLOSED in known
    assert known.replace("analyst", "nobody").split("csrf")[0] == unknown.split("csrf")[0]
    assert CLOSED in unknown


def test_another_name_stays_open(analyst, supervisor):
    guess("analyst")
    assert enter(name="supervisor").status_code == 302


def test_five_wrong_codes_close_the_second_step_to_the_right_one(analyst):
    give_second_factor(analyst)
    browser = Client()
    browser.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    for _ in range(5):
        browser.post(CODE, {"code": "000000"})
    answer = browser.post(CODE, {"code": totp(TOTP_SECRET)})
    assert CLOSED in answer.content.decode()
    assert browser.get("/desk/").status_code == 302


def test_signing_in_forgets_what_went_wrong_before(analyst):
    give_second_factor(analyst)
    guess("analyst", times=9)
    browser = Client()
    browser.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    browser.post(CODE, {"code": totp(TOTP_SECRET)})
    assert browser.get("/desk/").status_code == 200
    assert not AccessAttempt.objects.exists()


def test_a_right_password_without_the_code_forgets_nothing(analyst):
    """Else whoever has the password guesses codes for ever."""
    give_second_factor(analyst)
    guess("analyst", times=9)
    enter()
    guess("analyst", times=1)
    assert lock_out.is_locked("analyst")


def test_no_address_no_agent_and_no_name_is_kept(analyst):
    guess("analyst", times=2)
    guess("my secret password by mistake", times=1)
    kept = str(list(AccessAttempt.objects.values_list()))
    for trace in ("198.51", "Marked", "analyst", "mistake", "wrong", "/desk/"):
        assert trace not in kept


def test_a_lock_is_on_record_once(analyst):
    guess("analyst", times=12)
    entry = AuditEntry.objects.get(verb="officer.locked_out")
    assert (entry.subject_id, entry.details) == (str(analyst.pk), {"step": "password"})


def test_an_administrator_unlocks_and_nobody_else(client, sign_in, analyst, supervisor, administrator):
    guess("analyst")
    address = f"/desk/staff/officer/{analyst.pk}/unlock/"
    assert client.post(address).url.startswith(LOGIN)
    assert sign_in(client, supervisor).post(address).status_code == 403
    with pytest.raises(NotAllowed):
        lock_out.unlock(analyst, by=supervisor)
    assert enter().status_code == 200
    sign_in(client, administrator).post(address)
    assert enter().status_code == 302
    assert AuditEntry.objects.get(verb="officer.unlocked").details == {"steps": ["password"]}


def test_the_officers_page_shows_a_lock(client, sign_in, analyst, administrator):
    page = f"/desk/staff/officer/{analyst.pk}/change/"
    assert "Locked after failures" not in sign_in(client, administrator).get(page).content.decode()
    guess("analyst")
    assert "Locked after failures" in client.get(page).content.decode()


COUNT_IN_ANOTHER_PROCESS = """
import django; django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {database!r}
from staff import lock_out
print(lock_out.is_locked("analyst"))
"""


@pytest.mark.django_db(transaction=True)
def test_another_process_knows_the_lock(analyst):
    guess("analyst")
    code = COUNT_IN_ANOTHER_PROCESS.format(database=connection.settings_dict["NAME"])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
