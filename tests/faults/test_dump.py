"""What a source said, sent or is called is nowhere in clear: not in the database, the files, the logs or the broker."""

import io
from typing import NamedTuple

import pytest
from PIL import Image

from bots.telegram.emulator import Person
from tests.house import House, until
from tests.visitor import Visitor

pytestmark = pytest.mark.e2e


class Planted(NamedTuple):
    """Marks that a source leaves by each way there is."""

    web_words: str = "quokkafern zanzamarsh behind the silver boathouse"
    web_place: str = "Marshgate Vexillum"
    web_file: str = "IMG_velociwren_0042.jpg"
    web_subject: str = "Brother Oxymandias 0977-341-882"
    web_contact: str = "zephyrine.oakhollow@sealed.example"
    web_exif: str = "Camera of Thelonius Brackenwood"
    web_agent: str = "Mozilla/5.0 (Nimbostratus; rv:77.7)"
    web_referrer: str = "https://whistle-pages.example/orrery"
    web_address: str = "203.0.113.77"
    later_words: str = "also the cranberrywind truck comes on fridays"
    chat_words: str = "the hollowpine gang keeps seven otters upstairs"
    chat_name: str = "Perpetuana"
    chat_user: str = "nightheron_marl"
    chat_id: int = 770_433_120_9
    chat_file: str = "saffronvault_list.jpg"


PLANTED = Planted()


def _photo(marked: str) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = marked
    image, file = Image.new("RGB", (640, 480), (90, 120, 60)), io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


def _tell_by_web(house: House) -> str:
    visitor = Visitor(
        f"http://127.0.0.1:{house.port}",
        **{"User-Agent": PLANTED.web_agent, "Referer": PLANTED.web_referrer, "X-Forwarded-For": PLANTED.web_address},
    )
    code = visitor.tell(
        f"I saw {PLANTED.web_words}.",
        [(PLANTED.web_file, _photo(PLANTED.web_exif), "image/jpeg")],
        place=PLANTED.web_place,
        subjects=[PLANTED.web_subject],
        contact=PLANTED.web_contact,
    )
    assert visitor.add(code, PLANTED.later_words).status_code == 200
    return code


def _tell_by_chat(house: House) -> None:
    person = Person(house.telegram, PLANTED.chat_id, name=PLANTED.chat_name, username=PLANTED.chat_user)
    person.say("/start")
    person.wait_for("language", 30)
    person.say(PLANTED.chat_words)
    person.send_file(_photo(PLANTED.web_exif), kind="document", name=PLANTED.chat_file)
    until(lambda: house.one("SELECT count(*) FROM hotline_attachment WHERE draft_id IS NOT NULL"), 30)


def _everything(house: House) -> dict[str, bytes]:
    found = {"the database": house.dump()}
    for file in house.folder.rglob("*"):
        if file.is_file() and file.name != "officers.txt" and not file.name.startswith("telegram"):
            found[str(file.relative_to(house.folder))] = file.read_bytes()
    return found


def _forms(mark: str) -> list[bytes]:
    """A mark as text, as a database dump writes bytes, and as JSON writes it."""
    raw = mark.encode()
    return [raw, raw.hex().encode(), raw.lower(), raw.upper()]


def test_nothing_that_a_source_left_is_readable_where_we_keep_things(house: House) -> None:
    code = _tell_by_web(house)
    _tell_by_chat(house)
    until(lambda: house.one("SELECT count(*) FROM hotline_attachment WHERE state = 'copied'"), 60, house.log("worker"))
    until(lambda: house.one("SELECT count(*) FROM vault.tip_marks"), 60, house.log("worker"))
    marks = [str(mark) for mark in PLANTED] + [code, " ".join(code[i : i + 5] for i in range(0, 25, 5))]
    leaks = [
        f"{mark} in {place}"
        for place, content in _everything(house).items()
        for mark in marks
        if any(form in content for form in _forms(mark))
    ]
    assert leaks == []


def test_the_search_would_find_a_leak(house: House) -> None:
    """The test above can fail: a mark put in clear is found."""
    house.rows("SELECT 1")
    (house.folder / "logs/planted.log").write_text(f"someone wrote {PLANTED.chat_words}")
    assert any(PLANTED.chat_words.encode() in content for content in _everything(house).values())
    (house.folder / "logs/planted.log").unlink()
