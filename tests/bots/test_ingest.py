"""Storing updates: the webhook's door, what is left behind, repeats."""

import json
import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bots.models import IncomingUpdate
from bots.speech import Kind
from bots.telegram import ingest
from bots.telegram.hearing import Malformed, hear
from config.discretion import MaskSecrets
from tests.bots import updates

SECRET = "a-secret-of-the-suite"
HEADER = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


@pytest.fixture
def webhook(settings, client, db):
    settings.TELEGRAM_BOT_TOKEN, settings.TELEGRAM_WEBHOOK_SECRET = "7311204865:EMULATED", SECRET

    def post(body: object, headers: dict | None = None) -> int:
        raw = body if isinstance(body, bytes) else json.dumps(body)
        given = HEADER if headers is None else headers
        return client.post("/hooks/telegram/", raw, content_type="application/json", headers=given).status_code

    return post


def test_an_update_is_stored_and_answered(webhook):
    assert webhook(updates.text("Ivory")) == 200
    assert IncomingUpdate.objects.count() == 1


def test_a_repeat_is_answered_and_stored_once(webhook):
    update = updates.text("Ivory")
    assert [webhook(update), webhook(update)] == [200, 200]
    assert IncomingUpdate.objects.count() == 1


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}])
def test_without_the_secret_nothing_is_stored(webhook, headers):
    assert webhook(updates.text("Ivory"), headers) == 404
    assert not IncomingUpdate.objects.exists()


def test_without_a_secret_set_the_door_is_shut(webhook, settings):
    settings.TELEGRAM_WEBHOOK_SECRET = ""
    assert webhook(updates.text("Ivory"), {"X-Telegram-Bot-Api-Secret-Token": ""}) == 404


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"\xff\xfe", b"[]", b"null", b"3", b'{"update_id": "7"}', b'{"update_id": -1}',
        b'{"update_id": true}',
        b'{"update_id": 7, "message": {"chat": 3}}', b'{"update_id": 7, "message": []}',
        b'{"update_id": 7, "callback_query": {"message": {"chat": {"id": "x"}}}}', b"[" * 20_000,
    ],
)  # fmt: skip
def test_what_is_no_update_is_a_short_400(webhook, body):
    assert webhook(body) == 400
    assert not IncomingUpdate.objects.exists()


def test_an_update_of_another_kind_is_answered_and_not_kept(webhook):
    assert webhook({"update_id": 7, "channel_post": {"text": "x"}}) == 200
    assert not IncomingUpdate.objects.exists()


def test_a_get_is_not_found(client, settings):
    settings.TELEGRAM_WEBHOOK_SECRET = SECRET
    assert client.get("/hooks/telegram/", headers=HEADER).status_code == 404


def test_no_cookie_and_no_session(webhook, client):
    webhook(updates.text("Ivory"))
    assert not client.cookies


@pytest.mark.django_db
def test_a_batch_is_stored_by_one_statement(settings):
    settings.TELEGRAM_BOT_TOKEN = "7311204865:EMULATED"
    batch = [updates.text(f"w{number}", chat=number) for number in range(1, 20)]
    with CaptureQueriesContext(connection) as caught:
        assert ingest.store([*batch, batch[0]]) == 19
    assert len([query for query in caught if query["sql"].strip().startswith("INSERT INTO bots_incomingupdate")]) == 1


def test_names_and_flags_are_left_behind():
    update = updates.text("Ivory", forward_origin={
        "type": "hidden_user", "date": 1, "sender_user_name": "Planted forwarder",
    })  # fmt: skip
    kept = json.dumps(hear(update).to_json())
    for planted in (updates.NAME, updates.USERNAME, "Plantedlast", "premium", "Planted forwarder", "language_code"):
        assert planted not in kept
    assert "[forwarded from a user]" in kept


def test_a_contact_keeps_its_number_and_loses_its_name():
    update = updates.message(
        contact={"phone_number": "+84900", "first_name": "Planted friend", "vcard": "Planted card"}
    )
    kept = json.dumps(hear(update).to_json())
    assert "+84900" in kept
    assert "Planted" not in kept


def test_the_largest_size_of_a_photo_is_taken():
    assert hear(updates.photo("P")).said.file.origin == {"file_id": "large-P"}


@pytest.mark.parametrize("kind", ["animation", "document", "video", "video_note", "voice", "audio"])
def test_every_kind_of_file_is_taken(kind):
    content = {kind: {"file_id": "f", "file_unique_id": "u", "file_size": 10}}
    if kind == "animation":
        content["document"] = {"file_id": "other", "file_unique_id": "o"}
    heard = hear(updates.message(caption="words", **content))
    assert (heard.said.kind, heard.said.text, heard.said.file.origin) == (Kind.FILE, "words", {"file_id": "f"})


def test_a_location_and_a_venue_are_taken():
    point = {"latitude": 10.5, "longitude": 106.25}
    assert hear(updates.message(location=point)).said.text == "10.500000,106.250000"
    venue = hear(updates.message(venue={"title": "Market", "address": "Street 1", "location": point}, location=point))
    assert venue.said.text == "[place] Market, Street 1 (10.500000,106.250000)"


def test_a_link_behind_words_is_kept():
    mark = {"type": "text_link", "offset": 0, "length": 4, "url": "https://shop.example/42"}
    assert "https://shop.example/42" in hear(updates.text("here", entities=[mark])).said.text


def test_a_command_with_the_bots_name_is_one():
    update = updates.text("/start@hornbill_bot payload")
    assert (hear(update).said.kind, hear(update).said.text) == (Kind.COMMAND, "start")


def test_a_slash_in_words_is_no_command():
    assert hear(updates.message(text="and/or later")).said.kind == Kind.TEXT


def test_a_wrong_shape_is_malformed():
    with pytest.raises(Malformed):
        hear({"update_id": 1, "message": {"chat": {"id": None}}})


def test_a_moment_that_no_calendar_has_is_malformed():
    with pytest.raises(Malformed):
        hear(updates.message(text="x", date=10**30))


def test_the_log_filter_masks_the_token():
    url = "https://api.telegram.org/bot7311204865:AAHplantedplantedplantedplanted/getMe"
    record = logging.LogRecord("httpx", logging.INFO, "f", 1, "HTTP Request: %s", (url,), None)
    MaskSecrets().filter(record)
    assert "planted" not in record.getMessage()


def test_httpx_is_silent_below_warning():
    from django.conf import settings

    assert settings.LOGGING["loggers"]["httpx"]["level"] == "WARNING"
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
