"""A source's contact, from the form to a handler's screen: the server never holds what would open it."""

import base64
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Request

from tests.e2e.conftest import Officers
from tests.e2e.desk import Desk
from tests.house import House, until
from tests.visitor import Visitor
from vault.handler import keyfile

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]
PHRASE = "vier Reiher gehen still nach Hause"
CONTACT = "Call Séraphine Obuya at +254 700 555 193 after dark"
WHY = "They believe that their house is being watched."


@dataclass
class Walk:
    """What came of the path: the handler's window, everything that it sent, and the key file on the handler's disk."""

    house: House
    desk: Desk
    file: Path
    spoken: str = ""
    reference: str = ""
    sent: list[bytes] = field(default_factory=list)
    shown: str = ""

    @property
    def private(self) -> bytes:
        return bytes(keyfile.unlock(keyfile.read(self.file.read_text()), PHRASE))

    def log(self, request: Request) -> None:
        headers = "\n".join(f"{name}: {value}" for name, value in request.all_headers().items())
        self.sent.append(f"{request.method} {request.url}\n{headers}\n\n".encode() + (request.post_data_buffer or b""))

    def unlock(self, button: str) -> None:
        self.desk.page.locator("#key-file").set_input_files(self.file)
        self.desk.page.locator("#pass-phrase").fill(PHRASE)
        self.desk.page.get_by_role("button", name=button).first.click()

    def secrets(self) -> dict[str, bytes]:
        """What must be nowhere, in every form in which it could be written."""
        found = {}
        for name, raw in (("phrase", PHRASE.encode()), ("contact", CONTACT.encode()), ("private key", self.private)):
            found |= {f"{name} raw": raw, f"{name} hex": raw.hex().encode(), f"{name} base64": base64.b64encode(raw)}
            found |= {f"{name} quoted": quote(raw).encode(), f"{name} plus": quote_plus(raw).encode()}
        return found | {"name": "Séraphine Obuya".encode(), "phone": b"700 555 193"}


@pytest.fixture(scope="module")
def walk(house: House, officers: Officers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    handler = officers("handler")
    walk = Walk(house, handler, tmp_path_factory.mktemp("handler") / "key.json")
    requests: list[Request] = []
    # Those that were answered: the headers of one that never was would be waited for.
    handler.context.on("requestfinished", lambda request: requests.append(request))
    _make_key(walk)
    walk.reference = _told(walk)
    _take_up(walk)
    asked = _asked(walk)
    officers("supervisor").go(asked).press("Approve")
    handler.page.clock.install()
    handler.go(asked).press("Hand me the box")
    walk.unlock("Open here")
    handler.page.locator("#clear").wait_for()
    walk.shown = handler.page.locator("#contacts").inner_text()
    for request in requests:
        walk.log(request)
    yield walk
    house.settings["HANDLER_PUBLIC_KEYS"] = house.settings["HANDLER_PUBLIC_KEYS"].rpartition(",")[0]


def _make_key(walk: Walk) -> None:
    page = walk.desk.go("/desk/vault/my-key/").page
    page.locator("#new-name").fill("huda-2026")
    page.locator("#new-phrase").fill(PHRASE)
    page.locator("#new-phrase-again").fill(PHRASE)
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the key file").click()
    download.value.save_as(walk.file)
    walk.spoken = page.locator("#made-fingerprint").inner_text()
    line = page.locator("#public-line").inner_text()
    walk.house.settings["HANDLER_PUBLIC_KEYS"] += f",{line}"
    walk.house.restart("web")
    walk.house.wait_until_ready()


def _told(walk: Walk) -> str:
    Visitor(walk.house.url).tell("A man sells live tortoises from his van.", contact=CONTACT)
    return str(walk.house.one("SELECT reference FROM hotline_tip ORDER BY received_at DESC LIMIT 1"))


def _take_up(walk: Walk) -> None:
    walk.desk.go("/desk/vault/my-key/")
    with walk.desk.page.expect_navigation():
        walk.unlock("This key is mine")
    assert "The key is yours here" in walk.desk.words


def _asked(walk: Walk) -> str:
    tip = walk.house.one("SELECT id FROM hotline_tip WHERE reference = %s", walk.reference)
    walk.desk.go(f"/desk/hotline/tip/{tip}/change/").press("Ask to open the contact", reason="danger", why=WHY)
    return walk.desk.path


def test_the_handler_reads_the_contact_in_their_own_browser(walk: Walk) -> None:
    assert CONTACT in walk.shown
    assert walk.desk.trouble == []


def test_the_key_file_of_the_browser_is_that_of_the_command_line(walk: Walk) -> None:
    file = keyfile.read(walk.file.read_text())
    assert (file.name, file.ops, file.memory) == ("huda-2026", keyfile.OPS, keyfile.MEMORY)
    assert walk.spoken == keyfile.spoken(keyfile.fingerprint(keyfile.unbase64(file.public)))
    assert len(walk.private) == 32


def test_nothing_that_opens_a_contact_was_sent_nor_the_contact_itself(walk: Walk) -> None:
    sent = b"\n".join(walk.sent)
    assert b"hornbill-proof-" in sent
    assert WHY.encode() in sent.replace(b"+", b" ")
    for name, secret in walk.secrets().items():
        assert secret not in sent, name


def test_nothing_in_the_house_opens_a_contact(walk: Walk) -> None:
    dump = walk.house.dump()
    assert walk.reference.encode() in dump
    kept = [file.read_bytes() for file in walk.house.folder.rglob("*") if file.is_file() and file.suffix != ".sock"]
    around = dump + b"".join(kept) + repr(walk.house.settings).encode()
    for name, secret in walk.secrets().items():
        assert secret not in around, name


def test_the_contact_goes_after_five_minutes_and_does_not_come_back(walk: Walk) -> None:
    page = walk.desk.page
    page.clock.fast_forward("05:01")
    page.locator("#gone").wait_for()
    assert "555 193" not in page.content()
    page.clock.resume()
    walk.desk.follow("Back to the request")
    assert "it is handed out once" in walk.desk.words
    with suppress(PlaywrightError):  # the answer to a POST that no cache may keep: the browser has nothing to show
        page.go_back()
    assert "555 193" not in until(lambda: _content(page), what="the browser shows no page")


def _content(page: Page) -> str:
    """What the page holds; "" while it is on its way."""
    with suppress(PlaywrightError):
        return page.content()
    return ""


def test_boxes_are_sealed_to_a_new_key_in_the_browser(walk: Walk, officers: Officers) -> None:
    other = keyfile.PrivateKey.generate()
    before = walk.house.settings["HANDLER_PUBLIC_KEYS"]
    mine = before.rpartition(",")[2]
    walk.house.settings["HANDLER_PUBLIC_KEYS"] = f"escrow:{keyfile.base64(bytes(other.public_key))},{mine}"
    walk.house.restart("web")
    walk.house.wait_until_ready()
    desk = walk.desk.go("/desk/vault/keys/").press("Ask to seal all to the present keys", reason="left")
    asked = desk.path
    officers("supervisor").go(asked).press("Approve")
    desk.go(asked).follow("Go on to the boxes").press("Fetch the next boxes")
    desk.page.get_by_role("checkbox").check()
    with desk.page.expect_navigation():
        walk.unlock("Seal these boxes")
    box = walk.house.one("SELECT sealed FROM sealed_contact WHERE handler = 'escrow' ORDER BY id DESC LIMIT 1")
    walk.house.settings["HANDLER_PUBLIC_KEYS"] = before
    assert keyfile.open_box(other, bytes(box)) == CONTACT
    assert desk.trouble == []
