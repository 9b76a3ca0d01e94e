"""Whether the words of a place name an agency's province."""

import pytest

from cases.routing import AgencyFacts, CaseFacts, is_named, score


@pytest.mark.parametrize(
    ("province", "place"),
    [
        ("Hà Nội", "Cầu Giấy; Hà Nội"),
        ("Hà Nội", "chợ (HA NOI)"),
        ("D.I. Yogyakarta", "D.I. Yogyakarta"),
        ("Praha, Hlavní město", "Praha, hlavní město"),
        ("Koh Kong", "Koh-Kong/border"),
        ("ភ្នំពេញ", "នៅភ្នំពេញ"),
        ("เชียงใหม่", "จังหวัดเชียงใหม่"),
        ("云南", "云南省昆明市"),
    ],
)
def test_a_place_names_its_province_whatever_signs_stand_around_it(province, place):
    assert is_named(province, [place])


@pytest.mark.parametrize(
    ("province", "place"), [("Hà", "Hải Phòng"), ("Nam", "Vietnam"), ("Lai", "Laix"), ("—", "Hà Nội")]
)
def test_letters_within_another_word_name_no_province(province, place):
    assert not is_named(province, [place])


def test_a_province_of_the_case_outranks_the_whole_country_and_another_province():
    case = CaseFacts(countries=frozenset({"KH"}), places=("នៅភ្នំពេញ",))
    own, national, other = (
        score(case, AgencyFacts(country="KH", province=province)) for province in ("ភ្នំពេញ", "", "កោះកុង")
    )
    assert own.points > national.points > other.points
