"""Alerts of cameras in a burst: from the call to the duty officer's chat, through web, worker, bot and emulator."""

import base64
import http.client
import json
import math
import queue
import sys
import threading
import time
from dataclasses import dataclass, field
from statistics import median

from benchmarks.ground import TELEGRAM_TOKEN, Ground
from benchmarks.photographs import as_jpeg, scene
from benchmarks.processes import free_port
from benchmarks.sizes import Sizes
from benchmarks.table import Line
from bots.telegram.emulator import Person

ALONE = 10  # one alert with a picture for so many of the burst
COUNT, SENDERS, REPEATED, WITH_PICTURE = 200, 8, 10, 5
TARGET_SECONDS = 5.0
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.1
CHAT = 6_200_331_907


@dataclass
class Burst:
    """What became of alerts. took: seconds from the call to the chat, by camera. pictures: so many arrived."""

    took: dict[str, float] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    pictures: int = 0
    refused: int = 0

    def lost(self, names: list[str]) -> int:
        return len([name for name in names if name not in self.took])

    @property
    def doubled(self) -> int:
        return sum(count - 1 for count in self.times.values())

    def quantile(self, share: float) -> float:
        ranked = sorted(self.took.values())
        return ranked[min(len(ranked) - 1, math.ceil(share * len(ranked)) - 1)] if ranked else math.inf


def fire(port: int, key: str, person: Person, names: list[str], picture: bytes, *, pictures: int) -> Burst:
    """Send an alert for each camera from eight senders at once, every tenth twice under its key, and watch the chat.

    Args:
        person: watches the officer's chat. pictures: the first so many alerts bring one.
    Returns: when all were seen, or patience is over.
    """
    work: queue.SimpleQueue[tuple[int, str]] = queue.SimpleQueue()
    for number, name in enumerate(names):
        work.put((number, name))
    began, burst = dict[str, float](), Burst()
    bodies = base64.b64encode(picture).decode()
    sending = [
        threading.Thread(target=_send, args=(port, key, work, bodies, pictures, began, burst))
        for _each in range(SENDERS)
    ]
    for thread in sending:
        thread.start()
    _watch(person, names, pictures, began, burst)
    for thread in sending:
        thread.join()
    return burst


def _send(
    port: int, key: str, work: "queue.SimpleQueue[tuple[int, str]]", picture: str, pictures: int,
    began: dict[str, float], burst: Burst,
) -> None:  # fmt: skip
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while not work.empty():
        try:
            number, name = work.get_nowait()
        except queue.Empty:
            break
        told = {"camera": name, "species": "Panthera tigris", "confidence": 0.9, "lat": 12.5, "lon": 105.25}
        body = json.dumps(told | ({"picture": picture} if number < pictures else {}))
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": name, "Content-Type": "application/json"}
        began[name] = time.monotonic()
        for _time in range(2 if number % REPEATED == 0 else 1):
            line.request("POST", "/api/v1/alerts/", body, headers)
            answer = line.getresponse()
            answer.read()
            burst.refused += answer.status >= 300
    line.close()


def _watch(person: Person, names: list[str], pictures: int, began: dict[str, float], burst: Burst) -> None:
    """Note when each camera first stood in the chat, and how often it stands there at the end."""
    deadline, seen = time.monotonic() + PATIENCE_SECONDS, set[int]()
    while time.monotonic() < deadline and (burst.lost(names) or burst.pictures < pictures):
        for message in person.messages():
            if message["message_id"] in seen:
                continue
            seen.add(message["message_id"])
            burst.pictures += "photo" in message["message"]
            _note(message["text"], names, began, burst)
        threading.Event().wait(LOOK_SECONDS)


def _note(text: str, names: list[str], began: dict[str, float], burst: Burst) -> None:
    now, lines = time.monotonic(), text.splitlines()
    for name in names:
        count = lines.count(f"Camera: {name}")
        if count and name not in burst.took:
            burst.took[name] = now - began[name]
        if count:
            burst.times[name] = burst.times.get(name, 0) + count


def measure(ground: Ground, port: int, sizes: Sizes) -> list[Line]:
    """The burst, and alerts with pictures one after the other."""
    telegram = free_port()
    ground.environment["TELEGRAM_API_URL"] = f"http://127.0.0.1:{telegram}"
    ground.run(
        "telegram",
        [sys.executable, "-m", "bots.telegram.emulator", "--token", TELEGRAM_TOKEN, "--port", str(telegram)],
    )
    ground.run("bot", [sys.executable, "manage.py", "run_telegram_bot", "--mode", "polling"])
    key, code = _officer_and_key()
    person = _linked(f"http://127.0.0.1:{telegram}", code)
    picture = as_jpeg(scene(1))
    names = [f"ridge-{number:03d}" for number in range(sizes.alerts)]
    burst = fire(port, key, person, names, picture, pictures=0)
    alone = [
        fire(port, key, person, [f"alone-{number:02d}"], picture, pictures=1) for number in range(sizes.alerts // ALONE)
    ]
    return [_burst_line(burst, names), _alone_line(alone)]


def _officer_and_key() -> tuple[str, str]:
    """A partner's key and the code of an officer on duty, through the real verbs."""
    from datetime import timedelta

    from django.utils import timezone

    from hotline import officer_chats, partners
    from staff import rota
    from staff.models import Officer
    from staff.roles import Role

    officer = Officer.objects.create_user("bench-duty", roles=[Role.ANALYST])
    keeper = Officer.objects.create_user("bench-keeper", roles=[Role.SUPERVISOR])
    now = timezone.now()
    rota.enter(officer, now, now + timedelta(hours=8), by=keeper)
    partner = partners.register("Cameras", kind="partner", by="system")
    key = partners.give_key(partner, ["alerts:write"], by="system").text
    return key, officer_chats.give_code(by=officer)


def _linked(telegram: str, code: str) -> Person:
    deadline = time.monotonic() + PATIENCE_SECONDS
    person = Person(telegram, CHAT)
    while True:
        try:
            person.say(f"/desk {code}")
            break
        except OSError:
            if time.monotonic() > deadline:
                raise
            threading.Event().wait(LOOK_SECONDS)
            person = Person(telegram, CHAT)
    person.wait_for("linked", PATIENCE_SECONDS)
    return person


def _burst_line(burst: Burst, names: list[str]) -> Line:
    p50, p95 = median(burst.took.values()) if burst.took else math.inf, burst.quantile(0.95)
    lost, doubled = burst.lost(names), burst.doubled
    ours = f"p50 {p50:.1f} s, p95 {p95:.1f} s; {lost} lost, {doubled} doubled"
    is_met = p95 <= TARGET_SECONDS and not (lost or doubled or burst.refused)
    job = f"burst of {len(names)} camera alerts, from the call to the duty officer's chat"
    return Line(job, "", ours, "", f"p95 <= {TARGET_SECONDS:.0f} s, 0 lost, 0 doubled", is_met)


def _alone_line(alone: list[Burst]) -> Line:
    whole = Burst({str(number): each.quantile(1) for number, each in enumerate(alone)})
    ours = f"p50 {median(whole.took.values()):.1f} s, p95 {whole.quantile(0.95):.1f} s"
    shown = sum(each.pictures for each in alone)
    job = f"{len(alone)} camera alerts with a picture, one after the other: words; {shown} pictures after them"
    return Line(job, "", ours, "", f"p95 <= {TARGET_SECONDS:.0f} s", whole.quantile(0.95) <= TARGET_SECONDS)
