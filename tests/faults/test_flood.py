"""A thousand machine-made posts and ten real tips within a minute: every real one in the queue, the flood set aside."""

import random
import re
import threading
from collections.abc import Iterator
from itertools import chain

import pytest

from benchmarks.client import Answer, Load, Visitor, share
from benchmarks.forms import Form, clear
from tests.house import House, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

CLIENTS, SPAM = 8, 1000
FLOODER = "203.0.113.%d"
PATH = "/en/report/"
CODE = re.compile(r'name="code" value="\d{25}"')
# What slips through before a repetition can be one: three copies of one text, ten of one that changes a little; twice,
# since the span in which they are counted may end while the flood lasts.
SLIPS = 2 * (3 + 10)
Told = tuple[dict[str, str], str]
REAL = (
    "The man at the ferry keeps two live pangolins in a blue cooler box, he sells them tonight.",
    "My cousin drives ivory over the mountain border every second Friday in a rice truck.",
    "Behind the new clinic somebody cages seven macaques; you can hear them in the morning.",
    "A restaurant near the bus station offers bear paw soup if you ask for the winter menu.",
    "I saw rangers take money and let a lorry with rosewood go at kilometre forty.",
    "On my street a woman sells slow lorises to tourists for photos, three hundred baht each.",
    "Two fishermen bring shark fins to the ice factory, always at low tide, before sunrise.",
    "The zoo by the highway bought tiger cubs, their papers name a farm that closed in 2019.",
    "Snares all along the ridge above our village, red wire, somebody checks them on Sundays.",
    "They dry seahorses on the roof of house nineteen, the buyer comes from over the bridge.",
)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A house of its own behind a proxy that tells it whose request it is: the test plays the proxy."""
    house = House()
    house.settings["TRUSTED_PROXIES"] = "1"
    try:
        yield house.open()
    finally:
        house.close()


def _flood() -> list[Told]:
    """Four kinds of spam, mixed, from one network of many machines."""
    dice = random.Random(7)
    words = "cash prize winner bonus pills watches credit loan cheap click offer free casino slots luck girls"
    some = words.split()
    quarter = SPAM // 4
    told = [{"narrative": " ".join(dice.choices(some, k=9)), "website": "https://spam.example"} for _ in range(quarter)]
    told += [
        {"narrative": " ".join(f"https://{word}{n}.example" for word in dice.choices(some, k=4))}
        for n in range(quarter)
    ]
    told += [{"narrative": "Win a free holiday now, write to our agent today"}] * quarter
    told += [
        {"narrative": f"Dear friend, you have been chosen for the grand prize of {n} dollars, answer us before Monday"}
        for n in range(quarter)
    ]
    dice.shuffle(told)
    return [(each, FLOODER % dice.randint(1, 250)) for each in told]


def _sources() -> list[Told]:
    """Ten real ones without a word but the tip itself; the first from the flooder's own network."""
    return [
        ({"narrative": words, "urgency": "day"}, "203.0.113.251" if not n else f"198.51.{100 + n}.7")
        for n, words in enumerate(REAL)
    ]


class Gate:
    """The house's form, told to from any address."""

    def __init__(self, house: House) -> None:
        self.port = house.port
        with Visitor(self.port) as first:
            self.form = Form(clear(first.get(PATH)).decode(), PATH)

    def tell(self, told: Told) -> Answer:
        fields, address = told
        hop = {"X-Forwarded-For": f"192.0.2.1, {address}"}
        with Visitor(self.port) as visitor:
            token = self.form.token(visitor.get(PATH, hop))
            body, kind = self.form.body(token, fields)
            return visitor.post(self.form.action, body, kind, hop)


def _flooded(gate: Gate, answers: list[Answer]) -> Load:
    flood = _flood()

    def post(number: int, told: Told) -> float:
        answers.append(gate.tell(told))
        return 0.0

    return share([flood[first::CLIENTS] for first in range(CLIENTS)], post)


def _tell_meanwhile(gate: Gate, spam: list[Answer], real: list[Answer]) -> None:
    """One real tip after each hundredth of spam, wherever the flood has got to."""
    for number, told in enumerate(_sources()):
        until(
            lambda due=50 + number * SPAM // 11: len(spam) >= due, 60, "the flood stands still", moved=lambda: len(spam)
        )
        real.append(gate.tell(told))


@pytest.fixture(scope="module")
def flooded(house: House) -> tuple[House, list[Answer], list[Answer], Load]:
    gate, spam, real = Gate(house), list[Answer](), list[Answer]()
    sources = threading.Thread(target=_tell_meanwhile, args=(gate, spam, real))
    sources.start()
    load = _flooded(gate, spam)
    sources.join(60)
    return house, spam, real, load


def test_none_is_refused(flooded) -> None:
    _house, spam, real, load = flooded
    assert load.failures == []
    assert (len(spam), len(real)) == (SPAM, len(REAL))
    for answer in chain(spam, real):
        assert answer.status == 200
        assert CODE.search(clear(answer).decode())


def test_all_ten_real_tips_are_in_the_queue(flooded) -> None:
    house, *_ = flooded
    rows = house.rows("SELECT status, suspicions FROM hotline_tip WHERE urgency = 'day'")
    assert rows == [("received", [])] * len(REAL)


def test_the_flood_is_in_quarantine_with_its_reasons(flooded) -> None:
    house, *_ = flooded
    by_status = dict(house.rows("SELECT status, count(*) FROM hotline_tip WHERE urgency = '' GROUP BY 1"))
    assert by_status.get("received", 0) <= SLIPS
    assert by_status["quarantined"] == SPAM - by_status.get("received", 0)
    reasons = dict(
        house.rows("SELECT suspicions[1], count(*) FROM hotline_tip WHERE status = 'quarantined' GROUP BY 1")
    )
    assert {"honeypot", "too_fast_with_links", "repeated_words", "alike"} <= set(reasons)


def test_what_was_counted_names_no_network(flooded) -> None:
    house, *_ = flooded
    rows = house.rows("SELECT t::text FROM hotline_budget_count t UNION ALL SELECT t::text FROM hotline_network_key t")
    assert len(rows) > 10
    dump = house.dump()
    for network in ("203.0.113", "198.51.10", "192.0.2.1"):
        assert network.encode() not in dump
        assert network.encode().hex().encode() not in dump
