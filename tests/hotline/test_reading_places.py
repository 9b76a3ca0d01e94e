"""Places, positions, quantities and prices in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.reading.index import ready
from hotline.reading.numbers import value_of
from hotline.reading.read import read


def places(text, home=""):
    return [(found.name, found.country) for found in read(text, ready(), home=home).places]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ivory sold in Nairobi", ("Nairobi", "KE")),
        ("bán ngà voi ở Móng Cái", ("Mong Cai", "VN")),
        ("ขายงาช้างที่เชียงใหม่", ("Chiang Mai", "TH")),
        ("在凭祥卖穿山甲", ("Pingxiang", "CN")),
        ("лапы медведя в Хабаровске", ("Khabarovsk", "RU")),
        ("पोखरामा बाघको छाला", ("Pokhara", "NP")),
        ("بيع العاج في الخرطوم", ("Khartoum", "SD")),
        ("លក់ភ្លុកដំរីនៅសៀមរាប", ("Siem Reap", "KH")),
    ],
)
def test_a_town_is_told_in_the_script_of_the_text(text, place):
    assert places(text) == [place]


def test_a_name_of_several_towns_is_settled_by_the_country_beside_it():
    assert ("San José", "CR") in places("venden tortugas en San José, Costa Rica")


def test_the_country_of_the_form_settles_a_name_of_several_towns():
    assert [places("venden loros en Valencia", home=home)[0][1] for home in ("ES", "VE")] == ["ES", "VE"]


def test_what_else_a_name_may_mean_is_offered():
    (place,) = read("venden loros en Valencia", ready()).places
    assert {"ES", "VE"} <= {place.country, *(country for _name, country in place.choices)}


@pytest.mark.parametrize(
    "text", ["I would like to sell a nice car", "please help, many of them are big", "the reading of the bar"]
)
def test_a_common_word_is_no_town(text):
    assert places(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "at -1.29210, 36.82190",
        "S 1.29210 E 36.82190",
        "1°17'31.6\"S 36°49'18.8\"E",
        "lat: -1.29210 lon: 36.82190",
        "https://maps.google.com/?q=-1.29210,36.82190",
        "https://www.google.com/maps/@-1.29210,36.82190,15z",
        "geo:-1.29210,36.82190",
        "https://www.openstreetmap.org/?mlat=-1.29210&mlon=36.82190",
    ],
)
def test_a_position_is_read_in_every_notation(text):
    (place,) = read(text, ready()).places
    assert (round(place.lat, 2), round(place.lon, 2), place.country) == (-1.29, 36.82, "KE")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,500 kg of ivory", 1500, "kg"),
        ("1.500 kg ngà voi ở chợ", 1500, "kg"),
        ("2,5 tạ ngà voi ở chợ", 250, "kg"),
        ("穿山甲鳞片20公斤", 20, "kg"),
        ("象牙三斤", 1.5, "kg"),
        ("ขายลิ่น ๓ ตัว", 3, "no."),
        ("ဆင်စွယ် ၂ ပိဿာ", 3.26586, "kg"),
        ("three live pangolins", 3, "no."),
        ("पैंगोलिन के शल्क ५ किलो", 5, "kg"),
    ],
)
def test_amounts_are_told_in_the_units_of_the_trade_reports(text, value, unit):
    found = [(quantity.value, quantity.unit) for quantity in read(text, ready()).quantities]
    assert (value, unit) in found


def test_a_price_is_no_quantity():
    reading = read("ivory for sale, 5 kg, 2000 dollars per kg", ready())
    assert [(price.amount, price.currency) for price in reading.prices] == [(2000, "USD")]
    assert [(quantity.value, quantity.unit) for quantity in reading.quantities] == [(5, "kg")]


@given(st.integers(0, 999_999_999), st.sampled_from(("en", "vi", "fr", "id", "ru", "th")))
def test_a_grouped_number_is_read_back(number, lang):
    sign = "." if lang in ("vi", "id", "fr", "ru") else ","
    written = f"{number:,}".replace(",", sign)
    assert value_of(written, lang) == number
