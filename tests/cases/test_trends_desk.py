"""Trends at the desk: who sees what, what is taken out as a file, and what a page costs."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import casework
from cases.trends.asked import Asked
from cases.trends.ground import KINDS, Ground
from hotline.models import Report
from intel import facts
from intel.facts import Given
from intel.rendering import tables as files
from intel.trends import flows
from reference.models import Place
from staff import compartments
from staff.models import AuditEntry
from tests.cases import trended
from tests.cases.making import make_case, make_released
from tests.cases.seized import lay, make_seizure
from tests.cases.trended import PAGE, get_page
from tests.intel.making import make_entity
from tests.people import make_officer, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def house(django_db_setup, django_db_blocker):
    with trended.laid(django_db_blocker):
        yield


@pytest.fixture
def ground(db):
    return trended.seen_by_lead()


@pytest.fixture
def province(db):
    return Place.objects.get(kind="province")


# --- Who sees what ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("view", ["", "unusual", "season", "routes", "sellers", "indicators"])
def test_an_outsider_counts_no_case_no_seizure_and_no_account(ground, client, view):
    elsewhere = make_officer("elsewhere", "investigator")
    page = get_page(client, elsewhere, view=view, by="concealment" if not view else "")
    assert [number for _kind, _name, number, _address in page.context["rests_on"]] == [3, 0, 0, 0]
    assert not re.search("nuts|facebook|@shop|Apapa|NG →", page.content.decode())


def test_one_who_is_denied_counts_not_even_the_reports(ground, client):
    denied = make_officer("denied", "analyst", "supervisor")
    for case in ground.cases():
        compartments.deny(denied, case.pk, by=ground.officer)
    page = get_page(client, denied)
    assert [number for _kind, _name, number, _address in page.context["rests_on"]] == [0, 0, 0, 0]
    opened = client.get(f"{PAGE}rows/?kind=seizure&of=route:NG+>+SG+>+VN")
    assert not opened.context["rows"]


def test_a_platform_that_a_hidden_report_alone_tells_of_is_offered_to_nobody_it_is_hidden_from(ground, client):
    case, reader = ground.cases().get(title="Turtles at a market"), make_officer("reader", "investigator")
    hidden = make_released()
    other = make_case(ground.officer, hidden, title="Elsewhere")
    Report.objects.filter(pk=hidden.pk).update(compartments=[case.pk, other.pk])
    account = make_entity(case, ground.officer, "@new", "UserAccount")
    facts.add(account, Given("service", "Secretgram", report=hidden), by=ground.officer)
    compartments.admit(reader, case.pk, by=ground.officer)
    compartments.deny(reader, other.pk, by=ground.officer)
    assert "secretgram" in get_page(client, ground.officer).content.decode()
    page = get_page(client, reader).content.decode()
    assert "facebook" in page
    assert "secretgram" not in page


def test_broken_glass_makes_nothing_count(ground):
    from cases import glass

    breaker, _second = make_officer("breaker", "investigator"), make_officer("told", "supervisor")
    glass.enter(ground.cases().first().reference, "life", "Somebody is in danger, nobody answers", by=breaker)
    assert [Ground(breaker).of(kind).count() for kind in KINDS] == [3, 0, 0, 0]
    assert not Ground(breaker).entities().exists()


@pytest.mark.parametrize("role", ["intake", "custodian", "handler", "administrator", "auditor"])
def test_who_has_no_right_to_trends_sees_none(client, role):
    assert get_page(client, make_officer("nobody", role)).status_code == 403


# --- Days that are slips of the pen -------------------------------------------------------------------------------
@pytest.mark.parametrize("year", [202, 9999])
@pytest.mark.parametrize("view", ["", "unusual", "season"])
def test_a_report_of_an_absurd_year_breaks_no_view(ground, client, view, year):
    ground.reports().filter(country="LA").update(happened_on=date(year, 12, 31))
    assert get_page(client, ground.officer, view=view, by="month").status_code == 200


def test_seasons_end_with_the_period_that_is_asked_for(ground, client):
    page = get_page(client, ground.officer, view="season", until="2026-03-31")
    assert page.context["seasons"][0][-1] == ("2025-12", "2026-03")
    page = get_page(client, ground.officer, view="season", since="2025-12-15", until="2026-03-30")
    assert page.context["seasons"][0][-1] is None


def test_a_report_of_a_year_to_come_pushes_no_month_out_of_the_strip(ground, client):
    ground.reports().filter(country="LA").update(happened_on=date(2098, 12, 31))
    assert get_page(client, ground.officer, by="month").context["span"][0] == "2026-03"


# --- Taking it out ------------------------------------------------------------------------------------------------
def test_the_table_is_taken_as_csv_on_record_and_runs_no_formula(ground, client):
    ground.seizures().filter(country="LA").update(concealment="=HYPERLINK(1)")
    analyst = make_officer("reads", "analyst")
    for case in ground.cases():
        compartments.admit(analyst, case.pk, by=ground.officer)
    answer = signed_in(client, analyst).post(f"{PAGE}csv/", {"by": "concealment"})
    assert b"'=hyperlink(1)" in answer.content
    assert files.read_csv(answer.content) == (
        ["concealment", "cases", "seizures"], [["under nuts", "1", "2"], ["=hyperlink(1)", "1", "1"]],
    )  # fmt: skip
    entry = AuditEntry.objects.get(verb="trends.exported")
    assert entry.details == {"dimension": "concealment", "rows": 2, "narrowed": []}


def test_who_may_not_export_takes_nothing(ground, client):
    answer = signed_in(client, ground.officer).post(f"{PAGE}csv/", {"by": "month"})
    assert answer.status_code == 403
    assert not AuditEntry.objects.filter(verb="trends.exported").exists()


# --- The page -----------------------------------------------------------------------------------------------------
def test_a_filter_is_a_link_that_says_the_same_again(ground, client, province):
    query = {"since": "2026-01-01", "country": "vn", "province": "nghe an", "route": "ng vn", "grade": "D4"}
    page = get_page(client, ground.officer, **query)
    told = Asked(date(2026, 1, 1), None, None, "VN", province, ("NG", "VN"), grade="D4")
    assert page.context["form"].cleaned_data["asked"] == told
    again = client.get(page.context["tabs"][0][2])
    assert again.context["form"].cleaned_data["asked"] == told


@pytest.mark.parametrize(
    "query", [{"since": "soon"}, {"country": "QQ"}, {"taxon": "Nonsense"}, {"province": "Nowhere"}, {"route": "NG QQ"}]
)
def test_what_is_in_no_list_is_said_at_its_field(ground, client, query):
    page = get_page(client, ground.officer, **query)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == set(query)


def test_where_nothing_fits_every_view_says_so(client, investigator):
    for view in ("", "unusual", "season", "routes", "sellers", "indicators"):
        assert b'role="status"' in get_page(client, investigator, view=view, country="TH").content.split(b"</nav>")[-1]


def test_a_null_sign_in_an_address_is_answered_with_a_sentence(client, investigator):
    answer = signed_in(client, investigator).get(f"{PAGE}rows/?kind=report&of=country:%00")
    assert answer.status_code == 400
    assert "could not be read" in answer.content.decode()


def test_what_nobody_can_count_by_is_not_found(client, investigator):
    many = "&of=country:VN" * 4
    assert signed_in(client, investigator).get(f"{PAGE}rows/?kind=report{many}").status_code == 404
    signed_in(client, investigator)
    for query in ("kind=tip", "kind=report&of=text:x", "kind=report&of=route:x"):
        assert client.get(f"{PAGE}rows/?{query}").status_code == 404


@pytest.mark.parametrize("view", ["", "unusual", "season", "routes", "sellers", "indicators"])
def test_a_page_costs_as_many_queries_whatever_it_counts(ground, client, view):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            get_page(client, ground.officer, view=view)
        return len(queries)

    asked()
    before = asked()
    case = casework.open_case([make_released(country="TH", place="Chiang Mai")], casework.Brief(title="Another"),
                              by=ground.officer)  # fmt: skip
    for number in range(3):
        seizure = make_seizure(
            case, ground.officer, place=f"Gate {number}", setting="border", concealment=f"in {number}"
        )
        lay(seizure, ground.officer, ("origin", "TH", f"Town {number}"), ("destination", "CN"))
        make_entity(case, ground.officer, f"@other{number}", "UserAccount", service=f"Site {number}")
    assert asked() == before


def test_ways_are_put_together_by_country(ground):
    assert set(ground.ways.values()) == {flows.tidy(("NG", "SG", "VN"))}
