"""Who sends very many is slowed; a real tip is never refused, and rarely slowed."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hotline import budgets, sketches
from hotline.budgets import Budget, Charge
from hotline.form_tokens import Token
from hotline.models import BudgetCount, Tip
from hotline.networks import Network
from hotline.public import suspicion
from hotline.public.suspicion import Arrived
from hotline.story import Story
from tests.hotline.posting import RECEIPT, STORY, code_on, fresh_token

pytestmark = pytest.mark.django_db

NETWORK = Network(b"n" * 16, is_shared=False)
OTHER = Network(b"o" * 16, is_shared=False)
SHARED = Network(b"s" * 16, is_shared=True)
WORDS = """
    market river truck warehouse uncle seller cage night border ferry pangolin scales tusk horn turtle boat crates
    freezer restaurant owner police gate village hill snare wire tiger cub bear bile farm temple shop phone number
    blue white old young morning evening yesterday tomorrow road bridge forest camp dealer buyer price paid cash
""".split()  # noqa: SIM905 - a list of its words would be sixty lines
REAL = "My neighbour keeps two young bears behind his noodle shop at the bridge; a man comes for them on Friday night."
LONG = "Our shop offers the very best medicine at the lowest price of the whole town, call us today, order number %d"


@pytest.fixture(autouse=True)
def one_moment(monkeypatch):
    """No span of a budget ends while a test runs."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


def some_words(seed: int, count: int = 18) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=count))


def judged(narrative: str, network: Network = NETWORK, *, seconds: int = 60, size: int = 0, **told) -> tuple[str, ...]:
    fields = QueryDict(mutable=True)
    fields.update({name: told.pop(name) for name in ("website",) if name in told})
    token = Token(b"t", timedelta(seconds=seconds))
    return suspicion.judge(Arrived(fields, Story(narrative=narrative, **told), token, network, size))


def make_busy(network: Network = NETWORK) -> None:
    budgets.spend([Charge(budgets.REPORTS, network.mark, budgets.REPORTS.limit(network))])


def test_a_charge_adds_up_within_its_span_and_for_its_network():
    mine, theirs = Charge(budgets.REPORTS, NETWORK.mark), Charge(budgets.REPORTS, OTHER.mark, 5)
    assert budgets.spend([mine, theirs]) == {mine: 1, theirs: 5}
    assert budgets.spend([mine]) == {mine: 2}


def test_another_span_begins_at_nothing(monkeypatch):
    charge, now = Charge(budgets.REPORTS, NETWORK.mark), timezone.now()
    budgets.spend([charge])
    monkeypatch.setattr(timezone, "now", lambda: now + budgets.REPORTS.per)
    assert budgets.spend([charge]) == {charge: 1}


def test_what_is_over_is_forgotten_and_what_runs_is_kept():
    budgets.spend([Charge(budgets.REPORTS, NETWORK.mark)])
    BudgetCount.objects.create(mark=b"x" * 16, spent=1, until=timezone.now() - timedelta(seconds=1))
    assert budgets.forget_ended() == 1
    assert BudgetCount.objects.count() == 1


@pytest.mark.parametrize("budget", budgets.TABLE, ids=lambda budget: budget.what)
def test_those_whose_network_is_not_known_have_wide_budgets(budget: Budget):
    assert budget.most_shared >= budget.most
    assert budget.then


def test_a_count_says_nothing_about_the_network():
    budgets.spend([Charge(budgets.REPORTS, NETWORK.mark)])
    row = BudgetCount.objects.get()
    assert NETWORK.mark not in bytes(row.mark)
    assert len(bytes(row.mark)) == 16


@pytest.mark.django_db(transaction=True)
def test_a_report_costs_one_statement():
    judged(REAL)
    with CaptureQueriesContext(connection) as asked:
        judged(REAL + " He paid cash.", size=1000)
    assert len(asked) == 1


# --- signs --------------------------------------------------------------------------------------------------------
def test_a_plain_tip_has_no_sign():
    assert judged(REAL) == ()
    assert judged(REAL, SHARED, seconds=0) == ()


def test_the_first_copies_of_the_same_words_are_heard_and_later_ones_wait():
    said = [judged("Tiger  for sale, call  now!", replace(NETWORK, mark=bytes([n]) * 16)) for n in range(5)]
    assert said[:3] == [(), (), ()]
    assert said[3:] == [("repeated_words",)] * 2


def test_a_text_with_a_changing_number_counts_as_alike():
    said = [judged(LONG % n) for n in range(14)]
    assert said[:10] == [()] * 10
    assert set(said[10:]) == {("alike",)}


def test_texts_of_people_are_not_alike():
    rows = [sketches.sketch(some_words(seed, 40)) for seed in range(60)]
    assert len({band for bands in rows for band in bands}) >= 175  # of 180


@pytest.mark.parametrize(
    "text",
    [
        "Người đàn ông bán tê tê sống ở chợ Đồng Xuân, mỗi tối thứ sáu, sau quầy cá, xe máy màu đỏ, {}",
        "ชายคนหนึ่งขายลูกเสือในตลาดหลังวัดทุกเย็นวันศุกร์ {}",
        "有人在河边市场后面的仓库里卖活穿山甲每个星期五晚上 {}",
    ],
)
def test_likeness_is_found_in_every_script(text):
    one, other = sketches.sketch(text.format("17")), sketches.sketch(text.format("2901"))
    assert len(one) == sketches.BANDS
    assert set(one) & set(other)


# --- a busy network ------------------------------------------------------------------------------------------------
def test_a_real_tip_of_a_busy_network_goes_to_the_queue():
    make_busy()
    assert judged(REAL) == ()


def test_advertisements_of_a_busy_network_wait():
    advert = "Cheap watches https://watches.example/1"
    assert judged(advert) == ()
    make_busy()
    assert judged(advert + "2") == ("over_budget",)


def test_a_real_tip_with_a_link_is_no_advertisement():
    make_busy()
    assert judged(REAL + " His page is https://social.example/bears") == ()


def test_a_busy_network_has_a_reserve_and_no_more():
    make_busy()
    said = [judged(some_words(seed)) for seed in range(budgets.PLAIN.most + 3)]
    assert said == [()] * budgets.PLAIN.most + [("over_budget",)] * 3


def test_who_answered_questions_has_a_reserve_of_their_own():
    make_busy()
    for seed in range(budgets.PLAIN.most + 3):
        judged(some_words(seed))
    assert judged(REAL, urgency="now", country="KH") == ()


def test_a_flood_of_one_network_slows_no_other():
    make_busy()
    for seed in range(budgets.PLAIN.most + 3):
        judged(some_words(seed))
    assert judged("Cheap watches https://watches.example/1", OTHER) == ()


def test_many_bytes_make_a_network_busy_and_are_taken():
    assert judged(REAL, size=budgets.UPLOADS.most + 1) == ()
    assert judged("Cheap watches https://watches.example/1") == ()
    assert judged("Cheap watches https://watches.example/2", size=1) == ("over_budget",)


# --- the form ------------------------------------------------------------------------------------------------------
def post(client: Client, narrative: str, address: str, **fields: object):
    told = {"token": fresh_token(client), "narrative": narrative} | fields
    return client.post(RECEIPT, told, REMOTE_ADDR=address)


def test_a_flood_is_answered_with_receipts_and_kept_apart_from_the_real_tip(client: Client):
    for number in range(40):
        assert code_on(post(client, f"Casino bonus {number} https://casino.example/{number}", "203.0.113.5"))
    assert code_on(post(client, REAL, "203.0.113.9"))
    assert code_on(post(client, STORY, "198.51.100.1"))
    queued = Tip.objects.filter(status=Tip.Status.RECEIVED).count()
    assert queued == budgets.REPORTS.most + 2
    spam = Tip.objects.filter(status=Tip.Status.QUARANTINED)
    assert {tuple(tip.suspicions) for tip in spam} == {("over_budget",)}


def test_the_reason_is_on_the_tip_and_in_the_audit(client: Client):
    from staff.models import AuditEntry

    post(client, STORY, "203.0.113.5", website="x")
    tip = Tip.objects.get()
    assert tip.suspicions == ["honeypot"]
    assert AuditEntry.objects.get(verb="tip.received").details["suspicions"] == ["honeypot"]
