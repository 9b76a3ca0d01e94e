"""What an officer is warned of before a draft goes to a source."""

import pytest
from django.conf import settings

from hotline import asking, cautions, fact_marks, prying
from hotline.facts import Fact, Kind
from hotline.models import TipMarks
from reference.models import Agency
from tests.make import make_tip

pytestmark = pytest.mark.django_db
SAID = "The boss is Somchai and his lorry is 2B-1234. Call him on +84 912 345 678. Ask Old Ming."


def found(draft, analyst, *, said=SAID, language="en", tip=None):
    """Every warning, sentence and pieces, as one text."""
    rows = cautions.of(draft, tip=tip or make_tip(said), said=[said], language=language, by=analyst)
    return " ".join(f"{each.sentence} {' '.join(each.found)}" for each in rows)


@pytest.mark.parametrize(
    ("draft", "sentence", "piece"),
    [
        ("Is Somchai there today?", "Names that the source told", "Somchai"),
        ("Does somebody like Ming sell it?", "Names that the source told", "Ming"),
        ("Is the lorry 2B-1234 there?", "that the source told", "2B-1234"),
        ("Did you call +84912345678?", "that the source told", "+84912345678"),
        ("Look at https://example.com/offer/77", "a link", "https://example.com/offer/77"),
        ("We work on CAS-2026-000123 now.", "References", "CAS-2026-000123"),
        ("Please tell us your name.", "asks who they are", "your name"),
        ("Họ bán nó ở đâu và khi nào, bạn có biết không?", "not in the language", "vi"),
    ],
)
def test_a_draft_that_could_betray_is_warned_of(analyst, draft, sentence, piece):
    warned = found(draft, analyst)
    assert sentence in warned
    assert piece in warned


@pytest.mark.parametrize(
    "draft", ["Is it still there?", "The stall, where is it?", "How many did you see on Monday?", "Which day was it?"]
)
def test_a_plain_question_is_not_warned_of(analyst, draft):
    assert found(draft, analyst) == ""


def test_an_officers_name_is_warned_of(analyst, supervisor):
    type(supervisor).objects.filter(pk=supervisor.pk).update(full_name="Amara Okonkwo")
    assert "Names of officers. Okonkwo" in found("Speak to Okonkwo about it.", analyst)


def test_an_agencys_name_and_its_letters_are_warned_of(analyst):
    Agency.objects.create(country="KH", name="Coastal Ranger Service (CRSX)", local_name="សេវាឧទ្យានុរក្ស")
    for draft in ("The CRSX goes there.", "The coastal ranger service (crsx) goes.", "សេវាឧទ្យានុរក្ស"):
        assert "Names of agencies" in found(draft, analyst)


def test_a_number_that_another_tip_holds_is_warned_of_as_such(analyst):
    other = make_tip("Their driver calls every day.")
    held = fact_marks.of([Fact(Kind.PHONE, "+84987654321")], [])
    TipMarks.objects.create(tip=other, key_id=other.key_id, words=[], bands=[], signature=b"", facts=held)
    assert "stand in other tips. +84987654321" in found("Do you know +84987654321?", analyst)
    assert "stand in other tips" not in found("Do you know +84911111111?", analyst)


def test_who_are_you_is_known_in_every_language_of_the_pages():
    asked = {
        "en": "Who are you?", "km": "តើអ្នកជានរណា?", "lo": "ທ່ານແມ່ນໃຜ?", "my": "သင်ဘယ်သူလဲ။", "th": "คุณเป็นใคร",
        "vi": "Bạn là ai?", "id": "Siapa Anda?", "ms": "Siapa nama anda?", "zh-hans": "请问你是谁？",
        "zh-hant": "請問您是誰？", "es": "¿Quién eres?", "fr": "Qui êtes-vous ?", "pt": "Quem é você?",
        "sw": "Wewe ni nani?",
    }  # fmt: skip
    assert set(asked) == set(dict(settings.LANGUAGES))
    assert [code for code, words in asked.items() if not prying.asks_who(words)] == []


def test_no_ready_question_asks_who_the_source_is():
    # "We never name you" stands in the one about sharing.
    asked = [each.code for each in asking.READY if each.code != "sharing"]
    pages = dict(settings.LANGUAGES)
    assert not [(code, page) for code in asked for page in pages if prying.asks_who(asking.question(code, page))]
