"""Files and other attachments of the emulator, both ways."""

import io
from collections.abc import Iterator

import httpx
import pytest
from PIL import Image
from telegram import Bot, InputFile
from telegram.error import BadRequest

from bots.telegram.emulator import Emulator, Person
from bots.telegram.emulator.person import file_spec

from .driving import CHAT, TOKEN, run, updates


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(TOKEN) as running:
        yield running


@pytest.fixture
def person(emulator: Emulator) -> Person:
    return Person(emulator.url, CHAT, name="Lan", language="vi", is_premium=True)


def picture(side: int) -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "planted camera"
    Image.effect_noise((side, side), 40).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_an_album_arrives_as_separate_messages_with_one_group_id(emulator, person):
    spec = file_spec(picture(200))
    person.album([{"photo": spec, "caption": "the cages"}, {"photo": spec}, {"video": {"size": 9}}])
    messages = [each.message for each in updates(emulator.url)]
    assert len({each.media_group_id for each in messages}) == 1
    assert [each.caption for each in messages] == ["the cages", None, None]
    assert messages[2].video.file_size == 9


def test_a_photo_comes_in_sizes_without_its_metadata(emulator, person):
    person.send_file(picture(1500), kind="photo")
    sizes = updates(emulator.url)[0].message.photo
    assert [each.width for each in sizes] == [90, 320, 800, 1280]
    content = run(emulator.url, lambda bot: fetch(bot, sizes[-1].file_id))
    assert len(content) == sizes[-1].file_size
    assert b"planted" not in content
    assert Image.open(io.BytesIO(content)).size == (1280, 1280)


async def fetch(bot: Bot, file_id: str) -> bytes:
    file = await bot.get_file(file_id)
    return bytes(await file.download_as_bytearray())


def test_a_document_is_downloaded_byte_for_byte(emulator, person):
    planted = picture(64)
    person.send_file(planted, name="evidence.jpg", caption="as it was")
    message = updates(emulator.url)[0].message
    assert (message.document.file_name, message.caption) == ("evidence.jpg", "as it was")
    assert message.document.mime_type == "image/jpeg"
    assert run(emulator.url, lambda bot: fetch(bot, message.document.file_id)) == planted


def test_the_same_content_has_the_same_unique_id_and_another_file_id(emulator, person):
    person.send_file(b"same", name="a.txt")
    person.send_file(b"same", name="b.txt")
    first, second = (each.message.document for each in updates(emulator.url))
    assert first.file_unique_id == second.file_unique_id
    assert first.file_id != second.file_id


def test_a_file_over_20_mb_cannot_be_downloaded(emulator, person):
    person.send_file(20 * 1024 * 1024 + 1, kind="video")
    file_id = updates(emulator.url)[0].message.video.file_id
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        run(emulator.url, lambda bot: bot.get_file(file_id))


def test_a_file_link_expires_after_an_hour(emulator, person):
    person.send_file(5000, kind="voice")
    file_id = updates(emulator.url)[0].message.voice.file_id
    link = run(emulator.url, lambda bot: bot.get_file(file_id)).file_path
    assert len(httpx.get(link).content) == 5000
    httpx.post(f"{emulator.url}/emulator/clock", json={"forward_seconds": 3601})
    assert httpx.get(link).status_code == 404


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("location", {"latitude": 21.03, "longitude": 105.85, "live_period": 60}),
        ("venue", {"latitude": 1, "longitude": 2, "title": "Market", "address": "Street"}),
        ("contact", {"phone_number": "+84", "first_name": "Someone"}),
        ("poll", {"question": "Really?"}),
        ("sticker", {}),
        ("animation", {"size": 10}),
        ("audio", {"size": 10}),
        ("video_note", {"size": 10}),
    ],
)
def test_every_kind_of_message_is_understood(emulator, person, kind, what):
    person.send(kind, what)
    assert getattr(updates(emulator.url)[0].message, kind) is not None


@pytest.mark.parametrize("author", [{"id": 9}, {"name": "Hidden"}, {"id": -1009, "title": "News"}])
def test_a_forwarded_message_names_its_origin(emulator, person, author):
    person.say("look", forward_from=author)
    assert updates(emulator.url)[0].message.forward_origin is not None


def test_uploads_arrive_in_the_chat(emulator, person):
    person.say("hello")
    content = b"\r\n--x\r\nbinary\x00\xff"
    note = InputFile(content, "reply.bin")
    sent = run(emulator.url, lambda bot: bot.send_document(CHAT, note, caption="for you"))
    assert (sent.document.file_size, sent.document.file_name) == (len(content), "reply.bin")
    assert run(emulator.url, lambda bot: fetch(bot, sent.document.file_id)) == content
    photo = run(emulator.url, lambda bot: bot.send_photo(CHAT, picture(100)))
    assert photo.photo[-1].width == 100
    assert len(person.messages()) == 3
