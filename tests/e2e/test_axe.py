"""No violation that axe knows of, on pages for sources and pages of the desk, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.desk import PHONE, sideways
from tests.e2e.stages import Path
from tests.e2e.test_pages import DESK_PAGES, desk_page
from tests.house import House

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
PUBLIC_PAGES = ["/", "/en/report/", "/km/report/", "/zh-hans/status/", "/my/safety/", "/en/nowhere/"]


def violations(page: Page) -> list[str]:
    """Each as its rule, how bad it is, and the first elements that break it."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']} ({one['impact']}): {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_a_public_page_has_no_violation(chromium: Browser, house: House, address: str, scheme: str) -> None:
    context = chromium.new_context(base_url=house.url, viewport=PHONE, color_scheme=scheme)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        page.goto(address)
        assert violations(page) == []
    finally:
        context.close()


@pytest.mark.parametrize("name", DESK_PAGES)
def test_a_page_of_the_desk_has_no_violation(sent: Path, name: str) -> None:
    who, address = desk_page(sent, name)
    page = sent.officers(who).page
    page.goto(f"{sent.house.url}{address}")
    assert violations(page) == []


@pytest.mark.parametrize("name", ["tip", "queue", "case"])
def test_a_page_of_the_desk_has_no_violation_in_the_dark(sent: Path, name: str) -> None:
    who, address = desk_page(sent, name)
    page = sent.officers(who).page
    page.emulate_media(color_scheme="dark")
    try:
        page.goto(f"{sent.house.url}{address}")
        page.evaluate("document.documentElement.classList.add('dark')")
        assert violations(page) == []
    finally:
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("name", ["queue", "tip", "case"])
def test_a_page_of_the_desk_reads_from_the_right_as_well(sent: Path, name: str) -> None:
    who, address = desk_page(sent, name)
    page = sent.officers(who).page
    page.goto(f"{sent.house.url}{address}")
    first = page.locator("h1, .desk-title").first
    was = first.bounding_box()
    page.evaluate("document.documentElement.dir = 'rtl'")
    now = first.bounding_box()
    assert sideways(page) == 0
    assert was
    assert now
    assert now["x"] > was["x"]
