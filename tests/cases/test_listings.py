"""cases/listings/: recording, assessing, reporting to platforms, looking again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cases import casework
from cases.listings import capturing, platforms, rechecks, recording, takedown
from cases.listings.recording import NEXT, State
from cases.models import Case, Listing, PlatformReport
from intel.models import Link
from staff import compartments
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.listed import (
    ago,
    facts,
    make_assessed,
    make_capture,
    make_listing,
    make_platform,
    make_reported,
    see,
)
from tests.cases.making import colleague, make_case, make_released
from tests.cases.seized import make_term
from tests.make import make_taxon, make_tip

pytestmark = pytest.mark.django_db
Sent = PlatformReport.State


@pytest.fixture
def case(investigator):
    return make_case(investigator)


# --- Recording ----------------------------------------------------------------------------------------------------
def test_a_listing_is_kept_as_told_without_what_only_counts_clicks(case, investigator):
    platform, term = make_platform(), make_term("LIV", "live")
    row = make_listing(
        case, investigator, taxon=make_taxon(), term="liv", price=Decimal("1200000"), currency="vnd",
        quantity=Decimal(2), unit="no.", place="Gần Hà Nội",
    )  # fmt: skip
    assert row.url == "https://www.market.example/item/4711"
    assert (row.platform, row.term, row.asked, row.amount) == (platform, term, "1200000 VND", "2 no.")
    assert (row.state, row.online) == (State.SPOTTED, "live")
    assert AuditEntry.objects.filter(verb="listing.recorded", subject_id=str(row.pk)).exists()
    assert "turtles" not in str(list(AuditEntry.objects.values_list("details")))


def test_it_stands_in_the_network_with_the_account_that_sells(case, investigator):
    report = case.reports.get()
    row = make_listing(case, investigator, account="@turtle_shop", account_id="99", report=report)
    assert row.entity.schema == "Listing"
    assert set(row.entity.facts.values_list("prop", "report")) == {
        ("name", report.pk), ("url", report.pk), ("service", report.pk),
    }  # fmt: skip
    link = Link.objects.get(source=row.seller, target=row.entity)
    assert (row.seller.schema, link.kind, link.role, link.basis) == ("UserAccount", "Uses", "online_seller", "asserted")


def test_two_listings_of_one_title_are_two_and_one_seller_is_one(case, investigator):
    one = make_listing(case, investigator, account="turtle_shop")
    other = make_listing(case, investigator, url="https://market.example/item/2", account="turtle_shop")
    assert one.entity != other.entity
    assert one.seller == other.seller


def test_an_address_stands_once_in_a_case_and_the_refusal_names_it(case, investigator):
    row = make_listing(case, investigator)
    with pytest.raises(Invalid, match=row.reference):
        make_listing(case, investigator, url="http://m.market.example/item/4711/?fbclid=7")
    assert Listing.objects.count() == 1
    assert make_listing(make_case(investigator), investigator).url_key == row.url_key


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": "market.example"}, "url"), ({"title": " "}, "title"), ({"term": "XXX"}, "term"),
        ({"price": Decimal(5)}, "currency"), ({"quantity": Decimal(5), "unit": "heap"}, "unit"),
        ({"first_seen": ago(-1)}, "first_seen"), ({"summary": "x" * 2001}, "summary"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_named_by_its_field(case, investigator, wrong, field):
    with pytest.raises(Invalid) as refused:
        make_listing(case, investigator, **wrong)
    assert field in refused.value.fields
    assert not Listing.objects.exists()


def test_corrected_it_tells_the_network_what_is_new(case, investigator):
    row = make_listing(case, investigator)
    recording.correct(
        row, facts(title="Three turtles", price=Decimal(9), currency="USD", account="new"), by=investigator
    )
    row.refresh_from_db()
    assert (row.title, row.seller.name) == ("Three turtles", "new")
    assert row.entity.facts.filter(prop="price", value="9 USD").exists()


def test_a_platform_told_in_words_is_known_once_it_is_entered(case, investigator):
    row = make_listing(case, investigator, platform="  MARKET ")
    assert (row.platform, row.platform_name) == (None, "MARKET")
    platform = make_platform()
    row.refresh_from_db()
    assert row.platform == platform
    with pytest.raises(Invalid):
        platforms.enter(platforms.Entry("market"), by=colleague("supervisor"))


# --- Who ------------------------------------------------------------------------------------------------------------
def test_only_who_sees_the_case_sees_it_and_only_who_records_in_it_acts(
    case, investigator, analyst, custodian, supervisor
):
    row = make_listing(case, investigator)
    for officer, seen in ((investigator, 1), (supervisor, 1), (analyst, 0), (custodian, 0)):
        assert Listing.objects.visible_to(officer).count() == seen
    compartments.admit(custodian, case.pk, by=investigator)
    assert not Listing.objects.visible_to(custodian).exists()
    for act in (
        lambda: recording.settle(row, "why", by=analyst), lambda: recording.assess(row, "live", by=analyst),
        lambda: see(row, analyst, "there"), lambda: make_listing(case, analyst),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            act()
    row.refresh_from_db()
    assert row.state == State.SPOTTED


def test_whoever_the_case_denies_sees_nothing_of_it_whatever_they_may(case, investigator, supervisor):
    make_listing(case, investigator)
    casework.deny(case, supervisor, by=investigator)
    assert not Listing.objects.visible_to(supervisor).exists()


def test_one_that_came_from_a_report_kept_from_an_officer_is_kept_from_them(case, investigator, analyst):
    report = make_released()
    casework.add_report(case, report, by=investigator)
    row = make_listing(case, investigator, report=report)
    compartments.admit(analyst, case.pk, by=investigator)
    assert Listing.objects.visible_to(analyst).get() == row
    other = make_case(colleague("investigator"), report)
    casework.deny(other, analyst, by=other.lead)
    assert not Listing.objects.visible_to(analyst).exists()
    with pytest.raises(NotAllowed):
        recording.assess(row, "live", by=analyst)


# --- The state machine ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("at", "to"), [(at, to) for at in NEXT for to in State if to not in NEXT[at]])
def test_a_step_that_does_not_follow_is_refused(at, to):
    with pytest.raises(WrongStatus):
        recording.move(Listing(state=at), to, by=None)


def test_the_database_knows_the_states(case, investigator):
    row = make_listing(case, investigator)
    for state in ("lost", "reported"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Listing.objects.filter(pk=row.pk).update(state=state)


def test_captured_assessed_and_what_should_stay_is_settled(case, investigator):
    row = make_listing(case, investigator)
    capture = make_capture(case, investigator)
    assert capturing.attach(row, capture, by=investigator).state == State.CAPTURED
    assert capturing.attach(row, capture, by=investigator).captures.count() == 1
    assert recording.assess(row, "parts", by=investigator).state == State.ASSESSED
    assert recording.assess(row, "none", by=investigator).state == State.SETTLED


def test_only_a_capture_of_the_case_can_be_pointed_to(case, investigator):
    other = make_capture(make_case(investigator), investigator)
    with pytest.raises(Invalid):
        capturing.attach(make_listing(case, investigator), other, by=investigator)


# --- Reports to platforms -------------------------------------------------------------------------------------------
def test_the_text_tells_address_account_rule_and_law_and_nothing_of_us(case, investigator):
    investigator.full_name = "Nguyen Thi Tra"
    investigator.save()
    make_platform()
    report = case.reports.get()
    row = make_assessed(case, investigator, account="turtle_shop", report=report, summary="Told by the neighbour")
    letter = takedown.prepare(row, "en", "mail", by=investigator).text
    for told in (row.url, "turtle_shop", "Rule 7: wildlife", "Cuora galbinifrons", "Appendix II of CITES"):
        assert told in letter
    hidden = (
        case.reference, case.title, report.reference, report.title, row.reference, row.title, row.summary,
        investigator.full_name, investigator.username, "RPT-", "CAS-", "EXH-",
    )  # fmt: skip
    assert [each for each in hidden if each in letter] == []


def test_what_a_source_wrote_does_not_leave_by_an_account_or_an_address(investigator):
    tip = make_tip("The seller of the yellow house by the old pier hides them under ice.")
    case = make_case(investigator, make_released(tip))
    row = make_assessed(case, investigator, account="seller of the yellow house by the old pier")
    with pytest.raises(Invalid, match="must not leave"):
        takedown.prepare(row, "en", "mail", by=investigator)
    assert not PlatformReport.objects.exists()


def test_nothing_is_prepared_before_it_is_assessed(case, investigator):
    with pytest.raises(WrongStatus):
        takedown.prepare(make_listing(case, investigator), "en", "mail", by=investigator)


def test_prepared_anew_it_takes_the_place_of_what_was_not_sent(case, investigator):
    row = make_assessed(case, investigator)
    first = takedown.prepare(row, "en", "mail", by=investigator)
    again = takedown.prepare(row, "vi", "api", by=investigator)
    assert (again.pk, again.text[0]) == (first.pk, "{")
    assert PlatformReport.objects.count() == 1


def test_sent_it_is_followed_and_its_answer_kept(case, investigator):
    row = make_reported(case, investigator, days_ago=3)
    report = row.platform_reports.get()
    assert (row.state, row.reported_on, report.state, report.ticket) == (State.REPORTED, ago(3), Sent.SENT, "T-1")
    takedown.answered(report, "refused", ago(2), "Within the rules", by=investigator)
    row.refresh_from_db()
    assert row.state == State.REPORTED
    takedown.answered(report, "account", ago(1), by=investigator)
    row.refresh_from_db()
    assert (row.state, row.removed_on, row.online) == (State.REMOVED, ago(1), "dead")
    with pytest.raises(WrongStatus):
        takedown.answered(report, "refused", ago(0), by=investigator)


@pytest.mark.parametrize(
    ("at", "to"),
    [(at, to) for at in takedown.REPORT_NEXT for to in takedown.ANSWERS if to not in takedown.REPORT_NEXT[at]],
)
def test_an_answer_that_does_not_follow_is_refused(case, investigator, at, to):
    row = make_assessed(case, investigator)
    report = takedown.prepare(row, "en", "mail", by=investigator)
    sent, answered = at != Sent.PREPARED, at not in (Sent.PREPARED, Sent.SENT)
    PlatformReport.objects.filter(pk=report.pk).update(
        state=at, sent_on=ago(2) if sent else None, sent_by=investigator if sent else None,
        answered_on=ago(1) if answered else None,
    )  # fmt: skip
    with pytest.raises(WrongStatus):
        takedown.answered(report, to, ago(0), by=investigator)


def test_a_report_is_sent_once_and_not_in_the_future(case, investigator):
    report = takedown.prepare(make_assessed(case, investigator), "en", "mail", by=investigator)
    with pytest.raises(Invalid):
        takedown.sent(report, ago(-1), by=investigator)
    takedown.sent(report, ago(0), by=investigator)
    with pytest.raises(WrongStatus):
        takedown.sent(report, ago(0), by=investigator)


# --- Looking again --------------------------------------------------------------------------------------------------
def test_it_is_looked_at_after_1_7_30_and_90_days(case, investigator):
    row = make_reported(case, investigator, days_ago=0, first_seen=ago(200))
    start, due = ago(0), []
    for _look in range(4):
        due.append((row.recheck_due - start).days)
        Listing.objects.filter(pk=row.pk).update(seen_on=row.first_seen)
        row.recheck_due = rechecks.next_look(row, row.recheck_due)
    assert due == [1, 7, 30, 90]
    assert row.recheck_due is None


def test_a_look_answers_the_recheck_that_was_due_and_says_which(case, investigator):
    row = make_reported(case, investigator, days_ago=8)
    assert row.recheck_due == ago(7)
    row = see(row, investigator, "unknown")
    assert row.looks.get().days == 7
    assert (row.recheck_due, row.state) == (ago(8) + timedelta(days=30), State.REPORTED)


@pytest.mark.parametrize(
    ("found", "state", "online"),
    [("gone", State.REMOVED, "dead"), ("there", State.STILL_UP, "live"), ("changed", State.STILL_UP, "live"),
     ("unknown", State.REPORTED, "live")],
)  # fmt: skip
def test_what_was_found_says_how_it_stands(case, investigator, found, state, online):
    row = see(make_reported(case, investigator), investigator, found)
    assert (row.state, row.online) == (state, online)


def test_there_after_it_was_gone_it_has_reappeared(case, investigator):
    row = see(make_reported(case, investigator), investigator, "gone", 5)
    row = see(row, investigator, "there", 2)
    assert (row.state, row.removed_on, row.reappeared_on) == (State.REAPPEARED, ago(5), ago(2))
    assert row.days_to_removal == 5


def test_settled_it_is_left_alone_until_it_is_back(case, investigator):
    row = see(make_reported(case, investigator), investigator, "gone", 5)
    recording.settle(row, "Gone for good", by=investigator)
    row.refresh_from_db()
    assert row.recheck_due is None
    with pytest.raises(WrongStatus):
        see(row, investigator, "unknown")
    assert see(row, investigator, "there").state == State.REAPPEARED


def test_an_older_look_is_history_and_changes_nothing(case, investigator):
    row = see(make_reported(case, investigator), investigator, "gone", 2)
    assert see(row, investigator, "there", 4).state == State.REMOVED
    assert row.looks.count() == 2


def test_what_is_due_is_asked_of_who_follows_it_and_of_who_leads_the_case(case, investigator, analyst, supervisor):
    compartments.admit(analyst, case.pk, by=investigator)
    row = make_reported(case, analyst, days_ago=8)
    assert rechecks.due_for(analyst) == [row] == rechecks.due_for(investigator)
    assert rechecks.due_for(supervisor) == []
    casework.deny(case, analyst, by=investigator)
    assert rechecks.due_for(analyst) == []
    casework.close(case, "unfounded", by=investigator)
    assert rechecks.due_for(Case.objects.get(pk=case.pk).lead) == []
