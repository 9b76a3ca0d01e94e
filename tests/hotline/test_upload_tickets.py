"""One-time links: what they add, once, and to whom."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from hotline import attachments, correspondence, drafts, upload_tickets
from hotline.attachments import Upload
from hotline.models import Attachment, Draft, Tip, UploadTicket
from hotline.story import Story
from hotline.upload_tickets import LinkGone
from staff.models import AuditEntry
from staff.refusals import WrongStatus
from tests.make import make_tip
from vault import files, identity

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Draft:
    source = identity.source_at("telegram", uuid4().hex).pk
    kept = drafts.open_draft("telegram", source_id=source)
    return drafts.save(kept, {"story": {"narrative": "A tiger"}})


def offered(owner: Tip | Draft, size: int = 30_000_000) -> Attachment:
    place = {"tip": owner} if isinstance(owner, Tip) else {"draft": owner}
    row = attachments.offer(key_id=owner.key_id, origin={"file_id": "x"}, unique="x", name="v.mp4", size=size, **place)
    attachments.out_of_reach(row, reason="too_big")
    return row


def uploads(*contents: bytes) -> list[Upload]:
    return [Upload(files.receive([content]), f"{n}.bin") for n, content in enumerate(contents)]


def test_a_token_holds_256_bits_and_is_kept_as_a_mark_only():
    token = upload_tickets.issue(make_tip())
    assert len(token) == 43
    assert token.encode() not in bytes(UploadTicket.objects.get().mark)
    assert token != upload_tickets.issue(make_tip())


def test_a_ticket_has_one_owner_never_two_and_never_none(draft):
    tip = make_tip()
    for owners in ({}, {"tip": tip, "draft": draft}):
        with pytest.raises(IntegrityError), transaction.atomic():
            UploadTicket.objects.create(mark=b"m", expires_at=timezone.now(), **owners)


def test_one_file_is_the_one_that_was_offered(draft):
    row = offered(draft)
    ticket = upload_tickets.find(upload_tickets.issue(draft, row))
    assert upload_tickets.redeem(ticket, uploads(b"the video"))
    row.refresh_from_db()
    assert (row.state, row.reason, row.size) == ("waiting", "", 9)
    assert Attachment.objects.count() == 1


def test_of_several_the_one_of_the_offered_size_is_it_and_the_others_are_added():
    tip = make_tip()
    row = offered(tip, size=3)
    correspondence.add_from_source(tip, "with a film", offered=1)
    ticket = upload_tickets.find(upload_tickets.issue(tip, row))
    assert upload_tickets.redeem(ticket, uploads(b"1", b"333", b"55555"))
    row.refresh_from_db()
    tip.refresh_from_db()
    assert (row.state, row.size, tip.attachments.count(), tip.files) == ("waiting", 3, 3, 3)
    assert AuditEntry.objects.filter(verb="tip.file_arrived").count() == 1


def test_a_draft_filed_meanwhile_hands_the_file_to_its_tip(draft):
    row = offered(draft)
    token = upload_tickets.issue(draft, row)
    tip = drafts.file(draft, Story(narrative="A tiger")).tip
    assert upload_tickets.redeem(upload_tickets.find(token), uploads(b"film", b"photo"))
    assert set(tip.attachments.values_list("state", flat=True)) == {"offered", "waiting"}
    assert tip.attachments.filter(state="waiting").count() == 2


def test_a_link_works_once_and_the_same_files_again_add_nothing():
    tip = make_tip()
    ticket = upload_tickets.find(upload_tickets.issue(tip, offered(tip)))
    assert upload_tickets.redeem(ticket, uploads(b"film"))
    assert not upload_tickets.redeem(ticket, uploads(b"film"))
    for others in (uploads(b"another"), uploads(b"film", b"another"), []):
        with pytest.raises(LinkGone):
            upload_tickets.redeem(ticket, others)
    assert tip.attachments.count() == 1


def test_an_expired_link_opens_nothing_and_is_forgotten_a_day_later():
    token = upload_tickets.issue(make_tip())
    ticket = upload_tickets.find(token)
    UploadTicket.objects.update(expires_at=timezone.now())
    with pytest.raises(LinkGone):
        upload_tickets.find(token)
    with pytest.raises(LinkGone):
        upload_tickets.redeem(ticket, uploads(b"film"))
    assert (Attachment.objects.count(), upload_tickets.forget_expired()) == (0, 0)
    UploadTicket.objects.update(expires_at=timezone.now() - timedelta(hours=25))
    assert upload_tickets.forget_expired() == 1


def test_what_was_taken_back_takes_no_file(draft):
    tip = make_tip()
    tickets = [upload_tickets.find(upload_tickets.issue(owner)) for owner in (tip, draft)]
    token = upload_tickets.issue(tip)
    correspondence.withdraw(tip)
    drafts.cancel(draft)
    for ticket in tickets:
        with pytest.raises(WrongStatus):
            upload_tickets.redeem(ticket, uploads(b"film"))
    with pytest.raises(WrongStatus):
        upload_tickets.find(token)
    assert not Attachment.objects.exists()


def _redeem_and_hang_up(ticket: UploadTicket) -> bool:
    try:
        return upload_tickets.redeem(ticket, uploads(b"film", b"photo"))
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_four_posts_at_once_add_once():
    tip = make_tip()
    ticket = upload_tickets.find(upload_tickets.issue(tip, offered(tip)))
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(_redeem_and_hang_up, [ticket] * 4))
    assert sorted(results) == [False, False, False, True]
    tip.refresh_from_db()
    assert tip.attachments.filter(state="waiting").count() == tip.files == 2
