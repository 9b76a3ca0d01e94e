"""An agency acts on its page with a telephone, in French and Vietnamese; folder PICTURES keeps what it saw."""

import os
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Browser

from tests.cases.proving import photograph
from tests.e2e import stages
from tests.e2e.portal import Portal
from tests.e2e.stages import Path

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
FOLDER = os.environ.get("PICTURES")


def ask_again(sent: Path) -> Path:
    """A further referral of the same case, approved by a second person; the path's own stays as it was."""
    mine = replace(sent, agency=None)
    stages.draft_referral(mine)
    stages.send_referral(mine, is_opened=False)
    return mine


def act_on(path: Path, chromium: Browser, language: str) -> Portal:
    """From the door to feedback, as an agency's officer would."""
    portal = Portal(chromium, path.link, language).choose_language().photographed(FOLDER, f"agency-door-{language}")
    portal.open(path.agency_code).photographed(FOLDER, f"agency-{language}")
    portal.press("acknowledge")
    portal.say("message", text="Demain à l'aube.")
    photo = {"name": "saisie.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    portal.say("outcome", kind="seizure", date=date.today().isoformat(), quantity="12", unit="kg", files=[photo])
    return portal.say("feedback", useful="yes", timely="partly", rating="4").photographed(FOLDER, f"end-{language}")


def finds_all_done(portal: Portal, language: str) -> None:
    assert portal.shows == language
    assert [len(portal.said(kind)) for kind in ("message", "outcome")] == [1, 1]
    assert portal.page.locator("[data-files='1']").count() == 1
    assert (portal.refusals, portal.trouble, portal.is_too_wide) == ([], [], False)
    portal.context.close()


def test_an_agency_answers_in_french_on_a_telephone_and_the_desk_has_its_words_and_its_proof(
    sent: Path, chromium: Browser
) -> None:
    path = ask_again(sent)
    finds_all_done(act_on(path, chromium, "fr"), "fr")
    desk = sent.at("investigator", "referral", path.referral)
    assert desk.page.locator("[data-unread]").count() == 1
    assert "Demain à l'aube." in desk.words
    desk.page.locator("[data-proof]").first.click()
    assert "saisie.jpg" in desk.words


def test_an_agency_answers_in_vietnamese_on_a_telephone(sent: Path, chromium: Browser) -> None:
    finds_all_done(act_on(ask_again(sent), chromium, "vi"), "vi")
