"""What becomes of stored updates: stepped one by one and in a burst, and what the chats hold after it."""

import json
import re
import time
from statistics import median

from benchmarks.client import Load
from benchmarks.sizes import Sizes
from benchmarks.table import Line
from benchmarks.webhook import FIRST_CHAT, burst, next_number, update

SAID = re.compile(r"Burst \d+/\d+/\d+")
PASSES = 5
TARGET = 200


def measure(port: int, sizes: Sizes) -> list[Line]:
    """Args: the port of one web process that takes updates."""
    from bots import gateway

    gateway.warm_up()
    _forget_stored()
    singly = [_singly(sizes) for _ in range(sizes.rounds)]
    expected: dict[int, list[str]] = {}
    loads, rates, stored = [], [], []
    for turn in range(sizes.rounds):
        loads.append(burst(port, sizes, expected, turn))
        stored.append(_count())
        rates.append(stored[-1] / _drain())
    return [
        _rate_line(f"stepped, one process, {sizes.chats} chats with one update each", median(singly)),
        _rate_line(
            f"stepped, one process, {sizes.chats} chats with {sizes.updates // sizes.chats} each", median(rates)
        ),
        _burst_line(sizes, loads, stored),
        _kept_line(sizes, expected),
    ]


def _rate_line(job: str, rate: float) -> Line:
    return Line(f"{job}: state saved, answer queued", "", f"{rate:.0f}/s", "", f">= {TARGET}/s", rate >= TARGET)


def _burst_line(sizes: Sizes, loads: list[Load], stored: list[int]) -> Line:
    rate = median(len(load.took) / load.seconds for load in loads)
    failed = sum(len(load.failures) for load in loads)
    repeats = sum(len(load.took) for load in loads) - sizes.updates * sizes.rounds
    job = f"burst of {sizes.updates} over {sizes.chats} chats, every tenth sent twice: rows stored"
    ours = f"{', '.join(map(str, stored))}; {repeats} repeats, {failed} errors, {rate:.0f}/s"
    return Line(job, "", ours, "", f"{sizes.updates} each", set(stored) == {sizes.updates} and not failed)


def _kept_line(sizes: Sizes, expected: dict[int, list[str]]) -> Line:
    """What was said in the burst, read back from the chats' drafts."""
    lost = doubled = disordered = 0
    for chat, said in expected.items():
        found = SAID.findall(_told(chat))
        lost += len(set(said) - set(found))
        doubled += len(found) - len(set(found))
        disordered += [text for text in said if text in set(found)] != list(dict.fromkeys(found))
    ours = f"{lost} lost, {doubled} doubled, {disordered} chats out of order"
    job = f"burst: {sum(map(len, expected.values()))} messages read back from {len(expected)} chats"
    return Line(job, "", ours, "", "0, 0, 0", not (lost or doubled or disordered))


def _told(chat: int) -> str:
    """The narrative of the draft that the chat's lane holds; "" where it holds none."""
    from bots.models import Lane
    from bots.telegram import ingest
    from hotline import drafts
    from hotline.models import Draft

    lane = Lane.objects.get(mark=ingest.lane_mark(chat))
    draft = Draft.objects.filter(pk=lane.draft_id).first()
    return str(drafts.interview(draft)["story"]["narrative"]) if draft else ""


def _singly(sizes: Sizes) -> float:
    """Each pass finds one update in every chat, so each has a transaction of its own. Returns: updates a second."""
    from bots.telegram import ingest

    took = 0.0
    for turn in range(PASSES):
        chats = range(3 * FIRST_CHAT, 3 * FIRST_CHAT + sizes.chats)
        ingest.store([json.loads(update(next_number(), chat, f"Pass {turn}: a boat came.")) for chat in chats])
        took += _drain()
    return PASSES * sizes.chats / took


def _drain() -> float:
    """Step until nothing waits. Returns: seconds."""
    from bots.telegram.stepping import step_some

    began = time.perf_counter()
    while step_some():
        pass
    took = time.perf_counter() - began
    if _count():
        raise RuntimeError(f"{_count()} updates could not be stepped")
    return took


def _count() -> int:
    from bots.models import IncomingUpdate

    return IncomingUpdate.objects.count()


def _forget_stored() -> None:
    """The updates that measured the webhook alone are not stepped."""
    from bots.models import IncomingUpdate

    IncomingUpdate.objects.all().delete()
