"""bots/telegram/tidying.py and lanes.answerable: a chat's rows hold nothing of a tip that was taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bots import gateway
from bots.conversation import _place
from bots.models import IncomingUpdate, Lane, OutgoingMessage
from bots.telegram import ingest, lanes, tidying
from hotline import correspondence
from hotline.models import Draft, Tip
from tests.bots import updates
from tests.bots.talk import Talk
from vault import keys
from vault.models import DataKey, Source, SourceAddress

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_checkpoints(settings, tmp_path):
    settings.CHECKPOINTS = str(tmp_path / "checkpoints")


@pytest.fixture
def talk():
    return Talk()


def _filed(talk):
    talk.file("A tiger is sold at the market")
    return Tip.objects.latest("received_at")


def _everything_kept():
    """Every sealed value of every chat table that the house can still open, as one text."""
    opened = [gateway.unseal(row.state, _place(row)) for row in Lane.objects.all() if row.state]
    opened += [lanes.open_payload(row) for row in IncomingUpdate.objects.all()]
    return str(opened) + str(Talk.outbox()) + str(list(Lane.objects.values()))


def test_after_a_withdrawal_nothing_of_the_tip_is_left_in_the_chats_rows(talk):
    tip = _filed(talk)
    assert str(tip.pk) in _everything_kept()
    correspondence.withdraw(tip)
    tidying.tidy()
    assert not Lane.objects.exists()
    assert not OutgoingMessage.objects.exists()
    assert not SourceAddress.objects.exists()
    assert not DataKey.objects.filter(pk__in=[tip.key_id, Source.objects.get().key_id]).exists()
    assert bytes(Draft.objects.get().interview) == b""


def test_with_another_living_tip_the_chat_goes_on_and_forgets_the_one(talk):
    first = _filed(talk)
    talk.say("/new")
    second = _filed(talk)
    correspondence.withdraw(second)
    tidying.tidy()
    assert Lane.objects.get().tip_id is None
    kept = _everything_kept()
    assert str(second.pk) not in kept
    assert gateway.address_of(first.source_id)
    assert talk.say("One thing more")
    assert Draft.objects.filter(status="open").count() == 1


@pytest.mark.parametrize("is_tidied", [True, False])
def test_who_writes_again_after_a_withdrawal_is_a_new_source_and_is_answered(talk, is_tidied):
    tip = _filed(talk)
    correspondence.withdraw(tip)
    if is_tidied:
        tidying.tidy()
    assert talk.say("Another thing that I saw")
    lane = Lane.objects.get()
    assert lane.source_id != tip.source_id
    assert lanes.chat_of(lane.source_id) == updates.CHAT


def test_a_half_told_tip_keeps_the_way_to_its_source(talk):
    tip = _filed(talk)
    talk.say("/new")
    talk.say("Half of another")
    correspondence.withdraw(tip)
    tidying.tidy()
    assert gateway.address_of(tip.source_id)
    assert Lane.objects.get().draft_id == Draft.objects.get(status="open").pk


def test_a_cancelled_draft_leaves_no_word(talk):
    talk.begin()
    talk.say("Words that must go")
    draft = Draft.objects.get()
    talk.say("/cancel")
    draft.refresh_from_db()
    assert bytes(draft.interview) == b""
    with pytest.raises(keys.VaultClosed):
        keys.data_key(draft.key_id)
    assert "Words that must go" not in str([gateway.unseal(row.state, _place(row)) for row in Lane.objects.all()])


def test_an_update_that_was_set_aside_is_kept_as_long_as_what_nobody_acted_on(settings):
    ingest.store([updates.text("breaks")])
    then = timezone.now() - timedelta(days=settings.RETENTION_DAYS)
    IncomingUpdate.objects.update(is_stuck=True, received_at=then + timedelta(days=1))
    tidying.tidy()
    assert IncomingUpdate.objects.exists()
    IncomingUpdate.objects.update(received_at=then - timedelta(days=1))
    tidying.tidy()
    assert not IncomingUpdate.objects.exists()
