"""Telephones, plates, vessels, containers, parcels, accounts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.reading import identifiers
from hotline.reading.identifiers import cargo, wallets


def found(text, lang="en", countries=()):
    return [(each.kind, each.value, each.valid) for each in identifiers.find(text, lang, countries)]


@pytest.mark.parametrize(
    ("text", "lang", "countries", "number"),
    [
        ("call +84 912 345 678", "en", (), "+84912345678"),
        ("call 0084-912-345-678", "en", (), "+84912345678"),
        ("gọi 0912 345 678 nhé", "vi", (), "+84912345678"),
        ("โทร ๐๘๑-๒๓๔-๕๖๗๘", "th", (), "+66812345678"),
        ("simu 0754 123 456", "sw", (), "+255754123456"),
        ("simu 0722 123 456", "sw", ("KE",), "+254722123456"),
        ("电话13812345678", "zh", (), "+8613812345678"),
        ("тел. 8 914 123-45-67", "ru", (), "+79141234567"),
        ("फोन 98765 43210", "hi", (), "+919876543210"),
    ],
)
def test_a_telephone_number_gets_its_country_from_itself_or_the_context(text, lang, countries, number):
    assert found(text, lang, countries) == [("phone", number, True)]


@pytest.mark.parametrize("text", ["on 12.03.2024 at 10:30", "50000000 VND", "year 2023-2024", "10.762622, 106.660172"])
def test_dates_money_and_coordinates_are_no_telephones(text):
    assert found(text, "vi") == []


@pytest.mark.parametrize(
    ("text", "lang", "plate"),
    [
        ("biển số 29C-123.45", "vi", "29C12345"),
        ("ทะเบียน 1กก 1234", "th", "1กก1234"),
        ("车牌桂A12345", "zh", "桂A12345"),
        ("plate KDA 123B", "en", "KDA123B"),
        ("gari T 123 ABC", "sw", "T123ABC"),
        ("номер А123ВС125", "ru", "А123ВС125"),
        ("गाड़ी नंबर UP 32 AB 1234", "hi", "UP32AB1234"),
        ("plat BK 8123 XY", "id", "BK8123XY"),
        ("placa QWE1A23", "pt", "QWE1A23"),
    ],
)
def test_plates_are_told_by_the_shape_of_their_country(text, lang, plate):
    assert found(text, lang) == [("plate", plate, True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("container CSQU3054383", ("container", "CSQU3054383", True)),
        ("container CSQU 305438 4", ("container", "CSQU3054384", False)),
        ("vessel IMO 9074729", ("imo", "9074729", True)),
        ("vessel IMO 9074728", ("imo", "9074728", False)),
        ("MMSI 574123456", ("mmsi", "574123456", True)),
        ("flight VN 0301 today", ("flight", "VN301", True)),
        ("AWB 071-12345675", ("awb", "071-12345675", True)),
        ("AWB 071-12345676", ("awb", "071-12345676", False)),
        ("parcel RR473124829CO", ("postal", "RR473124829CO", True)),
        ("parcel RR473124828CO", ("postal", "RR473124828CO", False)),
        ("write to Big.Cat@Example.org", ("email", "big.cat@example.org", True)),
        ("see https://example.org/a?b=1.", ("url", "https://example.org/a?b=1", True)),
        ("telegram @pangolin_shop", ("handle", "@pangolin_shop", True)),
        ("line id: tiger99", ("handle", "@tiger99", True)),
        ("pay 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", ("wallet", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", True)),
        ("pay 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", ("wallet", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", False)),
        ("passport no. B1234567", ("passport", "B1234567", True)),
    ],
)
def test_identifiers_are_checked_and_brought_to_one_form(text, expected):
    assert found(text) == [expected]


def test_a_number_of_a_flight_needs_a_word_of_flying():
    assert found("section VN 301 of the law") == []


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3), st.integers(0, 999_999))
def test_of_the_ten_last_digits_one_makes_a_container_number_valid(owner, serial):
    ten = f"{owner}U{serial:06}"
    valid = [digit for digit in range(10) if found(f"{ten}{digit}") == [("container", f"{ten}{digit}", True)]]
    assert valid == [cargo.container_check(ten)]


@given(st.integers(0, 99_999_999))
def test_a_wrong_digit_makes_a_postal_number_invalid(serial):
    eight = f"{serial:08}"
    check = cargo.postal_check(eight)
    assert found(f"RR{eight}{check}TH") == [("postal", f"RR{eight}{check}TH", True)]
    assert found(f"RR{eight}{(check + 1) % 10}TH") == [("postal", f"RR{eight}{(check + 1) % 10}TH", False)]


def test_a_segwit_address_is_checked():
    address = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
    assert wallets.bech32_is_valid(address)
    assert not wallets.bech32_is_valid(address[:-1] + "5")
