"""Tests of `reference.spelling`."""

import pytest

from reference.spelling import plain


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("Voọc Cát‑Bà", "vooc cat ba"),
        ("đồi mồi", "doi moi"),
        ("  TIGER\u200b\u00a0 bone ", "tiger bone"),
        ("Temminck’s", "temmincks"),
        ("Ｔｉｇｅｒ", "tiger"),
        ("Jaguar\u0301", "jaguar"),
        ("نَمِر", "نمر"),
    ],
)
def test_case_accents_and_invisible_characters_do_not_count(typed, searched):
    assert plain(typed) == searched


@pytest.mark.parametrize("word", ["เสือ", "ខ្លា", "穿山甲", "ລີ່ນ", "ကျား", "बाघ", "हिन्दी"])
def test_vowel_signs_of_asian_scripts_stay(word):
    assert plain(word) == word


def test_composed_and_taken_apart_spellings_are_one():
    assert plain("cá sấu") == plain("ca\u0301 sa\u0302\u0301u") == "ca sau"


def test_plain_text_stays_as_it_is():
    assert plain(plain("Trăn đất Ấn Độ")) == plain("Trăn đất Ấn Độ")
