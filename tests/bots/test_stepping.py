"""Updates stepped on the database: order, repeats, buttons, the way to a tip."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.utils import timezone

from bots import gateway
from bots.models import IncomingUpdate, Lane, OutgoingMessage, SteppedUpdate
from bots.telegram import ingest, lanes, outbox, stepping
from hotline import correspondence, drafts, receipts, triage, upload_tickets
from hotline.models import Attachment, Draft, Message, Tip
from tests.bots import updates
from tests.bots.talk import Talk, sent, token_in
from vault import keys
from vault import text as sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(settings) -> Talk:
    settings.TELEGRAM_BOT_TOKEN = "7311204865:EMULATED"
    return Talk()


def texts(payloads: list) -> list[str]:
    return [payload["text"] for payload in payloads if payload["do"] in ("say", "edit")]


def narrative(tip: Tip) -> str:
    return sealed.read(tip, "narrative")


def test_a_journey_ends_in_a_tip_and_its_code(talk):
    said = texts(talk.file("Hổ bán ở chợ"))
    tip = Tip.objects.get()
    assert (tip.channel, narrative(tip)) == ("telegram", "Hổ bán ở chợ")
    assert receipts.find(said[1]).tip == tip
    assert "does not withdraw" in said[2]


def test_answers_reach_the_tip(talk):
    talk.begin()
    talk.say("Pangolins in a freezer")
    for label in ("Done", "happening now", "Parts", "Continue", "Vietnam", "Today", "saw it myself", "Authorities"):
        talk.tap(label)
    talk.tap("Send")
    tip = Tip.objects.get()
    assert (tip.urgency, tip.offences, tip.country) == ("now", ["parts"], "VN")
    answers = sealed.read(tip, "answers")
    assert (answers["basis"], answers["sharing"]) == ("saw", "authorities")


def test_vietnamese_is_spoken_after_it_was_chosen(talk):
    talk.say("/start")
    said = texts(talk.tap("Tiếng Việt"))
    assert "Telegram" in said[0]
    assert "We do not ask" not in said[0]


def test_a_repeated_update_changes_nothing(talk):
    talk.begin()
    update = updates.text("Ivory in a shop")
    talk.hear(update)
    assert talk.hear(update) == []
    assert drafts.interview(Draft.objects.get())["story"]["narrative"] == "Ivory in a shop"
    assert not IncomingUpdate.objects.exists()


def test_a_double_tap_files_one_tip(talk):
    talk.begin()
    talk.say("Ivory in a shop")
    talk.tap("Done")
    for _ in range(6):
        talk.tap("Skip")
    pressed = talk.data("Send")
    talk.hear(updates.tap(pressed), updates.tap(pressed))
    assert Tip.objects.count() == 1
    assert len([each for each in talk.outbox() if "your tip has arrived" in each.get("text", "")]) == 1


def test_a_stale_button_says_so(talk):
    talk.begin()
    talk.say("Ivory in a shop")
    pressed = talk.data("Done")
    talk.tap("Done")
    (answered,) = talk.hear(updates.tap(pressed))
    assert answered == {"do": "answer", "query": answered["query"], "text": "This button is from an earlier step."}


@pytest.mark.parametrize("pressed", ["", "nonsense", "0.done.AAAAAAAAAA", "…" * 60, "zz.done.x"])
def test_an_unknown_callback_is_answered_and_does_nothing(talk, pressed):
    talk.begin()
    talk.say("Ivory in a shop")
    before = drafts.interview(Draft.objects.get())
    answered = talk.hear(updates.tap(pressed))
    assert [each["do"] for each in answered] == ["answer"]
    assert drafts.interview(Draft.objects.get()) == before


def test_a_button_of_another_chat_does_nothing(talk):
    talk.begin()
    talk.say("Ivory in a shop")
    other = Talk(chat=99)
    other.begin()
    other.say("Something else")
    assert [each["do"] for each in other.hear(updates.tap(talk.data("Done"), 99))] == ["answer"]


def test_start_never_wipes_a_draft(talk):
    talk.begin()
    talk.say("First words")
    talk.begin()
    talk.say("More words")
    assert drafts.interview(Draft.objects.get())["story"]["narrative"] == "First words\n\nMore words"


def test_words_before_any_command_are_kept(talk):
    said = texts(talk.say("They sell bear bile"))
    assert drafts.interview(Draft.objects.get())["story"]["narrative"] == "They sell bear bile"
    assert "Đã lưu" in said[0]


def test_cancel_destroys_the_key(talk):
    talk.begin()
    talk.say("Forget this")
    draft = Draft.objects.get()
    talk.say("/cancel")
    with pytest.raises(keys.VaultClosed):
        keys.data_key(draft.key_id)
    assert not Tip.objects.exists()
    talk.say("A new one")
    assert Draft.objects.filter(status="open").count() == 1


def test_what_is_said_after_filing_is_added(talk):
    talk.file()
    talk.say("The seller has a red motorbike")
    message = Message.objects.get()
    assert sealed.read(message, "body") == "The seller has a red motorbike"


def test_a_photo_after_filing_hangs_on_its_message(talk):
    talk.file()
    talk.hear(updates.photo("P9", caption="the red motorbike"))
    attachment = Attachment.objects.get()
    assert attachment.tip == Tip.objects.get()
    assert sealed.read(attachment.message, "body") == "the red motorbike"


def test_an_addition_to_a_withdrawn_tip_begins_a_new_one(talk):
    talk.file()
    correspondence.withdraw(Tip.objects.get())
    talk.say("But one thing more")
    assert drafts.interview(Draft.objects.get(status="open"))["story"]["narrative"] == "But one thing more"


def test_an_edit_keeps_both_versions(talk):
    talk.begin()
    first = updates.text("Two cubs")
    talk.hear(first)
    talk.hear(updates.edited(first, "Three cubs"))
    told = drafts.interview(Draft.objects.get())["story"]["narrative"]
    assert told == "Three cubs\n\n[before an edit] Two cubs"


def test_an_edit_after_filing_is_a_new_version(talk):
    talk.file()
    first = updates.text("Two cubs")
    talk.hear(first)
    talk.hear(updates.edited(first, "Three cubs"))
    version = Message.objects.get(replaces__isnull=False)
    assert sealed.read(version, "body") == "Three cubs"


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


def test_happening_now_shows_the_numbers_entered_then_that_of_the_country(talk, settings):
    settings.EMERGENCY_NUMBERS = {"KH": "117", "VN": "113"}
    talk.begin()
    talk.say("They load the truck")
    talk.tap("Done")
    assert "Cambodia 117 · Vietnam 113" in texts(talk.tap("now"))[-1]
    talk.tap("Skip")
    said = texts(talk.tap("Vietnam"))[-1]
    assert "Vietnam 113" in said
    assert "117" not in said


@pytest.mark.parametrize("country", ["Laos", "Skip"])
def test_no_number_is_shown_where_none_was_entered(talk, settings, country):
    settings.EMERGENCY_NUMBERS = {}
    talk.begin()
    talk.say("They load the truck")
    talk.tap("Done")
    said = texts(talk.tap("now")) + texts(talk.tap("Skip")) + texts(talk.tap(country))
    assert not [line for line in said if "in danger" in line]


def test_polls_and_stickers_are_refused_kindly(talk):
    talk.begin()
    said = texts(talk.hear(updates.message(sticker={"file_id": "s"}), updates.message(poll={"id": "1"})))
    assert said == ["Polls and stickers cannot be kept. Please tell it in words, or send a photo or a file."]


def test_ones_own_number_is_not_kept(talk):
    talk.begin()
    talk.hear(updates.message(contact={"phone_number": "+84900000001", "first_name": "X", "user_id": updates.CHAT}))
    assert not Draft.objects.exists()


def test_a_question_goes_out_neutral_and_is_read_after_a_tap(talk, analyst):
    talk.file()
    tip = Tip.objects.get()
    triage.claim(tip, by=analyst)
    question = correspondence.ask(tip, "Which stall was it?", by=analyst)
    assert stepping.forward_post() == 1
    assert stepping.forward_post() == 0
    (push,) = talk.outbox()[-1:]
    assert "stall" not in push["text"]
    assert push["guarded"]
    talk.seen.append(push)
    shown = talk.tap("Read")
    assert "Which stall was it?" in texts(shown)
    question.refresh_from_db()
    assert question.read_at
    assert texts(talk.tap("Read")) == []
    talk.say("The third on the left")
    assert sealed.read(tip.messages.get(direction="from_source"), "body") == "The third on the left"


def test_a_reply_to_a_question_goes_to_its_tip(talk, analyst):
    talk.file("The first tip")
    first = Tip.objects.get()
    correspondence.ask(first, "Which stall was it?", by=analyst)
    stepping.forward_post()
    push = OutgoingMessage.objects.latest("pk")
    sent(push.pk, 4711)
    talk.say("/new")
    talk.say("The second tip")
    talk.say("The third stall", reply_to_message={"message_id": 4711})
    assert sealed.read(first.messages.get(direction="from_source"), "body") == "The third stall"
    assert drafts.interview(Draft.objects.get(status="open"))["story"]["narrative"] == "The second tip"


def test_status_and_code_are_told(talk):
    talk.file()
    tip = Tip.objects.get()
    assert tip.reference in texts(talk.say("/status"))[0]
    code = texts(talk.say("/code"))[1]
    assert receipts.find(code).tip == tip


def test_a_blocked_bot_is_cut_off(talk, analyst):
    talk.file()
    question = correspondence.ask(Tip.objects.get(), "Which stall?", by=analyst)
    stepping.forward_post()
    talk.hear(updates.member("kicked"))
    question.refresh_from_db()
    assert question.delivery == Message.Delivery.UNREACHABLE
    assert not OutgoingMessage.objects.filter(state="queued").exists()
    talk.say("I am back")
    assert not Lane.objects.get().is_unreachable


def test_a_group_is_left_and_nothing_is_kept(talk):
    group = {"id": -100123, "type": "supergroup", "title": "Planted group"}
    update = updates.text("a tip in a group")
    update["message"]["chat"] = group
    (leave,) = talk.hear(update)
    assert (leave["do"], leave["chat"]) == ("leave", -100123)
    assert not Lane.objects.exists()


def test_erase_names_both_sides_messages(talk):
    talk.begin()
    said = updates.text("Something")
    talk.hear(said)
    row = OutgoingMessage.objects.latest("pk")
    sent(row.pk, 31)
    (erase,) = talk.say("/erase")
    assert erase["do"] == "erase"
    assert {31, said["message"]["message_id"]} <= set(erase["ids"])


def test_a_draft_filed_meanwhile_takes_the_next_words_as_an_addition(talk):
    talk.begin()
    talk.say("Never sent")
    draft = Draft.objects.get()
    gateway.send(draft.pk)
    talk.say("A day later")
    assert sealed.read(Message.objects.get(), "body") == "A day later"


def test_an_update_that_breaks_is_set_aside_and_the_lane_goes_on(talk, monkeypatch):
    talk.begin()
    broken = updates.text("breaks")
    real = lanes.open_payload

    def breaking(row):
        if row.update_id == broken["update_id"]:
            raise RuntimeError
        return real(row)

    monkeypatch.setattr(lanes, "open_payload", breaking)
    ingest.store([broken])
    talk.hear(updates.text("works"))
    now = timezone.now()
    for _ in range(stepping.MAX_TRIES):
        now += timezone.timedelta(hours=1)
        stepping.step_some(now)
    assert IncomingUpdate.objects.get().is_stuck
    assert drafts.interview(Draft.objects.get())["story"]["narrative"] == "works"


@pytest.mark.django_db(transaction=True)
def test_two_processes_keep_the_order_of_each_chat(settings):
    settings.TELEGRAM_BOT_TOKEN = "7311204865:EMULATED"
    gateway.warm_up()
    chats, count = range(1, 9), 12
    ingest.store([updates.text(f"w{number}", chat) for number in range(count) for chat in chats])

    def drain() -> None:
        try:
            while IncomingUpdate.objects.exists():
                stepping.step_some()
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(2) as both:
        for work in [both.submit(drain) for _ in range(2)]:
            work.result(timeout=60)
    assert Draft.objects.count() == len(chats)
    for draft in Draft.objects.all():
        assert drafts.interview(draft)["story"]["narrative"].split() == [f"w{number}" for number in range(count)]
    assert SteppedUpdate.objects.count() == len(chats) * count


@pytest.mark.django_db(transaction=True)
def test_a_lane_in_anothers_hands_is_left_alone(settings):
    settings.TELEGRAM_BOT_TOKEN = "7311204865:EMULATED"
    talk = Talk()
    talk.begin()
    ingest.store([updates.text("wait")])
    mark = ingest.lane_mark(updates.CHAT)
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT id FROM bots_lane WHERE mark = %s FOR UPDATE", [mark])
        assert stepping.step_some() == 0
        other.rollback()
        assert stepping.step_some() == 1
    finally:
        other.close()


def test_nothing_of_the_person_is_in_clear(talk):
    talk.begin()
    talk.say("Planted narrative words")
    ingest.store([updates.text("Planted waiting words")])
    planted = (str(updates.CHAT), updates.NAME, updates.USERNAME, "Planted narrative", "Planted waiting", "Plantedlast")
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'vault')")
        for schema, table in cursor.fetchall():
            cursor.execute(f'SELECT coalesce(string_agg(t::text, chr(10)), \'\') FROM "{schema}"."{table}" t')
            (dump,) = cursor.fetchone()
            for phrase in planted:
                assert phrase not in dump, (table, phrase)
                assert phrase.encode().hex() not in dump, (table, phrase)


def test_callback_data_fits_telegram(talk, analyst):
    talk.file()
    correspondence.ask(Tip.objects.get(), "Which stall?", by=analyst)
    stepping.forward_post()
    pressed = [data for each in talk.outbox() for row in each.get("rows", []) for _, data in row]
    assert pressed
    assert all(1 <= len(data.encode()) <= 64 for data in pressed)
    assert outbox.MAX_TEXT == 4096
