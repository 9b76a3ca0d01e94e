"""Facts: what is made of a reading, what the index keeps of it, and what is told of tips that share some."""

import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hotline import addresses, agreement, correspondence, fact_marks, facts, likeness, search, similarity
from hotline.facts import Fact, Kind
from hotline.models import Tip, TipMarks
from hotline.reading.found import Spot
from hotline.reading.index import ready
from hotline.reading.read import read
from tests.make import make_tip
from vault import keys

DAY = datetime.date(2025, 6, 3)
LAY_FACTS = """
INSERT INTO vault.tip_marks (tip_id, key_id, words, bands, signature, facts)
SELECT gen_random_uuid(), %s, '{1}', '{1}', '',
    ARRAY(SELECT hashint8extended(number, n) FROM generate_series(1, 40) AS n)
FROM generate_series(1, 3000) AS number
"""


@pytest.fixture
def opened_keys(db, monkeypatch, settings):
    """As in a process that has opened them before."""
    for purpose in (search.PURPOSE, likeness.PURPOSE, *fact_marks.PURPOSES):
        monkeypatch.setitem(keys._opened, (purpose, settings.VAULT_KEYS), keys.purpose_key(purpose))


def stated(text: str, home: str = "", day: datetime.date = DAY) -> set[Fact]:
    return facts.stated(text, read(text, ready(), home=home), ready(), home=home, day=day)


def of_kind(text: str, kind: Kind, **given) -> set[str]:
    return {value for each, value in stated(text, **given) if each == kind}


def reasons(tip) -> dict:
    search.mark_waiting()
    return {one.tip: one.reasons for one in similarity.like(tip)}


def test_a_telephone_is_one_however_it_is_written():
    ways = ["Call 0912 345 678, he sells tiger teeth.", "Zalo +84 912-345-678", "See zalo.me/0912345678 please"]
    assert [of_kind(way, Kind.PHONE, home="VN") for way in ways] == [{"+84912345678"}] * 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.facebook.com/tiger.shop/?fbclid=Iw0", "m.facebook.com/tiger.shop"),
        ("https://shop.example.com/item?id=3&utm_source=x#top", "http://shop.example.com/item/?id=3"),
        ("https://youtu.be/a1B2?si=xyz&t=30", "youtu.be/a1B2"),
    ],
)
def test_a_link_is_one_whatever_counts_its_clicks(one, other):
    assert list(addresses.meant(one)) == list(addresses.meant(other))


def test_another_item_of_a_shop_is_another_link():
    assert list(addresses.meant("shop.example.com/item?id=3")) != list(addresses.meant("shop.example.com/item?id=4"))


def test_the_front_page_of_a_network_is_no_fact():
    assert list(addresses.meant("https://www.facebook.com/")) == []


def test_an_account_is_one_by_its_link_and_by_its_name():
    assert of_kind("macaws at https://t.me/Araras_Vivas", Kind.HANDLE) == {"araras_vivas"}
    assert of_kind("macaws from @araras_vivas", Kind.HANDLE) == {"araras_vivas"}


def test_an_address_in_the_head_of_a_forwarded_message_is_no_fact():
    head = "---------- Forwarded message ---------\nFrom: Nok <nok@mail.example>\nTo: me@mail.example\n\n"
    assert of_kind(f"{head}Ask horn.king@mail.example for rhino horn.", Kind.EMAIL) == {"horn.king@mail.example"}


def test_an_invalid_number_is_no_fact():
    assert of_kind("container TEMU3074820 with ivory", Kind.CONTAINER) == set()
    assert of_kind("container TEMU3074825 with ivory", Kind.CONTAINER) == {"TEMU3074825"}


@pytest.mark.parametrize("days", [0, 1, 2, 3, 6, 7, 30])
def test_days_up_to_three_apart_share_a_span_and_days_from_six_on_none(days):
    for first in range(3):
        one = DAY + datetime.timedelta(first)
        shares = bool(set(facts.spans(one)) & set(facts.spans(one + datetime.timedelta(days))))
        assert shares is (days <= 3)


def test_places_up_to_eleven_kilometres_apart_share_a_square():
    def at(lat: float, lon: float) -> set[str]:
        return set(facts.squares(Spot("", "VN", lat, lon, "position", (0, 0))))

    assert at(21.52, 107.96) & at(21.61, 108.05)
    assert not at(21.52, 107.96) & at(21.72, 107.96)
    assert len(at(-0.05, -0.05) | at(0.05, 0.05)) == 7


def test_kinds_of_one_group_are_one_and_other_groups_are_not():
    index = ready()
    named = {name: facts.group(index.kin[name]) for name in ("Manis javanica", "Manidae", "Testudines", "Cheloniidae")}
    assert named == {
        "Manis javanica": "Manidae",
        "Manidae": "Manidae",
        "Testudines": "Testudines",
        "Cheloniidae": "Testudines",
    }
    assert facts.group(index.kin["Panthera tigris"]) != facts.group(index.kin["Helarctos malayanus"])


@pytest.mark.django_db
def test_a_mark_tells_its_kind_to_who_has_the_key_only(monkeypatch):
    known = [Fact(Kind.PHONE, str(number)) for number in range(300)]
    made = fact_marks.of(known, [])
    assert set(fact_marks.kinds(made).values()) == {Kind.PHONE}
    assert len({mark & fact_marks.LAST_BYTE for mark in made}) > 100
    monkeypatch.setattr(keys, "purpose_key", lambda purpose: b"k" * 32)
    assert len(fact_marks.kinds(made)) < 100


@pytest.mark.django_db
def test_the_same_fact_has_unrelated_marks_under_another_key(monkeypatch):
    here = fact_marks.of([Fact(Kind.PLATE, "51C12345")], ["A long enough sentence about a lorry at night."])
    monkeypatch.setattr(keys, "purpose_key", lambda purpose: b"k" * 32)
    there = fact_marks.of([Fact(Kind.PLATE, "51C12345")], ["A long enough sentence about a lorry at night."])
    assert not set(here) & set(there)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Ivory, call +254 722 111 333", "Meno ya tembo, piga 0722 111 333 Kisumu", "same telephone number"),
        ("Rhino horn in car AS 01 BC 4567", "गैंडे का सींग गाड़ी AS01BC4567 में", "same plate"),
        ("See www.example-shop.com/horn?id=7&utm_source=a", "Corne: example-shop.com/horn?id=7", "same link"),
        ("Macaws from @araras_vivas", "Araras em t.me/araras_vivas", "same account"),
        ("Pangolins kept in Mong Cai", "Tê tê sống ở Móng Cái", "same species group and place within 3 days"),
        ("Tusks on flight VN 257 to Hanoi", "Ngà voi trên chuyến bay VN257", "same flight within 3 days"),
    ],
)
def test_the_reason_says_what_agrees(one, other, reason):
    first, second = make_tip(one), make_tip(other)
    assert reason in reasons(second)[first]


@pytest.mark.django_db
def test_what_is_told_in_another_language_says_so():
    first = make_tip("Pangolins are kept behind the market in Mong Cai, call +84 912 345 678", language="en")
    second = make_tip("Tê tê bị nhốt sau chợ ở Móng Cái, gọi số 0912 345 678 nhé", language="en")
    third = make_tip("Somebody in the customs house told me that +84 912 345 678 is the number", language="en")
    assert "told in another language" in reasons(second)[first]
    assert "told in another language" not in reasons(third)[first]


@pytest.mark.django_db
def test_animals_and_country_alone_are_no_reason():
    make_tip("A pharmacy in Da Nang sells pangolin scales")
    assert reasons(make_tip("Pangolin meat in a restaurant in Hanoi")) == {}


@pytest.mark.django_db
def test_the_same_place_at_another_time_is_told_as_that():
    first, second = make_tip("Pangolins kept in Mong Cai"), make_tip("Tê tê sống ở Móng Cái")
    Tip.objects.filter(pk=first.pk).update(received_at=timezone.now() - datetime.timedelta(days=4))
    second.refresh_from_db()
    assert reasons(second) == {first: ["same species group and place, at another time", "told in another language"]}


@pytest.mark.django_db
def test_an_identifier_comes_before_a_place_and_a_place_before_the_source():
    source = make_tip("Somebody told me about a shop, more tomorrow").source_id
    place = make_tip("Tê tê sống ở Móng Cái")
    number = make_tip("Alligator skins, ask +84 912 345 678")
    mine = make_tip("Pangolins kept in Mong Cai, call +84 912 345 678", source_id=source)
    assert [one.reasons[0] for one in (search.mark_waiting(), similarity.like(mine))[1]] == [
        "same telephone number", "same species group and place within 3 days", "same source",
    ]  # fmt: skip
    assert [one.tip for one in similarity.like(mine)][:2] == [number, place]


@pytest.mark.django_db
def test_what_very_many_tell_is_no_reason_but_a_telephone_remains_one(monkeypatch, opened_keys):
    monkeypatch.setattr(fact_marks, "MOST_LOOKED_AT", 4)
    for number in range(5):
        make_tip(f"Pangolins in Mong Cai, item {number}, +84 912 345 678")
    assert set(map(tuple, reasons(make_tip("Tê tê ở Móng Cái, 0912 345 678")).values())) == {
        ("same telephone number", "told in another language")
    }


@pytest.mark.django_db
def test_only_tips_that_the_officer_may_see_are_shown():
    first, second = make_tip("Pangolins in Mong Cai"), make_tip("Tê tê ở Móng Cái")
    search.mark_waiting()
    assert [one.tip for one in similarity.like(second)] == [first]
    assert similarity.like(second, among=Tip.objects.exclude(pk=first.pk)) == []


@pytest.mark.django_db
def test_a_withdrawn_tip_shares_no_fact():
    first, second = make_tip("Pangolins in Mong Cai"), make_tip("Tê tê ở Móng Cái")
    search.mark_waiting()
    correspondence.withdraw(first)
    assert similarity.like(second) == []
    assert not TipMarks.objects.filter(tip=first).exists()


@pytest.mark.django_db
def test_no_tip_is_merged_by_itself():
    tips = [make_tip("Pangolins in Mong Cai, +84 912 345 678") for _ in range(3)]
    assert len(reasons(tips[0])) == 2
    assert set(Tip.objects.values_list("status", flat=True)) == {"received"}


@pytest.mark.django_db
def test_looking_for_what_agrees_takes_few_queries_and_opens_no_tip(opened_keys, django_assert_max_num_queries):
    tips = [make_tip(f"Pangolins in Mong Cai, +84 912 345 678, item {number}") for number in range(30)]
    search.mark_waiting()
    with django_assert_max_num_queries(8) as asked:
        assert len(similarity.like(tips[0])) == 20
    assert not [query for query in asked.captured_queries if "data_key" in query["sql"]]


@pytest.mark.django_db
def test_facts_are_looked_up_in_the_index_and_not_read_through(opened_keys):
    tip = make_tip("Pangolins in Mong Cai, +84 912 345 678")
    search.mark_waiting()
    with connection.cursor() as cursor:
        cursor.execute(LAY_FACTS, [tip.key_id])
        cursor.execute("ANALYZE vault.tip_marks")
        with CaptureQueriesContext(connection) as asked:
            assert similarity.like(tip) == []
        (query,) = [each["sql"] for each in asked.captured_queries if "array_agg" in each["sql"]]
        cursor.execute(f"EXPLAIN {query}")
        assert "tip_marks_facts" in str(cursor.fetchall())


def test_what_very_many_tips_state_is_not_looked_up_once_the_statistics_know(db):
    """Of an index's common entries all are read before the first is given: a page would pay for each tip there is."""
    common, rare, phone = (
        fact_marks.of([Fact(kind, said)], [])[0]
        for kind, said in ((Kind.EVENT, "everywhere"), (Kind.EVENT, "once"), (Kind.PHONE, "+84987654321"))
    )
    key_id = keys.create()
    many = [
        TipMarks(tip_id=uuid4(), key_id=key_id, words=[], bands=[], signature=b"", facts=[common, phone])
        for _ in range(1200)
    ]
    one = TipMarks(tip_id=uuid4(), key_id=key_id, words=[], bands=[], signature=b"", facts=[common, rare])
    TipMarks.objects.bulk_create([*many, one])
    before = fact_marks.shared([common], uuid4(), agreement.WORTH, 40)
    assert len(before) == 40
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE vault.tip_marks")
    assert fact_marks.shared([common], uuid4(), agreement.WORTH, 40) == []
    found = fact_marks.shared([common, rare], uuid4(), agreement.WORTH, 40)
    assert [(each.tip, each.facts) for each in found] == [(one.pk, ((Kind.EVENT, 1),))]
    assert len(fact_marks.shared([phone], uuid4(), agreement.WORTH, 40)) == 40
