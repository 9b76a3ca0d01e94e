"""Machine translation: off by default, an officer's own act, marked, and never sent by itself."""

from threading import Event

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ImproperlyConfigured

from config import parts, translator
from hotline import asking, correspondence, translating, translations
from hotline.models import Message, Translation
from hotline.translating import NotTranslated
from staff.models import AuditEntry
from staff.refusals import NotAllowed, WrongStatus
from tests.hotline.libre import running
from tests.hotline.test_ask_page import KHMER, address, looked, sent
from tests.make import make_tip
from vault import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def libre(settings):
    with running() as server:
        settings.TRANSLATE_URL, settings.TRANSLATE_KEY = server.url, "a key"
        yield server


@pytest.fixture
def desk(client, sign_in, analyst):
    return sign_in(client, analyst)


# --- The setting --------------------------------------------------------------------------------------------------
def test_it_is_off_while_no_address_is_set_and_start_up_says_so(settings):
    settings.TRANSLATE_URL = ""
    assert any("TRANSLATE_URL is empty" in each for each in parts.off())
    with pytest.raises(NotTranslated, match="No translation service"):
        translating.translate(KHMER, target="en")


@pytest.mark.parametrize(
    "entered",
    ["", "https://translate.example.org", "http://127.0.0.1:5000", "http://[::1]:5000", "http://10.1.2.3:5000",
     "http://localhost:5000", "http://libretranslate:5000", "http://translate.internal"],
)  # fmt: skip
def test_an_address_inside_or_by_https_is_taken(entered):
    assert translator.address(f"{entered}/" if entered else "") == entered


@pytest.mark.parametrize(
    "entered", ["http://translate.example.org", "http://8.8.8.8:5000", "ftp://localhost", "localhost:5000", "https://"]
)
def test_an_address_by_which_words_would_cross_the_net_in_clear_stops_the_start(entered):
    with pytest.raises(ImproperlyConfigured, match="TRANSLATE_URL"):
        translator.address(entered)


# --- The service --------------------------------------------------------------------------------------------------
def test_the_service_is_asked_in_its_own_manner(libre):
    made = translating.translate(KHMER, target="zh-hant")
    assert made == translating.Translated(f"[zt] {KHMER}", "km → zt")
    asked = {"q": KHMER, "source": "km", "target": "zt", "format": "text", "api_key": "a key", "path": "/translate"}
    assert libre.asked == [asked]


def test_where_the_language_is_not_known_the_service_tells_it(libre):
    libre.body = b'{"translatedText": "words", "detectedLanguage": {"language": "tl", "confidence": 90}}'
    assert translating.translate("2B-1234", target="en").pair == "tl → en"
    assert libre.asked[0]["source"] == "auto"


def test_a_service_that_is_down_is_told_in_a_sentence(settings):
    with running() as gone:
        settings.TRANSLATE_URL = gone.url
    with pytest.raises(NotTranslated, match="cannot be reached"):
        translating.translate(KHMER, target="en")


def test_a_slow_service_is_not_waited_for(libre, monkeypatch):
    monkeypatch.setattr(translating, "SECONDS", 0.2)
    libre.hold = Event()
    with pytest.raises(NotTranslated, match="did not answer in time"):
        translating.translate(KHMER, target="en")


@pytest.mark.parametrize(
    "body",
    [b"<html>busy</html>", b"[]", b"{}", b'{"translatedText": ["a"]}', b'{"translatedText": "  "}', b"\xff\xfe",
     b'{"translatedText": "' + b"x" * translating.MAX_BYTES + b'"}'],
    ids=["html", "list", "empty", "array", "blank", "bytes", "endless"],
)  # fmt: skip
def test_an_odd_answer_is_no_translation(libre, body):
    libre.body = body
    with pytest.raises(NotTranslated, match="cannot be used"):
        translating.translate(KHMER, target="en")


@pytest.mark.parametrize(("status", "sentence"), [(400, "between these languages"), (403, "403"), (500, "500")])
def test_a_refusal_of_the_service_is_told(libre, status, sentence):
    libre.status, libre.body = status, b'{"error": "no"}'
    with pytest.raises(NotTranslated, match=sentence):
        translating.translate(KHMER, target="en")


def test_a_redirect_does_not_carry_the_words_elsewhere(libre):
    with running() as elsewhere:
        libre.status, libre.location = 307, f"{elsewhere.url}/translate"
        with pytest.raises(NotTranslated, match="307"):
            translating.translate(KHMER, target="en")
        assert elsewhere.asked == []


# --- What a source wrote ------------------------------------------------------------------------------------------
def test_the_narrative_is_translated_on_the_officers_word_and_kept_sealed(desk, libre):
    tip = make_tip(KHMER, language="km")
    assert desk.post(address(tip, "translate/")).url == address(tip, "change/")
    kept = Translation.objects.get()
    assert "[en]" not in str(bytes(kept.made))
    page = desk.get(address(tip, "change/")).content.decode()
    assert f"[en] {KHMER}" in page
    assert "translated by a machine, km → en" in page
    entries = AuditEntry.objects.filter(verb__in=["tip.sent_to_translator", "tip.translated"])
    assert [entry.details for entry in entries.order_by("pk")] == [
        {"message": "", "to": "en"}, {"translation": str(kept.pk)},
    ]  # fmt: skip


def test_a_message_is_translated_once_and_again_in_its_place(desk, libre):
    tip = make_tip(KHMER, language="km")
    said = correspondence.add_from_source(tip, "នៅទីនោះ")
    for _time in range(2):
        desk.post(address(tip, "translate/"), {"message": str(said.pk)})
    assert Translation.objects.get().message == said
    assert "[en] នៅទីនោះ" in desk.get(address(tip, "change/")).content.decode()


def test_looking_at_a_tip_translates_nothing(desk, libre):
    tip = make_tip(KHMER, language="km")
    desk.get(address(tip, "change/"))
    desk.get(address(tip))
    assert desk.get(address(tip, "translate/")).url == address(tip, "change/")
    assert libre.asked == []


def test_a_failure_is_told_and_what_was_sent_is_on_record(desk, libre):
    libre.status = 500
    tip = make_tip(KHMER, language="km")
    page = desk.post(address(tip, "translate/"), follow=True).content.decode()
    assert "The translation service refused (500)." in page
    assert AuditEntry.objects.filter(verb="tip.sent_to_translator").count() == 1
    assert not Translation.objects.exists()


def test_the_message_of_another_tip_is_not_there(desk, libre):
    other = correspondence.add_from_source(make_tip(), "នៅទីនោះ")
    tip = make_tip()
    for message in (str(other.pk), "no id"):
        assert desk.post(address(tip, "translate/"), {"message": message}).status_code == 404
    assert libre.asked == []


def test_who_reads_no_tips_has_none_translated(outsider, libre):
    with pytest.raises(NotAllowed):
        translations.translate(make_tip(), None, to="en", by=outsider)
    assert libre.asked == []


def test_a_withdrawn_tip_is_sent_nowhere_and_its_translations_are_gone(analyst, libre):
    tip = make_tip(KHMER, language="km")
    translations.translate(tip, None, to="en", by=analyst)
    tip = correspondence.withdraw(tip)
    assert not Translation.objects.exists()
    with pytest.raises(WrongStatus):
        translations.translate(tip, None, to="en", by=analyst)
    assert len(libre.asked) == 1


def test_without_a_service_there_is_no_button(desk, settings):
    settings.TRANSLATE_URL = ""
    tip = make_tip()
    assert address(tip, "translate/") not in desk.get(address(tip, "change/")).content.decode()
    assert "Translate my draft" not in desk.get(address(tip)).content.decode()


# --- What an officer drafts ---------------------------------------------------------------------------------------
def test_a_translated_draft_is_shown_and_not_sent(desk, libre):
    tip = make_tip(KHMER, language="km")
    page = looked(desk, tip, language="km", words="Which day was it?", do="translate")
    shown = page.select_one(".ask-phone.is-page").get_text()
    assert "[km] Which day was it?" in shown
    assert page.select_one("textarea[name=translation]").get_text().strip() == "[km] Which day was it?"
    assert page.select_one("textarea[name=words]").get_text().strip() == "Which day was it?"
    assert not Message.objects.exists()
    assert AuditEntry.objects.filter(verb="tip.draft_sent_to_translator").count() == 1


def test_the_source_is_told_that_a_machine_translated_and_the_desk_keeps_the_draft(desk, libre):
    tip = make_tip(KHMER, language="km")
    said = {"language": "km", "words": "Which day?", "translation": "ថ្ងៃណា?", "pair": "en → km"}
    assert sent(desk, tip, **said).status_code == 302
    message = Message.objects.get()
    assert text.read(message, "body") == asking.by_machine("ថ្ងៃណា?", "km")
    made = correspondence.made_of(message)
    assert (made.draft, made.pair) == ("Which day?", "en → km")
    page = BeautifulSoup(desk.get(address(tip, "change/")).content, "html.parser").get_text()
    assert "Which day?" in page
    assert "was translated by a machine, en → km" in page


def test_a_failed_translation_keeps_the_draft(desk, libre):
    libre.status = 500
    answer = desk.post(address(make_tip()), {"language": "km", "words": "Which day?", "do": "translate"})
    assert answer.status_code == 422
    assert "Which day?" in answer.content.decode()
    assert "refused (500)" in answer.content.decode()
