"""Passkeys in a real browser, with an authenticator of its own: enrolled, used, renamed, taken off."""

import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, CDPSession

from tests.e2e.desk import Desk
from tests.house import House

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
WHO = "custodian"


class Key:
    """A phone or computer that keeps passkeys, as the browser sees it."""

    def __init__(self, browser: CDPSession) -> None:
        self.browser = browser
        browser.send("WebAuthn.enable")
        traits = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        self.id = browser.send("WebAuthn.addVirtualAuthenticator", {"options": traits})["authenticatorId"]

    def knows_the_person(self, is_known: bool) -> None:
        """Whether the next finger or PIN is the right one."""
        self.browser.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": is_known})

    def takes(self, credentials: list[Any]) -> None:
        """The same passkeys in another window: a browser's authenticator is a window's own."""
        for each in credentials:
            self.browser.send("WebAuthn.addCredential", {"authenticatorId": self.id, "credential": each})

    @property
    def kept(self) -> list[Any]:
        found: list[Any] = self.browser.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"]
        return found


@pytest.fixture(scope="module")
def desk(chromium: Browser, house: House) -> Iterator[Desk]:
    """An officer who signed in with the app."""
    window = Desk(chromium, house, WHO, {}).sign_in()
    yield window
    window.context.close()


@pytest.fixture(scope="module")
def key(desk: Desk) -> Key:
    """A passkey of that officer, enrolled at the desk."""
    key = Key(desk.context.new_cdp_session(desk.page))
    desk.go("/desk/2fa/webauthn/add/").fill(name="My telephone")
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="Enrol a passkey").click()
    # The demonstration's officers have an app without recovery codes: these are made with the first passkey.
    desk.page.wait_for_url("**/2fa/recovery-codes/")
    return key


def leave(desk: Desk) -> None:
    desk.go("/desk/logout/").page.get_by_role("button", name="Sign out").click()
    desk.page.wait_for_url("**/desk/login/")


def use_passkey(desk: Desk) -> None:
    desk.page.get_by_role("button", name="Use a passkey").click()


def test_a_passkey_asks_for_the_person_and_stays_in_the_thing(desk: Desk, key: Key) -> None:
    (kept,) = key.kept
    assert kept["isResidentCredential"]
    assert kept["rpId"] == "localhost"


def test_a_passkey_alone_opens_the_desk_and_leads_where_one_was_going(desk: Desk, key: Key) -> None:
    leave(desk)
    desk.page.goto("/desk/cases/exhibit/")
    desk.page.get_by_role("link", name="Sign in with a passkey").click()
    use_passkey(desk)
    # The page before it names this address behind its question mark.
    desk.page.wait_for_url(re.compile(r"^[^?]*/desk/cases/exhibit/$"))


def test_after_the_password_a_passkey_is_the_second_step(desk: Desk, key: Key) -> None:
    leave(desk)
    desk.page.get_by_label("Username").fill(WHO)
    desk.page.get_by_label("Password").fill(desk.house.officers[WHO][0])
    desk.page.get_by_role("button", name="Go on").click()
    desk.page.wait_for_url("**/2fa/authenticate/")
    use_passkey(desk)
    desk.page.wait_for_url("**/desk/")


def test_a_thing_that_does_not_know_its_person_opens_nothing_and_says_so(desk: Desk, key: Key) -> None:
    leave(desk)
    key.knows_the_person(False)
    desk.page.goto("/desk/2fa/webauthn/login/")
    use_passkey(desk)
    desk.page.get_by_text("The passkey was not read.").wait_for()
    assert desk.page.goto("/desk/").url.endswith("/desk/login/?next=/desk/")  # type: ignore[union-attr]
    key.knows_the_person(True)
    desk.page.goto("/desk/2fa/webauthn/login/")
    use_passkey(desk)
    desk.page.wait_for_url("**/desk/")


def test_a_form_that_came_too_late_is_sent_again_after_signing_in(desk: Desk, key: Key) -> None:
    words = "A lorry crosses at dawn and nobody answers"
    desk.go("/desk/cases/glass/").fill(reference="CAS-2020-000001", reason="life", words=words)
    with psycopg.connect(desk.house.owner_url, autocommit=True) as database:
        # This window's session alone: the house's other officers are at work.
        database.execute(
            "UPDATE staff_desksession SET last_act = last_act - interval '31 minutes' WHERE id = (SELECT session.id"
            " FROM staff_desksession session JOIN staff_officer officer ON officer.id = session.officer_id"
            " WHERE officer.username = %s ORDER BY last_act DESC LIMIT 1)",
            [WHO],
        )
    desk.page.get_by_role("button", name="Break glass").click()
    desk.page.get_by_text("Your session has ended").first.wait_for()
    desk.page.get_by_role("button", name="Send it again").click()
    desk.page.get_by_text("You are not signed in yet.").wait_for()
    other = desk.context.new_page()
    Key(desk.context.new_cdp_session(other)).takes(key.kept)
    other.goto("/desk/2fa/webauthn/login/")
    other.get_by_role("button", name="Use a passkey").click()
    other.wait_for_url("**/desk/")
    other.close()
    desk.page.get_by_role("button", name="Send it again").click()
    desk.page.get_by_text("There is no such case").wait_for()
    assert desk.page.locator("[name=words]").input_value() == words


def test_a_passkey_is_renamed_and_taken_off_while_the_app_stays(desk: Desk, key: Key) -> None:
    desk.go("/desk/2fa/webauthn/").follow("Rename").fill(name="The blue one")
    desk.page.get_by_role("button", name="Keep the name").click()
    desk.page.get_by_text("The blue one").wait_for()
    desk.follow("Take off")
    desk.page.get_by_role("button", name="Take off").click()
    desk.page.get_by_text("None yet.").wait_for()


def test_no_page_of_these_breaks_the_desks_policy(desk: Desk, key: Key) -> None:
    # Pages that refuse are told to the console as such; what a policy stops is told in these words.
    assert [line for line in desk.trouble if "status of 40" not in line] == []
