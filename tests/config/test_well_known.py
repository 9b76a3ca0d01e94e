"""tests config/well_known.py"""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

CONTACT = "mailto:security@example.org"
ONION = "http://hornbill.onion"


@pytest.fixture
def tor(settings):
    settings.ONION_URL, settings.ONION_HOST = ONION, "hornbill.onion"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "hornbill.onion"]


def test_whom_to_tell_of_a_weakness_stands_where_rfc_9116_looks(client, settings):
    settings.SECURITY_CONTACT = CONTACT
    answer = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert answer["Content-Type"].startswith("text/plain")
    assert fields["Contact"] == CONTACT
    until = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=100) < until - datetime.now(UTC) < timedelta(days=365)


def test_without_a_contact_there_is_no_such_file(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


def test_a_source_is_offered_the_address_inside_tor(client: Client, tor):
    assert client.get("/en/safety/?from=x", secure=True)["Onion-Location"] == f"{ONION}/en/safety/"


@pytest.mark.parametrize("address", ["/desk/login/", "/agency/none/", "/healthz"])
def test_pages_of_others_are_not_offered_there(client: Client, tor, db, address):
    assert "Onion-Location" not in client.get(address, secure=True)


def test_inside_tor_and_without_an_onion_nothing_is_offered(client: Client, tor, settings):
    assert "Onion-Location" not in client.get("/en/safety/", secure=True, headers={"host": "hornbill.onion"})
    settings.ONION_URL = ""
    assert "Onion-Location" not in client.get("/en/safety/", secure=True)
