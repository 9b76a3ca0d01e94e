"""Persons, things and their network in a packet: only what rests on its own released reports, for whom it is meant."""

import csv
import io
import json
import zipfile

import networkx as nx
import pypdfium2
import pytest
from django.db import transaction
from stix2validator import ValidationOptions, validate_string

from cases import casework
from cases.models import Packet
from cases.packets import assembly, layout, release
from hotline import reporting
from intel import entities, facts
from intel.facts import Given
from staff.refusals import Refused
from tests.cases.making import colleague, make_case, make_packet, make_released
from tests.intel.making import make_entity, make_link
from vault import files
from vault.models import StoredFile

pytestmark = pytest.mark.django_db
NETWORK = {name for name in layout.MEANINGS if name.startswith(("02_", "04_", "10_"))}


def _case(investigator):
    """A courier with a lorry, sold to by a shop; a second report tells of another person."""
    case = make_case(investigator, make_released(country="VN"))
    person = make_entity(case, investigator, "Trần Văn Minh", nationality="VN", birthDate="1984-07")
    lorry = make_entity(case, investigator, "29C-123.45", "Vehicle")
    shop = make_entity(case, investigator, "@tiger_shop", "UserAccount", service="Facebook")
    make_entity(case, investigator, "Shop house 12", "Site", country="VN")
    make_link(person, lorry, investigator, role="courier")
    make_link(shop, person, investigator, "SellsTo")
    return case


@pytest.fixture
def case(investigator):
    return _case(investigator)


def _built(case, by, profile="investigator"):
    packet = make_packet(case, by, profile, cleared_identifiers=["@tiger_shop"])
    assert packet.status == Packet.Status.READY, packet.failure
    with zipfile.ZipFile(io.BytesIO(_zip_of(packet))) as held:
        return {name.partition("/data/")[2]: held.read(name) for name in held.namelist() if "/data/" in name}


def _zip_of(packet):
    return b"".join(files.read(StoredFile.objects.get(pk=packet.file_id)))


@pytest.fixture(scope="module")
def papers(django_db_setup, django_db_blocker):
    """The files of one packet for an investigator, built once."""
    with django_db_blocker.unblock(), transaction.atomic():
        lead = colleague("investigator")
        found = _built(_case(lead), lead)
        transaction.set_rollback(True)
    return found


def _stays(case, by):
    """What the packet would say, as text: what it keeps to itself is not in it."""
    packet = release.draft_packet(case, release.Order("investigator", cleared_identifiers=["@tiger_shop"]), by=by)
    return json.dumps(assembly.content(packet).said(), ensure_ascii=False, default=str)


def _table(papers, name):
    return list(csv.DictReader(io.StringIO(papers[name].decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("profile", "expected"),
    [("duty", {layout.ENTITIES_CSV}), ("prosecutor", NETWORK), ("court", NETWORK), ("ngo", set())],
)
def test_each_profile_gets_the_papers_named_for_it_and_no_others(case, investigator, profile, expected):
    assert _built(case, investigator, profile).keys() & NETWORK == expected


def test_an_investigator_gets_them_all(papers):
    assert papers.keys() >= NETWORK


def test_the_table_has_a_line_for_each_value_with_report_and_grade(papers):
    found = {(row["name"], row["property"], row["value"]): row for row in _table(papers, layout.ENTITIES_CSV)}
    row = found["Trần Văn Minh", "birthDate", "1984-07"]
    assert (row["schema"], row["report"][:4], row["grade"]) == ("Person", "RPT-", "B2")


def test_no_reference_of_ours_leaves_that_would_join_two_packets(papers):
    for name in NETWORK:
        assert b"ENT-" not in papers[name], name


def test_graphml_and_gexf_open_in_networkx(papers):
    for graph in (
        nx.read_graphml(io.BytesIO(papers[layout.NETWORK_GRAPHML])),
        nx.read_gexf(io.BytesIO(papers[layout.NETWORK_GEXF])),
    ):
        assert {data["label"] for _node, data in graph.nodes(data=True)} == {
            "Trần Văn Minh", "29C-123.45", "@tiger_shop", "Shop house 12",
        }  # fmt: skip
        links = {(data["link"], data["role"], data["grade"], data["basis"]) for *_ends, data in graph.edges(data=True)}
        assert links == {("Uses", "courier", "B2", "asserted"), ("SellsTo", "", "B2", "asserted")}


def test_the_drawing_is_a_pdf_whose_text_names_them(papers):
    with pypdfium2.PdfDocument(papers[layout.NETWORK_PDF]) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "Trần Văn Minh" in text.replace("\r\n", " ")
    assert "courier" in text


def test_stix_passes_the_validator_of_oasis(papers):
    found = validate_string(papers[layout.STIX].decode(), ValidationOptions(version="2.1"))
    assert found.is_valid, [str(error) for error in found.errors]


def _stix(papers, kind):
    return [each for each in json.loads(papers[layout.STIX])["objects"] if each["type"] == kind]


def test_stix_tells_persons_things_links_and_grades(papers):
    person = next(each for each in _stix(papers, "identity") if each["identity_class"] == "individual")
    assert (person["name"], person["confidence"]) == ("Trần Văn Minh", 70)
    assert [each["account_login"] for each in _stix(papers, "user-account")] == ["@tiger_shop"]
    assert [each["country"] for each in _stix(papers, "location")] == ["VN"]
    assert [each["thing_type"] for each in _stix(papers, "reported-thing")] == ["Vehicle"]
    assert {each["relationship_type"] for each in _stix(papers, "relationship")} == {"uses", "sells-to"}
    graded = [
        extension
        for each in _stix(papers, "relationship")
        for extension in each["extensions"].values()
        if extension.get("role_reported")
    ]
    assert graded[0]["source_reliability"] + graded[0]["information_credibility"] == "B2"


def test_stix_marks_everything_with_the_strictest_handling_and_keeps_amber_apart_from_strict(investigator):
    strict, loose = make_released(handling="TLP:AMBER+STRICT"), make_released(handling="TLP:GREEN")
    papers = _built(make_case(investigator, strict, loose), investigator)
    [marking] = _stix(papers, "marking-definition")
    assert marking["name"] == "TLP:AMBER+STRICT"
    told = [each for each in json.loads(papers[layout.STIX])["objects"] if each["type"] in ("report", "grouping")]
    assert len(told) == 3
    assert all(each["object_marking_refs"] == [marking["id"]] for each in told)


def test_two_packets_of_one_case_have_no_id_of_content_in_common(case, investigator):
    def ids():
        objects = json.loads(_built(case, investigator)[layout.STIX])["objects"]
        ours = ("marking-definition", "extension-definition")
        return {each["id"] for each in objects if each["type"] not in ours and each.get("name") != "Hornbill"}

    one, other = ids(), ids()
    assert len(one) == len(other) > 6
    assert one.isdisjoint(other)


def test_what_rests_on_another_report_stays(case, investigator):
    second = make_released()
    casework.add_report(case, second, by=investigator)
    person = make_entity(case, investigator, "Trần Văn Minh", report=case.reports.exclude(pk=second.pk).get())
    facts.add(person, Given("position", "Unreleased post", second), by=investigator)
    other = make_entity(case, investigator, "Named by the second alone", report=second)
    make_link(person, other, investigator, report=second)
    facts.add(person, Given("alias", "Of our own knowledge"), by=investigator)
    reporting.withdraw(second, reason="wrong", by=colleague("supervisor"))
    said = _stays(case, investigator)
    assert "Trần Văn Minh" in said
    for kept in ("Unreleased post", "Named by the second alone", "Of our own knowledge"):
        assert kept not in said


def test_what_was_taken_out_stays(case, investigator):
    gone = make_entity(case, investigator, "Mistaken Identity")
    entities.take_out(gone, "Another person", by=investigator)
    assert "Mistaken Identity" not in _stays(case, investigator)


@pytest.mark.parametrize("role", ["victim", "witness"])
def test_victims_and_witnesses_stay(case, investigator, role):
    spared = make_entity(case, investigator, "Le Thi Hoa")
    person = make_entity(case, investigator, "Trần Văn Minh")
    make_link(spared, person, investigator, "Contact", role=role)
    assert "Le Thi Hoa" not in _stays(case, investigator)


def test_a_telephone_leaves_only_where_it_was_cleared(case, investigator):
    make_entity(case, investigator, "+84 912 345 678", "Phone")
    with pytest.raises(Refused, match="persons and things"):
        _stays(case, investigator)
    order = release.Order("investigator", cleared_identifiers=["@tiger_shop", "+84 912 345 678"])
    assert release.draft_packet(case, order, by=investigator)
