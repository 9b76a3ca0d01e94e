"""The panel of what was read: what it shows, what is marked in the words, and its buttons."""

import re

import pytest

from hotline import correspondence, judging, search
from hotline.admin import highlight
from hotline.models import SuggestionJudgement, Tip
from hotline.suggestions import Kind, Suggestion
from reference.models import TradeTerm
from tests.make import make_taxon, make_tip

pytestmark = pytest.mark.django_db
SAID = "They sell 3 kg of <b>pangolin</b> scales in Hanoi right now, call +84 912 345 678"


def read_tip(said: str = SAID, **given) -> Tip:
    tip = make_tip(said, **given)
    search.mark_waiting()
    return tip


def address(tip: Tip, step: str = "change") -> str:
    return f"/desk/hotline/tip/{tip.pk}/{step}/"


@pytest.fixture
def tip_page(client, sign_in, analyst):
    sign_in(client, analyst)
    return lambda tip: client.get(address(tip)).content.decode()


def panel(content: str) -> str:
    return content[content.index('id="reading"') : content.index(">Facts<")]


def marked(content: str) -> list[tuple[str, str]]:
    return re.findall(r'<mark class="is-\w+" data-label="([^"]*)">([^<]*)</mark>', content)


def test_the_panel_shows_what_was_read(tip_page):
    make_taxon("Manidae", "Pangolins")
    shown = panel(tip_page(read_tip()))
    wanted = (
        "Manidae",
        "Pangolins",
        "Appendix II",
        "SCA",
        "3 kg",
        "Hanoi",
        "21.024",
        "+84912345678",
        "valid",
        "English",
    )
    assert [words for words in wanted if words not in shown] == []


def test_a_name_that_nobody_verified_says_so(tip_page):
    assert "name not verified: a suggestion only" in panel(tip_page(read_tip("A fat tusker, alive.")))


def test_slang_says_so_with_its_confidence(tip_page):
    shown = panel(tip_page(read_tip("出售果冻，血牙，价格私聊，包邮")))
    assert "slang" in shown


def test_the_state_is_shown_with_the_words_that_led_to_it(tip_page):
    shown = panel(tip_page(read_tip()))
    assert "Happening now" in shown
    assert "right now</q>" in shown


def test_the_words_are_marked_and_what_the_source_wrote_stays_text(tip_page):
    content = tip_page(read_tip())
    assert ("Species: Manidae", "pangolin") in marked(content)
    assert "&lt;b&gt;<mark" in content
    assert "<b>pangolin" not in content


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("มีคนขายงาช้างที่ตลาดนัด", "งาช้าง"),
        ("ហាងនៅជិតផ្សារលក់ភ្លុកដំរី", "ដំរី"),
        ("有人在市场卖老虎骨头", "老虎"),
        ("شخص يبيع عاج الفيل في السوق", "الفيل"),
        ("ဈေးထဲမှာ ဆင်စွယ်ရောင်းနေတယ်", "ဆင်စွယ်"),
    ],
)
def test_words_are_marked_in_every_script(tip_page, said, word):
    content = tip_page(read_tip(said))
    assert [text for _label, text in marked(content) if text in word or word in text]
    plain = re.sub(r"</?mark[^>]*>", "", content)
    assert said in plain


def test_messages_and_answers_are_marked_too(tip_page):
    tip = make_tip("Look at this", subjects=["the man of +84 912 345 678"])
    correspondence.add_from_source(tip, "He keeps a tiger")
    search.await_marks(tip)
    search.mark_waiting()
    assert {"tiger", "+84 912 345 678"} <= {text for _label, text in marked(tip_page(tip))}


def test_marks_that_overlap_are_drawn_once():
    one = Suggestion(Kind.TERM, "TUS", spans=(("narrative", 0, 12),))
    other = Suggestion(Kind.TAXON, "Elephantidae", spans=(("narrative", 0, 8), ("narrative", 14, 17)))
    marks = highlight.by_piece([one, other])["narrative"]
    assert [(start, end, each.key) for start, end, each in marks] == [(0, 12, "TUS"), (14, 17, "Elephantidae")]


def test_a_tip_that_waits_to_be_read_says_so(tip_page):
    assert "a worker reads the tip within seconds" in tip_page(make_tip())


def test_a_suggestion_is_accepted_by_its_button(client, tip_page):
    tip = read_tip()
    tip_page(tip)
    response = client.post(address(tip, "judge"), {"kind": "taxon", "key": "Manidae", "verdict": "accepted"})
    assert response.url == f"{address(tip)}#reading"
    assert "✓ accepted" in panel(tip_page(tip))


def test_a_rejected_suggestion_is_no_longer_marked(client, tip_page):
    tip = read_tip()
    tip_page(tip)
    client.post(address(tip, "judge"), {"kind": "taxon", "key": "Manidae", "verdict": "rejected"})
    assert "Species: Manidae" not in [label for label, _text in marked(tip_page(tip))]


def test_a_taxon_is_corrected_by_its_common_name(client, tip_page):
    make_taxon("Manis javanica", "Sunda pangolin")
    tip = read_tip()
    tip_page(tip)
    said = {"kind": "taxon", "key": "Manidae", "verdict": "corrected", "corrected": "Sunda pangolin"}
    client.post(address(tip, "judge"), said)
    assert '→ <b dir="auto">Manis javanica</b>' in panel(tip_page(tip))


def test_the_pages_script_gets_the_panel_alone(client, tip_page):
    tip = read_tip()
    tip_page(tip)
    response = client.post(
        address(tip, "judge"), {"kind": "taxon", "key": "Manidae", "verdict": "accepted", "panel": "1"}
    )
    content = response.content.decode()
    assert response.status_code == 200
    assert content.strip().startswith("<section")
    assert "✓ accepted" in content


def test_a_refusal_is_told_in_the_panel(client, tip_page):
    tip = read_tip()
    tip_page(tip)
    said = {"kind": "taxon", "key": "Manidae", "verdict": "corrected", "corrected": "Xyzzy", "panel": "1"}
    response = client.post(address(tip, "judge"), said)
    assert response.status_code == 422
    assert "No taxon has this name" in response.content.decode()
    assert not SuggestionJudgement.objects.exists()


def test_a_stranger_is_sent_to_sign_in(client):
    tip = read_tip()
    response = client.post(address(tip, "judge"), {"kind": "taxon", "key": "Manidae", "verdict": "accepted"})
    assert response.url.startswith("/desk/login/")
    assert not SuggestionJudgement.objects.exists()


def test_an_officer_without_the_right_sees_the_panel_and_no_buttons(client, sign_in, intake_officer):
    tip = read_tip()
    content = sign_in(client, intake_officer).get(address(tip)).content.decode()
    assert "Manidae" in content
    assert address(tip, "judge") not in content
    answer = client.post(address(tip, "judge"), {"kind": "taxon", "key": "Manidae", "verdict": "accepted"})
    assert answer.status_code == 403


def first_line(content: str) -> dict[str, str]:
    fields = {}
    for name in ("name", "quantity"):
        found = re.search(rf'<input[^>]*name="species-0-{name}"[^>]*>', content)
        value = re.search(r'value="([^"]*)"', found[0]) if found else None
        fields[name] = value[1] if value else ""
    chosen = re.search(r'name="species-0-term".*?</select>', content, re.S)
    option = re.search(r'<option value="(\w+)" selected', chosen[0]) if chosen else None
    return fields | {"term": option[1] if option else ""}


def test_what_was_accepted_or_corrected_fills_the_first_lines_of_a_report(client, tip_page, analyst):
    make_taxon("Manis javanica", "Sunda pangolin")
    TradeTerm.objects.get_or_create(scheme="term", code="SCA", defaults={"name": "scales"})
    tip = read_tip()
    judging.judge(tip, "taxon", "Manidae", "corrected", by=analyst, corrected="Manis javanica")
    judging.judge(tip, "term", "SCA", "accepted", by=analyst)
    judging.judge(tip, "quantity", "3 kg", "accepted", by=analyst)
    tip_page(tip)
    content = client.get(address(tip, "promote")).content.decode()
    assert first_line(content) == {"name": "Manis javanica", "term": "SCA", "quantity": "3.0"}


def test_each_specimen_of_a_taxon_gets_the_quantity_that_stands_by_it(client, tip_page, analyst):
    make_taxon("Manidae", "Pangolins")
    tip = read_tip("Twelve live pangolins in crates and about 40 kg of scales in bags")
    for code in ("LIV", "SCA"):
        TradeTerm.objects.get_or_create(scheme="term", code=code, defaults={"name": code})
        judging.judge(tip, "term", code, "accepted", by=analyst)
    judging.judge(tip, "taxon", "Manidae", "accepted", by=analyst)
    for amount in ("12 no.", "40 kg"):
        judging.judge(tip, "quantity", amount, "accepted", by=analyst)
    tip_page(tip)
    forms = client.get(address(tip, "promote")).context["lines"].forms
    shown = [(form["term"].value(), form["quantity"].value(), form["unit"].value()) for form in forms[:2]]
    assert sorted(shown) == [("LIV", 12, "no."), ("SCA", 40, "kg")]


def test_a_large_price_is_written_out(tip_page):
    assert "25000000 VND" in panel(tip_page(read_tip("He sells a pangolin for 25 million VND")))


def test_what_nobody_judged_fills_nothing(client, tip_page):
    tip = read_tip()
    tip_page(tip)
    assert first_line(client.get(address(tip, "promote")).content.decode())["name"] == ""


def test_what_was_rejected_fills_nothing(client, tip_page, analyst):
    tip = read_tip()
    judging.judge(tip, "taxon", "Manidae", "rejected", by=analyst)
    tip_page(tip)
    assert first_line(client.get(address(tip, "promote")).content.decode())["name"] == ""
