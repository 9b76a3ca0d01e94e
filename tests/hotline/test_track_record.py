"""What became of what a source told, and a kind of source: shown beside the grade, and only as far as one may read."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hotline import acted_on, reporting, source_kinds, track_record, triage
from hotline.admin import record_page
from hotline.models import Report, Tip
from staff import compartments
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.hotline.calling import a_machine, a_partner
from tests.make import make_report, make_tip
from tests.people import make_officer
from vault import identity
from vault.models import Source

pytestmark = pytest.mark.django_db
KINDS = "/desk/hotline/tip/kinds/"


@pytest.fixture
def villager():
    return identity.create_source(Source.Kind.COMMUNITY)


def _of(tip, reader):
    (record,) = track_record.of_sources([tip], reader=reader)
    return record


def _led(report, kind, *, member=None, by=None):
    from django.utils import timezone

    case = uuid.uuid4()
    Report.objects.filter(pk=report.pk).update(compartments=[case])
    if member:
        compartments.admit(member, case, by=by or member)
    acted_on.note([report], uuid.uuid4(), case, kind=kind, on=timezone.localdate())
    return case


# --- A source ---------------------------------------------------------------------------------------------------------
def test_a_source_has_a_record_of_what_became_of_each_of_its_tips(analyst, villager):
    tips = [make_tip(source_id=villager.pk) for _each in range(4)]
    make_report(analyst, tips[0], grade="B2")
    make_report(analyst, tips[1], grade="C3")
    triage.dismiss(tips[2], by=analyst, reason="insufficient")
    make_report(analyst, make_tip(), grade="A1")
    record = _of(tips[3], analyst)
    assert (record.pseudonym, record.kind) == (villager.pseudonym, "community")
    assert (record.tips, record.became_reports, record.turned_down) == (4, 2, 1)
    assert record.latest == ["C3", "B2"]
    assert record.dismissed == {"insufficient": 1}


def test_the_letter_given_most_often_is_named_and_of_equals_none(analyst, villager):
    for grade in ("B2", "B3", "C3", "F6", "F6", "F6"):
        make_report(analyst, make_tip(source_id=villager.pk), grade=grade)
    assert _of(make_tip(source_id=villager.pk), analyst).usual == "B"
    make_report(analyst, make_tip(source_id=villager.pk), grade="C1")
    assert _of(make_tip(source_id=villager.pk), analyst).usual == ""


def test_what_came_of_a_case_counts_for_those_who_work_on_it_alone(analyst, supervisor, villager):
    tip = make_tip(source_id=villager.pk)
    seized = make_report(analyst, tip)
    empty = make_report(analyst, make_tip(source_id=villager.pk))
    _led(seized, "seizure", member=analyst)
    _led(empty, "nothing_found", member=analyst)
    assert (_of(tip, analyst).borne_out, _of(tip, analyst).nothing_found) == (1, 1)
    assert (_of(tip, supervisor).borne_out, _of(tip, supervisor).nothing_found) == (0, 0)


def test_a_withdrawn_report_has_no_grade_in_the_record_and_counts_as_mistaken(analyst, supervisor, villager):
    tip = make_tip(source_id=villager.pk)
    reporting.withdraw(make_report(analyst, tip), by=supervisor, reason="planted")
    record = _of(tip, analyst)
    assert (record.graded, record.mistaken) == (0, 1)


def test_a_case_that_keeps_an_officer_out_keeps_its_tips_out_of_the_record(analyst, supervisor, villager):
    hidden, shown = make_tip(source_id=villager.pk), make_tip(source_id=villager.pk)
    case = _led(make_report(analyst, hidden), "seizure")
    compartments.deny(analyst, case, by=supervisor)
    record = _of(shown, analyst)
    assert (record.tips, record.latest, record.borne_out) == (1, [], 0)
    assert _of(shown, supervisor).tips == 2


def test_whoever_reads_no_reports_is_told_of_no_grade(analyst, villager):
    tip = make_tip(source_id=villager.pk)
    make_report(analyst, tip)
    record = _of(tip, make_officer("at_intake", "intake"))
    assert (record.tips, record.graded) == (1, 0)


def test_whoever_reads_no_tips_is_told_of_no_source(investigator, villager):
    assert track_record.of_sources([make_tip(source_id=villager.pk)], reader=investigator) == []


def test_a_long_record_costs_no_more_queries_than_a_short_one(analyst, villager):
    tip = make_tip(source_id=villager.pk)
    make_report(analyst, tip)
    with CaptureQueriesContext(
        connection,
    ) as few:
        record_page.cards([tip], analyst)
    for _each in range(4):
        make_report(analyst, make_tip(source_id=villager.pk))
    with CaptureQueriesContext(connection) as many:
        record_page.cards([tip], analyst)
    assert len(many) <= len(few)


def test_of_a_source_that_sends_very_many_only_the_newest_are_looked_at(analyst, villager, monkeypatch):
    monkeypatch.setattr(track_record, "MOST", 2)
    tips = [make_tip(source_id=villager.pk) for _each in range(3)]
    record = _of(tips[0], analyst)
    assert (record.tips, record.is_cut) == (2, True)


# --- A kind -----------------------------------------------------------------------------------------------------------
def _kind(name, reader):
    return next(one for one in track_record.of_kinds(reader=reader).records if one.kind == name)


def test_kinds_are_counted_by_a_worker_and_by_no_page(analyst, villager):
    make_report(analyst, make_tip(source_id=villager.pk), grade="B2")
    make_tip()
    assert track_record.of_kinds(reader=analyst).counted_at is None
    track_record.count_kinds()
    track_record.count_kinds()
    assert (_kind("community", analyst).tips, _kind("public", analyst).tips) == (1, 1)
    assert _kind("community", analyst).grades == {"B2": 1}
    with CaptureQueriesContext(connection) as asked:
        track_record.of_kinds(reader=analyst)
    assert not [one for one in asked if 'FROM "hotline_tip"' in one["sql"]]


def test_what_a_case_keeps_from_the_reader_is_taken_off_the_kind(analyst, supervisor, villager):
    case = _led(make_report(analyst, make_tip(source_id=villager.pk)), "seizure", member=supervisor)
    make_tip(source_id=villager.pk)
    compartments.deny(analyst, case, by=supervisor)
    track_record.count_kinds()
    kept, told = _kind("community", analyst), _kind("community", supervisor)
    assert (kept.tips, kept.graded, kept.borne_out) == (1, 0, 0)
    assert (told.tips, told.graded, told.borne_out) == (2, 1, 1)


def test_the_page_of_kinds_says_in_a_table_what_it_draws(client, sign_in, analyst, villager):
    make_report(analyst, make_tip(source_id=villager.pk), grade="B2")
    track_record.count_kinds()
    page = BeautifulSoup(sign_in(client, analyst).get(KINDS).content, "html.parser")
    row = next(row for row in page.select("table")[1].select("tbody tr") if row.th.get_text() == "Community")
    assert [cell.get_text(strip=True) for cell in row.select("td")][:6] == ["0", "1", "0", "0", "0", "0"]
    assert row.select_one("rect.is-B")["width"] == "300.0"


def test_the_page_of_kinds_shows_no_grade_to_whoever_reads_no_reports(client, sign_in, analyst, investigator):
    make_report(analyst)
    track_record.count_kinds()
    page = sign_in(client, make_officer("at_intake", "intake")).get(KINDS).content.decode()
    assert "Grades of their reports" not in page
    assert sign_in(client, investigator).get(KINDS).status_code == 403


@pytest.mark.parametrize("where", ["tip/{tip}/change/", "tip/{tip}/promote/", "report/{report}/change/"])
def test_the_record_stands_where_a_grade_is_decided(client, sign_in, analyst, villager, where):
    tip = make_tip(source_id=villager.pk)
    report = make_report(analyst, tip, grade="B2")
    track_record.count_kinds()
    page = sign_in(client, analyst).get(f"/desk/hotline/{where.format(tip=tip.pk, report=report.pk)}")
    card = BeautifulSoup(page.content, "html.parser").select_one("#track-record").get_text(" ", strip=True)
    assert villager.pseudonym in card
    assert "1 became a report" in card
    assert "B2" in card
    assert "All of the kind Community: 1 tip" in card


# --- Saying better what kind a source is ------------------------------------------------------------------------------
def test_a_corrected_kind_holds_for_all_that_the_source_told_and_will_tell(analyst):
    source = identity.create_source()
    first, other = make_tip(source_id=source.pk), make_tip(source_id=source.pk)
    stranger = make_tip()
    source_kinds.correct(first, "journalist", reason="said", by=analyst)
    told = [Tip.objects.get(pk=tip.pk).kind for tip in (first, other, make_tip(source_id=source.pk), stranger)]
    assert told == ["journalist", "journalist", "journalist", "public"]
    entries = AuditEntry.objects.filter(verb="tip.kind_corrected")
    assert {entry.subject_id for entry in entries} == {str(first.pk), str(other.pk)}
    assert entries[0].details == {"was": "public", "now": "journalist", "reason": "said"}


def test_without_the_right_or_a_reason_no_kind_is_corrected(outsider, analyst):
    tip = make_tip()
    with pytest.raises(NotAllowed):
        source_kinds.correct(tip, "journalist", reason="said", by=outsider)
    for kind, reason in (("journalist", "because"), ("camera", "said"), ("spy", "said")):
        with pytest.raises(Invalid):
            source_kinds.correct(tip, kind, reason=reason, by=analyst)
    assert Tip.objects.get(pk=tip.pk).kind == identity.kind_of(tip.source_id) == "public"


@pytest.mark.parametrize("kind", ["partner", "community"])
def test_a_partners_kind_is_not_for_the_desk_of_tips_to_say(analyst, kind):
    partner = a_partner(kind=kind)
    tip = Tip.objects.get(pk=a_machine(partner).tell().json()["id"])
    assert tip.kind == kind
    with pytest.raises(WrongStatus, match="registered"):
        source_kinds.correct(tip, "journalist", reason="said", by=analyst)


def test_a_kind_is_corrected_by_a_button_of_the_tip(client, sign_in, analyst):
    tip = make_tip()
    sign_in(client, analyst).post(f"/desk/hotline/tip/{tip.pk}/kind/", {"kind": "community", "reason": "known"})
    assert Tip.objects.get(pk=tip.pk).kind == "community"
    assert "kind corrected" in client.get(f"/desk/hotline/tip/{tip.pk}/change/").content.decode()
