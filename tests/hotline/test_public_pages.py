"""Every public page: light, quiet, readable, and in the reader's language."""

import gzip
import re
from collections.abc import Iterator

import polib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils.translation import trans_real

from config import wording
from tests.hotline.posting import STORY, code_on, fresh_token, send, soup

GET_PAGES = ["/", "/en/report/", "/vi/report/", "/en/status/", "/vi/status/", "/en/safety/", "/vi/safety/"]
MAX_WIRE_BYTES = 20 * 1024


@pytest.fixture(autouse=True, scope="module")
def _wording() -> None:
    wording.compile_all()
    trans_real._translations.clear()  # type: ignore[attr-defined]


def walk(client: Client) -> Iterator[HttpResponse]:
    """Every public page, those that a POST answers with too."""
    yield from (client.get(path) for path in GET_PAGES)  # type: ignore[misc]
    receipt = send(client)
    code = code_on(receipt)
    yield receipt
    yield send(client, narrative="")
    for path in ("status/", "status/add/", "status/withdraw/", "report/receipt/confirm/"):
        yield client.post(f"/vi/{path}", {"code": code})  # type: ignore[misc]
        yield client.post(f"/en/{path}", {"code": "1"})  # type: ignore[misc]
    yield client.post("/en/report/receipt/", b"{}", content_type="application/json")  # type: ignore[misc]


@pytest.mark.django_db
def test_no_public_page_sets_a_cookie_runs_a_script_or_styles_inline(client: Client) -> None:
    for page in walk(client):
        html = page.content.decode()
        assert not page.cookies
        assert "Set-Cookie" not in page.headers
        assert not re.search(r"<script|javascript:|\son\w+=|\sstyle=|<style", html)
    assert not client.cookies


@pytest.mark.django_db
def test_every_public_page_carries_the_strict_headers(client: Client) -> None:
    for page in walk(client):
        policy = page["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "script-src" not in policy
        assert page["Cache-Control"] == "no-store"
        assert page["Referrer-Policy"] == "no-referrer"
        assert page["X-Content-Type-Options"] == "nosniff"
        assert page["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_no_address_on_any_page_carries_a_code(client: Client) -> None:
    for page in walk(client):
        for tag in soup(page).select("[href], [action], [src]"):
            address = tag.get("href") or tag.get("action") or tag.get("src")
            assert not re.search(r"\d{5}", str(address)), address


def test_the_form_is_two_requests_and_twenty_kilobytes(client: Client) -> None:
    page = client.get("/en/report/")
    html = soup(page)  # type: ignore[arg-type]
    fetched = [tag["href"] for tag in html.select("link[rel=stylesheet]")] + html.select("[src]")
    icons = [tag["href"] for tag in html.select("link[rel=icon]")]
    assert len(fetched) == 1
    assert icons == ["data:,"], "an icon of no bytes keeps browsers from asking for /favicon.ico"
    style = client.get(fetched[0])
    css = style.getvalue() if style.streaming else style.content  # type: ignore[attr-defined]
    assert b"url(" not in css
    assert b"@import" not in css
    assert len(gzip.compress(page.content)) + len(gzip.compress(css)) <= MAX_WIRE_BYTES


def test_the_form_comes_compressed_to_those_who_can(client: Client) -> None:
    page = client.get("/en/report/", headers={"Accept-Encoding": "gzip, br"})
    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) <= MAX_WIRE_BYTES
    assert b'name="token"' in gzip.decompress(page.content)


def test_each_form_has_a_token_of_its_own(client: Client) -> None:
    assert fresh_token(client) != fresh_token(client)


@pytest.mark.parametrize("lang", dict(settings.LANGUAGES))
@pytest.mark.parametrize("name", ["report", "status", "safety"])
def test_a_page_speaks_its_language_whole_and_stays_light(client: Client, lang: str, name: str) -> None:
    answer = client.get(f"/{lang}/{name}/")
    assert len(gzip.compress(answer.content)) <= MAX_WIRE_BYTES
    assert answer["Content-Language"] == lang
    said = BeautifulSoup(answer.content, "html.parser").main
    assert said
    english = {str(part) for part in BeautifulSoup(client.get(f"/en/{name}/").content, "html.parser").main.strings}  # type: ignore[union-attr]
    sentences = {part for part in english if len(part.split()) > 3}
    assert lang == "en" or not sentences & {str(part) for part in said.strings}


@pytest.mark.parametrize("lang", dict(settings.LANGUAGES))
def test_every_field_has_a_label_and_every_description_exists(client: Client, lang: str) -> None:
    html = soup(client.get(f"/{lang}/report/"))  # type: ignore[arg-type]
    ids = {str(tag["id"]) for tag in html.select("[id]")}
    assert len(ids) == len(html.select("[id]"))
    for field in html.select("input:not([type=hidden]), select, textarea"):
        labelled = field.get("aria-label") or field.find_parent("label") or html.select_one(f"label[for={field['id']}]")
        assert labelled, field
        assert set(str(field.get("aria-describedby", "")).split()) <= ids
    assert html.html
    assert (html.html["lang"], html.html["dir"]) == (lang, "ltr")
    assert html.select_one("meta[name=viewport]")


@pytest.mark.django_db
def test_the_summary_leads_to_fields_that_exist(client: Client) -> None:
    page = soup(send(client, narrative="", price="9" * 1001, subjects=["x"] * 6))
    links = [str(link["href"]) for link in page.select(".summary a")]
    assert set(links) == {"#narrative", "#price", "#subjects"}
    assert all(page.select_one(link) for link in links)


def test_what_the_journey_wants_open_is_open_and_the_rest_is_folded(client: Client) -> None:
    html = soup(client.get("/en/report/"))  # type: ignore[arg-type]
    folded = {str(tag.get("name")) for tag in html.select("details [name]")}
    assert not {"narrative", "urgency", "place", "country", "files"} & folded
    wanted = {"offences", "species", "condition", "quantity", "price", "when", "repeated", "subjects", "basis"}
    assert wanted | {"exposure", "sharing", "contact", "safe_time", "pin", "link"} <= folded
    assert not html.select("details[open]")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "first"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.5", "vi"),
        ("en-GB", "en"),
        ("", "en"),
        ("xx;q=nonsense,,", "en"),
        ("vi" * 5000, "en"),
        ("zh-TW", "zh-hant"),
        ("zh", "zh-hans"),
        ("lo-LA,th;q=0.8", "lo"),
        ("pt-BR", "pt"),
    ],
)
def test_the_first_page_offers_the_browsers_language_first_and_all_others(
    client: Client, header: str, first: str
) -> None:
    page = soup(client.get("/", headers={"Accept-Language": header}))  # type: ignore[arg-type]
    offered = [str(item["lang"]) for item in page.select(".choices li")]
    assert offered[0] == first
    assert set(offered) == set(dict(settings.LANGUAGES))
    assert len(offered) == 14


def test_a_language_that_we_do_not_speak_is_no_page(client: Client) -> None:
    assert client.get("/xx/report/").status_code == 404


@pytest.mark.django_db
def test_the_vietnamese_pages_are_vietnamese_throughout(client: Client) -> None:
    english = texts(soup(client.get("/en/report/"))) | texts(soup(client.get("/en/safety/")))  # type: ignore[arg-type]
    english |= texts(soup(client.get("/en/status/"))) | texts(soup(send(client)))  # type: ignore[arg-type]
    pages = [client.get("/vi/report/"), client.get("/vi/safety/"), client.get("/vi/status/"), send(client, "vi")]
    for page in pages:
        assert soup(page).html["lang"] == "vi"  # type: ignore[arg-type, index]
        sentences = {said for said in texts(soup(page)) & english if said.count(" ") > 2}  # type: ignore[arg-type]
        assert sentences <= {STORY}


def texts(page: BeautifulSoup) -> set[str]:
    return {said.strip() for said in page.stripped_strings}


def test_every_word_of_the_public_pages_is_translated() -> None:
    po = polib.pofile(str(wording.LOCALE / "vi/LC_MESSAGES/django.po"))
    known = {entry.msgid: entry for entry in po if not entry.obsolete}
    templates = list((wording.ROOT / "hotline/templates/hotline/public").glob("*.html"))
    assert len(templates) > 8
    for template in templates:
        for said in re.findall(r"""(?:translate |_\()(["'])(.+?)\1""", template.read_text()):
            entry = known.get(said[1])
            assert entry, said[1]
            assert entry.msgstr, said[1]
            assert not entry.fuzzy, said[1]


def test_the_safety_page_says_what_can_reveal_a_source_and_where_tor_finds_us(client, settings):
    settings.ONION_URL = "http://hornbill.onion"
    page = client.get("/en/safety/").text
    for honest in ("Telegram", "history", "provider", "a voice", "Tor Browser", "http://hornbill.onion"):
        assert honest in page
