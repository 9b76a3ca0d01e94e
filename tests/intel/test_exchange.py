"""Files of exchange: what is written is read back, each wears its label, and others' programs open it. No database."""

import csv
import io
import json
import zipfile
from datetime import datetime
from itertools import pairwise
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from stix2validator import ValidationOptions, validate_string

from intel.exchange import ftm, ftm_reading, ftm_schema, misp, places, stix, stix_reading, tables
from intel.exchange.said import Said
from intel.models import LinkKind, Schema
from intel.network import Node, Picture, Tie, formats
from intel.products.handling import STRICTEST_FIRST
from tests.intel.exchanging import AT, entity, fact, network, networks, read, said, told

FEW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ROUND = {
    "stix": (stix.bundle, stix_reading.read),
    "ftm": (lambda one: b"".join(ftm.lines(one)), ftm_reading.read),
    "tables": (tables.zipped, tables.read_zip),
}
PLACE = {"kind": "Report", "reference": "RPT-1", "what": "", "place": "Veal Veng", "country": "KH", "at": "2026-11",
         "grade": "B2", "lat": 12.5, "lon": 103.5, "km": 30}  # fmt: skip


@pytest.fixture(scope="module")
def whole() -> Said:
    return network()


# --- Round trips --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", ROUND)
def test_nothing_that_the_profile_names_is_lost_of_any_kind_of_thing_or_link(form, whole):
    write, take = ROUND[form]
    assert read(take(write(whole))) == told(whole)


@pytest.mark.parametrize("form", ROUND)
@FEW
@given(networks())
def test_nothing_is_lost_of_any_network_in_any_script(form, one):
    write, take = ROUND[form]
    offered = take(write(one))
    assert read(offered) == told(one)
    assert offered.passed_over == 0


# --- Handling -----------------------------------------------------------------------------------------------------
def _in_graphml(one):
    return nx.read_graphml(io.BytesIO(formats.graphml(Picture((Node("E1", "A", "Person", "P"),)), one.label))).graph


def _labels_written(one):
    """The label as each form has it."""
    objects = json.loads(stix.bundle(one))["objects"]
    events = json.loads(misp.event(one))["Event"]
    lines = [json.loads(line) for line in b"".join(ftm.lines(one)).splitlines()]
    table = list(csv.DictReader(io.StringIO(_unzipped(one)[tables.ENTITIES].decode("utf-8-sig"))))
    gexf = formats.gexf(Picture((Node("E1", "A", "Person", "P"),)), one.label, at=AT)
    return {
        "stix": {each["name"] for each in objects if each["type"] == "marking-definition"},
        "misp": {tag["name"].upper() for tag in events["Tag"]},
        "misp attributes": {row["Tag"][0]["name"].upper() for each in events["Object"] for row in each["Attribute"]},
        "ftm": {line["hornbill"]["tlp"] for line in lines}, "i2": {row["handling"] for row in table},
        "graphml": {_in_graphml(one)["handling"]},
        "gexf": {each.text for each in ElementTree.fromstring(gexf).iter() if each.tag.endswith("description")},
        "geojson": {json.loads(places.geojson([PLACE], "CAS", one.label))["handling"]},
        "kml": {ElementTree.fromstring(places.kml([PLACE], "CAS", one.label))[0].findtext(
            "{http://www.opengis.net/kml/2.2}description")},
    }  # fmt: skip


def _unzipped(one):
    with zipfile.ZipFile(io.BytesIO(tables.zipped(one))) as held:
        return {name: held.read(name) for name in held.namelist()}


@pytest.mark.parametrize("label", STRICTEST_FIRST)
def test_each_form_bears_its_own_label_and_no_other(label):
    one = said([entity("E1", "Person", fact("name", "Le Van A"))], label=label)
    assert {form: {label} for form in _labels_written(one)} == _labels_written(one)


@pytest.mark.parametrize("form", ROUND)
@pytest.mark.parametrize("label", STRICTEST_FIRST)
def test_amber_and_amber_strict_come_back_as_what_they_were(form, label):
    write, take = ROUND[form]
    assert take(write(said([entity("E1", "Person", fact("name", "Le Van A"))], label=label))).label == label


# --- Others' programs ---------------------------------------------------------------------------------------------
def test_stix_passes_the_validator_of_oasis(whole):
    found = validate_string(stix.bundle(whole).decode(), ValidationOptions(version="2.1"))
    assert found.is_valid, [str(error) for error in found.errors]


def test_followthemoney_passes_its_schema(whole):
    assert list(ftm_schema.wrong_with(json.loads(line) for line in b"".join(ftm.lines(whole)).splitlines())) == []


def test_the_check_of_followthemoney_finds_what_is_wrong():
    good = {"id": "1", "schema": "Person", "properties": {"name": ["A"]}}
    for bad in (
        good | {"schema": "Phone"}, good | {"properties": {}}, good | {"properties": {"name": ["A"], "colour": ["x"]}},
        good | {"properties": {"name": ["A"], "birthDate": ["yesterday"]}}, good | {"properties": {"name": "A"}},
        {"id": "2", "schema": "Ownership", "properties": {"owner": ["1"], "asset": ["1"]}},
    ):  # fmt: skip
        assert list(ftm_schema.wrong_with([good | {"id": "0"}, bad]))


def test_a_link_whose_ends_theirs_does_not_allow_is_of_unknown_kind_there_and_of_its_own_here():
    one = said(
        [entity("E1", "Person", fact("name", "A")), entity("E2", "UserAccount", fact("name", "@b"))],
        [{**network().links[1], "source": "E1", "target": "E2"}],
    )
    tie = json.loads(list(ftm.lines(one))[-1])
    assert (tie["schema"], tie["hornbill"]["kind"]) == ("UnknownLink", "Ownership")


def test_a_misp_event_is_built_as_misp_documents_it(whole):
    event = json.loads(misp.event(whole))["Event"]
    assert {"uuid", "info", "date", "threat_level_id", "analysis", "distribution", "Object", "Tag"} <= set(event)
    datetime.strptime(event["date"], "%Y-%m-%d")
    uuids = {each["uuid"] for each in event["Object"]}
    assert len(uuids) == len(event["Object"]) == len(Schema.values)
    for each in event["Object"]:
        assert each["template_uuid"] in misp.TEMPLATES.values()
        assert {"object_relation", "type", "category", "value", "uuid", "to_ids"} <= set(each["Attribute"][0])
        assert all(one["referenced_uuid"] in uuids for one in each["ObjectReference"])
    assert sum(len(each["ObjectReference"]) for each in event["Object"]) == len(LinkKind.values)


def test_a_grade_is_told_in_each_scale_of_theirs():
    one = said([entity("E1", "Person", fact("name", "A", grade="C6"))])
    tags = json.loads(misp.event(one))["Event"]["Object"][0]["Attribute"][0]["Tag"]
    assert [tag["name"] for tag in tags[1:]] == [
        'admiralty-scale:source-reliability="c"', 'admiralty-scale:information-credibility="6"'
    ]  # fmt: skip


def test_a_formula_in_a_table_is_text_and_comes_back_as_it_was():
    one = said([entity("E1", "Person", fact("name", '=HYPERLINK("http://x")'), fact("alias", "@cmd"))])
    for name in (tables.ENTITIES, tables.FACTS):
        cells = [cell for row in csv.reader(io.StringIO(_unzipped(one)[name].decode("utf-8-sig"))) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert tables.read_zip(tables.zipped(one)).things[0].name == '=HYPERLINK("http://x")'


def test_geojson_is_longitude_first_and_kml_has_its_ring_closed_and_anticlockwise():
    (feature,) = json.loads(places.geojson([PLACE], "CAS", "TLP:AMBER"))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [103.5, 12.5]}
    ring = places.circle(PLACE)
    assert ring[0] == ring[-1]
    assert sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(ring)) < 0
    assert b"<Polygon" in places.kml([PLACE], "CAS", "TLP:AMBER")


@pytest.mark.parametrize("name", ["<![CDATA[]]></description><NetworkLink/><description>", "<![CDATA[", "a\ufffe\x00b"])
def test_a_name_is_never_more_than_a_text_of_a_kml_file(name):
    told = ElementTree.fromstring(places.kml([PLACE | {"what": name, "place": name}], "CAS", "TLP:AMBER"))
    assert not list(told.iter("{http://www.opengis.net/kml/2.2}NetworkLink"))


def test_graphml_and_gexf_open_in_networkx_with_their_label():
    picture = Picture(
        (Node("E1", "A", "Person", "P"), Node("E2", "B", "Person", "P")), (Tie("E1", "E2", "Uses", "uses"),)
    )
    graph = nx.read_graphml(io.BytesIO(formats.graphml(picture, "TLP:AMBER+STRICT")))
    assert (graph.number_of_edges(), graph.graph["handling"]) == (1, "TLP:AMBER+STRICT")
    assert nx.read_gexf(io.BytesIO(formats.gexf(picture, "TLP:AMBER", at=AT))).number_of_nodes() == 2
