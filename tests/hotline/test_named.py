"""Identifiers that officers look for are found in whatever spelling the source told them."""

import pytest

from hotline import finding, search
from tests.make import make_tip

pytestmark = pytest.mark.django_db


def _found(query, officer) -> list[str]:
    return [tip.reference for tip in finding.find(query, by=officer).tips]


@pytest.mark.parametrize(
    "query", ["+84 912 345 678", "0912.345.678", "0912345678", "(+84) 912-345-678", "0084912345678"]
)
def test_a_telephone_is_found_in_any_spelling(analyst, query):
    tip = make_tip("The seller answers at 0912 345 678 and sends ivory.", country="VN", language="en")
    make_tip("The seller answers at 0912 345 679 and sends ivory.", country="VN", language="en")
    search.mark_waiting()
    assert _found(query, analyst) == [tip.reference]


@pytest.mark.parametrize("query", ["CSQU3054383", "csqu 305438-3"])
def test_a_container_is_found_in_any_spelling(analyst, query):
    tip = make_tip("Pangolin scales lie in container CSQU 305438 3 behind frozen fish.")
    make_tip("Pangolin scales lie in a container behind frozen fish.")
    search.mark_waiting()
    assert _found(query, analyst) == [tip.reference]


def test_words_name_nothing(analyst):
    make_tip("The blue heron sells turtles.")
    search.mark_waiting()
    assert _found("green heron", analyst) == []
