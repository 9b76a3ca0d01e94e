"""Figures at the desk: who sees what, and what is taken out as a file."""

import io

import pytest
from openpyxl import load_workbook

from cases.indicators import table
from intel.rendering import tables as files
from staff import compartments
from staff.models import AuditEntry
from tests.cases import counted
from tests.people import make_officer, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/desk/cases/figures/"


@pytest.fixture
def lead(db):
    lead = make_officer("lead", "analyst")
    lead.laid = counted.lay(lead, cases=1, each=2)
    return lead


def _numbers(page):
    return {shown["figure"].indicator.key: shown["figure"] for _group, each in page.context["groups"] for shown in each}


def test_each_number_of_the_page_opens_its_rows(lead, client):
    page = signed_in(client, lead).get(PAGE, {"since": ""})
    assert page.status_code == 200
    for _group, each in page.context["groups"]:
        for shown in each:
            if shown["all"]:
                opened = client.get(shown["all"])
                assert opened.context["number"] == shown["figure"].number, shown["figure"].indicator.key


def test_an_officer_outside_the_case_counts_nothing_of_it(lead, client):
    found = _numbers(signed_in(client, make_officer("elsewhere", "analyst")).get(PAGE, {"since": ""}))
    assert {key for key, figure in found.items() if figure.number} == {
        "tips_received", "tips_promoted", "tips_promoted_by_channel", "tips_by_kind", "tips_promoted_by_kind",
        "feedback_to_sources", "reports_checked",
        "reports_on_target", "costs",
    } - {key for key, figure in found.items() if not figure.number}  # fmt: skip
    assert not any(found[key].number for key in ("referrals_sent", "arrests", "seized", "listings_removed"))


def test_one_who_is_denied_counts_not_even_tips_and_reports(lead, client):
    denied = make_officer("denied", "analyst", "supervisor")
    compartments.deny(denied, lead.laid[0].pk, by=lead)
    found = _numbers(signed_in(client, denied).get(PAGE, {"since": ""}))
    assert {key for key, figure in found.items() if figure.number} == {"costs"}
    assert not client.get(f"{PAGE}rows/?of=arrests").context["rows"]


def test_who_reads_no_tips_gets_no_number_of_them_and_no_filter_by_channel(lead, client):
    other = make_officer("other", "investigator")
    page = signed_in(client, other).get(PAGE, {"channel": "web"})
    assert not _numbers(page)["tips_received"].is_open
    assert "channel" not in page.context["form"].fields
    assert client.get(f"{PAGE}rows/?of=tips_received").status_code == 404


@pytest.mark.parametrize("role", ["intake", "custodian", "handler", "administrator", "auditor"])
def test_who_has_no_right_to_figures_sees_none(client, role):
    assert signed_in(client, make_officer("nobody", role)).get(PAGE).status_code == 403


@pytest.mark.parametrize("query", [{"since": "soon"}, {"until": "9999-12-31"}, {"country": "QQ"}, {"group": "x"}])
def test_what_cannot_be_counted_is_said_at_its_field(client, analyst, query):
    page = signed_in(client, analyst).get(PAGE, query)
    assert (page.status_code, set(page.context["form"].errors)) == (422, set(query))


@pytest.mark.parametrize("query", ["of=nothing", "of=tips_received&since=x", f"of=seized&part={'x' * 999}"])
def test_a_list_that_nothing_counts_is_not_found(client, analyst, query):
    assert signed_in(client, analyst).get(f"{PAGE}rows/?{query}").status_code == 404


@pytest.mark.parametrize("part", ["a|b|c", "%27", "-"])
def test_a_part_that_no_row_has_is_an_empty_list(client, analyst, part):
    assert not signed_in(client, analyst).get(f"{PAGE}rows/?of=seized&part={part}").context["rows"]


def test_the_figures_open_as_csv_with_their_definitions_on_record(lead, client):
    answer = signed_in(client, lead).post(f"{PAGE}file/", {"form": "csv"})
    header, rows = files.read_csv(answer.content)
    assert {row[0] for row in rows} <= set(table.ALL)
    assert [row[3] for row in rows if row[0] == "referrals_sent"] == ["2"]
    assert all(row[header.index("definition")] for row in rows)
    assert AuditEntry.objects.get(verb="figures.exported").details["form"] == "csv"


def test_the_figures_open_as_a_workbook(lead, client):
    answer = signed_in(client, lead).post(f"{PAGE}file/", {"form": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [row[3].value for row in sheet.iter_rows(min_row=3) if row[0].value == "referrals_sent"] == [2]


def test_the_figures_are_printed_with_their_definitions(lead, client):
    answer = signed_in(client, lead).post(f"{PAGE}file/", {"form": "pdf"})
    assert answer.content.startswith(b"%PDF")
    assert AuditEntry.objects.filter(verb="figures.exported").count() == 1


def test_who_may_not_export_takes_nothing(client, investigator):
    assert signed_in(client, investigator).post(f"{PAGE}file/", {"form": "csv"}).status_code == 403
    assert not AuditEntry.objects.filter(verb="figures.exported").exists()
