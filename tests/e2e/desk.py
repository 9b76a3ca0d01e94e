"""An officer at the desk, in Debian's Chromium: presses buttons by their words, as a person would."""

import base64
import hmac
import re
import struct
import time
from typing import Any, ClassVar

from playwright.sync_api import Browser, Locator, Page

from tests.house import House, until

STEP_SECONDS = 30
# A code that ends while it is on its way is refused.
SAFE_SECONDS = 3
PATIENCE_MS = 15_000
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


def one_time_code(secret: str, at: float) -> str:
    """RFC 6238: six digits of HMAC-SHA-1 over the half-minute. `secret` in base32, `at` in seconds since 1970."""
    mark = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(at) // STEP_SECONDS), "sha1")
    start = mark[-1] & 15
    return f"{(struct.unpack('>I', mark[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def watched(page: Page) -> list[str]:
    """What goes wrong in a page from now on: errors of scripts, refusals by the page's policy, broken resources."""
    trouble: list[str] = []
    page.on("console", lambda said: trouble.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: trouble.append(f"{page.url}: {error}"))
    return trouble


def sideways(page: Page) -> int:
    """By how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


class Desk:
    """One officer's browser window.

    Args:
        sessions: cookies by officer's name, so that each signs in once in a house: a code is good for one time only.
    """

    # By officer: the half-minute whose code was used last.
    used: ClassVar[dict[str, int]] = {}
    opened: ClassVar[list["Desk"]] = []

    def __init__(self, browser: Browser, house: House, name: str, sessions: dict[str, Any], **context: Any) -> None:
        self.house, self.name, self.sessions = house, name, sessions
        kept = {"storage_state": sessions[name]} if name in sessions else {}
        self.context = browser.new_context(base_url=house.url, **{"viewport": DESK, **kept, **context})
        self.context.set_default_timeout(PATIENCE_MS)
        self.page = self.context.new_page()
        self.trouble = watched(self.page)
        self.opened.append(self)

    def sign_in(self) -> "Desk":
        """Through both steps, unless this officer has been in before."""
        if self.name not in self.sessions:
            self._sign_in()
            self.sessions[self.name] = self.context.storage_state()
        return self

    def sign_in_beside(self) -> None:
        """Once more, in another window of the same browser: the first keeps what it shows."""
        first, self.page = self.page, self.context.new_page()
        self._sign_in()
        self.page.close()
        self.page = first
        self.sessions[self.name] = self.context.storage_state()

    def _sign_in(self) -> None:
        password, secret = self.house.officers[self.name]
        self.go("/desk/login/")
        self.page.get_by_label("Username").fill(self.name)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Go on").click()
        until(self._has_fresh_code, 2 * STEP_SECONDS, "the half-minute does not end")
        now = time.time()
        self.used[self.name] = int(now // STEP_SECONDS)
        self.page.get_by_label("Code").fill(one_time_code(secret, now))
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/desk/")

    def _has_fresh_code(self) -> bool:
        """One that was not used, and does not end on its way."""
        now = time.time()
        is_used = self.used.get(self.name) == now // STEP_SECONDS
        return not is_used and now % STEP_SECONDS < STEP_SECONDS - SAFE_SECONDS

    # --- looking ------------------------------------------------------------------------------------------------
    def go(self, path: str) -> "Desk":
        """Open an address. Raises: AssertionError where it is not there for this officer."""
        answer = self.page.goto(path)
        assert answer, path
        assert answer.status == 200, f"{answer.status} for {path}: {self.words[:500]}"
        return self

    @property
    def words(self) -> str:
        """All that the page shows."""
        return self.page.locator("body").inner_text()

    @property
    def path(self) -> str:
        return "/" + self.page.url.removeprefix(self.house.url).lstrip("/")

    def waits_for(self, words: str, seconds: float = 30) -> None:
        """Load the page anew until it shows the words: a worker is at it."""
        until(lambda: words in self._reloaded(), seconds, f"{words!r} is not on {self.path}")

    def _reloaded(self) -> str:
        self.page.reload()
        return self.words

    # --- acting -------------------------------------------------------------------------------------------------
    def follow(self, words: str) -> "Desk":
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=words).first.click()
        return self

    def press(self, words: str, **typed: Any) -> "Desk":
        """Press a button of the page; one that asks first is unfolded and its form filled, each field by its name."""
        asks = self.page.locator("details.desk-act", has=self.page.locator("summary", has_text=exactly(words)))
        within: Any = self.page
        if asks.count():
            within = asks.first
            within.locator("summary").click()
            self.fill(within, **typed)
        # A click does not wait for the page that it leads to, and what is looked for next may stand on both.
        with self.page.expect_navigation():
            within.get_by_role("button", name=words, exact=True).first.click()
        return self

    def fill(self, within: "Locator | Page | None" = None, **typed: Any) -> "Desk":
        """Fill fields by name: True ticks a box, a list ticks several, text is chosen where there is a choice."""
        for name, value in typed.items():
            _fill((within or self.page).locator(f"[name='{name}']"), value)
        return self

    def offers(self, words: str) -> bool:
        """Whether the page has such a button."""
        return bool(self.page.locator("summary, button, a.desk-button").filter(has_text=exactly(words)).count())


def exactly(words: str) -> re.Pattern[str]:
    """The words of a button, with or without the dots of one that asks first."""
    return re.compile(rf"^\s*{re.escape(words)}\s*…?\s*$")


def _fill(field: Locator, value: Any) -> None:
    kind = field.first.evaluate("each => each.type || each.tagName.toLowerCase()")
    if kind in ("checkbox", "radio"):
        if value is True:
            field.first.check()
            return
        for each in value if isinstance(value, list) else [value]:
            field.locator(f"xpath=self::*[@value='{each}']").check()
    elif kind == "select-one":
        field.first.select_option(value)
    else:
        field.first.fill(str(value))
