"""Listings and platforms at the desk: recorded, told to a platform, looked at again, counted."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import casework, glass
from cases.listings import recording, takedown
from cases.models import Listing, Platform
from staff import compartments
from staff.models import AuditEntry
from tests.cases.listed import ago, make_assessed, make_listing, make_platform, make_reported, see
from tests.cases.making import colleague, make_case
from tests.cases.seized import make_term
from tests.make import make_taxon

pytestmark = pytest.mark.django_db
LIST = "/desk/cases/listing/"
FORM = {
    "url": "https://market.example/item/7?fbclid=1", "title": "A turtle", "platform": "Market",
    "account": "turtle_shop", "taxon": "Cuora galbinifrons", "term": "LIV", "price": "12", "currency": "usd",
    "quantity": "1", "unit": "no.", "first_seen": "2026-11-01", "online": "live",
}  # fmt: skip


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def desk(client, sign_in, investigator):
    return sign_in(client, investigator)


def press(desk, listing, button, **said):
    answer = desk.post(f"{LIST}{listing.pk}/{button}/", said)
    assert answer.status_code == 302, answer.content.decode()
    listing.refresh_from_db()
    return listing


def test_a_listing_goes_from_its_form_to_its_removal(desk, case):
    make_taxon(), make_term("LIV", "live"), make_platform()
    answer = desk.post(f"{LIST}new/{case.pk}/", FORM)
    row = Listing.objects.get()
    assert answer["Location"] == f"{LIST}{row.pk}/change/"
    assert (row.url, row.asked, row.seller.name) == ("https://market.example/item/7", "12 USD", "turtle_shop")
    press(desk, row, "assess", ground="live")
    press(desk, row, "prepare", language="en", way="mail")
    page = desk.get(f"{LIST}{row.pk}/change/").content.decode()
    assert "abuse@market.example" in page
    assert "Rule 7: wildlife" in page
    file = desk.post(f"{LIST}{row.pk}/text/")
    assert file["Content-Disposition"] == 'attachment; filename="report.txt"'
    assert row.url in file.content.decode()
    assert AuditEntry.objects.filter(verb="listing.report_taken").exists()
    press(desk, row, "sent", on=ago(0).isoformat(), ticket="T-7")
    assert row.state == "reported"
    report = row.platform_reports.get()
    press(desk, row, "answer", report=report.pk, answer="removed", on=ago(0).isoformat())
    assert row.state == "removed"
    press(desk, row, "look", found="there", on=ago(0).isoformat())
    assert row.state == "reappeared"


def test_a_refused_form_says_what_is_wrong_and_keeps_what_was_typed(desk, case):
    answer = desk.post(f"{LIST}new/{case.pk}/", {**FORM, "taxon": "", "term": "", "url": "market.example/7"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Give the whole address" in page
    assert 'value="market.example/7"' in page
    assert not Listing.objects.exists()


def test_who_is_not_in_the_case_finds_no_way_in(client, sign_in, case, investigator, analyst):
    row = make_listing(case, investigator)
    stranger = sign_in(client, analyst)
    assert stranger.get(f"{LIST}new/{case.pk}/").status_code == 404
    assert stranger.get(f"{LIST}{row.pk}/change/").status_code == 404
    assert stranger.post(f"{LIST}{row.pk}/settle/", {"why": "x"}).status_code == 404
    assert row.reference not in stranger.get(LIST).content.decode()


def test_who_reads_the_case_through_broken_glass_gets_no_button(
    client, sign_in, case, investigator, analyst, supervisor
):
    row = make_listing(case, investigator)
    colleague("supervisor")
    glass.enter(case.reference, "life", "An animal is about to die and nobody answers", by=analyst)
    page = sign_in(client, analyst).get(f"{LIST}{row.pk}/change/").content.decode()
    assert "broken glass" in page
    assert f"{LIST}{row.pk}/settle/" not in page


def test_the_correction_starts_with_what_stands(desk, case, investigator):
    row = make_listing(case, investigator, account="turtle_shop", place="Hanoi")
    page = desk.get(f"{LIST}{row.pk}/change/").content.decode()
    assert 'value="turtle_shop"' in page
    assert 'value="Hanoi"' in page


def test_each_number_of_the_figures_opens_its_rows(desk, case, investigator):
    taxon = make_taxon()
    see(make_reported(case, investigator, taxon=taxon), investigator, "gone", 3)
    make_listing(case, investigator, url="https://market.example/2", platform="")
    page = desk.get(f"{LIST}figures/").content.decode()
    found = re.findall(r'<a href="(/desk/cases/listing/\?[^"]*)">([\d.]+)</a>', page)
    assert len(found) == 5 * 5 - 2  # all, two platforms, two species; without a removal no median
    for address, number in found:
        rows = desk.get(address.replace("&amp;", "&")).context_data["cl"].result_list
        if number != "7":  # the median, whose rows are those removed
            assert len(rows) == int(number), address


def test_the_list_costs_the_same_for_many(desk, case, investigator):
    make_platform()
    make_reported(case, investigator)
    desk.get(LIST)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(LIST).status_code == 200
        return len(asked)

    one = queries()
    for number in range(5):
        make_listing(case, investigator, url=f"https://market.example/n/{number}", taxon=make_taxon())
    assert queries() == one


def test_what_is_due_stands_above_ones_tasks_and_among_the_next_steps_of_its_case(desk, case, investigator):
    row = make_reported(case, investigator, days_ago=8)
    for address in ("/desk/cases/task/", f"{LIST}?recheck=mine", f"/desk/cases/case/{case.pk}/change/"):
        assert row.reference in desk.get(address).content.decode()
    assert "look at it again" in desk.get(f"/desk/cases/case/{case.pk}/change/").content.decode()
    recording.settle(row, "Enough", by=investigator)
    assert row.reference not in desk.get("/desk/cases/task/").content.decode()


def test_the_case_shows_its_listings_to_who_may_see_them(client, sign_in, case, investigator, custodian):
    row = make_listing(case, investigator)
    compartments.admit(custodian, case.pk, by=investigator)
    address = f"/desk/cases/case/{case.pk}/change/"
    assert row.reference in sign_in(client, investigator).get(address).content.decode()
    assert row.reference not in sign_in(client, custodian).get(address).content.decode()


# --- Platforms ------------------------------------------------------------------------------------------------------
def test_the_register_is_kept_by_who_has_the_right(client, sign_in, investigator, administrator):
    said = {"name": "Market", "mail": "abuse@market.example"}
    assert sign_in(client, investigator).post("/desk/cases/platform/new/", said).status_code == 403
    keeper = sign_in(client, administrator)
    assert keeper.post("/desk/cases/platform/new/", {**said, "mail": "no mail"}).status_code == 422
    assert keeper.post("/desk/cases/platform/new/", said).status_code == 302
    row = Platform.objects.get()
    answer = keeper.post(f"/desk/cases/platform/{row.pk}/correct/", {**said, "rule": "Rule 9"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.rule, row.checked_on) == ("Rule 9", ago(0))


def test_a_withdrawn_right_stops_a_text_that_was_prepared(client, sign_in, case, investigator):
    second = colleague("investigator")
    compartments.admit(second, case.pk, by=investigator)
    row = make_assessed(case, second)
    takedown.prepare(row, "en", "mail", by=second)
    casework.deny(case, second, by=investigator)
    denied = sign_in(client, second)
    assert denied.post(f"{LIST}{row.pk}/text/").status_code == 404
    assert denied.post(f"{LIST}{row.pk}/sent/", {"on": ago(0).isoformat()}).status_code == 404
