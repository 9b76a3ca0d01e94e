"""tests config/desk_language.py"""

from datetime import timedelta

import pytest
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import timezone, translation

VIETNAMESE = {"HTTP_ACCEPT_LANGUAGE": "vi-VN,vi;q=0.9,en;q=0.5"}


def test_the_door_of_the_desk_speaks_the_language_of_the_browser(client, db):
    answer = client.get("/desk/login/", **VIETNAMESE)
    said = answer.content.decode()
    assert '<html lang="vi">' in said
    assert "Đăng nhập" in said
    assert answer["Content-Language"] == "vi"


@pytest.mark.parametrize("wanted", [{}, {"HTTP_ACCEPT_LANGUAGE": "de,es;q=0.8"}, {"HTTP_ACCEPT_LANGUAGE": "*"}])
def test_english_is_the_desk_s_language_where_the_browser_asks_for_none_of_ours(client, db, wanted):
    said = client.get("/desk/login/", **wanted).content.decode()
    assert '<html lang="en">' in said
    assert "Sign in" in said


def test_an_officer_gets_the_queue_in_their_language(client, intake_officer, sign_in):
    sign_in(client, intake_officer)
    said = client.get("/desk/hotline/tip/", **VIETNAMESE).content.decode()
    assert 'lang="vi"' in said
    assert "Hàng chờ" in said
    assert "Queue" not in said


def test_the_desk_s_language_ends_with_its_answer(client, db):
    client.get("/desk/login/", **VIETNAMESE)
    assert translation.get_language() == "en"


def test_a_wrong_password_is_refused_in_the_language_of_the_browser(client, db):
    said = client.post("/desk/login/", {"login": "nobody", "password": "nothing"}, **VIETNAMESE).content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in said


@pytest.mark.parametrize("address", ["/en/report/", "/en/safety/", "/en/status/"])
def test_a_public_page_does_not_read_the_browser_s_languages(client, db, address):
    plain, asked = client.get(address), client.get(address, **VIETNAMESE)
    assert '<html lang="en"' in asked.content.decode()
    assert "Accept-Language" not in asked.get("Vary", "")
    assert not asked.cookies
    assert set(plain.headers) == set(asked.headers)


def test_how_long_ago_is_told_in_vietnamese_also_where_django_s_catalogue_has_gaps():
    with translation.override("vi"):
        assert naturaltime(timezone.now() - timedelta(days=3)).replace("\xa0", " ") == "3 ngày trước"
