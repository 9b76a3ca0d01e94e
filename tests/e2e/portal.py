"""An agency's officer at a telephone: Chromium at 390 pixels, in a language of theirs, elements by what they do."""

from pathlib import Path as File
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from tests.e2e.desk import PATIENCE_MS, sideways, watched

TELEPHONE: ViewportSize = {"width": 390, "height": 844}


class Portal:
    """The page of one referral on a telephone. Nothing is looked for by its words: they differ with the language.

    Args:
        has_script: whether the browser would run any; the page has none, but what looks at it from outside may need it.
    """

    def __init__(self, browser: Browser, link: str, language: str, *, has_script: bool = False) -> None:
        self.language = language
        self.context = browser.new_context(viewport=TELEPHONE, java_script_enabled=has_script)
        self.context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.trouble = watched(self.page)
        self.page.goto(link)

    def choose_language(self) -> "Portal":
        """By the menu at the top, as a person would."""
        self.page.locator(".languages summary").click()
        with self.page.expect_navigation():
            self.page.locator(f".languages [lang='{self.language}']").last.click()
        return self

    def open(self, code: str) -> "Portal":
        self.page.locator("#code").fill(code)
        with self.page.expect_navigation():
            self.page.locator("form", has=self.page.locator("#code")).locator("button").click()
        return self

    def press(self, act: str) -> "Portal":
        """A bare button."""
        with self.page.expect_navigation():
            self.page.locator(f"button[data-act='{act}']").click()
        return self

    def say(self, act: str, *, files: Any = (), **typed: str) -> "Portal":
        """Unfold a form, fill it, bring files, send it."""
        self.page.locator(f"summary[data-act='{act}']").click()
        within = self.page.locator(f"#act-{act}")
        for name, value in typed.items():
            field = within.locator(f"[name='{name}']")
            if field.evaluate("each => each.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        if files:
            within.locator("input[type=file]").set_input_files(files)
        with self.page.expect_navigation():
            within.locator(f"[data-send='{act}']").click()
        return self

    @property
    def shows(self) -> str:
        return self.page.locator("html").get_attribute("lang") or ""

    def said(self, kind: str) -> list[str]:
        """The lines of one kind between agency and desk."""
        return self.page.locator(f".told [data-kind='{kind}']").all_inner_texts()

    @property
    def refusals(self) -> list[str]:
        return self.page.locator(".refusal").all_inner_texts()

    @property
    def is_too_wide(self) -> bool:
        return sideways(self.page) > 0

    def photographed(self, folder: str | None, name: str) -> "Portal":
        if folder:
            self.page.screenshot(path=str(File(folder) / f"{name}.png"), full_page=True)
        return self
