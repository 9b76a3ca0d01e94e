"""Tips told again are known as nearly the same, without opening them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.retelling import LANGUAGES, pairs
from hotline import correspondence, likeness, search, similarity
from hotline.models import TipMarks
from tests.make import make_tip
from vault import keys

pytestmark = pytest.mark.django_db
TOLD = "The restaurant by the river keeps two pangolins in a cage behind the kitchen and slaughters them at the table."
LAY_BANDS = """
INSERT INTO vault.tip_marks (tip_id, key_id, words, bands, signature)
SELECT gen_random_uuid(), %s, '{1}', ARRAY(SELECT hashint8extended(number, n) FROM generate_series(1, 40) AS n), ''
FROM generate_series(1, 3000) AS number
"""
AGAIN = "The restaurant by the river keeps two pangolin in a cage behind the kichen and slaughters them at the table!"


@pytest.fixture(autouse=True)
def opened_keys(monkeypatch, settings):
    """As in a worker, which has opened them before. One key always: estimates differ a little from key to key."""
    monkeypatch.setitem(keys._opened, (likeness.PURPOSE, settings.VAULT_KEYS), b"likeness of the tests".ljust(32))


def near(tip) -> dict:
    search.mark_waiting()
    return similarity.near(tip)


def test_tips_told_again_are_recognised_and_tips_that_share_words_are_not():
    """Recall and precision of at least 0.9 in each language, through the bands as the database looks them up."""
    right, missed, wrong = dict.fromkeys(LANGUAGES, 0), dict.fromkeys(LANGUAGES, 0), dict.fromkeys(LANGUAGES, 0)
    for pair in pairs(40):
        one, other = likeness.signature(pair.first), likeness.signature(pair.second)
        is_found = bool(set(likeness.bands(one)) & set(likeness.bands(other)))
        is_found = is_found and likeness.share(one, other) >= likeness.THRESHOLD
        if pair.is_same:
            (right if is_found else missed)[pair.language] += 1
        else:
            wrong[pair.language] += is_found
    assert {lang: right[lang] / (right[lang] + missed[lang]) for lang in LANGUAGES if missed[lang] > 4} == {}
    assert {lang: wrong[lang] for lang in LANGUAGES if right[lang] / (right[lang] + wrong[lang]) < 0.9} == {}


def test_likeness_estimates_what_is_the_same():
    for pair in pairs(10):
        one, other = likeness.shingles(pair.first), likeness.shingles(pair.second)
        exact = len(one & other) / len(one | other)
        estimated = likeness.share(likeness.signature(pair.first), likeness.signature(pair.second))
        assert estimated == pytest.approx(exact, abs=0.15)


def test_a_tip_told_again_is_shown_first_with_its_reason_and_percentage():
    source = make_tip("Something else").source_id
    first, second = make_tip(TOLD), make_tip(AGAIN, source_id=source)
    search.mark_waiting()
    shown = similarity.like(second)
    assert shown[0].tip == first
    (reason,) = shown[0].reasons
    assert reason.startswith("nearly the same words: ")
    assert 60 <= int(reason.split()[-2]) < 100
    assert shown[1].reasons == ["same source"]


def test_the_very_same_words_are_called_so():
    first, second = make_tip(TOLD), make_tip(TOLD.upper())
    search.mark_waiting()
    assert [(one.tip, one.reasons) for one in similarity.like(second)] == [(first, ["same words"])]


@pytest.mark.parametrize("words", ["", "Tigers!", "象牙"])
def test_a_few_words_are_like_nothing(words):
    make_tip(words or "!", species="tiger")
    assert near(make_tip(words or "?", species="tiger")) == {}
    assert not TipMarks.objects.exclude(bands=[]).exists()


def test_a_withdrawn_tip_is_like_nothing():
    first, second = make_tip(TOLD), make_tip(AGAIN)
    assert list(near(second)) == [first.pk]
    correspondence.withdraw(first)
    assert near(second) == {}


def test_a_tip_not_marked_yet_is_like_nothing():
    make_tip(TOLD)
    search.mark_waiting()
    assert similarity.near(make_tip(AGAIN)) == {}


def test_looking_for_likeness_opens_no_tip(django_assert_num_queries):
    tips = [make_tip(AGAIN + "!" * number) for number in range(30)]
    search.mark_waiting()
    with django_assert_num_queries(2) as asked:
        assert len(similarity.near(tips[0])) == 20
    assert not [query for query in asked.captured_queries if "data_key" in query["sql"]]


def test_likeness_is_looked_up_in_the_index_and_not_read_through():
    tip = make_tip(TOLD)
    search.mark_waiting()
    with connection.cursor() as cursor:
        cursor.execute(LAY_BANDS, [tip.key_id])
        cursor.execute("ANALYZE vault.tip_marks")
        with CaptureQueriesContext(connection) as asked:
            assert similarity.near(tip) == {}
        cursor.execute(f"EXPLAIN {asked[-1]['sql']}")
        assert "tip_marks_bands" in str(cursor.fetchall())


def test_the_numbers_of_likeness_mean_nothing_under_another_key(monkeypatch):
    here = likeness.signature(TOLD)
    monkeypatch.setattr(keys, "purpose_key", lambda purpose: b"k" * 32)
    elsewhere = likeness.signature(TOLD)
    assert likeness.share(here, elsewhere) < 0.05
    assert not set(likeness.bands(here)) & set(likeness.bands(elsewhere))
