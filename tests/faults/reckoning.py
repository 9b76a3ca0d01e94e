"""After a fault: what was promised against what is stored, and what was queued against what was delivered."""

import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.faults.sources import ChatSource, Crowd
from tests.house import until
from tests.visitor import Visitor

WAITING_FILES = "SELECT count(*) FROM hotline_attachment WHERE state IN ('waiting', 'offered')"
# What no sender will take up any more, and what is still to be sent.
UNSENT = "SELECT count(*) FROM bots_outgoingmessage WHERE state = 'queued'"
LOG = "HORNBILL_FAULT_LOG"


@dataclass
class Reckoned:
    """Promises that were not kept, by what was lost or doubled; empty where all is well."""

    fault: str
    receipts: int = 0
    sentences: int = 0
    files: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    recovery: float = 0.0

    def hold(self) -> None:
        self._write()
        assert (self.lost, self.doubled) == ([], [])

    def _write(self) -> None:
        """One line for `make soak`, which repeats the fault."""
        if file := os.environ.get(LOG):
            with open(file, "a") as log:
                log.write(json.dumps(asdict(self)) + "\n")


def reckon(crowd: Crowd, fault: str, *, recovery: float, may_double: int = 0) -> Reckoned:
    """Wait until what waits is done, and compare. Files are read from the store, byte by byte.

    Args:
        may_double: messages that Telegram may show twice, since a sender died before it heard that they were sent.
    """
    house = crowd.house
    until(lambda: not house.one(WAITING_FILES), 150, "files still wait", moved=lambda: house.one(WAITING_FILES))
    until(lambda: not house.one(UNSENT), 90, "messages still wait", moved=lambda: house.one(UNSENT))
    tips = [json.loads(line) for line in _inside(crowd).splitlines()]
    found = Reckoned(fault, crowd.receipts, crowd.sentences, recovery=round(recovery, 1))
    _compare_forms(crowd, tips, found)
    for chat in crowd.chats:
        _compare_chat(chat, tips, found)
    _compare_outbox(crowd, found, may_double)
    found.files = sum(len(tip["files"]) for tip in tips)
    found.lost += [f"no copy of a file: {tip['states']}" for tip in tips if set(tip["states"]) - {"copied"}]
    return found


def reckon_store(crowd: Crowd, fault: str, told: str, *, since: float, held_up: list[Any], within: float) -> None:
    """Wait until files are taken again, and compare.

    Args:
        told: the code of a tip of words alone, told while no file was taken.
        since, within: when the store was back (time.monotonic), and the seconds that the house may need from then.
        held_up: ids of the files that waited at that moment.
    """
    house = crowd.house
    house.wait_until_well(lambda: crowd.receipts, held_up)
    recovery = time.monotonic() - since
    crowd.end()
    assert "words alone" in Visitor(house.url).status(told).text
    reckon(crowd, fault, recovery=recovery).hold()
    assert recovery < within


def _inside(crowd: Crowd) -> str:
    call = f"from tests.faults import inventory; inventory.print_tips({crowd.label!r})"
    return crowd.house.manage_code(call)


def _compare_forms(crowd: Crowd, tips: list[dict[str, Any]], found: Reckoned) -> None:
    told = Counter(tip["narrative"] for tip in tips)
    by_words = {tip["narrative"]: tip for tip in tips}
    codes = [code for form in crowd.forms for code in form.codes.values()]
    found.doubled += [f"a code twice: {code}" for code, count in Counter(codes).items() if count > 1]
    for form in crowd.forms:
        for words in form.codes:
            if not told[words]:
                found.lost.append(words)
                continue
            if told[words] > 1:
                found.doubled.append(words)
            if form.files[words] not in by_words[words]["files"]:
                found.lost.append(f"the file of {words}")
            elif len(by_words[words]["files"]) > 1:
                found.doubled.append(f"the file of {words}")


def _compare_chat(chat: ChatSource, tips: list[dict[str, Any]], found: Reckoned) -> None:
    mine = [tip for tip in tips if f"{chat.label} " in tip["narrative"]]
    found.doubled += [f"a tip of {chat.label}"] * (len(mine) - 1)
    if not mine:
        found.lost.append(f"the tip of {chat.label}")
        return
    narrative = mine[0]["narrative"]
    found.lost += [each for each in chat.said if each not in narrative]
    found.doubled += [each for each in chat.said if narrative.count(each) > 1]
    places = [narrative.find(each) for each in chat.said]
    if places != sorted(places):
        found.lost.append(f"the order of {chat.label}")
    counted = Counter(mine[0]["files"])
    found.lost += [f"a file of {chat.label}" for each in chat.files if not counted[each]]
    found.doubled += [f"a file of {chat.label}"] * max(0, len(mine[0]["files"]) - len(set(chat.files)))


def _compare_outbox(crowd: Crowd, found: Reckoned, may_double: int) -> None:
    """Every message in the chats is one row of the outbox, and every row that was sent is a message."""
    rows = crowd.house.rows("SELECT sent_id FROM bots_outgoingmessage WHERE state = 'sent' AND sent_id IS NOT NULL")
    known = {number for (number,) in rows}
    extra = [number for chat in crowd.chats for number in chat.heard() if number not in known]
    if len(extra) > may_double:
        found.doubled += [f"message {number} stands in no row" for number in extra]
    dead = crowd.house.rows("SELECT id, failure FROM bots_outgoingmessage WHERE state = 'dead'")
    found.lost += [f"message {number} was given up: {failure}" for number, failure in dead]


@contextmanager
def shown_on_failure(*logs: str, crowd: Crowd) -> Iterator[None]:
    """The last lines of processes' logs, where a test fails."""
    try:
        yield
    except BaseException:
        for name in logs:
            print(f"--- {name}\n{crowd.house.log(name)}")
        raise
