"""The timeline: times as they were told, versions kept, contradictions tied, and what nobody may see who may not."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import casework, timeline
from cases.models import TimelineItem
from cases.timeline import Moment
from hotline import reporting
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.cases.making import colleague, make_case, make_exhibit, make_released

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def case(investigator):
    return make_case(investigator)


def _page(case, query=""):
    return f"/desk/cases/case/{case.pk}/timeline/{query}"


def _entry(item):
    return f"/desk/cases/timelineitem/{item.pk}/change/"


def test_a_time_is_kept_in_the_zone_it_was_told_in_beside_its_instant(case, investigator):
    told = datetime(2026, 11, 1, 6, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    item = timeline.add(case, Moment("A lorry left", told, precision="minute"), by=investigator)
    item.refresh_from_db()
    assert item.start == datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    assert (item.zone, item.when, item.when_utc) == ("Asia/Ho_Chi_Minh", "2026-11-01 06:30", "2026-10-31 23:30")


def test_a_day_stays_the_day_of_its_zone(case, investigator):
    told = datetime(2026, 11, 1, 6, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    item = timeline.add(case, Moment("A delivery", told), by=investigator)
    assert (item.when, item.when_utc) == ("2026-11-01", "2026-11-01")
    assert item.over - item.start == timedelta(days=1)


def test_writing_anew_keeps_what_was_said_before(case, investigator):
    report = case.reports.get()
    item = timeline.add(case, Moment("Two lorries", NOON, reports=[report]), by=investigator)
    anew = timeline.reword(item, Moment("Three lorries", NOON, place="Pursat"), by=investigator)
    old = item.versions.get()
    assert (anew.text, anew.number, list(anew.reports.all())) == ("Three lorries", 2, [])
    assert (old.text, old.number, old.reports, old.written_by) == ("Two lorries", 1, [report.pk], investigator)
    assert AuditEntry.objects.get(verb="timeline.reworded").details["fields"] == ["text", "place", "reports"]


def test_writing_the_same_again_makes_no_version(case, investigator):
    item = timeline.add(case, Moment("Two lorries", NOON), by=investigator)
    timeline.reword(item, Moment("Two  lorries ", NOON + timedelta(hours=2)), by=investigator)
    assert not item.versions.exists()


def test_contradicting_entries_are_tied_and_neither_goes(case, investigator):
    first = timeline.add(case, Moment("It left at noon", NOON), by=investigator)
    second = timeline.add(case, Moment("It never left", NOON), by=investigator)
    timeline.contradict(first, second, by=investigator)
    assert list(first.conflicts.all()) == [second]
    assert list(second.conflicts.all()) == [first]
    timeline.untie(second, first, by=investigator)
    assert not first.conflicts.exists()
    assert TimelineItem.objects.count() == 2


def test_entries_of_two_cases_are_not_tied(case, investigator):
    first = timeline.add(case, Moment("Here", NOON), by=investigator)
    elsewhere = timeline.add(make_case(investigator), Moment("There", NOON), by=investigator)
    for other in (elsewhere, first):
        with pytest.raises(Invalid):
            timeline.contradict(first, other, by=investigator)
    assert not first.conflicts.exists()


def test_an_outsider_changes_no_entry(case, investigator, analyst):
    item = timeline.add(case, Moment("Two lorries", NOON), by=investigator)
    for act in (timeline.dispute, lambda one, by: timeline.reword(one, Moment("x", NOON), by=by)):
        with pytest.raises(NotAllowed):
            act(item, by=analyst)
    item.refresh_from_db()
    assert (item.text, item.is_disputed) == ("Two lorries", False)


def test_an_entry_cites_only_what_is_in_its_case(case, investigator):
    other = make_case(investigator)
    moment = Moment("x", NOON, reports=[make_released()], exhibits=[make_exhibit(other, investigator)])
    with pytest.raises(Invalid) as refused:
        timeline.add(case, moment, by=investigator)
    assert set(refused.value.fields) == {"reports", "exhibits"}


def test_the_page_shows_both_times_and_says_what_is_withdrawn_and_contradicted(client, sign_in, case, investigator):
    report = case.reports.get()
    told = datetime(2026, 11, 1, 6, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    first = timeline.add(case, Moment("It left", told, precision="minute", reports=[report]), by=investigator)
    second = timeline.add(case, Moment("It stayed", told), by=investigator)
    timeline.contradict(first, second, by=investigator)
    reporting.withdraw(report, by=colleague("supervisor"), reason="wrong")
    page = sign_in(client, investigator).get(_page(case)).content.decode()
    for said in ("2026-11-01 06:30", "2026-10-31 23:30 UTC", "Asia/Ho_Chi_Minh", "contradicted by", "withdrawn"):
        assert said in page, said
    assert page.count("is-tied") >= 2
    assert "time-tie" in page


def test_what_another_case_keeps_from_an_officer_is_on_no_page(client, sign_in, case, investigator, analyst):
    lead = colleague("investigator")
    secret = make_released()
    make_case(lead, secret)
    casework.add_report(case, secret, by=investigator)
    casework.admit(case, analyst, by=investigator)
    hidden = timeline.add(case, Moment("Hidden words", NOON, reports=[secret]), by=investigator)
    item = timeline.add(case, Moment("Old words of it", NOON, reports=[secret]), by=investigator)
    timeline.reword(item, Moment("Open words", NOON), by=investigator)
    timeline.contradict(item, hidden, by=investigator)
    sign_in(client, analyst)
    of_case = f"/desk/cases/case/{case.pk}/change/"
    pages = (_page(case), _page(case, f"?report={secret.reference}"), _entry(item), of_case)
    before = [client.get(page).content.decode() for page in pages]
    assert "Hidden words" in before[0]
    assert "Old words of it" in before[2]
    casework.deny(case.reports.get(pk=secret.pk).cases.exclude(pk=case.pk).get(), analyst, by=lead)
    after = [client.get(page).content.decode() for page in pages]
    assert "Open words" in after[0]
    for page in after:
        assert "Hidden words" not in page
        assert "Old words of it" not in page
        assert f"{secret.reference} <b>" not in page
    assert client.get(_entry(hidden)).status_code == 404


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?from=2026-11-02", {"second"}), ("?to=2026-11-01", {"first", "third"}), ("?grade=B2", {"first"}),
        ("?grade=none", {"second", "third"}), ("?place=pursat", {"second"}), ("?disputed=1", {"third"}),
        ("?report={report}", {"first"}), ("?from=yesterday", {"first", "second", "third"}),
    ],
)  # fmt: skip
def test_a_query_narrows_the_page(client, sign_in, case, investigator, query, shown):
    report = case.reports.get()
    timeline.add(case, Moment("The first one", NOON, reports=[report]), by=investigator)
    timeline.add(case, Moment("The second one", NOON + timedelta(days=3), place="Pursat"), by=investigator)
    timeline.add(case, Moment("The third one", NOON, is_disputed=True), by=investigator)
    page = sign_in(client, investigator).get(_page(case, query.format(report=report.reference))).content.decode()
    assert {name for name in ("first", "second", "third") if f"The {name} one" in page} == shown


def test_the_pages_cost_the_same_for_few_entries_and_for_many(client, sign_in, case, investigator):
    report, exhibit = case.reports.get(), make_exhibit(case, investigator)

    def add():
        moments = [Moment(f"{n}", NOON, reports=[report], exhibits=[exhibit]) for n in range(2)]
        items = [timeline.add(case, moment, by=investigator) for moment in moments]
        timeline.contradict(*items, by=investigator)

    def cost(address):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    add()
    sign_in(client, investigator)
    pages = (_page(case), f"/desk/cases/case/{case.pk}/change/", "/desk/cases/timelineitem/")
    for page in pages:
        client.get(page)
    before = [cost(page) for page in pages]
    for _each in range(3):
        add()
    assert [cost(page) for page in pages] == before


def test_an_entry_is_typed_as_far_as_it_is_known(client, sign_in, case, investigator):
    sign_in(client, investigator)
    address = f"/desk/cases/case/{case.pk}/happened/"
    said = {"start": "2026-11", "zone": "asia/bangkok", "text": "Bought a lorry", "in_summary": "on"}
    assert client.post(address, said).status_code == 302
    item = TimelineItem.objects.get()
    assert (item.when, item.zone, item.precision) == ("2026-11", "Asia/Bangkok", "month")
    wrong = client.post(address, {**said, "start": "last autumn", "zone": "Mars/North"})
    assert wrong.status_code == 422
    assert "There is no time zone of that name" in wrong.content.decode()


def test_an_entry_is_reworded_and_tied_on_its_page(client, sign_in, case, investigator):
    item = timeline.add(case, Moment("Two lorries", NOON), by=investigator)
    other = timeline.add(case, Moment("No lorry", NOON), by=investigator)
    sign_in(client, investigator)
    base = f"/desk/cases/timelineitem/{item.pk}"
    assert client.post(f"{base}/reword/", {"start": "2026-11-01", "text": "Three lorries"}).status_code == 302
    assert client.post(f"{base}/contradict/", {"other": other.pk}).status_code == 302
    page = client.get(_entry(item)).content.decode()
    for said in ("Three lorries", "Two lorries", "No lorry", "Earlier wordings"):
        assert said in page
