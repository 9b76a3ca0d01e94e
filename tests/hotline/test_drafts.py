from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hotline import drafts
from hotline.attachments import Upload
from hotline.models import Attachment, Draft, Tip
from hotline.story import Story
from staff.refusals import Invalid
from vault import files, identity, text
from vault.keys import VaultClosed
from vault.models import PurgedKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return identity.source_at("telegram", "4711").pk


def test_a_chat_has_one_open_draft(source):
    first = drafts.open_draft("telegram", source_id=source)
    assert drafts.open_draft("telegram", source_id=source).pk == first.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(channel="telegram", source_id=source, key_id=first.key_id)


def test_what_was_said_is_kept_sealed_and_read_again(source):
    draft = drafts.open_draft("telegram", source_id=source)
    drafts.save(draft, {"step": "where", "narrative": "They sell tigers"})
    kept = Draft.objects.get()
    assert b"tigers" not in bytes(kept.interview)
    assert drafts.interview(kept) == {"step": "where", "narrative": "They sell tigers"}


def test_a_draft_becomes_one_tip_with_its_files_however_often_it_is_sent(source):
    draft = drafts.open_draft("telegram", source_id=source, language="vi")
    drafts.save(draft, {}, uploads=[Upload(files.receive([b"a picture"]), "a.jpg")])
    first, again = drafts.file(draft, Story("They sell tigers")), drafts.file(draft, Story("They sell tigers"))
    assert (first.tip.pk, first.code) == (again.tip.pk, again.code)
    tip = Tip.objects.get()
    assert (tip.source_id, tip.files, tip.key_id) == (source, 1, draft.key_id)
    assert Attachment.objects.get().tip == tip
    assert Draft.objects.get().status == Draft.Status.FILED
    assert drafts.interview(Draft.objects.get()) == {}


def test_an_empty_draft_is_not_sent_and_stays_open(source):
    draft = drafts.open_draft("telegram", source_id=source)
    with pytest.raises(Invalid):
        drafts.file(draft, Story(""))
    assert Draft.objects.get().status == Draft.Status.OPEN


def test_a_cancelled_draft_is_shredded(source):
    draft = drafts.open_draft("telegram", source_id=source)
    drafts.save(draft, {"narrative": "They sell tigers"})
    sealed = bytes(Draft.objects.get().interview)
    drafts.cancel(draft)
    kept = Draft.objects.get()
    assert kept.status == Draft.Status.CANCELLED
    assert PurgedKey.objects.get().reason == "draft_cancelled"
    kept.interview = sealed
    with pytest.raises(VaultClosed):
        text.read(kept, "interview")


def test_after_a_cancelled_draft_the_chat_starts_afresh(source):
    first = drafts.open_draft("telegram", source_id=source)
    drafts.cancel(first)
    assert drafts.open_draft("telegram", source_id=source).pk != first.pk


def test_a_draft_that_nobody_touched_for_a_day_is_found(source):
    draft = drafts.open_draft("telegram", source_id=source)
    assert drafts.forgotten() == []
    Draft.objects.update(touched_at=timezone.now() - timedelta(hours=25))
    assert drafts.forgotten() == [draft]
