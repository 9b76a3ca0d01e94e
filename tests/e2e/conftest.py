"""A browser for the desk, the house that it looks at, and the path of one tip through it, a fixture a stage."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path as File
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from bots.telegram.emulator import Person
from tests.e2e import stages
from tests.e2e.desk import Desk
from tests.e2e.stages import CHAT, Path, Planted
from tests.house import House
from tests.housing import house  # noqa: F401
from tests.visitor import Visitor

CHROMIUM = File("/usr/bin/chromium")
Officers = Callable[..., Desk]


# A package's and not the session's: while Playwright runs, Django refuses the database in this thread.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless. Without it the test is skipped, or fails where nothing may be skipped."""
    if not CHROMIUM.exists():
        why = f"{CHROMIUM} is not there: apt-get install chromium"
        pytest.fail(why) if os.environ.get("HORNBILL_REQUIRE_ALL") else pytest.skip(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """The cookies of those who signed in."""
    return {}


@pytest.fixture(scope="package")
def officers(chromium: Browser, house: House, sessions: dict[str, Any]) -> Iterator[Officers]:  # noqa: F811
    """`officers("analyst")`: the desk in that officer's own window, signed in."""
    windows: dict[str, Desk] = {}

    def at_desk(name: str) -> Desk:
        if name not in windows:
            windows[name] = Desk(chromium, house, name, sessions).sign_in()
        return windows[name]

    yield at_desk
    for window in windows.values():
        window.context.close()


@pytest.fixture(autouse=True)
def own_trouble() -> None:
    """What went wrong in a window that tests share is the test's in which it went wrong."""
    for window in Desk.opened:
        window.trouble.clear()


@pytest.fixture(scope="package")
def told(house: House, officers: Officers) -> Path:  # noqa: F811
    """One tip by the form with a photograph, one by chat."""
    person = Person(house.telegram, CHAT, name=Planted.name, username=Planted.handle)
    path = Path(house, officers, Visitor(house.url), person)
    stages.tell_by_form(path)
    stages.tell_by_chat(path)
    return path


@pytest.fixture(scope="package")
def answered(told: Path) -> Path:
    """Both sources were asked and have answered."""
    stages.ask(told)
    stages.answer(told)
    return told


@pytest.fixture(scope="package")
def released(answered: Path) -> Path:
    """A report was written from both, graded, checked by a second person and released."""
    stages.write_report(answered)
    stages.check_report(answered)
    return answered


@pytest.fixture(scope="package")
def opened(released: Path) -> Path:
    """A case was opened from the report, the photograph taken into evidence."""
    stages.open_case(released)
    stages.take_exhibit(released)
    return released


@pytest.fixture(scope="package")
def sent(opened: Path) -> Path:
    """A packet was drafted, approved and built; a referral drafted, checked, approved and sent."""
    stages.build_packet(opened)
    stages.draft_referral(opened)
    stages.send_referral(opened)
    return opened


@pytest.fixture(scope="package")
def closed(sent: Path) -> Path:
    """The agency took the packet, acknowledged and reported an outcome."""
    stages.agency_acts(sent)
    return sent
