"""Registered members: from the desk's registration to the chat, the answer and the tip, over the real intake."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bots.telegram import membership, sending
from hotline import attachments, officer_chats, purging, shredding
from hotline.members import purging as members_purging
from hotline.members import registry, talking
from hotline.members.registry import Person
from hotline.models import (
    Attachment,
    Draft,
    DutyCall,
    Member,
    MemberMessage,
    MemberTalk,
    OfficerChat,
    PurgeCertificate,
    Tip,
)
from staff import rota
from staff.models import AuditEntry, Officer
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.bots import updates
from tests.bots.talk import Talk
from tests.make import make_picture
from tests.people import signed_in
from vault import files, identity, text
from vault.models import SealedContact, Source

pytestmark = pytest.mark.django_db
LIST = "/desk/hotline/member/"


def a_member(by: Officer, **given: Any) -> Member:
    person = {"kind": "ranger", "call_sign": "North 7", "area": "Ridge", "language": "vi", **given}
    return registry.register(Person(**person), by=by)


@pytest.fixture
def member(supervisor: Officer) -> Member:
    return a_member(supervisor)


@pytest.fixture
def talk(member: Member, supervisor: Officer) -> Talk:
    """The member's linked chat."""
    chat = Talk()
    chat.say(f"/member {registry.give_code(member, by=supervisor)}")
    return chat


def page(member: Member) -> str:
    return f"{LIST}{member.pk}/change/"


def say(member: Member, words: str, officer: Officer, **more: Any) -> Any:
    client = signed_in(Client(), officer)
    shown = client.get(page(member)).context
    posted = {"words": words, "seen": shown["seen"], "key": str(shown["key"]), **more}
    return client.post(f"{LIST}{member.pk}/answer/", posted)


def answer(member: Member, words: str, officer: Officer, seen: str | None = None, key: Any = None) -> MemberMessage:
    from uuid import uuid4

    newest = talking.newest_answer(member) if seen is None else seen
    return talking.answer(member, words, by=officer, seen=newest, key=key or uuid4())


def test_a_supervisor_registers_a_ranger_whose_name_goes_to_the_sealed_box_alone(supervisor, sign_in):
    client = sign_in(Client(), supervisor)
    said = {"kind": "ranger", "call_sign": "North 7", "area": "Ridge", "language": "vi"}
    shown = client.post(f"{LIST}register/", said | {"contact": "Planted Realname 0900"}, follow=True)
    member = Member.objects.get()
    assert member.reference.startswith("MEM-")
    assert Source.objects.get(pk=member.source_id).kind == "ranger"
    assert SealedContact.objects.filter(source_id=member.source_id).exists()
    assert "Planted" not in shown.content.decode()
    assert b"North 7" not in bytes(member.call_sign)
    assert not AuditEntry.objects.filter(details__icontains="North").exists()


def test_a_registration_that_lacks_a_call_sign_is_shown_again_with_what_was_typed(supervisor, sign_in):
    answer = sign_in(Client(), supervisor).post(
        f"{LIST}register/", {"kind": "ranger", "call_sign": "", "area": "Ridge west", "language": "vi"}
    )
    assert answer.status_code == 422
    assert b"Ridge west" in answer.content
    assert not Member.objects.exists()


def test_an_analyst_registers_nobody_and_gives_no_code(analyst, member):
    with pytest.raises(NotAllowed):
        a_member(analyst)
    with pytest.raises(NotAllowed):
        registry.give_code(member, by=analyst)
    assert Member.objects.count() == 1


def test_a_code_links_one_chat_once_within_its_ten_minutes(member, supervisor):
    code = registry.give_code(member, by=supervisor)
    assert registry.link(code, 5)
    assert registry.link(code, 6) is None
    late = registry.give_code(member, by=supervisor)
    Member.objects.update(code_expires_at=timezone.now())
    assert registry.link(late, 6) is None
    assert registry.in_chats([5, 6]) == {5: member.pk}


def test_a_code_links_no_chat_of_a_membership_that_was_ended(member, supervisor):
    code = registry.give_code(member, by=supervisor)
    registry.end(member, by=supervisor)
    assert registry.link(code, 5) is None


def test_what_a_member_writes_goes_to_the_duty_desk_and_opens_no_tip(member, talk):
    (ack,) = talk.say("Two men with snares at the ford")
    assert "/report" in ack["text"]
    said = MemberMessage.objects.get()
    assert text.read(said, "body") == "Two men with snares at the ford"
    assert b"snares" not in bytes(said.body)
    assert not Draft.objects.exists()
    assert not Tip.objects.exists()
    member.refresh_from_db()
    assert member.waiting_since


def test_a_photo_and_a_position_are_kept_with_the_conversation(member, talk):
    talk.hear(updates.photo())
    talk.hear(updates.message(location={"latitude": 12.5, "longitude": 105.25}))
    file = Attachment.objects.get()
    assert file.member_message.talk.member_id == member.pk
    assert text.read(MemberMessage.objects.order_by("at").last(), "position") == "12.500000,105.250000"


def test_an_edit_is_kept_beside_the_first_wording(talk):
    first = updates.text("Three men")
    talk.hear(first)
    talk.hear(updates.edited(first, "Four men"))
    assert MemberMessage.objects.filter(replaces__isnull=False).count() == 1
    assert not Draft.objects.exists()


def test_a_member_files_a_full_tip_by_report_and_then_speaks_to_the_desk_again(talk):
    talk.say("/report")
    talk.say("A tiger is sold at the market")
    assert Draft.objects.filter(status="open").exists()
    talk.tap("Xong")
    for _ in range(6):
        talk.tap("Bỏ qua")
    talk.tap("Gửi")
    assert Tip.objects.get().channel == "telegram"
    talk.say("And now to the desk")
    assert text.read(MemberMessage.objects.get(), "body") == "And now to the desk"


def test_start_tells_a_member_where_their_words_go_and_begins_no_questions(talk):
    (greeting,) = talk.say("/start")
    assert "/report" in greeting["text"]
    talk.say("Here again")
    assert MemberMessage.objects.count() == 1


def test_whoever_is_no_member_tells_a_tip_as_before(talk):
    stranger = Talk(chat=99)
    stranger.say("Somebody sells a tiger")
    assert Draft.objects.count() == 1
    assert not MemberMessage.objects.exists()


def test_the_page_shows_what_was_written_and_the_audit_holds_none_of_it(member, talk, analyst, sign_in):
    talk.say("Zebrafinch words")
    shown = sign_in(Client(), analyst).get(page(member)).content.decode()
    assert "Zebrafinch words" in shown
    assert "North 7" in shown
    assert AuditEntry.objects.filter(verb="member.read").exists()
    assert not AuditEntry.objects.filter(details__icontains="Zebrafinch").exists()


@pytest.mark.parametrize("name", ["investigator", "administrator", "auditor", "outsider"])
def test_who_answers_no_members_sees_neither_list_nor_conversation(request, name, member):
    client = signed_in(Client(), request.getfixturevalue(name))
    assert client.get(page(member)).status_code in (302, 403, 404)
    assert client.get(LIST).status_code in (302, 403)
    assert client.post(f"{LIST}{member.pk}/answer/", {"words": "x"}).status_code in (302, 403, 404)


def test_whoever_waits_longest_stands_first_in_the_list(member, talk, supervisor, sign_in):
    quiet = a_member(supervisor, call_sign="Quiet 1")
    talk.say("Help")
    rows = list(sign_in(Client(), supervisor).get(LIST).context["cl"].result_list)
    assert [row.pk for row in rows] == [member.pk, quiet.pk]


def test_the_list_costs_as_much_with_many_members(supervisor, sign_in, django_assert_max_num_queries):
    for number in range(20):
        a_member(supervisor, call_sign=f"N {number}")
    client = sign_in(Client(), supervisor)
    client.get(LIST)
    with django_assert_max_num_queries(16):
        client.get(LIST)


def test_an_answer_goes_to_the_members_chat_and_its_delivery_is_shown(member, talk, analyst, sign_in):
    talk.say("Help")
    assert say(member, "Stay where you are", analyst).status_code == 302
    assert membership.forward() == 1
    (row,) = [row for row in sending.take(timezone.now(), 20) if row.payload.get("member")]
    assert (row.payload["chat"], row.payload["text"]) == (updates.CHAT, "Stay where you are")
    sending.settle(row, sending.Sent(5), timezone.now())
    assert MemberMessage.objects.get(direction="to_member").delivery == "sent"
    member.refresh_from_db()
    assert member.waiting_since is None


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(sending.Refused("blocked", is_blocked=True), "blocked"), (sending.Refused("odd", is_final=True), "failed")],
)
def test_an_answer_that_cannot_arrive_says_so(member, talk, analyst, outcome, state):
    answer(member, "Stay", analyst)
    membership.forward()
    (row,) = [row for row in sending.take(timezone.now(), 20) if row.payload.get("member")]
    sending.settle(row, outcome, timezone.now())
    assert MemberMessage.objects.get(direction="to_member").delivery == state
    if state == "blocked":
        with pytest.raises(WrongStatus):
            answer(member, "Still there?", analyst)
        talk.say("I am back")
        assert answer(member, "Good", analyst)


def test_the_second_of_two_officers_is_told_of_the_firsts_answer_and_keeps_their_words(
    member, talk, analyst, intake_officer
):
    talk.say("Help")
    client = signed_in(Client(), intake_officer)
    seen = client.get(page(member)).context
    say(member, "I call the post", analyst)
    posted = {"words": "My own words", "seen": seen["seen"], "key": str(seen["key"])}
    refused = client.post(f"{LIST}{member.pk}/answer/", posted)
    assert refused.status_code == 422
    assert "My own words" in refused.content.decode()
    assert "I call the post" in refused.content.decode()
    assert MemberMessage.objects.filter(direction="to_member").count() == 1
    again = posted | {"seen": refused.context["seen"], "key": str(refused.context["key"])}
    assert client.post(f"{LIST}{member.pk}/answer/", again).status_code == 302
    assert MemberMessage.objects.filter(direction="to_member").count() == 2


def test_the_same_page_sent_twice_is_one_answer(member, talk, analyst):
    from uuid import uuid4

    key = uuid4()
    answer(member, "Once", analyst, seen="", key=key)
    answer(member, "Once", analyst, seen="", key=key)
    assert MemberMessage.objects.filter(direction="to_member").count() == 1


def test_nobody_settles_what_they_have_not_seen(member, talk, analyst):
    talk.say("One")
    last = talking.newest(member)
    talk.say("Two")
    with pytest.raises(Invalid):
        talking.settle(member, by=analyst, last=last)
    member.refresh_from_db()
    assert member.waiting_since
    assert talking.settle(member, by=analyst, last=talking.newest(member)).waiting_since is None


def received(data: bytes) -> Any:
    return files.receive([data])


def test_chosen_messages_become_a_tip_of_the_members_kind_with_photo_and_position(member, talk, analyst, sign_in):
    talk.say("Snares at the ford")
    talk.hear(updates.photo())
    talk.hear(updates.message(location={"latitude": 12.5, "longitude": 105.25}))
    attachments.fetched(Attachment.objects.get(), received(make_picture()))
    chosen = [str(pk) for pk in MemberMessage.objects.values_list("pk", flat=True)]
    client = sign_in(Client(), analyst)
    for _ in range(2):
        done = client.post(f"{LIST}{member.pk}/tip/", {"chosen": chosen})
        assert done.status_code == 302
    tip = Tip.objects.get()
    assert (tip.channel, tip.kind, tip.source_id) == ("chat", "ranger", member.source_id)
    assert "Snares at the ford" in text.read(tip, "narrative")
    assert text.read(tip, "answers")["pin"] == "12.500000,105.250000"
    copied = tip.attachments.get()
    assert copied.key_id == tip.key_id
    assert MemberMessage.objects.filter(tip=tip).count() == 3


def test_a_message_that_is_in_a_tip_already_makes_no_second_one(member, talk, analyst):
    from hotline.members import turning

    talk.say("One")
    talk.say("Two")
    one, two = MemberMessage.objects.order_by("at").values_list("pk", flat=True)
    turning.make_tip(member, [one], by=analyst)
    with pytest.raises(Invalid):
        turning.make_tip(member, [one, two], by=analyst)
    assert Tip.objects.count() == 1


def test_another_members_messages_are_not_to_be_chosen(member, talk, analyst, supervisor):
    from hotline.members import turning

    talk.say("Mine")
    with pytest.raises(Invalid):
        turning.make_tip(a_member(supervisor), list(MemberMessage.objects.values_list("pk", flat=True)), by=analyst)


def test_the_officer_on_duty_is_told_in_their_chat_by_reference_once(member, talk, supervisor, analyst, settings):
    now = timezone.now()
    rota.enter(analyst, now - timedelta(minutes=1), now + timedelta(hours=1), by=supervisor)
    assert officer_chats.link(officer_chats.give_code(by=analyst), 77)
    talk.say("Zebrafinch words")
    talk.say("And more")
    assert DutyCall.objects.filter(kind="member", way="chat").count() == 1
    assert membership.forward() == 1
    assert membership.forward(now + timedelta(minutes=1)) == 0
    (sent,) = [row.payload for row in sending.take(timezone.now(), 20) if row.payload.get("officer")]
    assert sent["chat"] == 77
    assert member.reference in sent["text"]
    assert "Zebrafinch" not in sent["text"]
    assert "North" not in sent["text"]
    assert OfficerChat.objects.get().next_send_at > now


def test_ending_a_membership_destroys_chat_code_call_sign_and_contact(supervisor, talk, member):
    identity.seal_contact(member.source_id, "Planted Realname")
    talk.say("Before the end")
    registry.end(member, by=supervisor)
    registry.end(member, by=supervisor)
    member.refresh_from_db()
    assert (member.chat_mark, bytes(member.chat), bytes(member.call_sign)) == (None, b"", b"")
    assert not identity.has_contact(member.source_id)
    assert PurgeCertificate.objects.get(rule="ended").contacts_removed > 0
    talk.say("Am I still heard?")
    assert MemberMessage.objects.count() == 1
    assert Draft.objects.count() == 1


def test_a_purged_tip_forgets_no_member_and_an_ended_one_is_forgotten(member, talk, analyst, supervisor):
    from hotline.members import turning

    identity.seal_contact(member.source_id, "Planted Realname")
    talk.say("Old words")
    tip = turning.make_tip(member, list(MemberMessage.objects.values_list("pk", flat=True)), by=analyst)
    later = timezone.now() + timedelta(days=400)
    assert purging.purge(tip.pk, "unactioned", now=later)
    assert identity.has_contact(member.source_id)
    tip.refresh_from_db()
    assert not shredding.is_last(tip)
    registry.end(member, by=supervisor)
    assert shredding.is_last(tip)


def test_what_was_said_goes_90_days_after_its_last_word_with_a_certificate(member, talk, analyst, settings):
    from hotline.members import turning

    talk.say("Old words")
    talk.hear(updates.photo())
    attachments.fetched(Attachment.objects.get(), received(make_picture()))
    first = MemberMessage.objects.order_by("at").first()
    tip = turning.make_tip(member, [first.pk], by=analyst)
    now = timezone.now()
    assert members_purging.run(now + timedelta(days=settings.RETENTION_DAYS - 1)) == 0
    assert members_purging.run(now + timedelta(days=settings.RETENTION_DAYS, minutes=5)) == 1
    assert MemberTalk.objects.get().purged_at
    assert not MemberMessage.objects.exclude(body=b"").exists()
    assert Attachment.objects.get(member_message__isnull=False).copy_id is None
    assert PurgeCertificate.objects.get().rule == "member"
    assert text.read(Tip.objects.get(pk=tip.pk), "narrative") == "Old words"


def test_after_a_silence_a_new_stretch_begins_under_a_key_of_its_own(member, talk):
    talk.say("One")
    MemberTalk.objects.update(last_at=timezone.now() - timedelta(hours=25))
    talk.say("Two")
    assert MemberTalk.objects.values("key_id").distinct().count() == 2


def test_a_tip_from_a_chat_is_asked_about_in_the_chat(member, talk, analyst):
    from hotline import correspondence
    from hotline.members import turning

    talk.say("One")
    tip = turning.make_tip(member, list(MemberMessage.objects.values_list("pk", flat=True)), by=analyst)
    with pytest.raises(WrongStatus):
        correspondence.ask(tip, "Where?", by=analyst)


def test_the_code_is_shown_once_on_the_page_that_made_it(member, supervisor, sign_in):
    client = sign_in(Client(), supervisor)
    shown = client.post(f"{LIST}{member.pk}/code/").content.decode()
    code = shown.partition("/member ")[2][:14]
    assert code not in client.get(page(member)).content.decode()
    assert registry.link(code, 5)


def test_a_code_is_refused_in_words_once_the_membership_has_ended(member, talk, supervisor, sign_in):
    talk.say("One")
    client = sign_in(Client(), supervisor)
    assert client.post(f"{LIST}{member.pk}/code/").status_code == 200
    registry.end(member, by=supervisor)
    assert client.post(f"{LIST}{member.pk}/code/").status_code == 409
    assert client.get(page(member)).status_code == 200
