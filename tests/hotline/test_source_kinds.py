"""Each tip has a kind of source: that of whoever tells it."""

import pytest

from hotline import intake
from hotline.intake import Delivery
from hotline.models import Tip
from hotline.story import Story
from tests.make import make_tip
from tests.people import make_officer
from vault import identity
from vault.models import Source

pytestmark = pytest.mark.django_db
LIST = "/desk/hotline/tip/"


def _told(source_id=None, **delivery):
    told = Delivery(channel="telegram", secret=b"s" * 32, source_id=source_id, **delivery)
    return intake.file(Story("Two langurs in a cage"), told).tip


def test_a_tip_of_whom_nobody_knows_more_is_of_the_public():
    assert make_tip().kind == "public"


def test_a_tip_has_the_kind_of_the_source_who_tells_it():
    source = identity.create_source(Source.Kind.COMMUNITY)
    tip = _told(source.pk, kind=Source.Kind.OFFICER)
    assert Tip.objects.get(pk=tip.pk).kind == "community"


def test_a_new_source_is_made_of_the_kind_that_was_told():
    tip = _told(kind=Source.Kind.JOURNALIST)
    assert (tip.kind, identity.kind_of(tip.source_id)) == ("journalist", "journalist")


def test_an_officer_who_tells_it_themself_is_an_officers_source(client, sign_in):
    from tests.hotline.test_taking import PAGE, _said

    desk = sign_in(client, make_officer("at_the_phone", "intake"))
    desk.post(PAGE, _said(kind="officer"))
    assert Tip.objects.get().kind == "officer"
    refused = desk.post(PAGE, _said(kind="camera"))
    assert refused.status_code == 422
    assert Tip.objects.count() == 1
