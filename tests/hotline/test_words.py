"""Cutting texts into what they are found by. No database."""

import unicodedata

import pytest

from hotline import words
from hotline.words import Atom, atoms, terms


def forms(text: str) -> list[tuple[str, str]]:
    return [(atom.kind, atom.form) for atom in atoms(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0912 345 678", "0912-345-678"),
        ("0912.345.678", "０９１２３４５６７８"),
        ("0912345678", "๐๙๑๒๓๔๕๖๗๘"),
        ("0912345678", "០៩១២៣៤៥៦៧៨"),
        ("TIGERS", "tiger"),
        ("don’t", "dont"),
        ("Te\u0302 te\u0302", "tê tê"),
        ("pang\u200bolin", "pangolin"),
        ("ขาย งาช้าง", "ขายงาช้าง"),
        ("ខ្ញុំ\u200bឃើញ", "ខ្ញុំឃើញ"),
    ],
)
def test_what_is_written_differently_is_cut_the_same(one, other):
    assert forms(one) == forms(other)


def test_letters_and_digits_part_where_they_meet():
    assert forms("51C-123.45") == [("number", "51"), ("word", "c"), ("number", "12345")]


def test_numbers_are_joined_over_spaces_and_not_over_words():
    assert forms("MSCU 123456-7, 20 bags") == [
        ("word", "mscu"),
        ("number", "1234567"),
        ("number", "20"),
        ("word", "bag"),
    ]


def test_scripts_are_parted_where_they_meet():
    assert forms("bán象牙ok") == [("word", "bán"), ("run", "象牙"), ("word", "ok")]


@pytest.mark.parametrize("text", ["ဆင်စွယ်ရောင်း", "ຂາຍງາຊ້າງ", "ขายงาช้าง", "លក់ភ្លុកដំរី", "他卖象牙", "ヒョウの毛皮"])
def test_a_script_without_spaces_is_one_run_with_its_signs(text):
    (atom,) = atoms(text)
    assert (atom.kind, atom.form) == ("run", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("word", ["हाथीदाँत", "العاج", "слоновая", "ngà", "πάνθηρας"])
def test_a_word_with_signs_of_its_own_script_stays_whole(word):
    (atom,) = atoms(word)
    assert atom.kind == "word"


def test_a_vietnamese_word_keeps_both_its_forms():
    assert atoms("Đồi") == [Atom("word", "đồi", "doi")]
    assert terms("đồi") == {"=đồi", "~doi"}
    assert terms("doi") == {"=doi"}


def test_a_number_is_found_by_three_digits_in_a_row():
    assert terms("09 1234") == {"=09", "#091", "#912", "#123", "#234"}


def test_a_chinese_sign_alone_counts_and_a_thai_one_does_not():
    assert "+虎" in terms("老虎")
    assert terms("งา") == {"+งา"}


def test_a_text_without_end_gives_a_bounded_number_of_terms():
    endless = " ".join(f"word{chr(97 + number % 26)}{number}" for number in range(40_000))
    assert len(terms(endless)) <= words.MAX_TERMS + 100
