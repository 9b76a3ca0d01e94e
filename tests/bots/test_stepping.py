"""Updates stepped on the database: order, repeats, buttons, the way to a tip."""

import pytest

from bots.models import IncomingUpdate
from hotline import correspondence, drafts, receipts
from hotline.models import Attachment, Draft, Message, Tip
from tests.bots import updates
from tests.bots.talk import Talk
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
