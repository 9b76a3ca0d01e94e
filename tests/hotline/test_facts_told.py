"""The same event told by several people in several languages is known as one, by the database."""

import pytest

from benchmarks import events
from tests.make import make_tip

pytestmark = pytest.mark.django_db


def test_an_event_told_in_several_languages_is_found_and_what_looks_alike_is_not():
    """Recall and precision of at least 0.9 over some 130 tips in 17 languages that came within one day."""
    done = events.tally(lambda told: make_tip(told.text, language=told.lang))
    assert done.recall >= 0.9, done.missed
    assert done.precision >= 0.9, done.wrong
