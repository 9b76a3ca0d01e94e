"""A timeline out as a table and in again: without loss, without formulas, all of it or nothing."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import casework, timeline, timeline_csv, timeline_exchange, when
from cases.models import TimelineItem
from cases.timeline import Moment
from cases.timeline_csv import Line
from staff.models import AuditEntry
from staff.refusals import Invalid
from tests.cases.making import colleague, make_case, make_exhibit, make_released

NOON = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
# A machine that is busy is no failure.
CALMLY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Words as people and spreadsheets trouble us with; no control characters, which no line of a page can hold.
WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")) | st.sampled_from(" =+-@'\",;"), max_size=60
).map(lambda text: " ".join(text.split()))
MOMENTS = st.builds(
    lambda text, at, span, precision, zone, place, packets, disputed: Moment(
        text, at, at + span if span is not None else None, precision, zone, place, in_summary=packets,
        is_disputed=disputed,
    ),
    WORDS.filter(bool), st.datetimes(datetime(1901, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),
    st.none() | st.timedeltas(timedelta(0), timedelta(days=300)), st.sampled_from(when.Precision.values),
    st.sampled_from(when.USUAL_ZONES), WORDS, st.booleans(), st.booleans(),
)  # fmt: skip


def _line(moment):
    ends = when.floored(moment.end, moment.precision, moment.zone) if moment.end else None
    starts = when.floored(moment.start, moment.precision, moment.zone)
    return Line(moment.text, starts, ends, moment.zone, moment.precision, moment.place,
                in_packets=moment.in_summary, disputed=moment.is_disputed)  # fmt: skip


@CALMLY
@given(st.lists(MOMENTS, max_size=8))
def test_a_table_tells_the_same_lines_that_it_was_made_of(moments):
    lines = [_line(moment) for moment in moments]
    assert timeline_csv.lines_of(timeline_csv.table(lines)) == (list(enumerate(lines, start=2)), [])


@CALMLY
@given(WORDS.filter(bool))
def test_no_cell_is_run_by_a_spreadsheet(text):
    table = timeline_csv.table([Line(text, NOON, place=text)]).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(table, newline="")):
        assert not any(cell[:1] in ("=", "+", "-", "@") for cell in row)


@pytest.mark.django_db
class TestWithCases:
    @pytest.fixture
    def case(self, investigator):
        return make_case(investigator)

    @settings(
        max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    )
    @given(moments=st.lists(MOMENTS, min_size=1, max_size=4), data=st.data())
    def test_out_of_one_case_and_into_another_gives_the_same_timeline(self, case, investigator, moments, data):
        TimelineItem.conflicts.through.objects.all().delete()
        report, mine, other = case.reports.get(), case, casework.open_case([], casework.Brief("Other"), by=investigator)
        mine = casework.open_case([report], casework.Brief("Mine"), by=investigator)
        casework.add_report(other, report, by=investigator)
        items = [
            timeline.add(mine, _citing(moment, report, data.draw(st.booleans())), by=investigator)
            for moment in moments
        ]  # fmt: skip
        if len(items) > 1:
            timeline.contradict(items[0], items[-1], by=investigator)
        table = timeline_exchange.take_out(mine, by=investigator)
        timeline_exchange.take_in(other, table, by=investigator)
        assert _told(other) == _told(mine)
        again = timeline_exchange.take_in(other, table, by=investigator)
        assert again.does_nothing
        assert other.timeline.count() == len(items)

    def test_a_changed_line_is_a_new_wording_and_the_old_one_stays(self, case, investigator):
        exhibit = make_exhibit(case, investigator)
        item = timeline.add(case, Moment("Two lorries", NOON, exhibits=[exhibit]), by=investigator)
        table = timeline_exchange.take_out(case, by=investigator).replace(b"Two lorries", b"Three lorries")
        timeline_exchange.take_in(case, table, by=investigator)
        item.refresh_from_db()
        assert (item.text, item.versions.get().text, item.number) == ("Three lorries", "Two lorries", 2)
        assert list(item.exhibits.all()) == [exhibit]

    def test_a_bad_line_is_named_and_nothing_of_the_table_is_kept(self, case, investigator):
        unseen = make_released()
        rows = [
            "start,what,zone,precision,reports,end",
            "2026-11-01,A good line,,,,", "yesterday,x,,,,", "2026-11-01,x,Mars/North,,,", "2026-11-01,x,,second,,",
            f"2026-11-01,x,,,{unseen.reference},", "2026-11-01,,,,,", "2026-11-01,x,,,,2026-10-01", "a,b,c,d,e,f,g",
        ]  # fmt: skip
        raw = "\r\n".join(rows).encode()
        found = timeline_exchange.plan(case, raw, by=investigator)
        assert [bad.number for bad in found.bad] == [3, 4, 5, 6, 7, 8, 9]
        assert all(bad.sentence.endswith(".") for bad in found.bad)
        with pytest.raises(Invalid) as refused:
            timeline_exchange.take_in(case, raw, by=investigator)
        assert "Line 3" in str(refused.value)
        assert not case.timeline.exists()

    @pytest.mark.parametrize("raw", [b"\xff\xfe", b"", b"start\r\n2026", b"start,what,colour\r\n", b'start,what\r\n"a'])
    def test_what_is_no_table_is_refused(self, case, investigator, raw):
        with pytest.raises(Invalid):
            timeline_exchange.plan(case, raw, by=investigator)

    def test_a_report_kept_from_an_officer_is_in_no_table_and_cannot_be_named(self, case, investigator, analyst):
        secret, lead = make_released(), colleague("investigator")
        hides = make_case(lead, secret)
        casework.add_report(case, secret, by=investigator)
        casework.admit(case, analyst, by=investigator)
        timeline.add(case, Moment("Hidden words", NOON, reports=[secret]), by=investigator)
        casework.deny(hides, analyst, by=lead)
        table = timeline_exchange.take_out(case, by=analyst).decode()
        assert "Hidden" not in table
        assert secret.reference not in table
        raw = f"start,what,reports\r\n2026,x,{secret.reference}\r\n2026,x,RPT-1999-000001".encode()
        told = [bad.sentence for bad in timeline_exchange.plan(case, raw, by=analyst).bad]
        assert told[0].replace(secret.reference, "") == told[1].replace("RPT-1999-000001", "")

    def test_a_table_is_looked_at_before_it_is_taken_in(self, client, sign_in, case, investigator):
        address = f"/desk/cases/case/{case.pk}/timeline/take/"
        raw = b'start,what\r\n2026-11-01,"A lorry, white"\r\n'
        sign_in(client, investigator)
        page = client.post(address, {"file": SimpleUploadedFile("t.csv", raw)})
        assert page.status_code == 200
        assert "A lorry, white" in page.content.decode()
        assert not case.timeline.exists()
        assert client.post(address, {"table": page.context["table"]}).status_code == 302
        assert case.timeline.get().text == "A lorry, white"
        wrong = client.post(address, {"file": SimpleUploadedFile("t.csv", b"start,what\r\nlater,x")})
        assert wrong.status_code == 422
        assert "2026-11-22 04:10" in wrong.content.decode()

    def test_the_table_leaves_on_record(self, client, sign_in, case, investigator):
        timeline.add(case, Moment("=cmd()", NOON), by=investigator)
        response = sign_in(client, investigator).get(f"/desk/cases/case/{case.pk}/timeline/table/")
        assert "'=cmd()" in response.content.decode()
        assert AuditEntry.objects.get(verb="timeline.taken_out").details == {"entries": 1}


def _citing(moment, report, does):
    from dataclasses import replace

    return replace(moment, reports=[report] if does else [])


def _told(case):
    items = list(case.timeline.drawn())
    said = {item.pk: timeline_csv.line_of(item).said for item in items}
    return sorted(
        (repr(said[item.pk]), item.is_disputed, sorted(repr(said[other.pk]) for other in item.conflicts.all()))
        for item in items
    )
