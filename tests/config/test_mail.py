"""tests config/mail.py"""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import mail


def test_a_server_is_reached_by_starttls_unless_told_otherwise():
    told = mail.settings_of("smtp://desk%40example.org:p%3Aw@mail.example.org")
    assert (told["EMAIL_HOST"], told["EMAIL_PORT"], told["EMAIL_USE_TLS"]) == ("mail.example.org", 587, True)
    assert (told["EMAIL_HOST_USER"], told["EMAIL_HOST_PASSWORD"]) == ("desk@example.org", "p:w")
    assert not mail.settings_of("smtp://127.0.0.1:25?tls=no")["EMAIL_USE_TLS"]
    assert mail.settings_of("smtps://mail.example.org")["EMAIL_USE_SSL"]


def test_without_an_address_no_mail_leaves():
    assert "dummy" in mail.settings_of("")["EMAIL_BACKEND"]


@pytest.mark.parametrize("url", ["http://mail.example.org", "smtp:", "mail.example.org"])
def test_an_address_that_is_none_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        mail.settings_of(url)
