"""Suspected duplicates: looked up by a worker, filtered by at the queue, decided by a person."""

import pytest

from hotline import search
from hotline.models import Tip
from hotline.queue import doubles
from tests.make import make_tip

pytestmark = pytest.mark.django_db
WORDS = "At the night market by the river three men sell live box turtles from blue crates under the second stall."


def _swept() -> None:
    search.mark_waiting()
    doubles.look_for_doubles()


def _suspected() -> set:
    return set(Tip.objects.filter(is_alike=True).values_list("pk", flat=True))


def test_a_tip_told_twice_marks_both(analyst):
    first = make_tip(WORDS)
    _swept()
    assert _suspected() == set()
    second = make_tip(WORDS + " They come every Sunday.")
    _swept()
    assert _suspected() == {first.pk, second.pk}


def test_tips_that_share_only_their_source_are_not_suspected():
    first = make_tip(WORDS)
    make_tip("A lorry full of timber leaves the forest station each night.", source_id=first.source_id)
    _swept()
    assert _suspected() == set()


def test_each_tip_is_compared_once():
    make_tip(WORDS)
    _swept()
    assert doubles.look_for_doubles() == 0


def test_a_tip_waits_until_its_words_are_findable():
    make_tip(WORDS)
    assert doubles.look_for_doubles() == 0
    assert Tip.objects.get().is_alike is None
