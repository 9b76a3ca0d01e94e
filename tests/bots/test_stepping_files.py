"""Files in a chat: albums, files that are too large for it, and the links for those."""

import pytest
from django.utils import timezone

from bots import gateway
from bots.models import OutgoingMessage
from bots.telegram import stepping
from hotline import drafts, upload_tickets
from hotline.models import Attachment, Draft, Tip
from tests.bots import updates
from tests.bots.talk import Talk, sent, token_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(settings) -> Talk:
    settings.TELEGRAM_BOT_TOKEN = "7311204865:EMULATED"
    return Talk()


def texts(payloads: list) -> list[str]:
    return [payload["text"] for payload in payloads if payload["do"] in ("say", "edit")]


def test_an_album_is_answered_once(talk):
    talk.begin()
    queued = talk.hear(*[updates.photo(f"A{number}", media_group_id="77") for number in range(4)])
    assert len(texts(queued)) == 1
    assert Attachment.objects.count() == 4
    row = OutgoingMessage.objects.filter(dedupe_key__startswith="once:").get()
    sent(row.pk, 5)
    assert talk.hear(updates.photo("A9", media_group_id="77")) == []
    assert Attachment.objects.count() == 5


def test_a_file_over_20_mb_is_noted_and_answered(talk):
    talk.begin()
    said = texts(talk.hear(updates.document(size=21 * 1024 * 1024)))
    assert len(said) == 1
    attachment, ticket = Attachment.objects.get(), upload_tickets.find(token_in(said[0]))
    assert (ticket.draft, ticket.tip, ticket.offered) == (Draft.objects.get(), None, attachment)
    assert (attachment.state, attachment.reason, attachment.next_try_at) == ("offered", "too_big", None)


def test_a_large_file_to_a_filed_tip_is_answered_with_a_link_to_that_tip(talk):
    talk.file()
    (said,) = texts(talk.hear(updates.document(size=21 * 1024 * 1024)))
    tip = Tip.objects.get()
    ticket = upload_tickets.find(token_in(said))
    assert (ticket.tip, ticket.draft, ticket.offered.tip) == (tip, None, tip)
    assert tip.files == 1


def test_the_link_is_in_the_language_of_the_chat(talk):
    talk.begin("Tiếng Việt")
    (said,) = texts(talk.hear(updates.document(size=21 * 1024 * 1024)))
    assert "/vi/files/" in said


def test_a_large_file_as_the_first_word_is_answered_with_the_languages_and_a_link(talk):
    queued = talk.hear(updates.document(size=21 * 1024 * 1024))
    assert "Choose your language" in texts(queued)[0]
    assert token_in(texts(queued)[1])
    assert queued[1]["rows"][0][0][0] == "Done"


def test_a_file_offered_again_gets_a_new_link_and_stays_one_row(talk):
    talk.begin()
    large = {"file_id": "D1", "file_unique_id": "D1", "file_name": "v.mp4", "file_size": 30_000_000}
    links = [token_in(texts(talk.hear(updates.message(document=large)))[0]) for _ in range(2)]
    assert links[0] != links[1]
    assert Attachment.objects.count() == 1


def test_a_file_that_proves_too_big_when_it_is_fetched_is_answered_with_a_link(talk):
    talk.begin()
    talk.hear(updates.document(size=0))
    (file,) = gateway.take_due(timezone.now(), 5)
    last = OutgoingMessage.objects.latest("pk").pk
    stepping.give_up_too_big(file, timezone.now())
    (said,) = texts(talk.outbox(after=last))
    assert upload_tickets.find(token_in(said)).offered.reason == "too_big"


def test_a_late_link_is_not_given_to_who_cancelled(talk):
    talk.begin()
    talk.hear(updates.document(size=0))
    (file,) = gateway.take_due(timezone.now(), 5)
    drafts.cancel(Draft.objects.get())
    last = OutgoingMessage.objects.latest("pk").pk
    stepping.give_up_too_big(file, timezone.now())
    assert talk.outbox(after=last) == []
