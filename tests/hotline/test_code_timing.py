"""The code cannot be guessed: equal work for right and wrong, and a network that tries many is slowed."""

from statistics import median
from time import perf_counter

import pytest
from django.test import Client
from django.utils import timezone

from hotline import budgets, proofs, receipts
from hotline.public import guessing
from tests.hotline.posting import STORY, code_on, hidden, send, soup
from tests.hotline.test_proof_of_work import challenge_on, solved

pytestmark = pytest.mark.django_db

MINE, OTHER = "203.0.113.5", "198.51.100.1"
WRONG = "11111 22222 33333 44444 55555"


@pytest.fixture(autouse=True)
def one_moment(monkeypatch):
    """No span of a budget ends while a test runs."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture(autouse=True)
def nobody_waits():
    guessing.waiting.forget()
    yield
    guessing.waiting.forget()


@pytest.fixture
def code(client: Client) -> str:
    return code_on(send(client))


def typed(client: Client, code: str, address: str = MINE, **more: str):
    return client.post("/en/status/", {"code": code, **more}, REMOTE_ADDR=address)


def try_many(client: Client, address: str = MINE):
    for _ in range(budgets.WRONG_CODES.most):
        assert typed(client, WRONG, address).status_code == 422
    return typed(client, WRONG, address)


def test_right_and_wrong_codes_take_the_same_time(code: str):
    """Medians of interleaved look-ups; a slow hash on one side only, or a second query, would be far above this."""
    took: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(400):
        is_right = bool(turn % 2)
        began = perf_counter()
        found = receipts.find(code if is_right else WRONG)
        took[is_right].append(perf_counter() - began)
        assert bool(found) is is_right
    right, wrong = median(took[True]), median(took[False])
    assert abs(right - wrong) < max(0.5 * wrong, 0.0005), (right, wrong)


def test_a_code_nearly_right_takes_as_long_as_one_all_wrong(code: str):
    near = code[:-1] + str((int(code[-1]) + 1) % 10)
    took: dict[str, list[float]] = {near: [], WRONG: []}
    for turn in range(400):
        said = (near, WRONG)[turn % 2]
        began = perf_counter()
        assert receipts.find(said) is None
        took[said].append(perf_counter() - began)
    assert abs(median(took[near]) - median(took[WRONG])) < max(0.3 * median(took[WRONG]), 0.0003)


def test_after_many_wrong_codes_the_page_says_how_long_to_wait(client: Client):
    page = try_many(client)
    assert page.status_code == 429
    assert 1 <= int(page["Retry-After"]) <= 15 * 60 + 1
    said = soup(page).select_one("[role=alert]").get_text()
    assert "Many wrong codes came from your network. Please wait" in said
    assert "minute" in said
    assert soup(page).select_one("input[name=code]")


def test_while_a_network_waits_its_right_codes_are_not_looked_up(client: Client, code: str):
    try_many(client)
    page = typed(client, code)
    assert page.status_code == 429
    assert STORY not in page.content.decode()
    assert "opens nothing" not in page.content.decode()


def test_a_right_code_gets_through_by_a_proof_of_work_once(client: Client, code: str, monkeypatch):
    monkeypatch.setattr(proofs, "ROUNDS", 1)
    proof = solved(challenge_on(try_many(client)))
    assert STORY in typed(client, code, proof=proof).content.decode()
    assert typed(client, code, proof=proof).status_code == 429


def test_a_right_code_gets_through_when_the_time_is_over(client: Client, code: str, monkeypatch):
    try_many(client)
    later = timezone.now() + budgets.WRONG_CODES.per
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert STORY in typed(client, code).content.decode()


def test_another_network_is_not_slowed(client: Client, code: str):
    try_many(client)
    assert STORY in typed(client, code, OTHER).content.decode()


def test_who_has_the_page_open_goes_on_while_their_network_waits(client: Client, code: str):
    page = typed(client, code)
    try_many(client)
    told = {"code": code, "pass": hidden(page, "pass"), "token": hidden(page, "token"), "body": "It was a blue truck."}
    added = client.post("/en/status/add/", told, REMOTE_ADDR=MINE)
    assert "It was added to your tip" in added.content.decode()


def test_the_pass_of_one_code_opens_no_other(client: Client, code: str):
    told = {"code": WRONG, "pass": guessing.pass_for(code)}
    try_many(client)
    assert client.post("/en/status/", told, REMOTE_ADDR=MINE).status_code == 429


def test_those_whose_network_is_not_known_never_wait(client: Client, code: str, monkeypatch):
    from dataclasses import replace

    monkeypatch.setattr(guessing, "WRONG_CODES", replace(budgets.WRONG_CODES, most_shared=2))
    for _ in range(6):
        assert typed(client, WRONG, "127.0.0.1").status_code == 422
    assert STORY in typed(client, code, "127.0.0.1").content.decode()


def test_a_right_code_counts_nothing(client: Client, code: str):
    for _ in range(budgets.WRONG_CODES.most + 2):
        assert typed(client, code).status_code == 200


def test_the_desk_is_told_of_many_wrong_codes(client: Client, sign_in, analyst, monkeypatch):
    assert guessing.are_many() == 0
    budgets.spend([budgets.Charge(budgets.ALL_WRONG_CODES, b"", budgets.ALL_WRONG_CODES.most)])
    typed(client, WRONG)
    assert guessing.are_many() == budgets.ALL_WRONG_CODES.most + 1
    assert "Someone is trying codes" in sign_in(client, analyst).get("/desk/hotline/tip/").content.decode()
