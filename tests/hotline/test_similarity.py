import pytest

from hotline import correspondence, similarity
from tests.make import make_attachment, make_picture, make_tip
from vault import identity

pytestmark = pytest.mark.django_db


def found(tip) -> dict[str, list[str]]:
    return {one.tip.reference: one.reasons for one in similarity.like(tip)}


def test_the_same_words_are_found_whatever_their_case():
    first, second = make_tip("They sell TIGERS, here."), make_tip("they sell tigers here")
    make_tip("They sell bears here")
    assert found(second) == {first.reference: ["same words"]}


def test_the_same_file_is_found_under_another_key():
    first, second = make_tip(), make_tip()
    for tip in (first, second):
        make_attachment(tip, make_picture("red"))
    make_attachment(make_tip(), make_picture("blue"))
    assert found(second) == {first.reference: ["same file"]}


def test_the_same_source_is_found_and_reasons_add_up():
    source = identity.source_at("telegram", "4711").pk
    first, second = (make_tip("They sell tigers", source_id=source) for _ in range(2))
    assert found(second) == {first.reference: ["same words", "same source"]}


def test_a_withdrawn_tip_is_no_longer_known_by_its_words_or_files():
    first, second = make_tip("They sell tigers"), make_tip("They sell tigers")
    for tip in (first, second):
        make_attachment(tip, make_picture("red"))
    correspondence.withdraw(first)
    assert found(second) == {}


def test_two_tips_without_words_are_not_alike():
    assert found(make_tip("a")) == {}
    make_tip("b")
    assert found(make_tip("a")) == {}
