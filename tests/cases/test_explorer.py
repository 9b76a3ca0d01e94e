"""The network chart at the desk: drawn, opened further, kept and printed."""

import json

import pytest

from cases import casework, glass
from intel import shredding
from intel.models import Entity, NetworkAnalysis, NetworkView
from intel.network import views
from staff.models import AuditEntry
from tests.cases.charting import CHART, make_pair, page_of
from tests.cases.making import make_case
from tests.intel.making import make_entity, make_link
from tests.intel.surfaces import PASSING
from tests.people import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def pair(case, investigator):
    return make_pair(case, investigator)


@pytest.fixture
def desk(client, sign_in, investigator):
    return sign_in(client, investigator)


def _data(page):
    start = page.index('id="explorer-data" type="application/json">') + len(
        'id="explorer-data" type="application/json">'
    )
    return json.loads(page[start : page.index("</script>", start)])


def test_a_chart_is_data_and_tables_with_reports_and_grades(desk, case, pair):
    page = page_of(desk, f"start={pair[0].pk}")
    data = _data(page)
    assert {node["n"] for node in data["nodes"]} == {"Tran Van Minh", "29C-123.45"}
    [tie] = data["ties"]
    assert (tie["g"], tie["s"], tie["x"], tie["r"]) == ("B2", "strong", 0, "courier")
    table = page.split("data-nodes")[1]
    for shown in ("Tran Van Minh", "29C-123.45", case.reports.get().reference, "B2", "uses · courier"):
        assert shown in table


def test_a_chart_begins_with_all_of_a_case_and_is_reached_from_its_pages(desk, case, pair):
    assert len(_data(page_of(desk, f"case={case.pk}"))["nodes"]) == 2
    assert f"{CHART}?case={case.pk}" in desk.get(f"/desk/cases/case/{case.pk}/network/").content.decode()
    assert f"{CHART}?start={pair[0].pk}" in desk.get(f"/desk/intel/entity/{pair[0].pk}/change/").content.decode()


@pytest.mark.parametrize("who", ["outsider", "denied"])
def test_who_may_not_see_a_case_finds_nothing_of_it_in_any_answer(client, sign_in, case, pair, investigator, who):
    officer = make_officer("reader", "investigator" if who == "outsider" else "supervisor")
    view = views.save("All", f"start={pair[0].pk}", {each.pk: None for each in pair}, by=investigator, is_shared=True)
    if who == "denied":
        casework.deny(case, officer, by=investigator)
    browser = sign_in(client, officer)
    begin = f"start={pair[0].pk}"
    nodes = json.dumps({str(pair[1].pk): [1, 1]})
    answers = [
        page_of(browser, begin), page_of(browser, f"case={case.pk}"), page_of(browser, f"{begin}&to={pair[1].pk}"),
        page_of(browser, "q=Minh"), page_of(browser, "q=Minh", "find/"), page_of(browser, begin, "print.svg"),
        browser.post(f"{CHART}more/", {"open": pair[0].pk, "nodes": nodes}).content.decode(),
        browser.post(f"{CHART}print.svg", {"nodes": nodes}).content.decode(), page_of(browser, f"view={view.pk}"),
        browser.post(f"{CHART}views/save/", {"name": "Mine", "nodes": nodes}, follow=True).content.decode(),
    ]  # fmt: skip
    for answer in answers:
        for secret in ("Tran Van", "29C-123", pair[0].reference, pair[1].reference, "B2"):
            assert secret not in PASSING.sub("", answer)  # a random token may hold the letters of a grade
    assert not NetworkView.objects.filter(officer=officer).exists()


def test_without_the_right_there_is_no_chart(client, sign_in, pair, custodian):
    assert sign_in(client, custodian).get(CHART).status_code == 403


def test_a_node_is_opened_and_what_stands_on_the_page_stays(desk, case, pair, investigator):
    far = make_entity(case, investigator, "Far away", "Company")
    make_link(far, pair[1], investigator, "Ownership")
    alone = make_entity(case, investigator, "Alone")
    said = {"open": pair[1].pk, "nodes": json.dumps({str(pair[0].pk): [5, 5], str(alone.pk): None}), "query": "hops=1"}
    told = desk.post(f"{CHART}more/", said).json()
    assert {node["n"] for node in told["nodes"]} == {"Tran Van Minh", "29C-123.45", "Far away", "Alone"}
    assert len(told["ties"]) == 2


@pytest.mark.parametrize(
    "nodes",
    [
        "",
        "[]",
        "{",
        '{"x": 1}',
        '{"' + "0" * 32 + '": ["a", 1e999]}',
        '{"' + "0" * 32 + '": [1' + "0" * 400 + ", 1]}",
        "[" * 100_000,
    ],
)
def test_what_makes_no_sense_is_as_if_it_was_not_said(desk, nodes):
    assert desk.post(f"{CHART}more/", {"nodes": nodes, "open": "x"}).json() == {"nodes": [], "ties": [], "cut": False}
    assert desk.get(f"{CHART}?start=x&hops=99&room=-1&since=2026-99-99&kind=x&view_=1").status_code == 200


def test_a_case_that_one_does_not_see_begins_no_chart(client, sign_in, case, pair, investigator):
    lead = make_officer("elsewhere", "investigator")
    hidden = make_case(lead)
    Entity.objects.filter(pk=pair[0].pk).update(compartments=[case.pk, hidden.pk])
    page = page_of(sign_in(client, investigator), f"case={hidden.pk}")
    assert "Tran Van Minh" not in page
    assert str(hidden.pk) not in page


@pytest.mark.parametrize("address", ["?q=%00", "find/?q=a%00b", "?start=%00"])
def test_a_null_sign_in_an_address_is_answered_with_a_sentence(desk, address):
    assert desk.get(f"{CHART}{address}").status_code == 400


def test_a_name_with_a_null_sign_keeps_no_view(desk, pair):
    said = {"name": "a\0b", "nodes": json.dumps({str(pair[0].pk): None})}
    assert desk.post(f"{CHART}views/save/", said, follow=True).status_code == 200
    assert not NetworkView.objects.exists()


def test_views_that_lost_their_names_take_nobodys_place(pair, investigator, monkeypatch):
    monkeypatch.setattr(views, "MOST", 1)
    gone = views.save("Minh", "", {each.pk: None for each in pair}, by=investigator)
    shredding.empty(pair[0])
    assert views.save("Another", "", {pair[1].pk: None}, by=investigator) != gone


def test_the_shortest_way_is_told(desk, case, pair, investigator):
    far = make_entity(case, investigator, "Far away", "Company")
    make_link(far, pair[1], investigator, "Ownership")
    page = page_of(desk, f"start={pair[0].pk}&to={far.pk}")
    assert "Over 2 links." in page
    assert [node["n"] for node in _data(page)["nodes"]] == ["Tran Van Minh", "Far away", "29C-123.45"]


def test_a_person_is_found_by_a_part_of_the_name(desk, pair):
    [[pk, name, _kind, reference]] = desk.get(f"{CHART}find/?q=van mi").json()["found"]
    assert (pk, name, reference) == (str(pair[0].pk), "Tran Van Minh", pair[0].reference)


def test_a_view_is_kept_with_its_places_and_drawn_anew(desk, pair):
    nodes = json.dumps({str(pair[0].pk): [10, 20], str(pair[1].pk): [30, 40]})
    answer = desk.post(f"{CHART}views/save/", {"name": "Two", "nodes": nodes, "query": f"start={pair[0].pk}"})
    view = NetworkView.objects.get()
    assert f"view={view.pk}" in answer.headers["Location"]
    data = _data(desk.get(answer.headers["Location"]).content.decode())
    assert data["places"] == {str(pair[0].pk): [10, 20], str(pair[1].pk): [30, 40]}
    desk.post(f"{CHART}views/{view.pk}/delete/")
    assert not NetworkView.objects.exists()


def test_a_shared_view_is_offered_to_those_who_see_all_of_it(client, sign_in, case, pair, investigator):
    lead = make_officer("elsewhere", "investigator")
    casework.admit(case, lead, by=investigator)
    other = make_entity(make_case(lead), lead, "Hidden Person")
    views.save("Both cases", "", {pair[0].pk: None, other.pk: None}, by=lead, is_shared=True)
    views.save("This case", "", {pair[0].pk: None}, by=lead, is_shared=True)
    views.save("Own", "", {pair[0].pk: None}, by=lead)
    assert [view.name for view in NetworkView.objects.visible_to(investigator)] == ["This case"]
    page = page_of(sign_in(client, investigator))
    assert "This case" in page
    assert "Both cases" not in page


def test_what_one_may_see_no_more_is_left_out_of_ones_own_view(client, sign_in, case, pair, investigator):
    lead = make_officer("elsewhere", "investigator")
    casework.admit(case, lead, by=investigator)
    other = make_entity(make_case(lead), lead, "Own Person")
    view = views.save("Both", "", {pair[0].pk: (1.0, 1.0), other.pk: (2.0, 2.0)}, by=lead)
    casework.deny(case, lead, by=investigator)
    page = page_of(sign_in(client, lead), f"view={view.pk}")
    assert [node["n"] for node in _data(page)["nodes"]] == ["Own Person"]
    assert str(pair[0].pk) not in page


def test_a_purged_person_goes_from_views_with_the_names_of_those(pair, investigator):
    view = views.save("Minh and his lorry", "", {each.pk: None for each in pair}, by=investigator)
    shredding.empty(pair[0])
    view.refresh_from_db()
    assert view.name == ""
    assert [node.entity_id for node in view.nodes.all()] == [pair[1].pk]


def test_a_chart_is_printed_as_it_stands_and_that_is_on_record(desk, pair):
    said = {"nodes": json.dumps({str(each.pk): [at * 90, at * 40] for at, each in enumerate(pair)}), "title": "Two"}
    svg = desk.post(f"{CHART}print.svg", said)
    assert svg.headers["Content-Type"] == "image/svg+xml"
    assert "Tran Van Minh" in svg.content.decode()
    assert desk.post(f"{CHART}print.pdf", said).content.startswith(b"%PDF")
    assert [entry.details for entry in AuditEntry.objects.filter(verb="network.printed").order_by("pk")] == [
        {"form": "svg", "nodes": 2}, {"form": "pdf", "nodes": 2}
    ]  # fmt: skip


def test_through_broken_glass_a_chart_is_read_on_record_and_neither_printed_nor_kept(
    client, sign_in, case, pair, analyst, supervisor
):
    glass.enter(case.reference, "life", "Somebody is in danger and nobody of the case answers", by=analyst)
    reader = sign_in(client, analyst)
    assert "Tran Van Minh" in page_of(reader, f"start={pair[0].pk}")
    assert AuditEntry.objects.filter(verb="glass.read_through").exists()
    assert reader.get(f"{CHART}print.svg?start={pair[0].pk}").status_code == 404
    assert reader.post(f"{CHART}views/save/", {"name": "Mine", "query": f"start={pair[0].pk}"}).status_code == 404
    reader.post(f"{CHART}analysis/")
    assert not NetworkAnalysis.objects.exists()
