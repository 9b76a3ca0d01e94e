"""Documents are the same from the press in this process and from the one apart."""

from datetime import UTC, datetime

import pytest

from intel.rendering import RenderingFailed, press, render

AT = datetime(2026, 11, 22, tzinfo=UTC)
CONTENT = {
    "reference": "PKT-2026-000001", "title": "A letter", "organisation": "Desk",
    "handling": {"tlp": "TLP:AMBER", "conditions": "Ours."}, "sections": [{"heading": "One", "text": "Ký tự ช้าง"}],
}  # fmt: skip


def test_a_press_apart_sets_the_same_bytes():
    here = render("plain", CONTENT, at=AT)
    with press.apart():
        assert render("plain", CONTENT, at=AT) == here
        assert render("plain", CONTENT, at=AT) == here


def test_what_it_refuses_names_template_and_line_and_no_content():
    with press.apart(), pytest.raises(RenderingFailed) as refused:
        render("plain", {**CONTENT, "handling": {"tlp": "secret word", "conditions": ""}}, at=AT)
    assert "page.typ" in str(refused.value)
    assert "secret word" not in str(refused.value)


def test_a_press_that_died_fails_the_document_and_not_the_process(monkeypatch):
    monkeypatch.setattr(press.sys, "executable", "/bin/false")
    with press.apart(), pytest.raises(RenderingFailed, match="stopped"):
        render("plain", CONTENT, at=AT)
