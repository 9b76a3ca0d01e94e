"""tests config/refusals.py"""

import pytest
from django.test import Client, RequestFactory

from config import refusals


@pytest.mark.parametrize(
    ("page", "status"),
    [(refusals.bad_request, 400), (refusals.forbidden, 403), (refusals.not_found, 404), (refusals.broken, 500)],
)
def test_a_refusal_is_a_page_that_needs_no_database(page, status):
    answer = page(RequestFactory().get("/somewhere/secret/"))
    said = answer.content.decode()
    assert answer.status_code == status
    assert str(status) in said
    assert "secret" not in said
    assert "<script" not in said
    assert "style=" not in said


def test_an_unknown_address_is_our_own_page(client):
    answer = client.get("/agency-of-nothing/")
    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.content.decode()


def test_an_unknown_address_below_a_language_is_refused_in_it(client):
    said = client.get("/vi/nowhere/").content.decode()
    assert '<html lang="vi">' in said
    assert "Không có gì ở địa chỉ này." in said


def test_a_forged_form_is_refused_with_our_own_page(db):
    answer = Client(enforce_csrf_checks=True).post("/desk/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "grown too old" in answer.content.decode()
