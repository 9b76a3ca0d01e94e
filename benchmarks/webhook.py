"""The webhook: updates a second stored and answered by one process, and a burst over many chats."""

import json
import random
import time
from collections.abc import Callable
from itertools import count

from benchmarks import client
from benchmarks.client import Failed, Load, Visitor
from benchmarks.ground import TELEGRAM_SECRET, Ground
from benchmarks.sizes import Sizes
from benchmarks.table import Line

HEADERS = {"X-Telegram-Bot-Api-Secret-Token": TELEGRAM_SECRET}
JSON = "application/json"
CLIENTS = 8
FIRST_CHAT = 700_000_000
_numbers = count(1)


def next_number() -> int:
    """An update's id, never used before in this run."""
    return next(_numbers)


def update(number: int, chat: int, text: str) -> bytes:
    """A text message in a private chat, as the Bot API sends it."""
    person = {"id": chat, "first_name": "Somebody", "username": f"somebody{chat}", "language_code": "en"}
    message = {
        "message_id": number, "from": {**person, "is_bot": False}, "chat": {**person, "type": "private"},
        "date": 1_760_000_000 + number, "text": text,
    }  # fmt: skip
    return json.dumps({"update_id": number, "message": message}).encode()


def post(visitor: Visitor, path: str, body: bytes) -> float:
    began = time.perf_counter()
    answer = visitor.post(path, body, JSON, HEADERS)
    if answer.status != 200:
        raise Failed(f"webhook: {answer.status}")
    return time.perf_counter() - began


def posting(port: int, path: str, sizes: Sizes) -> Callable[[], Load]:
    """Updates of many chats, one after another on each of eight connections."""

    def run() -> Load:
        visitors = [Visitor(port) for _ in range(CLIENTS)]

        def turn(number: int) -> float:
            ours = next_number()
            chat = FIRST_CHAT + ours % sizes.chats
            return post(visitors[number], path, update(ours, chat, f"Message {ours}: the truck came back last night."))

        load = client.loop(CLIENTS, sizes.seconds, turn)
        for visitor in visitors:
            visitor.leave()
        return load

    return run


def inserting(ground: Ground, sizes: Sizes) -> Callable[[], Load]:
    """Committed INSERTs one after another on one connection: what the disk allows."""

    def run() -> Load:
        with ground.bare_connection() as server:
            statement = "INSERT INTO bare_told (token, narrative, at) VALUES (%s, %s, now())"

            def one(_: int, number: int) -> float:
                began = time.perf_counter()
                server.execute(statement, [str(number), "The truck came back last night."])
                return time.perf_counter() - began

            return client.share([range(sizes.inserts)], one)

    return run


def measure(ground: Ground, ours: int, bare: int, sizes: Sizes) -> list[Line]:
    """Args: the ports of one web process of ours and of one bare process."""
    jobs = {
        "bare": posting(bare, "/webhook/", sizes),
        "ours": posting(ours, "/hooks/telegram/", sizes),
        "insert": inserting(ground, sizes),
    }
    jobs["bare"](), jobs["ours"]()
    measured = client.in_turns(sizes.rounds, **jobs)
    rate = {name: client.middle(loads, lambda load: load.rate) for name, loads in measured.items()}
    most = {name: client.middle(loads, lambda load: load.percentile(0.95)) for name, loads in measured.items()}
    failed = [text for load in measured["ours"] for text in load.failures]
    kinds = ", ".join(sorted(set(failed)))
    return [
        Line(
            "webhook, one process: update stored and answered (bare: answered, nothing stored)",
            f"{rate['bare']:.0f}/s", f"{rate['ours']:.0f}/s", f"{rate['ours'] / rate['bare']:.2f}", ">= 500/s",
            rate["ours"] >= 500,
        ),
        Line(
            "webhook: p95 with 8 connections", f"{most['bare']:.1f} ms", f"{most['ours']:.1f} ms",
            f"{most['ours'] / most['bare']:.2f}", "<= 25 ms", most["ours"] <= 25,
        ),
        Line(
            "webhook, one process (bare: one committed INSERT after another, one connection)",
            f"{rate['insert']:.0f}/s", f"{rate['ours']:.0f}/s", f"{rate['ours'] / rate['insert']:.2f}",
        ),
        Line("webhook: errors", "", f"{len(failed)} {kinds}".strip(), target="0", met=not failed),
    ]  # fmt: skip


def burst(port: int, sizes: Sizes, expected: dict[int, list[str]], round_: int) -> Load:
    """`sizes.updates` over `sizes.chats` at once, one in ten sent twice, a chat's own in order.

    Args:
        expected: is filled with each chat's texts in the order they were said.
    """
    work: list[list[bytes]] = [[] for _ in range(CLIENTS)]
    chance = random.Random(round_)
    each = sizes.updates // sizes.chats
    for turn in range(each):
        for place in range(sizes.chats):
            chat, number = 2 * FIRST_CHAT + place, next_number()
            text = f"Burst {round_}/{place}/{turn}"
            body = update(number, chat, text)
            expected.setdefault(chat, []).append(text)
            work[place % CLIENTS] += [body] * (2 if chance.random() < 0.1 else 1)
    visitors = [Visitor(port) for _ in work]
    load = client.share(work, lambda number, body: post(visitors[number], "/hooks/telegram/", body))
    for visitor in visitors:
        visitor.leave()
    return load
