"""Files that a chat offered: fetched by stream, tried again, never wanted after a withdrawal."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from django.utils import timezone
from telegram import Bot

from bots import gateway
from bots.telegram import fetching
from bots.telegram.emulator import Emulator, Person
from hotline import copying, drafts
from hotline.models import Attachment, Draft
from tests.bots import updates
from tests.bots.talk import Talk
from vault import files
from vault.models import StoredFile

TOKEN = "7311204865:EMULATED"


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(TOKEN) as running:
        yield running


def fetch(emulator: Emulator, file_id: str) -> "gateway.Received":
    async def work() -> "gateway.Received":
        bot = Bot(TOKEN, base_url=emulator.api_url, base_file_url=emulator.file_url)
        async with bot.request, httpx.AsyncClient() as web:
            return await fetching.fetch(bot, web, gateway.ToFetch(id=None, origin={"file_id": file_id}, tries=1))

    return asyncio.run(work())


def offered(emulator: Emulator, content: bytes | int) -> str:
    Person(emulator.url, 77).send_file(content, name="x.bin")
    (update,) = [each for each in emulator.world.updates.pending.values() if "message" in each]
    return str(update["message"]["document"]["file_id"])


@pytest.mark.django_db
def test_a_file_arrives_sealed_and_whole(emulator):
    received = fetch(emulator, offered(emulator, b"planted bytes" * 50_000))
    row = files.keep(received, gateway_key())
    assert b"".join(files.read(row)) == b"planted bytes" * 50_000


def gateway_key():
    from vault import keys

    return keys.create()


def test_a_file_that_telegram_does_not_know_is_given_up(emulator):
    with pytest.raises(fetching.NotFetched) as told:
        fetch(emulator, "no-such-file")
    assert told.value.reason == "refused"


def test_a_broken_download_is_tried_again(emulator):
    file_id = offered(emulator, b"x" * 1000)
    emulator.world.faults.plan({"method": "file", "code": 502})
    with pytest.raises(fetching.NotFetched) as told:
        fetch(emulator, file_id)
    assert told.value.reason == ""
    assert fetch(emulator, file_id).size == 1000


def test_the_error_of_a_download_does_not_show_the_token(emulator):
    file_id = offered(emulator, b"x" * 1000)
    emulator.world.faults.plan({"method": "file", "code": 502})
    with pytest.raises(fetching.NotFetched) as told:
        fetch(emulator, file_id)
    assert told.value.__suppress_context__
    assert TOKEN not in repr(told.value)


@pytest.fixture
def waiting(db, settings) -> Attachment:
    settings.TELEGRAM_BOT_TOKEN = TOKEN
    talk = Talk()
    talk.begin()
    talk.hear(updates.photo("P1"))
    return Attachment.objects.get()


def test_an_offered_file_is_given_to_one_process(waiting):
    now = timezone.now() + timedelta(seconds=1)
    (file,) = gateway.take_due(now, 5)
    assert file.origin == {"file_id": "large-P1"}
    assert gateway.take_due(now, 5) == []
    assert len(gateway.take_due(now + timedelta(hours=1), 5)) == 1


def test_a_failed_fetch_waits_longer_each_time_and_ends(waiting):
    now = timezone.now() + timedelta(seconds=1)
    gateway.given_up(waiting.pk, 3, now)
    waiting.refresh_from_db()
    assert waiting.next_try_at == now + timedelta(seconds=8)
    gateway.given_up(waiting.pk, 12, now)
    waiting.refresh_from_db()
    assert (waiting.next_try_at, waiting.reason, waiting.state) == (None, "fetch_failed", "offered")


def test_what_arrived_belongs_to_the_draft(waiting):
    receiver = gateway.receiver()
    receiver.write(b"bytes")
    gateway.arrived(waiting.pk, receiver.finish())
    waiting.refresh_from_db()
    assert (waiting.state, waiting.size) == ("waiting", 5)
    assert b"".join(files.read(StoredFile.objects.get(pk=waiting.file_id))) == b"bytes"


def test_the_same_file_twice_is_one_attachment(waiting):
    talk = Talk()
    talk.hear(updates.photo("P1"))
    assert Attachment.objects.count() == 1


def test_a_file_of_a_cancelled_draft_is_not_fetched(waiting):
    drafts.cancel(Draft.objects.get())
    assert gateway.take_due(timezone.now() + timedelta(seconds=1), 5) == []


def test_a_file_that_an_outage_keeps_from_us_is_tried_for_two_days_and_soon_again(waiting):
    now = timezone.now() + timedelta(seconds=1)
    gateway.given_up(waiting.pk, 40, now, is_outage=True)
    waiting.refresh_from_db()
    assert (waiting.next_try_at, waiting.reason) == (now + timedelta(seconds=15), "")
    gateway.given_up(waiting.pk, 40, now + timedelta(days=3), is_outage=True)
    waiting.refresh_from_db()
    assert (waiting.next_try_at, waiting.reason) == (None, "fetch_failed")


def test_a_file_that_came_at_the_fifth_try_gets_its_copy_as_any_other(waiting):
    Attachment.objects.filter(pk=waiting.pk).update(tries=5)
    gateway.arrived(waiting.pk, files.receive([b"plain words"]))
    made = copying.make(waiting.pk)
    assert made is not None
    assert made.reason != "timed_out"
