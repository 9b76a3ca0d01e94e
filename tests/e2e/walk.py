"""One case from its opening to the figure that counts its outcome, by whatever language and width the officers have.

Nothing is looked for by its words: they differ with the language.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path as File
from typing import Any

from playwright.sync_api import Browser, Page

from tests.cases.proving import photograph
from tests.e2e import stages
from tests.e2e.desk import Desk, sideways
from tests.e2e.portal import TELEPHONE, Portal
from tests.e2e.stages import Path
from tests.e2e.test_axe import violations
from tests.e2e.tongues import english_left
from tests.house import until

WIDE = {"width": 1280, "height": 900}
# What the officers type, in their own languages: none of it is ours to translate.
SAID: dict[str, dict[str, str]] = {
    "fr": {
        "title": "Pangolins vivants près du port", "summary": "Une chambre froide pourrait cacher des animaux vivants.",
        "ask": "Contrôlez la chambre froide, s'il vous plaît.", "mosaic": "Beaucoup de gens passent au port.",
        "outcome": "Quarante pangolins sauvés.",
        "tip": "Derrière le marché, mon voisin garde des pangolins vivants",
    },
    "vi": {
        "title": "Tê tê sống gần cảng", "summary": "Kho lạnh có thể đang giữ động vật sống.",
        "ask": "Đề nghị kiểm tra kho lạnh.", "mosaic": "Nhiều người qua lại cảng mỗi ngày.",
        "outcome": "Bốn mươi con tê tê được cứu.",
        "tip": "Sau chợ, hàng xóm của tôi giữ tê tê còn sống",
    },
}  # fmt: skip
LOCALES = {"fr": "fr-FR", "vi": "vi-VN"}
PICTURES = os.environ.get("PICTURES")


@dataclass
class Walk:
    """One walk. found: what was wrong, `page: what`."""

    browser: Browser
    sessions: dict[str, Any]
    path: Path
    language: str
    viewport: Any
    names: frozenset[str] = frozenset()
    found: list[str] = field(default_factory=list)
    agency: str = ""

    @property
    def said(self) -> dict[str, str]:
        return SAID[self.language]

    @contextmanager
    def desk(self, officer: str) -> Iterator["Window"]:
        """An officer's window in the walk's language and width, signed in before."""
        self.path.desk(officer)
        given = {"locale": LOCALES[self.language], "viewport": self.viewport}
        window = Window(self.browser, self.path.house, officer, self.sessions, **given)
        try:
            yield window
        finally:
            self.found += [f"{officer}: {each}" for each in window.trouble]
            window.context.close()

    def look(self, page: Page, name: str) -> None:
        """Whatever is wrong with a page as it stands: its language, its width, what axe knows of."""
        label = f"{self.language}-{page.viewport_size['width'] if page.viewport_size else 0}-{name}"
        if PICTURES:
            page.screenshot(path=str(File(PICTURES) / f"{label}.png"), full_page=True)
        wrong = [f"English: {text}" for text in english_left(page, self.language, self.names)]
        wrong += [f"{sideways(page)} pixels too wide"] if sideways(page) else []
        self.found += [f"{label}: {each}" for each in wrong + violations(page)]


class Window(Desk):
    """A desk whose buttons are pressed by what they do: the name of the verb that they post to."""

    def act(self, verb: str, **typed: Any) -> "Window":
        form = self.page.locator(f"form[action$='/{verb}/']").first
        folded = form.locator("xpath=ancestor::details[not(@open)][1]/summary")
        if folded.count():
            folded.click()
        self.fill(form, **typed)
        with self.page.expect_navigation():
            form.locator("button[type=submit]").last.click()
        return self

    def at(self, noun: str, reference: str) -> "Window":
        pk = self.house.one(f"SELECT id FROM cases_{noun} WHERE reference = %s", reference)
        # From elsewhere: an address that differs by its '#' alone would load nothing anew.
        self.page.goto("about:blank")
        self.go(f"/desk/cases/{noun}/{pk}/change/")
        return self

    def all_unfolded(self) -> "Window":
        self.page.evaluate("document.querySelectorAll('details:not(.languages)').forEach(each => each.open = true)")
        return self


# --- A tip that became a report -----------------------------------------------------------------------------------
def told_by_a_source(walk: Walk) -> None:
    path = walk.path
    path.code = path.visitor.tell(
        walk.said["tip"], [("anh.jpg", stages.picture(), "image/jpeg")], country="VN", offences="live", urgency="now"
    )
    path.tip = stages.newest(path.house, "hotline_tip")
    path.at("analyst", "tip", path.tip).press("Claim")
    stages.write_report(path)
    stages.check_report(path)


# --- The case and whom to ask -------------------------------------------------------------------------------------
def opens_a_case(walk: Walk) -> None:
    path, house = walk.path, walk.path.house
    report = house.one("SELECT id FROM hotline_report WHERE reference = %s", path.report)
    with walk.desk("investigator") as desk:
        desk.go(f"/desk/cases/open/?report={report}")
        walk.look(desk.page, "open")
        form = desk.page.locator("form", has=desk.page.locator("[name='title']"))
        desk.fill(form, title=walk.said["title"], summary=walk.said["summary"], priority="1")
        with desk.page.expect_navigation():
            form.locator("button[type=submit]").click()
        path.case = stages.newest(house, "cases_case")
        walk.look(desk.at("case", path.case).page, "case")
        walk.look(desk.all_unfolded().page, "case-unfolded")


def builds_a_packet(walk: Walk) -> None:
    path = walk.path
    with walk.desk("investigator") as desk:
        desk.at("case", path.case).act("packet", profile="duty", ask=walk.said["ask"])
        path.packet = stages.newest(path.house, "cases_packet")
        walk.look(desk.at("packet", path.packet).all_unfolded().page, "packet")
    with walk.desk("supervisor") as desk:
        desk.at("packet", path.packet).act("approve", mosaic=walk.said["mosaic"])
        status = "SELECT status FROM cases_packet WHERE reference = %s"
        until(lambda: path.house.one(status, path.packet) == "ready", 60, path.house.log("worker"))
        walk.look(desk.at("packet", path.packet).page, "packet-ready")


def drafts_to_a_proposed_one(walk: Walk) -> None:
    """The first that is proposed, with its reasons, is taken into the form."""
    path, house = walk.path, walk.path.house
    case = house.one("SELECT id FROM cases_case WHERE reference = %s", path.case)
    packet = house.one("SELECT id FROM cases_packet WHERE reference = %s", path.packet)
    with walk.desk("investigator") as desk:
        desk.at("case", path.case)
        with desk.page.expect_navigation():
            desk.page.locator(f"a[href='/desk/cases/routing/{case}/']").first.click()
        walk.look(desk.page, "routing")
        first = desk.page.locator("li[data-agency]").first
        assert first.locator(".case-reasons li").count() > 1
        walk.agency = str(first.get_attribute("data-agency"))
        with desk.page.expect_navigation():
            first.locator("a.desk-button").click()
        walk.look(desk.page, "routing-taken")
        assert desk.page.locator("#draft [name=agency]").input_value() == walk.agency
        desk.act("refer", ask=walk.said["ask"], urgency="life", packet=str(packet))
        path.referral = stages.newest(house, "cases_referral")
        assert str(house.one("SELECT agency_id FROM cases_referral WHERE reference = %s", path.referral)) == walk.agency
        walk.look(desk.at("referral", path.referral).all_unfolded().page, "checklist")
        desk.at("referral", path.referral).act("check", **{f"point_{number}": "2" for number in range(12)})
        walk.look(desk.page, "checked")


def approves_and_sends(walk: Walk) -> None:
    path = walk.path
    with walk.desk("supervisor") as desk:
        walk.look(desk.at("referral", path.referral).page, "approve")
        desk.act("approve")
        walk.look(desk.page, "approved")
    with walk.desk("investigator") as desk:
        desk.at("referral", path.referral).act("send")
        walk.look(desk.page, "sent")
        path.link = desk.page.locator("#agency-link").inner_text()
        path.agency_code = desk.page.locator("#agency-code").inner_text()


# --- The agency ---------------------------------------------------------------------------------------------------
def answers(walk: Walk) -> bytes:
    """On a telephone: read, take the packet, acknowledge, accept, tell what came of it. Returns: the packet."""
    portal = Portal(walk.browser, walk.path.link, walk.language, has_script=True).choose_language()
    try:
        walk.look(portal.page, "agency-door")
        portal.open(walk.path.agency_code)
        walk.look(portal.page, "agency")
        with portal.page.expect_download() as taken:
            portal.page.locator("button[data-act='download']").click()
        packet = File(taken.value.path()).read_bytes()
        for act in ("acknowledge", "accept"):
            portal.press(act)
            walk.look(portal.page, f"agency-{act}")
        photo = {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
        portal.say("outcome", kind="rescue", date=date.today().isoformat(), quantity="40", unit="animals",
                   attribution="lead", text=walk.said["outcome"], files=[photo])  # fmt: skip
        for folded in portal.page.locator("main details summary").all():
            folded.click()
        walk.look(portal.page, "agency-end")
        assert portal.refusals == []
        walk.found += portal.trouble
        return packet
    finally:
        portal.context.close()


# --- Back at the desk ---------------------------------------------------------------------------------------------
def finds_it_in_the_case(walk: Walk) -> None:
    path = walk.path
    with walk.desk("investigator") as desk:
        for noun, reference in (("referral", path.referral), ("case", path.case)):
            walk.look(desk.at(noun, reference).page, f"{noun}-after")
            assert walk.said["outcome"] in desk.words
        outcome = path.house.one("SELECT id FROM cases_outcome ORDER BY reported_at DESC LIMIT 1")
        walk.look(desk.go(f"/desk/cases/outcome/{outcome}/change/").page, "outcome")
        assert desk.page.locator("#files a").count()


def finds_it_on_the_agencys_record(walk: Walk) -> None:
    with walk.desk("investigator") as desk:
        walk.look(desk.go(f"/desk/cases/agency/{walk.agency}/").page, "agency-record")
        row = desk.page.locator("#record li", has_text=walk.path.referral)
        assert row.count() == 1
        walk.look(desk.go(f"/desk/reference/agency/{walk.agency}/change/").page, "agency-directory")


def finds_it_behind_the_figure(walk: Walk) -> None:
    """Each number opens its list, and the row is on it."""
    path = walk.path
    outcome = path.house.one("SELECT id FROM cases_outcome ORDER BY reported_at DESC LIMIT 1")
    referral = path.house.one("SELECT id FROM cases_referral WHERE reference = %s", path.referral)
    rows = {"referrals_accepted": f"referral/{referral}", "rescues": f"outcome/{outcome}"}
    with walk.desk("investigator") as desk:
        walk.look(desk.go("/desk/cases/figures/").page, "figures")
        for key, row in rows.items():
            figure = desk.page.locator(f"#{key}")
            with desk.page.expect_navigation():
                figure.locator(f"a[href*='of={key}']").last.click()
            walk.look(desk.page, f"rows-{key}")
            assert desk.page.locator(f"tbody a[href='/desk/cases/{row}/change/']").count() == 1
            desk.go("/desk/cases/figures/")


def the_source_reads_how_far_it_came(walk: Walk) -> None:
    context = walk.browser.new_context(base_url=walk.path.house.url, viewport=TELEPHONE, java_script_enabled=True)
    try:
        page = context.new_page()
        page.goto(f"/{walk.language}/status/")
        page.locator("[name=code]").fill(walk.path.code)
        page.locator("main form button").first.click()
        page.locator("[aria-current=step]").wait_for()
        steps = page.locator("li.done, li[aria-current=step]").count()
        walk.look(page, "status")
        assert steps > 1
        assert context.cookies() == []
    finally:
        context.close()


def fresh(path: Path) -> Path:
    """The same house with nothing of another walk."""
    return replace(path, tip="", chat_tip="", code="", report="", case="", packet="", referral="", agency=None)
