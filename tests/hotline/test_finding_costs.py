"""What finding costs, and how the index is kept, made anew and held apart."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hotline import correspondence, fact_marks, finding, likeness, search
from hotline.models import Message, TipMarks
from tests.make import make_tip
from vault import keys, marks

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(analyst):
    """`found(query)`: references of the tips found, after all that waits was made findable."""

    def ask(query: str) -> list[str]:
        search.mark_waiting()
        return [tip.reference for tip in finding.find(query, by=analyst).tips.order_by("reference")]

    return ask


@pytest.fixture
def opened_keys(db, monkeypatch, settings):
    """A process that has searched and marked before has its purpose keys open."""
    for purpose in (search.PURPOSE, likeness.PURPOSE, *fact_marks.PURPOSES):
        monkeypatch.setitem(keys._opened, (purpose, settings.VAULT_KEYS), keys.purpose_key(purpose))


def test_finding_costs_as_many_queries_for_fifty_tips_as_for_one(analyst, django_assert_max_num_queries, opened_keys):
    for number in range(50):
        tip = make_tip(f"The blue heron, call 0912 345 678, {number}")
        Message.objects.create(tip=tip, direction="from_source")
    search.mark_waiting()
    with django_assert_max_num_queries(11):
        assert len(finding.find('"blue heron" 0912345678', by=analyst).tips) == 50


def test_marking_costs_as_many_queries_for_fifty_tips_as_for_one(django_assert_max_num_queries, opened_keys):
    for _ in range(50):
        make_tip()
    with django_assert_max_num_queries(12):
        assert search.mark_batch() == 50


def test_a_tip_that_was_marked_waits_no_more():
    make_tip()
    assert search.mark_batch() == 1
    assert search.mark_batch() == 0


def test_filing_a_tip_leaves_the_index_to_the_worker():
    with CaptureQueriesContext(connection) as asked:
        tip = make_tip("The blue heron")
    assert not [query for query in asked if "tip_marks" in query["sql"]]
    assert tip.unmarked_since is not None


def test_rotating_the_vaults_key_changes_no_mark_and_loses_no_find(found, settings):
    from tests.vault.test_keys import fresh_vault_key

    tip = make_tip("The blue heron, call 0912 345 678")
    assert found("heron") == [tip.reference]
    before = TipMarks.objects.values().get()
    new = fresh_vault_key("next")
    settings.VAULT_KEYS = f"{new},{settings.VAULT_KEYS}"
    call_command("rotate_vault_key")
    settings.VAULT_KEYS = new
    assert found('"blue heron" 345678') == [tip.reference]
    search.await_marks(tip)
    search.mark_waiting()
    assert TipMarks.objects.values().get() == before


def test_the_database_holds_no_word_and_no_mark_that_could_be_made_without_the_key(found):
    import hashlib

    tip = make_tip("quokkafern zanzamarsh behind the boathouse, 0977 341 882")
    assert found("quokkafern") == [tip.reference]
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text || p::text FROM vault.tip_marks t, hotline_tip p")
        held = cursor.fetchone()[0].lower()
    for word in ("quokkafern", "zanzamarsh", "boathouse", "341882"):
        assert word not in held
        assert word.encode().hex() not in held
        for term in (word, f"={word}"):
            guessed = int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "big", signed=True)
            assert guessed not in TipMarks.objects.get().words


def test_a_word_has_unrelated_marks_for_searching_and_for_likeness():
    words = ["heron", "tiger", "象牙"]
    for_search, for_likeness = (marks.short_marks(purpose, words) for purpose in ("search-words", "likeness"))
    assert len({*for_search, *for_likeness}) == 6
    assert marks.short_marks("search-words", words) == for_search


def test_the_index_is_made_anew_from_what_is_sealed(found, capsys):
    tip, gone = make_tip("The blue heron"), make_tip("The blue heron")
    correspondence.withdraw(gone)
    search.mark_waiting()
    TipMarks.objects.all().delete()
    assert found("heron") == []
    call_command("reindex_tips", "--all")
    assert "2 of 2" in capsys.readouterr().out
    assert found("heron") == [tip.reference]


def test_an_interrupted_rebuild_goes_on_where_it_stopped(found, monkeypatch):
    tips = [make_tip("The blue heron") for _ in range(3)]
    search.mark_waiting()
    search.await_all([tip.pk for tip in tips])
    search.mark_batch(2)
    taken = []
    monkeypatch.setattr(search, "told", lambda rows: taken.extend(rows) or {})
    call_command("reindex_tips")
    assert len(taken) == 1
