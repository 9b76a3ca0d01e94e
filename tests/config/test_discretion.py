"""tests config/discretion.py"""

import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.discretion import TRACES, MaskSecrets, NoTraces, ShortRefusals


def _logged(message: str, *args: object) -> str:
    record = logging.LogRecord("x", logging.INFO, __file__, 1, message, args, None)
    assert MaskSecrets().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ("POST https://api.telegram.org/bot123456:AAbbCCddEEffGGhhIIjjKKllMMnn/getMe", "AAbbCCddEEffGGhhIIjjKKllMMnn"),
        ("GET /agency/hV3kq09Zt1pWx7/packet", "hV3kq09Zt1pWx7"),
        ("Internal Server Error: /vi/files/-V3kq09Zt1pWx7_aB/", "-V3kq09Zt1pWx7_aB"),
        ("GET /login?next=%2Fen%2Ffiles%2FhV3kq09Zt1pWx7%2F", "hV3kq09Zt1pWx7"),
        ("called with hb_0a1b2c3d_Zz09-_Zz09-_Zz09", "Zz09-_Zz09"),
        ("code 12345-67890-12345-67890-12345 asked", "67890"),
        ("code 12345 67890 12345 67890 12345 asked", "67890"),
        ("code 1234567890123456789012345 asked", "1234567890123456789012345"),
    ],
)
def test_a_log_line_keeps_no_secret(said, secret):
    assert secret not in _logged(said)
    assert secret not in _logged("%s", said)


def test_other_lines_stay_as_they_are():
    assert _logged("tip %s moved to %s", 17, "promoted") == "tip 17 moved to promoted"


def test_a_public_request_loses_its_traces_before_a_page_sees_it():
    seen = {}

    def page(request):
        seen.update(request.META)
        return HttpResponse("x")

    asked = dict.fromkeys(TRACES, "canary") | {"REMOTE_ADDR": "203.0.113.9"}
    answer = NoTraces(page)(RequestFactory().get("/en/report/", **asked))
    assert "canary" not in map(str, seen.values())
    assert seen["REMOTE_ADDR"] == "0.0.0.0"
    assert answer["Cache-Control"] == "no-store"


def test_a_request_that_django_refuses_is_one_line_of_the_log():
    record = logging.LogRecord("django.security.TooManyFieldsSent", logging.ERROR, __file__, 1, "too many", (), None)
    record.exc_info = (ValueError, ValueError("x"), None)
    assert ShortRefusals().filter(record)
    assert "Traceback" not in logging.Formatter().format(record)
    other = logging.LogRecord("hotline", logging.ERROR, __file__, 1, "a bug", (), None)
    other.exc_info = (ValueError, ValueError("x"), None)
    assert ShortRefusals().filter(other)
    assert "ValueError" in logging.Formatter().format(other)
