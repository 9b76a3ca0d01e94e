"""Reading as a whole: what a text says, for any text."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.reading.index import ready
from hotline.reading.read import read

FRIENDS = (
    "Two cold Tiger beer please, the Elephant Bar is open till late",
    "Tiger beer",
    "Bear with me, I will be back in an hour",
    "We are hiring a crane operator for the port",
    "Senior python developer wanted, remote job",
    "See you at the Elephant Bar tonight",
)


@pytest.mark.parametrize("text", FRIENDS)
def test_false_friends_name_no_animal_and_no_specimen(text):
    reading = read(text, ready())
    assert reading.taxa == ()
    assert reading.terms == ()


def test_a_tip_is_read_in_all_its_parts():
    text = "A man in Hai Phong sells 12 kg of pangolin scales and 2 live otters now, +84 912 345 678, plate 15A-123.45"
    reading = read(text, ready())
    assert reading.language.code == "en"
    assert {named.name for named in reading.taxa} == {"Manidae", "Lutrinae"}
    assert {"SCA", "LIV"} <= {term.code for term in reading.terms}
    assert [(quantity.value, quantity.unit) for quantity in reading.quantities] == [(12, "kg"), (2, "no.")]
    assert [place.country for place in reading.places] == ["VN"]
    assert {(found.kind, found.value) for found in reading.identifiers} == {
        ("phone", "+84912345678"),
        ("plate", "15A12345"),
    }
    assert reading.state.live
    assert reading.state.urgent
    assert reading.state.on_topic > 0.9


def test_the_judgement_of_the_state_keeps_the_words_that_led_to_it():
    text = "Police officer took a bribe, they have guns and a live tiger, come now"
    because = {(cue.kind, text[slice(*cue.span)].casefold()) for cue in read(text, ready()).state.because}
    assert {("official", "police"), ("weapon", "guns"), ("live", "live"), ("now", "now")} <= because


ALPHABETS = st.sampled_from(
    (
        "abc éß 123.,+@/",
        "ກຂຄ ງາຊ້າງ 12",
        "ขายงาช้าง ๑๒",
        "象牙 12公斤",
        "कखग बाघ को",
        "عاج فيل ١٢",
        "ဆင်ျြေ",
        "ខ្លា ១២",
        "тигр 3 шт",
    )
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=120), ALPHABETS.flatmap(lambda letters: st.text(alphabet=letters, max_size=80))))
def test_every_text_is_read_and_every_span_lies_inside_it(text):
    reading = read(text, ready())
    found = (*reading.taxa, *reading.terms, *reading.quantities, *reading.prices, *reading.places, *reading.identifiers)
    for each in (*found, *reading.state.because):
        start, end = each.span
        assert 0 <= start < end <= len(text)
    assert 0 <= reading.state.on_topic <= 1


def test_read_tips_prints_the_agreed_form(tmp_path, capsys):
    file = tmp_path / "tips.jsonl"
    file.write_text('{"id": "a", "text": "有人賣象牙，2公斤"}\n\n{"id": 7, "text": "nothing here"}\n', encoding="utf-8")
    call_command("read_tips", str(file))
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["lang"] == "zh"
    assert first["script"] == "Hant"
    assert first["terms"] == [{"code": "TUS", "span": [3, 5], "slang": False}]
    assert first["quantities"] == [{"value": 2.0, "unit": "kg", "span": [6, 9]}]
    assert set(second) == {
        "id", "lang", "taxa", "terms", "quantities", "places", "identifiers", "live", "urgent", "on_topic",
    }  # fmt: skip


def test_read_tips_names_the_line_that_is_no_tip_and_does_not_repeat_it(tmp_path):
    file = tmp_path / "tips.jsonl"
    file.write_text('{"id": 1, "text": "x"}\n{"secret": "words"}\n', encoding="utf-8")
    with pytest.raises(CommandError, match="Line 2") as refused:
        call_command("read_tips", str(file))
    assert "words" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "live"),
    [
        ("African grey parrots for sale, 40 of them in suitcases", True),
        ("African grey parrot feathers for sale in suitcases", False),
        ("dried seahorses in suitcases", False),
        ("parrots fly over the village", False),
    ],
)
def test_animals_of_the_pet_trade_that_are_moved_or_sold_whole_are_taken_for_alive(text, live):
    assert read(text, ready()).state.live is live


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("carved ivory statues", {"IVC"}),
        ("raw ivory, 20 kg", {"TUS"}),
        ("dried seahorses and shark fins", {"BOD", "DFN"}),
        ("rosewood logs on a lorry", {"LOG"}),
    ],
)
def test_a_specimen_is_told_once_and_as_narrowly_as_its_words(text, codes):
    assert {term.code for term in read(text, ready()).terms} == codes


@pytest.mark.parametrize(
    ("text", "countries"),
    [("ຂາຍແຂ້ວເສືອໃຫ້ຄົນຈີນ", []), ("người Trung Quốc mua vảy tê tê ở Vinh", ["VN"]), ("ສົ່ງແຂ້ວເສືອໄປຈີນ", ["CN"])],
)
def test_people_of_a_country_are_no_place(text, countries):
    assert [place.country for place in read(text, ready()).places] == countries
