"""The real bot process against the emulator, by polling and by webhook."""

import io
import os
import re
import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from bots.models import IncomingUpdate, OutgoingMessage
from bots.telegram.emulator import Emulator, Pace, Person
from bots.telegram.emulator.person import file_spec
from hotline import correspondence, drafts, receipts, triage
from hotline.models import Attachment, Draft, Message, Tip
from tests.bots.process import BotUnderTest, database_url, eventually, running
from tests.nursery import Nursery
from vault import blobs, files
from vault import text as sealed
from vault.models import StoredFile

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]

TOKEN = "7311204865:EMULATED-token-of-the-suite"
SECRET = "a-secret-of-the-suite"
CHAT = 5_120_044_871


@pytest.fixture(scope="module")
def port() -> int:
    """The emulator's, the same for every test: it is one of the bot's settings. Below those that clients are given."""
    for number in range(29_000, 32_000, 7):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", number))
            return number
    raise OSError("no port is free")


@pytest.fixture
def emulator(port: int) -> Iterator[Emulator]:
    pace = Pace(timeout=5.0, first_pause=0.05, longest_pause=0.3)
    with Emulator(TOKEN, port=port, is_strict=True, pace=pace) as each:
        yield each


@pytest.fixture
def person(emulator: Emulator) -> Person:
    return Person(emulator.url, CHAT, name="Plantedname", username="planted_handle", language="vi", is_premium=True)


@pytest.fixture(scope="module")
def nursery(
    port: int, live_server: Any, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Nursery]:
    """Where each test's bot comes from: the imports are done once."""
    known = {
        "DATABASE_URL": database_url(),
        "DATABASE_OWNER_URL": "",
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "PUBLIC_URL": live_server.url,
    }
    made = Nursery(os.environ | known, tmp_path_factory.mktemp("nursery"))
    yield made
    made.close()


@pytest.fixture(params=["polling", "webhook"])
def bot(request: Any, emulator: Emulator, nursery: Nursery, tmp_path: Path, settings: Any) -> Iterator[BotUnderTest]:
    settings.TELEGRAM_BOT_TOKEN, settings.TELEGRAM_WEBHOOK_SECRET = TOKEN, SECRET
    with running(BotUnderTest(nursery, request.param, tmp_path / "bot.log")) as child:
        yield child


def picture() -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "planted camera"
    Image.effect_noise((320, 200), 40).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


def begin(person: Person) -> None:
    person.say("/start")
    person.wait_for("Choose your language", 30)
    person.tap("English")
    person.wait_for("We do not ask who you are", 30)


def finish(person: Person) -> str:
    """Skip every question and send. Returns: the code."""
    person.tap("Done")
    person.wait_for("How urgent", 30)
    for asked in (
        "What is it about",
        "Which country",
        "When was it",
        "How do you know",
        "Whom may we",
        "This is your tip",
    ):
        person.tap("Skip")
        person.wait_for(asked, 30)
    person.tap("Send")
    return str(person.wait_for(lambda message: re.fullmatch(r"(\d{5} ){4}\d{5}", message["text"]), 30)["text"])


def test_a_journey_with_photo_and_album_ends_in_a_tip_whose_question_is_answered(bot, emulator, person, analyst):
    begin(person)
    person.say("A tiger cub is offered at the market")
    person.send_file(picture(), kind="photo")
    person.album([{"photo": file_spec(picture())}, {"photo": file_spec(picture()), "caption": "the seller's stall"}])
    person.wait_for("Kept", 30)
    eventually(lambda: Attachment.objects.filter(file_id__isnull=False).count() == 3)
    code = finish(person)
    tip = Tip.objects.get()
    assert receipts.find(code).tip == tip
    assert sealed.read(tip, "narrative") == "A tiger cub is offered at the market\n\nthe seller's stall"
    assert tip.attachments.count() == 3
    stored = StoredFile.objects.get(pk=tip.attachments.first().file_id)
    assert b"".join(files.read(stored))[:2] == b"\xff\xd8"

    triage.claim(tip, by=analyst)
    question = correspondence.ask(tip, "Which stall was it?", by=analyst)
    push = person.wait_for("There is a message for you", 30)
    assert push["protect_content"]
    person.tap("Read")
    person.wait_for("Which stall was it?", 30)
    person.say("The third on the left")
    person.wait_for("Added to your tip", 30)
    answer = Message.objects.get(direction=Message.Direction.FROM_SOURCE)
    assert sealed.read(answer, "body") == "The third on the left"
    question.refresh_from_db()
    assert question.delivery == Message.Delivery.DELIVERED
    state = emulator.world.state()
    assert state["violations"]["totals"] == {}
    assert state["dropped_pending"] == 0
    assert len(person.look()["callback_answers"]) == 10


def test_a_file_over_20_mb_comes_in_by_the_link_that_the_bot_gives(bot, live_server, person):
    begin(person)
    person.send_file(30 * 1024**2, name="long film.mp4")
    said = person.wait_for("/en/files/", 30)
    link = re.search(r"(https?://\S+)(/en/files/[\w-]{43}/)", said["text"])
    assert link
    assert said["link_preview_disabled"]
    film = os.urandom(64) * (25 * 1024**2 // 64)
    thanks = httpx.post(live_server.url + link[2], files={"files": ("cut.mp4", film)}, timeout=60)
    assert "Received. Thank you." in thanks.text
    finish(person)
    attachment = Tip.objects.get().attachments.get()
    stored = StoredFile.objects.get(pk=attachment.file_id)
    assert (attachment.size, sealed.read(attachment, "name")) == (len(film), "long film.mp4")
    assert files.sha256(stored) == sha256(film).digest()
    assert sha256(b"".join(files.read(stored))).digest() == sha256(film).digest()
    with blobs.open_blob(stored.blob) as blob:
        assert film[:64] not in blob.read()
    assert httpx.get(live_server.url + link[2]).status_code == 410
    assert link[2].split("/")[3] not in bot.log.read_text()


def test_kill_9_in_the_middle_loses_nothing_and_doubles_nothing(bot, emulator, person):
    begin(person)
    for number in range(30):
        person.say(f"word{number}")
        if number in (9, 19):
            bot.end(signal.SIGKILL)
            bot.start()
    eventually(lambda: emulator.world.state()["pending"] == 0 and not IncomingUpdate.objects.exists())
    bot.end(signal.SIGKILL)
    bot.start()
    eventually(lambda: not OutgoingMessage.objects.filter(state="queued").exists())
    told = drafts.interview(Draft.objects.get())["story"]["narrative"]
    assert told.split() == [f"word{number}" for number in range(30)]
    finish(person)
    assert Tip.objects.count() == 1


def test_a_burst_over_many_chats_keeps_every_message_in_order(bot, emulator):
    people = [Person(emulator.url, 9_000 + number) for number in range(20)]
    for number in range(10):
        for each in people:
            each.say(f"w{number}")
    eventually(lambda: _drafted(len(people), 10), 60)
    for draft in Draft.objects.all():
        told = drafts.interview(draft)["story"]["narrative"]
        assert told.split() == [f"w{number}" for number in range(10)]


def _drafted(chats: int, words: int) -> bool:
    told = [drafts.interview(draft).get("story", {}).get("narrative", "") for draft in Draft.objects.all()]
    return len(told) == chats and sum(len(each.split()) for each in told) == chats * words


def test_sigterm_ends_in_order_and_the_log_holds_no_secret(bot, emulator, person):
    begin(person)
    person.say("Planted words of the log test")
    person.wait_for("Kept", 30)
    assert bot.end(signal.SIGTERM) == 0
    log = bot.log.read_text()
    assert "the bot has stopped" in log
    for planted in (
        TOKEN,
        TOKEN.partition(":")[2],
        SECRET,
        str(CHAT),
        "Plantedname",
        "planted_handle",
        "Planted words",
    ):
        assert planted not in log
    assert os.environ.get("TELEGRAM_BOT_TOKEN", "") != TOKEN


def test_the_bot_outlives_telegrams_errors(bot, emulator, person):
    begin(person)
    emulator.world.faults.plan({"method": "sendMessage", "code": 502, "times": 2})
    person.say("Words in a storm")
    person.wait_for("Kept", 30)
    assert bot.child.poll() is None


def test_a_blocked_bot_stops_writing_and_hears_again(bot, emulator, person, analyst):
    begin(person)
    person.say("A bear in a cage")
    person.wait_for("Kept", 30)
    finish(person)
    person.block()
    eventually(lambda: not IncomingUpdate.objects.exists())
    question = correspondence.ask(Tip.objects.get(), "Where?", by=analyst)

    def is_known_unreachable() -> bool:
        question.refresh_from_db()
        return question.delivery == Message.Delivery.UNREACHABLE

    eventually(is_known_unreachable)
    person.unblock()
    person.say("I am back")
    person.wait_for("Added to your tip", 30)
