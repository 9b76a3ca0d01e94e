"""An alert from draft to a recipient's copy, and words of a report marked with the pointer: in a browser."""

from pathlib import Path as File

import pypdfium2
import pytest

from tests.e2e.desk import sideways
from tests.e2e.stages import MOSAIC, Path
from tests.e2e.test_verdict import photographed

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
SELECT = """words => {
  const text = document.querySelector("[data-text] p").firstChild;
  const start = text.data.indexOf(words);
  getSelection().setBaseAndExtent(text, start, text, start + words.length);
}"""
ALERT = {
    "recipient": "Customs of the harbour", "ask": "Inspect the store this week.", "assessment": "The hold is short.",
    "gaps": "Who owns the store?", "alternatives": "The crates hold fish.", "action": "Bring a veterinarian.",
    "judgement_0_text": "The animals are moved soon.", "judgement_0_likelihood": "likely",
    "judgement_0_confidence": "low",
}  # fmt: skip


def test_an_alert_goes_from_draft_through_other_hands_to_its_recipient(opened: Path, tmp_path: File) -> None:
    writer = opened.at("investigator", "case", opened.case).press("Draft a product", type="alert", title="Harbour")
    page = writer.page.url
    writer.follow("Write").fill(**ALERT, judgement_0_rests_on=[opened.report]).press("Keep")
    assert "1 page" in writer.words
    photographed(writer, "product")
    writer.press("Send to review")
    assert not writer.offers("It holds: on to the gate")
    other = opened.desk("supervisor").go(page.removeprefix(opened.house.url))
    other.press("It holds: on to the gate").press("Source is safe: through the gate", mosaic=MOSAIC)
    other.press("Approve: it may be given out").press("Give out a copy", audience="own", purpose="To plan a visit")
    with other.page.expect_download() as taken:
        other.page.locator("#copies").get_by_role("button", name="PDF").click()
    taken.value.save_as(tmp_path / "copy.pdf")
    with pypdfium2.PdfDocument(tmp_path / "copy.pdf") as paper:
        assert [len(paper), "The animals are moved soon." in paper[0].get_textpage().get_text_range()] == [1, True]
    assert opened.house.one("SELECT status FROM intel_product") == "disseminated"
    assert writer.trouble + other.trouble == []


def test_what_is_selected_in_a_reports_text_is_marked_where_it_stands(opened: Path) -> None:
    desk = opened.at("investigator", "case", opened.case).follow(f"Text of {opened.report}")
    desk.page.evaluate(SELECT, "cold store")
    desk.page.wait_for_function("document.querySelector('[name=words]').value === 'cold store'")
    desk.fill(schema="Site").press("Mark and record")
    assert desk.page.locator("[data-text] a.text-mark", has_text="cold store").count() == 1
    photographed(desk, "text")
    desk.page.set_viewport_size({"width": 360, "height": 740})
    assert sideways(desk.page) <= 0
    desk.page.set_viewport_size({"width": 1280, "height": 900})
    assert desk.trouble == []
