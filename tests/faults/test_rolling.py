"""Two web processes are replaced one after the other, under load: not one request fails, and no tip is lost."""

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

import httpx
import pytest

from tests.ground import ROOT
from tests.house import House, until
from tests.nursery import PYTHON
from tests.visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
VISITORS, TELLERS = 3, 2


@dataclass
class Web:
    """A web process on a port that is held open for it, as systemd does with hornbill-web@.socket."""

    house: House
    process: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.socket.listen(2048)
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def start(self) -> "Web":
        # The number of the process that listens is its own: the shell that names it becomes it.
        command = f'LISTEN_PID=$$ LISTEN_FDS=1 exec "{PYTHON}" -m gunicorn --config deploy/gunicorn.conf.py config.wsgi'
        log = (self.house.folder / "logs/rolling.log").open("ab")
        self.process = subprocess.Popen(
            ["bash", "-c", command], cwd=ROOT, env=self.house.settings | {"LOG_FORMAT": "json"},
            stdout=log, stderr=log, pass_fds=[3], preexec_fn=self._as_third, start_new_session=True,
        )  # fmt: skip
        return self

    def _as_third(self) -> None:
        os.dup2(self.socket.fileno(), 3)

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def replace(self) -> None:
        """As `systemctl restart` does: SIGTERM, wait for the end, start the new one."""
        self.stop()
        self.start()
        until(self.is_ready, 60)

    def stop(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(45)
        assert self.process.returncode == 0


@dataclass
class Load:
    """Visitors who open pages, and some who file tips, at both processes by turns."""

    urls: list[str]
    failed: list[str] = field(default_factory=list)
    answered: int = 0
    told: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def begin(self) -> None:
        work = [self._read] * VISITORS + [self._tell] * TELLERS
        self.threads = [threading.Thread(target=self._until_over, args=(each,)) for each in work]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join(60)

    def _until_over(self, work: object) -> None:
        for url in cycle(self.urls):
            if self.over.is_set():
                return
            try:
                work(url)  # type: ignore[operator]
            except Exception as failure:
                self.failed.append(f"{type(failure).__name__}: {failure}")
            time.sleep(0.02)

    def _read(self, url: str) -> None:
        answer = httpx.get(f"{url}/en/safety/", timeout=60)
        assert answer.status_code == 200, answer.status_code
        self.answered += 1

    def _tell(self, url: str) -> None:
        Visitor(url).tell("A lorry with cages stands at the pier")
        self.told += 1


@pytest.fixture
def pair(house: House) -> Iterator[tuple[Web, Web]]:
    webs = Web(house).start(), Web(house).start()
    for web in webs:
        until(web.is_ready, 120, house.log("rolling"))
    yield webs
    for web in webs:
        if web.process and web.process.poll() is None:
            web.stop()
        web.socket.close()


def test_no_request_fails_while_two_processes_are_replaced_one_after_the_other(
    house: House, pair: tuple[Web, Web]
) -> None:
    before = house.one("SELECT count(*) FROM hotline_tip")
    load = Load([web.url for web in pair])
    load.begin()
    try:
        first = [web.process.pid for web in pair if web.process]
        for web in pair:
            until(lambda count=load.answered + 20: load.answered > count, 60)
            web.replace()
        until(lambda count=load.answered + 20: load.answered > count, 60)
    finally:
        load.end()
    assert [web.process.pid for web in pair if web.process] != first
    assert load.failed == []
    assert load.told > 3
    assert house.one("SELECT count(*) FROM hotline_tip") == before + load.told
