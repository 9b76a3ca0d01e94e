"""tests hotline/named_again.py"""

import pytest

from hotline.named_again import named, repeated

TIP = (
    "My boss Nguyen Van An drives 51F-123.45. Call 0912 345 678 or write to @tiger_shop99. "
    "Then Bertrand brought a Pangolin from Hanoi on Monday."
)
FOUND = {"lang": "en", "places": [{"name": "Ha Noi", "said": "Hanoi"}], "taxa": [{"name": "Manis", "said": "Pangolin"}]}


def said(report: str, **given) -> list[str]:
    return [one.said for one in repeated(report, named([TIP], found=FOUND, country="VN", **given))]


@pytest.mark.parametrize(
    ("report", "found"),
    [
        ("A man called Nguyễn Văn An is said to sell them.", ["Nguyen Van An"]),
        ("The seller's number is +84 912 345 678.", ["0912 345 678"]),
        ("They come in a lorry, plate 51f 12345.", ["51F-123.45"]),
        ("The account tiger_shop99 offers them.", ["@tiger_shop99"]),
        ("bertrand brings them.", ["Bertrand"]),
        ("Anna and Vanessa bring them, 12 345 in all.", []),
    ],
)
def test_what_leads_to_a_person_is_found_however_it_is_written(report, found):
    assert said(report) == found


def test_places_animals_days_and_first_words_are_no_persons():
    assert said("Then on Monday a pangolin came from Hanoi. My boss and Call are no names.") == []


def test_a_text_without_small_letters_or_without_capitals_names_nobody():
    for text in ("MY BOSS NGUYEN VAN AN KEEPS BEARS", "my boss nguyen van an keeps bears"):
        assert named([text]) == []


def test_in_scripts_without_capitals_the_answers_to_who_and_what_are_looked_for():
    things = named(["我叔叔在河边"], subjects=["李四, 红色卡车"])
    assert [one.said for one in repeated("据报李四在河边养熊", things)] == ["李四"]
    thai = named([], subjects=["สมชาย ใจดี"])
    assert [one.said for one in repeated("นายสมชายขายเต่า", thai)] == ["สมชาย"]


def test_what_leads_to_goods_is_no_person():
    assert named(["Container MSKU 305438 3 on IMO 9074729"]) == []


def test_each_thing_is_named_once():
    assert len(named(["He asked Bertrand.", "She asked Bertrand."])) == 1
