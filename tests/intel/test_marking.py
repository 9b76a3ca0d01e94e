"""Where words stand in a text, and the pieces into which marks cut it: no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intel import marking

TEXT = "Tran Van Minh sells.\nMinh, with ທ້າວ ສົມຊາຍ, asks for Tran  Van\nMinh."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Tran Van Minh", ["Tran Van Minh", "Tran  Van\nMinh"]),
        ("ທ້າວ ສົມຊາຍ", ["ທ້າວ ສົມຊາຍ"]),
        ("sells.\r\nMinh", ["sells.\nMinh"]),
        ("M.nh", []),
        ("  ", []),
    ],
)
def test_words_are_found_as_they_stand_whatever_the_blanks_between_them(words, found):
    assert [TEXT[start:end] for start, end in marking.places(TEXT, words)] == found


def test_a_place_of_a_page_counts_a_break_of_two_signs_as_one():
    text = "An\r\nAn\r\nAn"
    page = text.replace("\r\n", "\n")
    assert [text[marking.from_page(text, at)] for at, sign in enumerate(page) if sign != "\n"] == list("AnAnAn")
    assert [marking.from_page(text, at) for at in (0, 3, 6, 99)] == [0, 4, 8, len(text)]


@given(
    st.text("ab ລ\n", min_size=1, max_size=12), st.lists(st.tuples(st.integers(0, 13), st.integers(1, 13)), max_size=4)
)
def test_the_pieces_are_the_text_and_each_mark_covers_its_own_words(text, drawn):
    spans = [(start, start + length) for start, length in drawn]
    cut = marking.pieces(text, spans, within=(0, len(text)))
    assert "".join(words for words, _marks in cut) == text
    for number, (start, end) in enumerate(spans):
        assert "".join(words for words, marks in cut if number in marks) == text[start:end]


def test_where_marks_overlap_the_shorter_comes_first():
    cut = marking.pieces("Minh Phat Co., Ltd", [(0, 18), (0, 4)], within=(0, 18))
    assert cut == [("Minh", (1, 0)), (" Phat Co., Ltd", (0,))]
