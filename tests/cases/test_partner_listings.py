"""tests cases/api/listings.py: an offer online waits in the queue, without what only counted clicks in its address."""

import json

import pytest

from cases.models import Listing
from hotline.models import Tip
from hotline.public.stored import stored
from tests.hotline.calling import a_machine, refused

pytestmark = pytest.mark.django_db
LISTINGS = "/api/v1/listings/"
OFFER = {"url": "https://example.org/item/7?utm_source=me", "title": "Ivory bangle", "account": "old_things"}


@pytest.fixture
def machine():
    return a_machine(None, "listings:write", "tips:read")


def send(machine, idempotency="", **told):
    return machine.send(json.dumps(OFFER | told).encode(), idempotency, where=LISTINGS)


def test_an_offer_is_a_tip_and_in_no_case(machine):
    first, again = send(machine, "k"), send(machine, "k")
    assert (first.status_code, again.status_code) == (201, 200)
    tip = Tip.objects.get()
    assert tip.offences == ["online"]
    assert stored(tip).story.link == "https://example.org/item/7"
    assert stored(tip).story.subjects == ["seller: old_things"]
    assert not Listing.objects.exists()
    assert machine.look(tip.pk).status_code == 200


@pytest.mark.parametrize(
    "url", ["", "item 7", "ftp://example.org/", "https://", "javascript:alert(1)", "http://[", None, 7]
)
def test_what_is_no_address_is_refused(machine, url):
    assert list(refused(send(machine, url=url), 400, "invalid")) == ["url"]
    assert not Tip.objects.exists()
