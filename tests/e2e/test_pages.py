"""The pages themselves: quiet consoles, no cookie, few requests, a keyboard's way, a phone's width."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.desk import PHONE, Desk, sideways, watched
from tests.e2e.stages import Path
from tests.house import House

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

DESK_PAGES = ["queue", "map", "tip", "promote", "reports", "report", "open a case", "cases", "case", "exhibit",
              "packet", "referrals", "referral", "taxa", "agencies", "first page"]  # fmt: skip


def desk_page(path: Path, name: str) -> tuple[str, str]:
    """Who opens it, and its address."""

    def of(noun: str, reference: str, end: str = "change/") -> str:
        app = "hotline" if noun in ("tip", "report") else "cases"
        return (
            f"/desk/{app}/{noun}/{path.house.one(f'SELECT id FROM {app}_{noun} WHERE reference = %s', reference)}/{end}"
        )

    report = path.house.one("SELECT id FROM hotline_report WHERE reference = %s", path.report)
    return {
        "queue": ("analyst", "/desk/hotline/tip/?status=all"),
        "map": ("analyst", "/desk/hotline/tip/map/?status=all"),
        "tip": ("analyst", of("tip", path.tip)),
        "promote": ("analyst", of("tip", path.tip, "promote/")),
        "reports": ("analyst", "/desk/hotline/report/"),
        "report": ("supervisor", of("report", path.report)),
        "open a case": ("investigator", f"/desk/cases/open/?report={report}"),
        "cases": ("investigator", "/desk/cases/case/"),
        "case": ("investigator", of("case", path.case)),
        "exhibit": ("investigator", of("exhibit", path.exhibit)),
        "packet": ("investigator", of("packet", path.packet)),
        "referrals": ("investigator", "/desk/cases/referral/"),
        "referral": ("investigator", of("referral", path.referral)),
        "taxa": ("analyst", "/desk/reference/taxon/"),
        "agencies": ("analyst", "/desk/reference/agency/"),
        "first page": ("analyst", "/desk/"),
    }[name]


@pytest.fixture
def visitor_page(chromium: Browser, house: House) -> Iterator[Page]:
    """A source's fresh browser on a phone."""
    context = chromium.new_context(base_url=house.url, viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def phones(chromium: Browser, house: House, sessions: dict) -> Iterator[dict[str, Desk]]:  # type: ignore[type-arg]
    """Officers on a phone, signed in before."""
    windows = {
        name: Desk(chromium, house, name, sessions, viewport=PHONE)
        for name in ("analyst", "investigator", "supervisor")
    }
    yield windows
    for window in windows.values():
        window.context.close()


# --- The desk ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", DESK_PAGES)
def test_a_desk_page_raises_no_error_and_breaks_no_policy(closed: Path, name: str) -> None:
    officer, address = desk_page(closed, name)
    desk = closed.desk(officer)
    desk.go(address).page.wait_for_load_state("networkidle")
    assert desk.trouble == []


@pytest.mark.parametrize("name", DESK_PAGES)
def test_a_desk_page_fits_a_phone(closed: Path, phones: dict[str, Desk], name: str) -> None:
    officer, address = desk_page(closed, name)
    phone = phones[officer].sign_in().go(address)
    assert sideways(phone.page) == 0


def test_signing_in_raises_no_error_and_fits_a_phone(visitor_page: Page) -> None:
    trouble = watched(visitor_page)
    visitor_page.goto("/desk/login/", wait_until="networkidle")
    assert trouble == []
    assert sideways(visitor_page) == 0


# --- The source -------------------------------------------------------------------------------------------------
def test_the_form_takes_two_requests_and_sets_no_cookie(visitor_page: Page) -> None:
    asked: list[str] = []
    visitor_page.on("request", lambda request: asked.append(request.url))
    visitor_page.goto("/en/report/", wait_until="networkidle")
    assert len([url for url in asked if not url.startswith("data:")]) == 2, asked
    assert visitor_page.context.cookies() == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_journey_of_a_source_is_quiet_fits_a_phone_and_sets_no_cookie(visitor_page: Page, language: str) -> None:
    page, trouble = visitor_page, watched(visitor_page)
    page.goto(f"/{language}/report/")
    assert sideways(page) == 0
    for hidden in page.locator("details summary").all():
        hidden.click()
    assert sideways(page) == 0
    page.locator("[name=narrative]").fill("Turtles in a bath tub of the guest house " + "by the sea" * 12)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/receipt/")
    assert sideways(page) == 0
    groups = page.locator(".digits span").all_inner_texts()
    page.locator("[name=last]").fill(" ".join(groups[-2:]))
    page.locator(".code button").click()
    page.locator("[name=body]").wait_for()
    assert sideways(page) == 0
    assert page.context.cookies() == []
    assert trouble == []


@pytest.mark.parametrize("address", ["/", "/en/safety/", "/en/status/", "/vi/report/"])
def test_a_public_page_fits_a_phone(visitor_page: Page, address: str) -> None:
    trouble = watched(visitor_page)
    visitor_page.goto(address, wait_until="networkidle")
    assert sideways(visitor_page) == 0
    assert trouble == []


def test_the_agencys_page_is_quiet_fits_a_phone_and_sets_no_cookie(closed: Path, visitor_page: Page) -> None:
    page, trouble = visitor_page, watched(visitor_page)
    desk = closed.at("investigator", "referral", closed.referral).press("Give a new code")
    page.goto(closed.link)
    assert sideways(page) == 0
    page.get_by_label("One-time code").fill(desk.page.locator("#agency-code").inner_text())
    page.get_by_role("button", name="Open", exact=True).click()
    page.get_by_text("The packet").first.wait_for()
    for hidden in page.locator("main details summary").all():
        hidden.click()
    assert sideways(page) == 0
    page.locator("header details summary").first.click()
    assert sideways(page) == 0
    assert page.context.cookies() == []
    assert trouble == []


# --- The keyboard -----------------------------------------------------------------------------------------------
FOCUSED = "(document.activeElement.name || document.activeElement.innerText || '').trim()"


def walked_by_tab(page: Page, steps: int) -> list[str]:
    """What has the focus after each press of Tab."""
    found = []
    for _step in range(steps):
        page.keyboard.press("Tab")
        found.append(str(page.evaluate(FOCUSED)))
    return found


def test_the_first_tab_on_the_form_skips_to_its_content(visitor_page: Page) -> None:
    visitor_page.goto("/en/report/")
    assert walked_by_tab(visitor_page, 1) == ["Skip to the content"]
    visitor_page.keyboard.press("Enter")
    assert "narrative" in walked_by_tab(visitor_page, 3)


def test_tab_walks_the_form_in_reading_order_and_passes_the_trap_by(visitor_page: Page) -> None:
    visitor_page.goto("/en/report/")
    trap = str(visitor_page.locator(".trap input").first.get_attribute("name"))
    walked = walked_by_tab(visitor_page, 40)
    fields = [name for name in walked if name in ("narrative", "urgency", "place", "country", "files", "Send")]
    assert list(dict.fromkeys(fields)) == ["narrative", "urgency", "place", "country", "files", "Send"]
    assert trap not in walked


def test_a_tip_is_claimed_and_dismissed_by_keyboard_alone(answered: Path) -> None:
    code = answered.visitor.tell("A rooster crows in the yard of the school every morning")
    assert code
    reference = answered.house.one("SELECT reference FROM hotline_tip ORDER BY received_at DESC LIMIT 1")
    page = answered.at("analyst", "tip", reference).page
    _to_decisions(page, "Claim")
    page.keyboard.press("Enter")
    page.get_by_text("The tip is yours.").wait_for()
    _to_decisions(page, "Dismiss")
    page.keyboard.press("Enter")
    _tab_to(page, "reason")
    page.keyboard.press("Space")
    _tab_to(page, "Dismiss")
    page.keyboard.press("Enter")
    page.get_by_text("The tip is dismissed.").wait_for()


def _to_decisions(page: Page, words: str) -> None:
    """They stand below the tip; a link at its head leads there."""
    page.wait_for_load_state()
    _tab_to(page, "To the decisions")
    page.keyboard.press("Enter")
    _tab_to(page, words)


def _tab_to(page: Page, words: str) -> None:
    for _step in range(60):
        page.keyboard.press("Tab")
        if str(page.evaluate(FOCUSED)).startswith(words):
            return
    raise AssertionError(f"{words!r} is not reached by Tab")


@pytest.mark.parametrize("name", ["tip", "case"])
def test_every_control_of_a_desk_page_has_a_name(closed: Path, name: str) -> None:
    officer, address = desk_page(closed, name)
    desk = closed.desk(officer).go(address)
    nameless = desk.page.evaluate(NAMELESS)
    assert nameless == []


NAMELESS = """[...document.querySelectorAll('.desk-page :is(a, button, summary, input, select, textarea)')]
    .filter(each => each.type !== 'hidden' && !(each.textContent || '').trim() && !(each.labels || []).length)
    .filter(each => !each.getAttribute('aria-label') && !each.querySelector('img[alt]'))
    .map(each => each.outerHTML.slice(0, 120))"""
