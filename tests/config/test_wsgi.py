"""tests config/wsgi.py"""

import io

import pytest
from django.test import RequestFactory

from config import wsgi


@pytest.mark.parametrize("charset", ["idna", "rot13", "utf-16", "base64", "x", "\u00e9"])
def test_the_encoding_that_a_client_names_is_not_taken_up(charset):
    """Its address alone would be read with it, before any page is asked."""
    body = b"code=%E2%82%AC%FF"
    environ = RequestFactory().post("/en/status/?next=%F0%9F%A6%8F").environ | {
        "CONTENT_TYPE": f"application/x-www-form-urlencoded; charset={charset}",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    request = wsgi.application.request_class(environ)
    assert request.GET["next"] == "\U0001f98f"
    assert request.POST["code"] == "\u20ac\ufffd"
