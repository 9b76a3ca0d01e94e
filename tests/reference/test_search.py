"""Tests of `reference.search`: any name in any language."""

import pytest

from reference import search
from reference.models import Agency, Taxon

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded(small_reference):
    """The small edition."""


def best(words: str) -> str:
    found = search.find_taxa(words)
    return found[0].thing.scientific_name if found else ""


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("tiger", "Panthera tigris"),
        ("TIGER", "Panthera tigris"),
        ("Panthera tigris", "Panthera tigris"),
        ("te te", "Manidae"),
        ("tê tê", "Manidae"),
        ("vooc cat ba", "Trachypithecus poliocephalus"),
        ("cat ba", "Trachypithecus poliocephalus"),
        ("穿山", "Manidae"),
        ("老虎", "Panthera tigris"),
        ("洲象", "Elephas maximus"),
        ("เสือ", "Panthera tigris"),
        ("ខ្លា", "Panthera tigris"),
        ("ពង្រូល", "Manidae"),
        ("Smutsia temminckii", "Manis temminckii"),
        ("pangolns", "Manidae"),
        ("white headed langur", "Trachypithecus poliocephalus"),
    ],
)
def test_a_taxon_is_found_by_any_of_its_names(typed, name):
    assert best(typed) == name


@pytest.mark.parametrize("words", ["", "  ", "\u200b", "qqqqqq", "%", "_", "\\", "'; --", "x" * 5000])
def test_what_names_nothing_finds_nothing(words):
    assert search.find_taxa(words) == []


def test_exact_comes_before_prefix_before_part_before_similar():
    names = {"Exactum unum": "", "Praefixum unum": "", "Partim unum": ""}
    for name in names:
        Taxon.objects.create(scientific_name=name, rank="species", tier=1 if name == "Partim unum" else None)
    for name, word in zip(names, ["zebu", "zebu calf", "wild zebu"], strict=True):
        taxon = Taxon.objects.get(scientific_name=name)
        taxon.names.create(kind="vernacular", lang="en", name=word, normalised=word)
    found = search.find_taxa("zebu")
    assert [(each.thing.scientific_name.split()[0], each.how) for each in found] == [
        ("Exactum", "exact"), ("Praefixum", "prefix"), ("Partim", "part"),
    ]  # fmt: skip


def test_watched_taxa_come_first_among_equals():
    for name, tier in (("Aaa prima", None), ("Zzz secunda", 2), ("Zzz tertia", 1)):
        taxon = Taxon.objects.create(scientific_name=name, rank="species", tier=tier)
        taxon.names.create(kind="vernacular", lang="en", name="zebu", normalised="zebu")
    assert [each.thing.scientific_name for each in search.find_taxa("zebu")] == [
        "Zzz tertia",
        "Zzz secunda",
        "Aaa prima",
    ]


def test_a_taxon_with_several_matching_names_is_found_once():
    found = [each.thing.pk for each in search.find_taxa("white-headed")]
    assert len(found) == len(set(found)) == 1


def test_retired_taxa_are_not_found():
    Taxon.objects.filter(scientific_name="Panthera tigris").update(retired=True)
    assert best("tiger") != "Panthera tigris"


def test_a_name_that_nobody_confirmed_says_so():
    found = search.find_taxa("ဆင်")[0]
    assert (found.thing.scientific_name, found.verified, found.lang) == ("Elephas maximus", False, "my")


def test_the_search_costs_a_query_a_kind_of_match(django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        found = search.find_taxa("pangol")
        assert [each.thing.scientific_name for each in found]


@pytest.mark.parametrize(
    ("typed", "name", "kind"),
    [
        ("phnom penh", "Phnom Penh", "province"),
        ("ភ្នំពេញ", "Phnom Penh", "province"),
        ("lao cai", "Lào Cai", "province"),
        ("老街省", "Lào Cai", "province"),
        ("VTCC", "Chiang Mai International Airport", "airport"),
        ("viet nam", "Viet Nam", "country"),
        ("moc bai", "Bavet", "border"),
        ("មង្គលបូរី", "Mangkul Bourei", "district"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(typed, name, kind):
    found = search.find_places(typed)[0].thing
    assert (found.name, found.kind) == (name, kind)


def test_places_can_be_narrowed_to_a_country():
    assert search.find_places("phnom penh", country="VN") == []


def test_a_place_tells_what_it_lies_in():
    district = search.find_places("Mangkul Bourei")[0].thing
    assert (district.parent.code, district.parent.parent.code) == ("KH-1", "KH")


def test_a_town_of_a_country_with_other_area_codes_lies_in_its_country_only():
    assert search.find_places("Pleiku")[0].thing.parent.code == "VN"


@pytest.mark.parametrize(
    ("typed", "code"), [("bone", "BON"), ("BON", "BON"), ("khuc nga", "TUS"), ("pangolin scales", "SCA")]
)
def test_a_term_is_found_by_its_code_and_its_words(typed, code):
    assert search.find_terms(typed)[0].thing.term.code == code


def test_words_without_a_code_are_found_too():
    found = search.find_terms("cái lồng")[0]
    assert (found.thing.code, found.thing.term) == ("OTHER", None)


def test_agencies_are_chosen_by_country_province_and_mandate():
    near = Agency.objects.create(
        country="KH", province="Pursat", name="Pursat post", normalised="pursat post", tags=["wildlife"]
    )
    Agency.objects.create(
        country="KH", province="Kampot", name="Kampot post", normalised="kampot post", tags=["wildlife"]
    )
    found = list(search.find_agencies(country="kh", province="pursat", tag="wildlife"))
    assert found[0] == near
    assert {agency.province for agency in found} == {"Pursat", ""}
    assert all("wildlife" in agency.tags for agency in found)
    assert list(search.find_agencies("kampot")) == [Agency.objects.get(province="Kampot")]


def test_retired_agencies_are_not_offered():
    Agency.objects.update(retired=True)
    assert not search.find_agencies(country="KH")
