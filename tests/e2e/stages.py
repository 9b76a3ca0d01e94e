"""The path of one tip, stage by stage, each through the pages that people use. Names, places and facts are invented."""

import io
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from PIL import Image

from bots.telegram.emulator import Person
from tests.e2e.agency import Agency
from tests.e2e.desk import Desk
from tests.house import House, until
from tests.visitor import Visitor

CODE = re.compile(r"(?:\d{5}\s){4}\d{5}")
CHAT = 7_316_224_905
MOSAIC = "Many people pass the harbour each day."


class Planted:
    """What a source said or brought along, none of which may leave the house."""

    words = "My brother in law Bertrand keeps forty two crates behind the blue ice house near his dock"
    answer = "It is stall nineteen and he opens only after the second prayer on market days"
    chat_words = "I drive the lorry for them myself and the boss counts every basket twice before dawn"
    chat_answer = "The grey lorry leaves from our yard whenever the ferry horn has sounded three times"
    file_name = "from-my-window-Nokia-7731.jpg"
    marker = "EXIF-OWNER-Wilhelmina-Oduya-5561"
    contact = "wilhelmina.oduya@private.example"
    handle = "quiet_heron_8842"
    name = "Aurelio Vantongeren"


def picture() -> bytes:
    """A photograph with a maker, an owner and a position in its metadata."""
    out = io.BytesIO()
    image = Image.linear_gradient("L").resize((640, 480)).convert("RGB")
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Nokia", Planted.marker
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 11.0, 12.7), 3: "E", 4: (104.0, 5.0, 6.3)})
    image.save(out, "JPEG", exif=exif, quality=90)
    return out.getvalue()


@dataclass
class Path:
    """One run of the path; filled stage by stage."""

    house: House
    officers: Any
    visitor: Visitor
    person: Person
    code: str = ""
    agency_code: str = ""
    chat_code: str = ""
    tip: str = ""
    chat_tip: str = ""
    report: str = ""
    case: str = ""
    exhibit: str = ""
    packet: str = ""
    referral: str = ""
    link: str = ""
    agency: Agency | None = None
    downloaded: bytes = b""

    def desk(self, name: str) -> Desk:
        desk: Desk = self.officers(name)
        return desk

    def at(self, name: str, noun: str, reference: str) -> Desk:
        """An officer opens the page of a tip, report, case, exhibit, packet or referral."""
        app = "hotline" if noun in ("tip", "report") else "cases"
        pk = self.house.one(f"SELECT id FROM {app}_{noun} WHERE reference = %s", reference)
        return self.desk(name).go(f"/desk/{app}/{noun}/{pk}/change/")


def newest(house: House, table: str) -> str:
    order = {"hotline_tip": "received_at", "hotline_report": "written_at", "cases_case": "opened_at",
             "cases_exhibit": "acquired_at", "cases_packet": "drafted_at", "cases_referral": "drafted_at"}  # fmt: skip
    return str(house.one(f"SELECT reference FROM {table} ORDER BY {order[table]} DESC, reference DESC LIMIT 1"))


# --- The source -------------------------------------------------------------------------------------------------
def tell_by_form(path: Path) -> None:
    path.code = path.visitor.tell(
        Planted.words, [(Planted.file_name, picture(), "image/jpeg")], country="KH", offences="live", urgency="now",
        place="the harbour", contact=Planted.contact,
    )  # fmt: skip
    path.tip = newest(path.house, "hotline_tip")


def tell_by_chat(path: Path) -> None:
    chat = path.person
    chat.say("/start")
    chat.wait_for("Choose your language")
    chat.tap("English")
    chat.wait_for("We do not ask who you are")
    chat.say(Planted.chat_words)
    chat.wait_for("Kept.")
    chat.tap("Done")
    for asked in ("How urgent", "What is it about", "Which country", "When was it", "How do you know", "Whom may we"):
        chat.wait_for(asked)
        chat.tap("Skip")
    chat.wait_for("This is your tip")
    chat.tap("Send")
    said = chat.wait_for(lambda message: bool(CODE.search(message["text"])))
    found = CODE.search(said["text"])
    assert found
    path.chat_code = found[0]
    path.chat_tip = until(
        lambda: path.house.one("SELECT reference FROM hotline_tip WHERE channel = 'telegram' ORDER BY received_at DESC")
    )


# --- The desk ---------------------------------------------------------------------------------------------------
def ask(path: Path) -> None:
    for tip, question in ((path.tip, "Which stall is it?"), (path.chat_tip, "When does it leave?")):
        desk = path.at("analyst", "tip", tip).press("Claim").follow("Ask the source")
        desk.fill(words=question).press("Preview").press("Send")


def answer(path: Path) -> None:
    path.visitor.status(path.code)
    assert path.visitor.add(path.code, Planted.answer).status_code == 200
    chat = path.person
    chat.wait_for("There is a message for you", 30, since=0)
    chat.tap("Read")
    chat.wait_for("When does it leave?")
    chat.say(Planted.chat_answer)
    chat.wait_for("Added to your tip")


def write_report(path: Path) -> None:
    desk = path.at("analyst", "tip", path.tip)
    desk.waits_for("copies without metadata")
    desk.follow("Write a report")
    desk.fill(**{
        "title": "Live pangolins held at a harbour", "text": "Pangolins are said to be held alive in a cold store.",
        "offences": ["live"], "country": "KH", "also": path.chat_tip, "species-0-name": "Manidae",
        "species-0-term": "LIV", "species-0-quantity": "42", "reliability": "C", "credibility": "3",
        "knowledge": "direct", "handling": "TLP:AMBER",
    })  # fmt: skip
    desk.press("Write the report")
    desk.page.wait_for_url("**/hotline/report/**")
    path.report = newest(path.house, "hotline_report")


def check_report(path: Path) -> None:
    desk = path.at("supervisor", "report", path.report)
    desk.press("Second check: it holds").press("Release")


def open_case(path: Path) -> None:
    desk = path.at("investigator", "report", path.report).follow("Open a case from this report")
    desk.fill(title="Pangolins at the harbour", summary="A cold store may hold live pangolins.", priority="1")
    desk.press("Open the case")
    desk.page.wait_for_url("**/cases/case/**")
    path.case = newest(path.house, "cases_case")


def take_exhibit(path: Path) -> None:
    desk = path.at("investigator", "case", path.case)
    desk.waits_for("Take a file into evidence")
    choice = desk.page.locator("select[name=attachment] option").first.get_attribute("value")
    desk.press("Take a file into evidence", attachment=choice, description="Photograph of a building")
    desk.page.wait_for_url("**/cases/exhibit/**")
    path.exhibit = desk.page.locator("h1.desk-title").first.inner_text()


def build_packet(path: Path) -> None:
    desk = path.at("investigator", "case", path.case)
    desk.press("Draft a packet", profile="duty", ask="Please look into the cold store.")
    desk.page.wait_for_url("**/cases/packet/**")
    path.packet = newest(path.house, "cases_packet")
    path.at("supervisor", "packet", path.packet).press("Approve: it may leave", mosaic=MOSAIC)
    until(
        lambda: path.house.one("SELECT status FROM cases_packet WHERE reference = %s", path.packet) == "ready",
        60, path.house.log("worker"),
    )  # fmt: skip


def draft_referral(path: Path) -> None:
    house = path.house
    agency = house.one("SELECT id FROM reference_agency WHERE country = 'KH' ORDER BY name LIMIT 1")
    packet = house.one("SELECT id FROM cases_packet WHERE reference = %s", path.packet)
    desk = path.at("investigator", "case", path.case)
    desk.press("Draft a referral", agency=str(agency), ask="Please inspect the cold store.", urgency="life",
               packet=str(packet))  # fmt: skip
    desk.page.wait_for_url("**/cases/referral/**")
    path.referral = newest(house, "cases_referral")
    desk.press("Go through the checklist", **{f"point_{number}": "2" for number in range(12)})


def send_referral(path: Path, *, is_opened: bool = True) -> None:
    """`is_opened`: the agency gives its code at once."""
    path.at("supervisor", "referral", path.referral).press("Approve: it may go out")
    desk = path.at("investigator", "referral", path.referral).press("Send: show link and code")
    path.link = desk.page.locator("#agency-link").inner_text()
    path.agency_code = desk.page.locator("#agency-code").inner_text()
    if is_opened:
        path.agency = Agency(path.link)
        path.agency.open(path.agency_code)


# --- The agency -------------------------------------------------------------------------------------------------
def agency_acts(path: Path) -> None:
    assert path.agency
    path.downloaded = path.agency.download()
    path.agency.act("acknowledge")
    path.agency.act(
        "outcome", kind="rescue", date=date.today().isoformat(), quantity="40", unit="animals",
        attribution="lead", proof="message", text="Forty pangolins were taken out alive.",
    )  # fmt: skip
