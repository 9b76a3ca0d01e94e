"""Wherever we keep things, as bytes: (name of the place, content)."""

import re
from collections.abc import Iterator
from pathlib import Path

import redis

from tests.e2e.agency import Agency
from tests.faults.canary.telling import Told
from tests.faults.casework import EXPORTED
from tests.ground import FOLDER
from tests.house import House
from tests.unpacking import members

Places = Iterator[tuple[str, bytes]]
# The officers' passwords of the house, and what the emulated Telegram keeps: neither is ours to hide from.
NOT_OURS = re.compile(r"officers\.txt$|^logs/telegram")


def database(house: House) -> Places:
    yield "the database", house.dump()


def disk(house: House) -> Places:
    """File store, logs, file broker, whatever else the processes have written; and the database server's own log."""
    for file in sorted(house.folder.rglob("*")):
        name = str(file.relative_to(house.folder))
        if file.is_file() and not NOT_OURS.search(name):
            yield name, file.read_bytes()
    server_log = FOLDER / "server.log"
    if server_log.exists():
        yield "the database server's log", server_log.read_bytes()


def broker(house: House) -> Places:
    """Every key of Redis with all that it holds: queues, results, cache."""
    if "REDIS_URL" not in house.settings:
        return
    with redis.Redis.from_url(house.settings["REDIS_URL"]) as server:
        for key in server.scan_iter():
            yield f"Redis {key!r}", key + b"\n" + _held(server, key)


def _held(server: "redis.Redis", key: bytes) -> bytes:
    kind = server.type(key)
    if kind == b"list":
        return b"\n".join(server.lrange(key, 0, -1))
    if kind == b"hash":
        return b"\n".join(part for pair in server.hgetall(key).items() for part in pair)
    if kind in (b"set", b"zset"):
        return b"\n".join(server.smembers(key) if kind == b"set" else server.zrange(key, 0, -1))
    return server.get(key) or b""


def heads_of_answers(told: Told) -> Places:
    for answer in told.answers:
        head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        yield f"the head of {answer.status_code} for {answer.url.path[:40]}", head.encode()


def errors(told: Told) -> Places:
    for answer in told.errors:
        yield f"the page of {answer.status_code} for {answer.url.path[:40]}", answer.content


def copies(house: House, folder: Path) -> Places:
    """What an officer's browser gets of each file."""
    house.manage_code(f"from tests.faults import casework; casework.write_copies({str(folder)!r})")
    for file in sorted(folder.iterdir()):
        yield f"the copy {file.name}", file.read_bytes()


def exports(told: Told, folder: Path) -> Places:
    """What leaves: each packet unpacked, and the agency's page."""
    house = told.house
    said = house.manage_code(f"from tests.faults import casework; casework.print_exports({told.web_tip!r})")
    case, link, code = said.split()
    for profile in EXPORTED:
        out = folder / f"{profile}.zip"
        house.manage("export_packet", case, "--profile", profile, "--by", "investigator", "--out", str(out))
        for name, content in members(out.read_bytes()).items():
            yield f"{profile} packet, {name}", content
    agency = Agency(link)
    agency.open(code)
    assert "Live turtles are offered" in agency.page
    yield "the agency's page", agency.page.encode()
