"""Lanes of chats: one after the other, whoever works them, and nothing of a person in clear."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.utils import timezone

from bots import gateway
from bots.models import IncomingUpdate, SteppedUpdate
from bots.telegram import ingest, lanes, outbox, stepping
from hotline import correspondence, drafts
from hotline.models import Draft, Tip
from tests.bots import updates
from tests.bots.talk import Talk
from vault import text as sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(settings) -> Talk:
    settings.TELEGRAM_BOT_TOKEN = "7311204865:EMULATED"
    return Talk()


def narrative(tip: Tip) -> str:
    return sealed.read(tip, "narrative")


def test_an_update_that_breaks_is_set_aside_and_the_lane_goes_on(talk, monkeypatch):
    talk.begin()
    broken = updates.text("breaks")
    real = lanes.open_payload

    def breaking(row):
        if row.update_id == broken["update_id"]:
            raise RuntimeError
        return real(row)

    monkeypatch.setattr(lanes, "open_payload", breaking)
    ingest.store([broken])
    talk.hear(updates.text("works"))
    now = timezone.now()
    for _ in range(stepping.MAX_TRIES):
        now += timezone.timedelta(hours=1)
        stepping.step_some(now)
    assert IncomingUpdate.objects.get().is_stuck
    assert drafts.interview(Draft.objects.get())["story"]["narrative"] == "works"


@pytest.mark.django_db(transaction=True)
def test_two_processes_keep_the_order_of_each_chat(settings):
    settings.TELEGRAM_BOT_TOKEN = "7311204865:EMULATED"
    gateway.warm_up()
    chats, count = range(1, 9), 12
    ingest.store([updates.text(f"w{number}", chat) for number in range(count) for chat in chats])

    def drain() -> None:
        try:
            while IncomingUpdate.objects.exists():
                stepping.step_some()
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(2) as both:
        for work in [both.submit(drain) for _ in range(2)]:
            work.result(timeout=60)
    assert Draft.objects.count() == len(chats)
    for draft in Draft.objects.all():
        assert drafts.interview(draft)["story"]["narrative"].split() == [f"w{number}" for number in range(count)]
    assert SteppedUpdate.objects.count() == len(chats) * count


@pytest.mark.django_db(transaction=True)
def test_a_lane_in_anothers_hands_is_left_alone(settings):
    settings.TELEGRAM_BOT_TOKEN = "7311204865:EMULATED"
    talk = Talk()
    talk.begin()
    ingest.store([updates.text("wait")])
    mark = ingest.lane_mark(updates.CHAT)
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT id FROM bots_lane WHERE mark = %s FOR UPDATE", [mark])
        assert stepping.step_some() == 0
        other.rollback()
        assert stepping.step_some() == 1
    finally:
        other.close()


def test_nothing_of_the_person_is_in_clear(talk):
    talk.begin()
    talk.say("Planted narrative words")
    ingest.store([updates.text("Planted waiting words")])
    planted = (str(updates.CHAT), updates.NAME, updates.USERNAME, "Planted narrative", "Planted waiting", "Plantedlast")
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'vault')")
        for schema, table in cursor.fetchall():
            cursor.execute(f'SELECT coalesce(string_agg(t::text, chr(10)), \'\') FROM "{schema}"."{table}" t')
            (dump,) = cursor.fetchone()
            for phrase in planted:
                assert phrase not in dump, (table, phrase)
                assert phrase.encode().hex() not in dump, (table, phrase)


def test_callback_data_fits_telegram(talk, analyst):
    talk.file()
    correspondence.ask(Tip.objects.get(), "Which stall?", by=analyst)
    stepping.forward_post()
    pressed = [data for each in talk.outbox() for row in each.get("rows", []) for _, data in row]
    assert pressed
    assert all(1 <= len(data.encode()) <= 64 for data in pressed)
    assert outbox.MAX_TEXT == 4096
