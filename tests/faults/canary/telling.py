"""A source by every channel, with marks in all that it leaves; and every way in which a call can go wrong."""

import io
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import httpx
from PIL import Image

from bots.telegram.emulator import Person
from hotline.receipts import grouped
from tests.faults.canary.marks import LATITUDE, LONGITUDE, PLANTED
from tests.house import House, until
from tests.visitor import FORM, Visitor

HEADERS = {
    "User-Agent": f"Mozilla/5.0 ({PLANTED['the user agent']})",
    "Referer": f"https://{PLANTED['the referrer']}",
    "X-Forwarded-For": PLANTED["X-Forwarded-For"],
    "Forwarded": f"for={PLANTED['Forwarded']};proto=https",
    "X-Real-IP": PLANTED["X-Real-IP"],
    "CF-Connecting-IP": PLANTED["a header of a proxy"],
    "Accept-Language": f"{PLANTED['the browser languages']},en;q=0.5",
}


@dataclass
class Told:
    """What was done, and every answer that came back. `errors`: those that must not repeat
    what was sent. `made`: secrets that the house itself gave out."""

    house: House
    answers: list[httpx.Response] = field(default_factory=list)
    errors: list[httpx.Response] = field(default_factory=list)
    web_tip: str = ""
    made: dict[str, str] = field(default_factory=dict)

    def client(self, **headers: str) -> httpx.Client:
        """A client on an address of its own, with all headers that tell on a source."""
        own = httpx.HTTPTransport(local_address=PLANTED["the peer address"])
        return httpx.Client(
            base_url=f"http://127.0.0.1:{self.house.port}", transport=own, headers={**HEADERS, **headers}, timeout=60,
            event_hooks={"response": [self.answers.append]},
        )  # fmt: skip


def photograph() -> bytes:
    """A JPEG as a camera writes it: maker, owner, comment, maker's notes, position, XMP."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = PLANTED["the camera maker"], PLANTED["the camera owner"]
    exif.get_ifd(0x8769).update({
        0x9286: b"ASCII\0\0\0" + PLANTED["the camera comment"].encode(),
        0x927C: PLANTED["the maker notes"].encode(),
    })  # fmt: skip
    exif.get_ifd(0x8825).update({1: "N", 2: _rationals(LATITUDE), 3: "E", 4: _rationals(LONGITUDE)})
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{PLANTED["XMP"]}</dc:creator></x:xmpmeta>'
    out = io.BytesIO()
    Image.linear_gradient("L").resize((320, 240)).convert("RGB").save(out, "JPEG", exif=exif, xmp=xmp.encode())
    return out.getvalue()


def _rationals(place: tuple[tuple[int, int], ...]) -> tuple[Any, ...]:
    from PIL.TiffImagePlugin import IFDRational

    return tuple(IFDRational(number, per) for number, per in place)


def by_form(told: Told) -> None:
    """A tip with a photograph, and an addition by its code."""
    visitor = Visitor("")
    visitor.http = told.client()
    code = visitor.tell(
        f"I saw {PLANTED['the web words']}, call {PLANTED['a telephone in the words']}.",
        [(f"{PLANTED['the web file name']}.jpg", photograph(), "image/jpeg")],
        place=PLANTED["the web place"], subjects=[PLANTED["the web subject"]], contact=PLANTED["the web contact"],
    )  # fmt: skip
    told.made |= {"the code": code, "the code as shown": grouped(code)}
    told.web_tip = str(told.house.one("SELECT id FROM hotline_tip ORDER BY received_at DESC LIMIT 1"))
    added = [(f"{PLANTED['the added file']}.jpg", photograph(), "image/jpeg")]
    assert visitor.add(code, PLANTED["the added words"], added).status_code == 200


def by_chat(told: Told) -> None:
    """A talk with the bot, up to a draft with a file."""
    person = Person(
        told.house.telegram, int(PLANTED["the chat id"]),
        name=f"{PLANTED['the chat first name']} {PLANTED['the chat last name']}",
        username=PLANTED["the chat user name"],
    )  # fmt: skip
    person.say("/start")
    person.wait_for("language", 60)
    person.say(PLANTED["the chat words"])
    person.send("contact", {"phone_number": PLANTED["the chat telephone"], "first_name": "Somebody"})
    person.send_file(photograph(), kind="document", name=f"{PLANTED['the chat file name']}.jpg")
    until(lambda: told.house.one("SELECT count(*) FROM hotline_attachment WHERE draft_id IS NOT NULL"), 60)


def by_machine(told: Told) -> None:
    """A partner's machine: a tip, a file, and calls that are refused."""
    words = ("create_partner_key", "--register", PLANTED["the partner name"])
    key = told.house.manage(*words).stdout.strip().split("\t")[1]
    told.made["the partner key"] = key
    http = told.client(Authorization=f"Bearer {key}")
    tip = {
        "narrative": PLANTED["the partner words"], "reporter_id": PLANTED["the partner reporter"],
        "contact": PLANTED["the partner contact"],
    }  # fmt: skip
    said = http.post("/api/v1/tips/", json=tip, headers={"Idempotency-Key": secrets.token_hex(8)})
    assert said.status_code == 201, said.text
    where = f"/api/v1/tips/{said.json()['id']}/"
    name = f"{PLANTED['the partner file name']}.jpg"
    kept = http.post(f"{where}attachments/", files={"files": (name, photograph())}, headers={"Idempotency-Key": "f"})
    assert kept.status_code == 201, kept.text
    known = {"Idempotency-Key": "e"}
    stray = {**tip, "urgency": PLANTED["words sent in the wrong language of machines"]}
    long = {**tip, "narrative": PLANTED["words too long to file"] * 20_000}
    half = {**known, "Content-Type": "application/json"}
    told.errors += [
        http.post("/api/v1/tips/", json=stray, headers=known),
        http.post("/api/v1/tips/", content=json.dumps(tip)[:-2], headers=half),
        http.post("/api/v1/tips/", json=long, headers=known),
        http.post("/api/v1/tips/", json=tip, headers={"Authorization": "Bearer hb_00000000_wrong"}),
        http.delete(where),
    ]
    assert [answer.status_code for answer in told.errors[-5:]] == [400, 400, 413, 401, 405]


def by_mishap(told: Told) -> None:
    """Forms that break off, are too long, go astray, or meet a database that is broken: 400, 404, 422, 500."""
    http, visitor = told.client(), Visitor("")
    visitor.http = http
    long = {**visitor.open_form(), "narrative": PLANTED["words too long to file"] * 600}
    assert visitor.post(long, [("x.jpg", photograph(), "image/jpeg")]).status_code == 422
    name = PLANTED["words of a broken form"].encode()
    half = b'--b\r\nContent-Disposition: form-data; name="files"; filename="' + name + b'"\r\n\r\n' + name
    wrong = PLANTED["words of an address that is none"]
    told.errors += [
        http.post(f"{FORM}receipt/", content=half, headers={"Content-Type": "multipart/form-data; boundary=b"}),
        http.post(f"{FORM}receipt/", json={"narrative": PLANTED["words sent in the wrong language of machines"]}),
        http.get(f"/en/{wrong}/?{wrong}={wrong}"),
        http.get(f"/agency/{wrong}/"),
        http.post("/en/files/x/", files={"files": (f"{wrong}.jpg", photograph())}),
        http.post("/hooks/telegram/", json={"update_id": 1, "message": {"text": wrong}}),
    ]
    assert [answer.status_code for answer in told.errors[-6:]] == [400, 400, 404, 200, 410, 404]


def by_broken_table(told: Told) -> None:
    """The table of codes is away for a moment: the form, the chat's web page and the machine meet a 500."""
    http, visitor = told.client(), Visitor("")
    visitor.http = http
    fields, words = visitor.open_form(), PLANTED["words that met a broken table"]
    with told.house.as_owner() as server:
        server.execute("ALTER TABLE hotline_receipt RENAME TO hotline_receipt_away")
        try:
            told.errors += [
                visitor.post(
                    {**fields, "narrative": words, "place": words}, [(f"{words}.jpg", photograph(), "image/jpeg")]
                ),
                http.post("/en/status/", data={"code": "12345" * 5, "body": words}),
            ]
        finally:
            server.execute("ALTER TABLE hotline_receipt_away RENAME TO hotline_receipt")
    assert [answer.status_code for answer in told.errors[-2:]] == [500, 500]
