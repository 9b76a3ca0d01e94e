"""How the emulator delivers updates: long poll, webhook, as a process of its own."""

import asyncio
import json
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict

from bots.telegram.emulator import Emulator, Pace, Person

from .driving import CHAT, TOKEN, run

DEADLINE = 10.0


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(TOKEN, pace=Pace(timeout=2.0, first_pause=0.02, longest_pause=0.1)) as running:
        yield running


@pytest.fixture
def person(emulator: Emulator) -> Person:
    return Person(emulator.url, CHAT)


class Hook:
    """A webhook that answers from a list of planned statuses, then 200, and keeps what came."""

    def __init__(self) -> None:
        self.plan: list[int] = []
        self.refused_chats: set[int] = set()
        self.came: queue.Queue[tuple[str | None, dict[str, Any], int]] = queue.Queue()
        hook = self

        class Door(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status = hook.plan.pop(0) if hook.plan else 200
                if body["message"]["chat"]["id"] in hook.refused_chats:
                    status = 500
                secret = self.headers["X-Telegram-Bot-Api-Secret-Token"]
                hook.came.put((secret, body, status))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hooks/telegram/"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def next(self) -> tuple[str | None, dict[str, Any], int]:
        return self.came.get(timeout=DEADLINE)


@pytest.fixture
def hook() -> Iterator[Hook]:
    door = Hook()
    yield door
    door.server.shutdown()
    door.server.server_close()


def set_hook(emulator: Emulator, url: str, **more: Any) -> None:
    assert run(emulator.url, lambda bot: bot.set_webhook(url, secret_token="s3cret_-", **more))


def wait_until(claim: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE
    while not claim():
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)


def test_a_poll_confirms_what_lies_below_its_offset(emulator, person):
    for word in ("one", "two", "three"):
        person.say(word)
    first = run(emulator.url, lambda bot: bot.get_updates(limit=2))
    again = run(emulator.url, lambda bot: bot.get_updates(limit=2))
    assert [each.message.text for each in first] == ["one", "two"] == [each.message.text for each in again]
    rest = run(emulator.url, lambda bot: bot.get_updates(offset=first[-1].update_id + 1))
    assert [each.message.text for each in rest] == ["three"]
    assert len(emulator.world.updates.pending) == 1


def test_a_long_poll_answers_when_something_is_said(emulator, person):
    async def poll(bot: Bot) -> tuple[Update, ...]:
        waiting = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.to_thread(wait_until, lambda: bool(emulator.world.calls["getUpdates"]))
        assert not waiting.done()
        await asyncio.to_thread(person.say, "now")
        return await asyncio.wait_for(waiting, DEADLINE)

    assert run(emulator.url, poll)[0].message.text == "now"


def test_a_second_poll_ends_the_first_with_a_conflict(emulator):
    async def both(bot: Bot) -> None:
        first = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.to_thread(wait_until, lambda: bool(emulator.world.calls["getUpdates"]))
        await asyncio.to_thread(httpx.get, f"{emulator.api_url}{TOKEN}/getUpdates")
        await asyncio.wait_for(first, DEADLINE)

    with pytest.raises(Conflict, match=r"(?i)terminated by other getUpdates"):
        run(emulator.url, both)


def test_a_confirmed_update_can_be_delivered_again(emulator, person):
    person.say("once")
    [update] = run(emulator.url, lambda bot: bot.get_updates())
    offset = update.update_id + 1
    assert run(emulator.url, lambda bot: bot.get_updates(offset=offset)) == ()
    wish = {"update_id": update.update_id}
    httpx.post(f"{emulator.url}/emulator/repeat", json=wish).raise_for_status()
    [again] = run(emulator.url, lambda bot: bot.get_updates(offset=offset))
    assert again == update


def test_only_allowed_kinds_are_queued(emulator, person):
    run(emulator.url, lambda bot: bot.get_updates(allowed_updates=["callback_query"]))
    person.say("unheard")
    assert run(emulator.url, lambda bot: bot.get_updates()) == ()


def test_a_raw_update_is_passed_on_as_it_is(emulator):
    wish = {"message_reaction_count": {"chat": {"id": 77}, "odd": True}}
    told = httpx.post(f"{emulator.url}/emulator/update", json=wish).json()
    answer = httpx.get(f"{emulator.api_url}{TOKEN}/getUpdates").json()
    assert answer["result"] == [wish | {"update_id": told["update_id"]}]


def test_a_webhook_gets_the_secret_and_the_poll_a_conflict(emulator, person, hook):
    person.say("before")
    set_hook(emulator, hook.url)
    person.say("after")
    came = [hook.next() for _ in range(2)]
    assert [body["message"]["text"] for _, body, _ in came] == ["before", "after"]
    assert {secret for secret, _, _ in came} == {"s3cret_-"}
    with pytest.raises(Conflict, match=r"(?i)webhook is active"):
        run(emulator.url, lambda bot: bot.get_updates())


def test_a_failed_delivery_comes_again_and_keeps_the_order(emulator, person, hook):
    hook.plan = [500, 502]
    set_hook(emulator, hook.url)
    person.say("one")
    person.say("two")
    came = [hook.next() for _ in range(4)]
    assert [(body["message"]["text"], status) for _, body, status in came] == [
        ("one", 500),
        ("one", 502),
        ("one", 200),
        ("two", 200),
    ]
    wait_until(lambda: not emulator.world.updates.pending)
    info = run(emulator.url, lambda bot: bot.get_webhook_info())
    assert info.pending_update_count == 0
    assert info.last_error_message == "Wrong response from the webhook: 502 Bad Gateway"


def test_one_failing_chat_does_not_hold_up_another(emulator, person, hook):
    hook.refused_chats = {CHAT}
    set_hook(emulator, hook.url, max_connections=1)
    person.say("troubled")
    assert hook.next()[2] == 500
    Person(emulator.url, 42).say("quick")
    wait_until(lambda: hook.next()[1]["message"]["text"] == "quick")
    wait_until(lambda: len(emulator.world.updates.pending) == 1)


def test_a_repeat_reaches_the_webhook(emulator, person, hook):
    set_hook(emulator, hook.url)
    person.say("once")
    _, body, _ = hook.next()
    wish = {"update_id": body["update_id"]}
    httpx.post(f"{emulator.url}/emulator/repeat", json=wish).raise_for_status()
    assert hook.next()[1] == body


def test_an_unreachable_webhook_keeps_the_updates(emulator, person, hook):
    hook.server.shutdown()
    hook.server.server_close()
    set_hook(emulator, hook.url)
    person.say("kept")
    wait_until(lambda: bool(emulator.world.webhook.last_error))
    info = run(emulator.url, lambda bot: bot.get_webhook_info())
    assert (info.pending_update_count, info.last_error_message) == (1, "Connection refused")
    assert run(emulator.url, lambda bot: bot.delete_webhook())
    [update] = run(emulator.url, lambda bot: bot.get_updates())
    assert update.message.text == "kept"


@pytest.mark.parametrize(("url", "secret"), [("http://example.org/x", "ok"), ("https://example.org/x", "not ok")])
def test_a_webhook_that_the_platform_would_not_take_is_refused(emulator, url, secret):
    with pytest.raises(BadRequest):
        run(emulator.url, lambda bot: bot.set_webhook(url, secret_token=secret))
    assert run(emulator.url, lambda bot: bot.get_webhook_info()).url == ""


def test_dropping_pending_updates_is_on_record(emulator, person):
    person.say("lost")
    run(emulator.url, lambda bot: bot.delete_webhook(drop_pending_updates=True))
    state = httpx.get(f"{emulator.url}/emulator/state").json()
    assert (state["pending"], state["dropped_pending"]) == (0, 1)


def test_it_runs_as_a_process_and_says_only_where():
    command = [sys.executable, "-m", "bots.telegram.emulator", "--token", TOKEN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().removeprefix("emulator: ").strip()
        Person(url, CHAT).say("hello")
        [update] = run(url, lambda bot: bot.get_updates())
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == ""
    assert (update.message.text, process.returncode) == ("hello", 0)
