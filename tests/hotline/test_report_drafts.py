"""tests hotline/report_drafts.py, and the page that keeps a draft while it is typed"""

from uuid import uuid4

import pytest
from django.db import connection

from hotline import correspondence, report_drafts, reporting
from hotline.models import Report, ReportDraft
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.make import make_account, make_tip
from vault import keys, text
from vault.keys import VaultClosed

pytestmark = pytest.mark.django_db
SAID = {"title": ["Turtles"], "text": ["Live turtles are on offer."], "offences": ["live", "parts"]}


def draft(tip) -> str:
    return f"/desk/hotline/tip/{tip.pk}/promote/draft/"


def promote(tip) -> str:
    return f"/desk/hotline/tip/{tip.pk}/promote/"


def test_a_draft_is_kept_for_its_officer_and_the_newest_wins(analyst, supervisor):
    tip = make_tip()
    report_drafts.keep(tip, SAID, by=analyst)
    report_drafts.keep(tip, SAID | {"title": ["Tortoises"]}, by=analyst)
    kept = report_drafts.kept(tip, by=analyst)
    assert kept is not None
    assert kept.said == SAID | {"title": ["Tortoises"]}
    assert report_drafts.kept(tip, by=supervisor) is None
    assert ReportDraft.objects.count() == 1


def test_a_draft_lies_sealed_and_opens_under_the_tips_key_only(analyst):
    tip = make_tip()
    report_drafts.keep(tip, SAID, by=analyst)
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM hotline_report_draft")
        assert b"turtles" not in bytes(cursor.fetchone()[0])
    row = ReportDraft.objects.get()
    assert row.key_id == tip.key_id
    keys.destroy(tip.key_id, reason="withdrawn")
    with pytest.raises(VaultClosed):
        text.read(row, "said")


def test_whoever_does_not_grade_or_read_keeps_no_draft(intake_officer, investigator):
    tip = make_tip()
    for officer in (intake_officer, investigator):
        with pytest.raises(NotAllowed):
            report_drafts.keep(tip, SAID, by=officer)
        with pytest.raises(NotAllowed):
            report_drafts.kept(tip, by=officer)
    assert not ReportDraft.objects.exists()


def test_a_draft_goes_with_the_report_it_became_and_a_late_save_does_not_bring_it_back(analyst, supervisor):
    tip, key = make_tip(), uuid4()
    report_drafts.keep(tip, SAID, by=analyst, key=key)
    report_drafts.keep(tip, SAID, by=supervisor)
    reporting.promote([tip], make_account(), by=analyst, key=key)
    assert [row.officer for row in ReportDraft.objects.all()] == [supervisor]
    with pytest.raises(WrongStatus):
        report_drafts.keep(tip, SAID, by=analyst, key=key)
    assert report_drafts.kept(tip, by=analyst) is None


def test_a_draft_goes_with_a_tip_that_its_source_takes_back(analyst):
    tip = make_tip()
    report_drafts.keep(tip, SAID, by=analyst)
    correspondence.withdraw(tip)
    assert not ReportDraft.objects.exists()
    with pytest.raises(WrongStatus):
        report_drafts.keep(tip, SAID, by=analyst)


def test_more_than_a_report_can_hold_is_refused(analyst):
    tip = make_tip()
    with pytest.raises(Invalid):
        report_drafts.keep(tip, {"text": ["x" * (report_drafts.MAX_SIGNS + 1)]}, by=analyst)
    assert not ReportDraft.objects.exists()


# --- at the desk --------------------------------------------------------------------------------------------------
def test_what_was_typed_stands_there_again(client, sign_in, analyst):
    tip = make_tip()
    typed = {
        "title": "Turtles", "text": "Live turtles are on off", "offences": ["live", "parts"], "lat": "not a number",
        "reliability": "B", "species-TOTAL_FORMS": "3", "species-1-name": "Cuora", "species-1-quantity": "4",
    }  # fmt: skip
    sign_in(client, analyst)
    saved = client.post(draft(tip), typed, headers={"Accept": "application/json"})
    assert "saved_at" in saved.json()
    shown = client.get(promote(tip))
    form, lines = shown.context["form"], shown.context["lines"]
    assert form["text"].value() == "Live turtles are on off"
    assert form["offences"].value() == ["live", "parts"]
    assert (form["lat"].value(), form["reliability"].value()) == ("not a number", "B")
    assert (lines.forms[0]["name"].value(), lines.forms[0]["quantity"].value()) == ("Cuora", "4")
    assert "stands here again" in shown.content.decode()
    assert not AuditEntry.objects.filter(verb__contains="draft").exists()


def test_a_draft_is_kept_and_given_up_without_any_script(client, sign_in, analyst):
    tip = make_tip()
    sign_in(client, analyst)
    assert client.post(draft(tip), {"title": "Turtles", "text": "Live"}).url == promote(tip)
    assert 'value="Turtles"' in client.get(promote(tip)).content.decode()
    client.post(draft(tip), {"act": "drop"})
    assert not ReportDraft.objects.exists()


def test_a_page_left_open_is_told_when_its_report_is_written(client, sign_in, analyst):
    tip, key = make_tip(), uuid4()
    reporting.promote([tip], make_account(), by=analyst, key=key)
    late = sign_in(client, analyst).post(
        draft(tip), {"text": "x", "key": str(key)}, headers={"Accept": "application/json"}
    )
    assert late.status_code == 409
    assert "written already" in late.json()["refused"]
    assert Report.objects.count() == 1


def test_a_shredded_tip_shows_no_draft(client, sign_in, analyst):
    tip = make_tip(officer=analyst)
    report_drafts.keep(tip, SAID, by=analyst)
    correspondence.withdraw(tip)
    assert "Live turtles are on offer." not in sign_in(client, analyst).get(promote(tip)).content.decode()
