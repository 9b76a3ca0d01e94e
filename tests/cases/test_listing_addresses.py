"""cases/listings/addresses.py and texts.py, without a database: an address in one spelling, what a platform reads."""

import json
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.listings import texts
from cases.listings.addresses import cleaned, key_of
from cases.listings.texts import Told
from cases.models import Listing
from cases.models.listing import LANGUAGES

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12)
HOSTS = st.from_regex(r"(www\.|m\.)?[a-z]{2,8}\.(com|vn|example)", fullmatch=True)
COUNTING = st.sampled_from(["utm_source", "utm_campaign", "fbclid", "gclid", "igsh", "mibextid", "spm", "share_id"])


@st.composite
def addresses(draw: st.DrawFn) -> str:
    host, path = draw(HOSTS), draw(st.lists(WORDS, max_size=3))
    said = draw(st.dictionaries(st.from_regex(r"[a-z]{2,5}id", fullmatch=True), WORDS, max_size=3))
    steps = "/".join(part.replace("#", "").replace("?", "") for part in path)
    return f"{draw(st.sampled_from(['http', 'https']))}://{host}/{steps}" + (f"?{urlencode(said)}" if said else "")


@given(addresses())
def test_a_cleaned_address_is_clean(url):
    assert cleaned(cleaned(url)) == cleaned(url)
    assert key_of(cleaned(cleaned(url))) == key_of(cleaned(url))


@given(addresses(), st.dictionaries(COUNTING, WORDS, min_size=1, max_size=3))
def test_whoever_shared_it_leaves_no_trace_in_it(url, counting):
    shared = f"{url}{'&' if '?' in url else '?'}{urlencode(counting)}#comments"
    assert cleaned(shared) == cleaned(url)


@given(addresses())
def test_case_of_the_host_scheme_and_front_door_make_no_other_listing(url):
    parts = urlsplit(url)
    other = f"HTTP://WWW.{parts.netloc.removeprefix('www.').removeprefix('m.').upper()}{parts.path}"
    other += f"?{parts.query}" if parts.query else ""
    assert key_of(cleaned(other)) == key_of(cleaned(url))


@pytest.mark.parametrize(
    ("given_url", "kept"),
    [
        ("https://user:word@Shop.Example:443/a b?id=7&fbclid=x#top", "https://shop.example/a%20b?id=7"),
        ("http://shop.example:8080", "http://shop.example:8080/"),
        ("https://shop.example/#!/item/7?utm_source=mail", "https://shop.example/#!/item/7"),
        ("https://youtu.be/abc?si=token&t=30", "https://youtu.be/abc"),
        ("https://shop.example/?q=%E1%BA%A3nh&page=", "https://shop.example/?q=%E1%BA%A3nh&page="),
    ],
)
def test_what_leads_to_the_page_is_kept_and_nothing_else(given_url, kept):
    assert cleaned(given_url) == kept


def test_two_pages_of_one_application_are_two_listings():
    one, other = (cleaned(f"https://shop.example/#!/item/{number}") for number in (7, 8))
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    "wrong", ["", "shop.example/1", "ftp://shop.example/", "https://", "javascript:alert(1)", "http://[::1"]
)
def test_what_is_no_whole_address_is_refused(wrong):
    with pytest.raises(ValueError):
        cleaned(wrong)


# --- What a platform reads ------------------------------------------------------------------------------------------
TOLD = Told(
    "https://shop.example/7", "Shop", "turtle_shop", "live", "Rule 7", "Cuora galbinifrons", "Indochinese box turtle",
    "II", "Hornbill", "duty@hornbill.example",
)  # fmt: skip


@pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])
@pytest.mark.parametrize("ground", [each.value for each in Listing.Ground if each != "none"])
def test_each_language_has_words_for_each_ground(language, ground):
    letter = texts.as_mail(Told(**TOLD.__dict__ | {"ground": ground}), language)
    for fact in (TOLD.url, TOLD.account, TOLD.rule, TOLD.species, TOLD.organisation, TOLD.contact):
        assert fact in letter
    assert "{" not in letter


def test_languages_say_the_same_by_the_same_names():
    names = {code: set(texts.wording(code)) for code, _name in LANGUAGES}
    assert all(each == names["en"] for each in names.values())


def test_what_is_not_known_leaves_no_empty_line_or_label():
    letter = texts.as_mail(Told("https://shop.example/7", ground="parts", organisation="Hornbill"), "en")
    assert "Species" not in letter
    assert "Account of the seller" not in letter
    assert "\n\n\n" not in letter


def test_of_several_appendices_the_strictest_is_told():
    assert "Appendix I of CITES" in texts.as_mail(Told(**TOLD.__dict__ | {"appendix": "I/II"}), "en")
    assert "of CITES" not in texts.as_mail(Told(**TOLD.__dict__ | {"appendix": "NC"}), "en")


def test_an_api_gets_the_same_facts_as_json():
    said = json.loads(texts.as_json(TOLD))
    assert (said["url"], said["account"], said["appendix"]) == (TOLD.url, TOLD.account, "II")
    assert "ground" not in said
    assert said["reason"].startswith("It offers live wild animals")
