"""Taking a case's network out: what may leave, for whom, under which label, on record."""

import io
import json
import zipfile

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import casework, exports
from cases.export_forms import FORMS
from hotline import reporting
from intel import facts
from intel.facts import Given
from intel.models import Entity
from intel.products.handling import STRICTEST_FIRST, strictest
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.cases.exchanging import a_network
from tests.cases.making import colleague, make_case, make_released
from tests.intel.making import make_entity, make_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return a_network(investigator)


def _bytes(case, form, by, **given):
    return b"".join(exports.take_out(case, form, by=by, **given).pieces)


def _names(case, by, **given):
    return {each["name"] for each in exports.leaving(case, by=by, **given).entities}


NETWORK = {"Trần Văn Minh", "29C-123.45", "@tiger_shop", "+84 912 345 678"}


@pytest.mark.parametrize("form", [code for code, each in FORMS.items() if not each.is_map])
def test_each_form_holds_the_network_and_its_label_and_nothing_of_the_reports_words(case, investigator, form):
    body = _bytes(case, form, investigator)
    if form == "i2":
        with zipfile.ZipFile(io.BytesIO(body)) as held:
            body = b"".join(held.read(name) for name in held.namelist())
    text = json.dumps(json.loads(body), ensure_ascii=False) if form in ("stix", "misp") else body.decode()
    assert "Trần Văn Minh" in text
    assert "TLP:AMBER" in text or "tlp:amber" in text
    report = case.reports.get()
    assert report.reference in text
    for words in (report.text, report.title, case.title, "ENT-", "Partner"):
        assert words not in text, words


def test_the_audit_has_counts_and_form_and_no_name(case, investigator):
    file = exports.take_out(case, "graphml", by=investigator)
    entry = AuditEntry.objects.get(verb="case.exported")
    assert (entry.details["form"], entry.details["entities"], entry.details["links"]) == ("graphml", 4, 2)
    assert "Minh" not in json.dumps(entry.details, ensure_ascii=False) + file.name
    assert file.name.startswith(case.reference)


def test_graphml_opens_with_what_the_officer_sees(case, investigator):
    graph = nx.read_graphml(io.BytesIO(_bytes(case, "graphml", investigator)))
    assert {data["label"] for _node, data in graph.nodes(data=True)} == NETWORK
    assert graph.number_of_edges() == 2


def test_two_files_of_one_case_have_no_id_in_common(case, investigator):
    one, other = (
        {json.loads(line)["id"] for line in _bytes(case, "ftm", investigator).splitlines()} for _n in range(2)
    )
    assert one.isdisjoint(other)


# --- Who may, and what they see -----------------------------------------------------------------------------------
def test_nobody_outside_the_case_takes_anything_out(case, analyst):
    with pytest.raises(NotAllowed):
        exports.take_out(case, "stix", by=analyst)
    assert not AuditEntry.objects.filter(verb="case.exported").exists()


def test_who_is_denied_takes_nothing_out(case, investigator, analyst, supervisor):
    casework.admit(case, supervisor, by=investigator)
    casework.deny(case, supervisor, by=investigator)
    with pytest.raises(NotAllowed):
        exports.take_out(case, "stix", by=supervisor)


def test_a_role_without_the_right_takes_nothing_out(case, custodian, investigator):
    casework.admit(case, custodian, by=investigator)
    with pytest.raises(NotAllowed):
        exports.take_out(case, "ftm", by=custodian)


def test_what_rests_on_a_report_that_another_case_hides_from_the_officer_stays(case, investigator, analyst):
    casework.admit(case, analyst, by=investigator)
    second = make_released()
    casework.add_report(case, second, by=investigator)
    make_entity(case, investigator, "Told by the second", report=second)
    other = make_case(investigator, second)
    casework.deny(other, analyst, by=investigator)
    assert "Told by the second" in _names(case, investigator)
    assert _names(case, analyst) == NETWORK


# --- What stays ---------------------------------------------------------------------------------------------------
def test_own_knowledge_unreleased_and_withdrawn_reports_stay_and_are_counted(case, investigator):
    person = Entity.objects.get(name="Trần Văn Minh")
    facts.add(person, Given("alias", "Of our own knowledge"), by=investigator)
    gone = make_released()
    casework.add_report(case, gone, by=investigator)
    make_entity(case, investigator, "Told by what was withdrawn", report=gone)
    reporting.withdraw(gone, reason="wrong", by=colleague("supervisor"))
    found = exports.leaving(case, by=investigator)
    assert {each["name"] for each in found.entities} == NETWORK
    assert "Of our own knowledge" not in json.dumps(found.entities)
    assert found.kept_back == 2


@pytest.mark.parametrize("role", ["victim", "witness"])
def test_victims_and_witnesses_stay(case, investigator, role):
    spared = make_entity(case, investigator, "Le Thi Hoa")
    make_link(spared, Entity.objects.get(name="Trần Văn Minh"), investigator, "Contact", role=role)
    assert "Le Thi Hoa" not in _names(case, investigator)


def test_a_position_that_a_report_tells_stays(case, investigator):
    make_entity(case, investigator, "Camp", "Site", latitude="12.3456", longitude="107.6543")
    assert b"12.3456" not in _bytes(case, "ftm", investigator)


def test_six_words_of_a_source_stop_the_file(investigator):
    from tests.make import make_tip

    tip = make_tip("the man with the scar sells bear cubs behind the temple")
    case = make_case(investigator, make_released(tip))
    make_entity(case, investigator, "Somebody", appearance="the man with the scar sells bear cubs")
    with pytest.raises(Invalid, match="six words in a row"):
        exports.take_out(case, "stix", by=investigator)


def test_one_with_its_neighbours_leaves_without_the_rest(case, investigator):
    lorry = Entity.objects.get(name="29C-123.45")
    assert _names(case, investigator, around=lorry) == {"29C-123.45", "Trần Văn Minh"}


def test_where_nothing_may_leave_that_is_said(investigator):
    with pytest.raises(Invalid, match="Nothing here may leave"):
        exports.take_out(make_case(investigator), "stix", by=investigator)


# --- Handling -----------------------------------------------------------------------------------------------------
@given(st.lists(st.sampled_from(STRICTEST_FIRST), min_size=1))
def test_the_label_is_the_strictest_of_the_parts_and_always_one_of_them(labels):
    found = exports.Leaving(labels=set(labels)).label
    assert found in labels
    assert all(STRICTEST_FIRST.index(found) <= STRICTEST_FIRST.index(each) for each in labels)
    assert found == strictest(labels)


def test_amber_beside_green_stays_amber_and_strict_comes_of_strict_alone(case, investigator):
    green = make_released(handling="TLP:GREEN")
    casework.add_report(case, green, by=investigator)
    make_entity(case, investigator, "Another", report=green)
    assert exports.leaving(case, by=investigator).label == "TLP:AMBER"
    strict = make_released(handling="TLP:AMBER+STRICT")
    casework.add_report(case, strict, by=investigator)
    assert exports.leaving(case, by=investigator).label == "TLP:AMBER"  # nothing of it leaves yet
    make_entity(case, investigator, "A third", report=strict)
    assert exports.leaving(case, by=investigator).label == "TLP:AMBER+STRICT"


# --- The desk -----------------------------------------------------------------------------------------------------
def test_the_menu_shows_label_and_counts_before_anything_leaves(client, sign_in, case, investigator):
    page = sign_in(client, investigator).get(f"/desk/cases/case/{case.pk}/export/").content.decode()
    assert "TLP:AMBER" in page
    assert "4 persons and things" in page
    assert not AuditEntry.objects.filter(verb="case.exported").exists()


def test_a_file_comes_by_post_with_a_name_of_references(client, sign_in, case, investigator):
    answer = sign_in(client, investigator).post(f"/desk/cases/case/{case.pk}/export/", {"form": "ftm"})
    assert b"hornbill" in b"".join(answer.streaming_content)
    assert f'filename="{case.reference}_' in answer["Content-Disposition"]


def test_an_entity_that_is_hidden_is_not_there_to_take_out(client, sign_in, case, investigator, analyst):
    other = make_case(analyst)
    hidden = make_entity(other, analyst, "Hidden")
    answer = sign_in(client, investigator).get(f"/desk/cases/case/{case.pk}/export/?around={hidden.pk}")
    assert answer.status_code == 404
