"""The map of a case: found by names, as exact as may be told, on the desk and in a packet."""

import io
import json
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import case_map, casework, exhibits, exports, map_drawing, timeline
from cases.packets import assembly, documents, release
from cases.timeline import Moment
from reference import gazetteer
from reference.models import Place, PlaceName
from reference.spelling import plain
from tests.cases.making import MOSAIC, colleague, make_case, make_packet, make_released, make_thing, past_the_triggers
from tests.intel.making import make_entity

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
KML = "{http://www.opengis.net/kml/2.2}"


def _place(kind, code, name, country="KH", **given):
    place = Place.objects.create(kind=kind, code=code, name=name, country=country, **given)
    PlaceName.objects.create(place=place, name=name, normalised=plain(name))
    return place


@pytest.fixture(autouse=True)
def ground(db):
    """A country, a province with a town and a hamlet in it, a town far off, and one of the same name elsewhere."""
    land = _place("country", "KH", "Cambodia")
    area = _place("province", "KH-15", "Pursat Province", parent=land)
    _place("town", "GN-1", "Pursat", parent=area, lat=12.54, lon=103.92, population=58_000)
    _place("town", "GN-2", "Veal Veng", parent=area, lat=12.05, lon=103.05, population=900)
    _place("town", "GN-3", "Kampot", parent=land, lat=10.61, lon=104.18, population=33_000)
    _place("town", "GN-4", "Pursat", country="VN", lat=21.0, lon=105.8, population=9_000_000)


@pytest.fixture
def case(investigator):
    return make_case(investigator, make_released(country="KH", place="Stall 4, Veal Veng"))


def _by_kind(case, officer):
    return {spot.kind: spot for spot in case_map.of_case(case, officer)}


def test_a_place_is_found_by_its_name_in_the_country_that_was_told():
    found = gazetteer.locate([("Pursat", "KH"), ("Near the bridge, pursat", "KH"), ("Pursat", ""), ("Nowhere", "KH")])
    assert {told: (at.exact.country, at.exact.kind) for told, at in found.items()} == {
        ("Pursat", "KH"): ("KH", "town"), ("Near the bridge, pursat", "KH"): ("KH", "town"),
        ("Pursat", ""): ("VN", "town"), ("Nowhere", "KH"): ("KH", "country"),
    }  # fmt: skip


def test_what_rests_on_a_report_is_shown_by_what_it_lies_in_where_few_live(case, investigator):
    timeline.add(case, Moment("We went there", NOON, place="Veal Veng", country="KH"), by=investigator)
    spots = _by_kind(case, investigator)
    assert (spots["report"].point.kind, spots["report"].point.name) == ("province", "Pursat Province")
    assert spots["report"].point.km >= 40
    assert (spots["entry"].point.kind, spots["entry"].point.name) == ("town", "Veal Veng")


def test_an_entry_that_cites_a_report_is_as_vague_as_the_report(case, investigator):
    moment = Moment("Seen", NOON, place="Veal Veng", country="KH", reports=[case.reports.get()])
    timeline.add(case, moment, by=investigator)
    assert _by_kind(case, investigator)["entry"].point.kind == "province"


def test_a_pin_is_never_looked_at(investigator):
    case = make_case(investigator, make_released(lat=12.3456, lon=103.4567, place="Nowhere"))
    assert [spot.point for spot in case_map.of_case(case, investigator)] == [None]
    assert map_drawing.drawing(case_map.of_case(case, investigator)) is None


def test_the_map_is_drawn_with_a_list_beside_it(client, sign_in, case, investigator):
    exhibits.register_exhibit(
        case, exhibits.Acquired("A cage", kind="physical", where="Kampot", how="Found"), by=investigator
    )
    sign_in(client, investigator)
    page = client.get(f"/desk/cases/case/{case.pk}/map/").content.decode()
    for said in ("<svg", "Pursat Province", "Kampot", "A cage", case.reports.get().reference, "± 6 km"):
        assert said in page, said
    assert (
        f"/desk/cases/case/{case.pk}/map/#place-1" in client.get(f"/desk/cases/case/{case.pk}/change/").content.decode()
    )


def test_what_another_case_keeps_from_an_officer_is_on_no_map(client, sign_in, case, investigator, analyst):
    secret, lead = make_released(country="KH", place="Kampot"), colleague("investigator")
    hides = make_case(lead, secret)
    casework.add_report(case, secret, by=investigator)
    casework.admit(case, analyst, by=investigator)
    sign_in(client, analyst)
    pages = (f"/desk/cases/case/{case.pk}/map/", f"/desk/cases/case/{case.pk}/change/#map")
    assert "Kampot" in client.get(pages[0]).content.decode()
    casework.deny(hides, analyst, by=lead)
    sheet = client.get(pages[0])
    assert secret.reference not in sheet.content.decode()
    assert "Kampot" not in str(sheet.context["places"])
    sign_in(client, colleague("investigator"))
    assert client.get(pages[0]).status_code == 404


def test_the_map_costs_the_same_for_few_places_and_for_many(client, sign_in, case, investigator):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/desk/cases/case/{case.pk}/map/").status_code == 200
        return len(queries)

    timeline.add(case, Moment("Seen", NOON, place="Kampot", country="KH"), by=investigator)
    sign_in(client, investigator)
    cost()
    before = cost()
    for name in ("Pursat", "Veal Veng", "Kampot", "Elsewhere"):
        timeline.add(case, Moment("Seen", NOON, place=name, country="KH"), by=investigator)
    assert cost() == before


# --- In a packet --------------------------------------------------------------------------------------------------
def _papers(case, by, profile):
    packet = release.draft_packet(case, release.Order(profile), by=by)
    packet = release.approve_packet(packet, mosaic=MOSAIC, by=colleague("supervisor"))
    return {name: make() for name, make in documents.makers(packet, assembly.content(packet)).items()}


def test_a_packet_holds_the_map_for_programs_and_drawn(case, investigator):
    timeline.add(case, Moment("Seen", NOON, precision="minute", place="Kampot", country="KH"), by=investigator)
    papers = _papers(case, investigator, "investigator")
    told = json.loads(papers["05_map.geojson"])
    assert told["type"] == "FeatureCollection"
    assert {each["type"] for each in told["features"]} == {"Feature"}
    places = {each["properties"]["place"]: each["geometry"]["coordinates"] for each in told["features"]}
    assert places["Kampot"] == [104.18, 10.61]
    names = [
        mark.findtext(f"{KML}name") for mark in ElementTree.fromstring(papers["05_map.kml"]).iter(f"{KML}Placemark")
    ]
    assert any("Kampot" in name for name in names)
    drawn = pypdfium2.PdfDocument(papers["05_map.pdf"])[0].get_textpage().get_text_range()
    assert "Pursat Province" in drawn
    assert "Kampot" in drawn
    assert b"Veal Veng" not in papers["05_map.geojson"] + papers["05_map.kml"]


def test_the_same_content_gives_the_same_map(case, investigator):
    packet = release.draft_packet(case, release.Order("duty"), by=investigator)
    packet = release.approve_packet(packet, mosaic=MOSAIC, by=colleague("supervisor"))
    makers = documents.makers(packet, assembly.content(packet))
    assert [name for name, make in makers.items() if make() != make()] == []


def test_a_partner_organisation_learns_countries_and_no_place(case, investigator):
    timeline.add(case, Moment("Seen", NOON, place="Kampot", country="KH"), by=investigator)
    papers = _papers(case, investigator, "ngo")
    (feature,) = json.loads(papers["05_map.geojson"])["features"]
    assert set(feature["properties"]) == {"country", "within_km"}
    for name in ("05_map.geojson", "05_map.kml", "03_timeline.csv"):
        for place in (b"Kampot", b"Pursat", b"Veal Veng"):
            assert place not in papers[name], name


def test_the_timeline_leaves_with_zone_grades_and_contradictions(case, investigator):
    report = case.reports.get()
    first = timeline.add(
        case, Moment("It left", NOON, precision="minute", zone="Asia/Bangkok", reports=[report]), by=investigator
    )
    second = timeline.add(case, Moment("It stayed", NOON), by=investigator)
    kept = timeline.add(case, Moment("Not for packets", NOON, in_summary=False), by=investigator)
    timeline.contradict(first, second, by=investigator)
    timeline.contradict(second, kept, by=investigator)
    with zipfile.ZipFile(_zip(make_packet(case, investigator))) as packet:
        table = packet.read(next(name for name in packet.namelist() if name.endswith("03_timeline.csv"))).decode(
            "utf-8-sig"
        )
        assert any(name.endswith("03_timeline.pdf") for name in packet.namelist())
    lines = table.splitlines()
    assert lines[0] == "no,at,until,local,zone,precision,what,place,country,report,grade,exhibits,disputed,conflict"
    assert lines[2] == (
        f"2,2026-11-01 12:00,,2026-11-01 19:00,Asia/Bangkok,minute,It left,,,{report.reference},B2,,disputed,1"
    )
    assert lines[1].endswith("disputed,2")
    assert "Not for packets" not in table


def _zip(packet):
    from vault import files
    from vault.models import StoredFile

    return io.BytesIO(b"".join(files.read(StoredFile.objects.get(pk=packet.file_id))))


# --- Taken out as a file --------------------------------------------------------------------------------------------
def test_a_map_file_has_report_and_site_by_name_blurred_where_few_live(case, investigator):
    site = make_entity(case, investigator, "Stall 4", "Site", country="KH", address="Veal Veng")
    file = exports.take_out(case, "geojson", by=investigator)
    told = json.loads(b"".join(file.pieces))
    places = {each["properties"]["kind"]: each["properties"]["place"] for each in told["features"]}
    assert places == {"Report": "Pursat Province", "Site": "Pursat Province"}
    assert (told["handling"], "Veal Veng" in json.dumps(told)) == ("TLP:AMBER", False)
    beside = json.loads(b"".join(exports.take_out(case, "geojson", by=investigator, around=site).pieces))
    assert [each["properties"]["kind"] for each in beside["features"]] == ["Site"]


def test_a_kml_file_has_no_title_of_a_report_and_no_words_of_the_desk(case, investigator):
    timeline.add(case, Moment("We went there", NOON, place="Kampot", country="KH"), by=investigator)
    body = b"".join(exports.take_out(case, "kml", by=investigator).pieces).decode()
    assert [each.text for each in ElementTree.fromstring(body).iter(f"{KML}coordinates")]
    assert "TLP:AMBER" in body
    assert case.reports.get().title not in body
    assert "We went there" not in body
    assert "Kampot" not in body  # an entry that cites no report


def test_a_map_file_says_nothing_of_what_a_source_sent(case, investigator):
    exhibit = make_thing(case, investigator, where="Kampot")
    body = b"".join(exports.take_out(case, "kml", by=investigator).pieces).decode()
    assert exhibit.reference in body
    past_the_triggers("UPDATE cases_exhibit SET origin = gen_random_uuid() WHERE id = %s", exhibit.pk)
    body = b"".join(exports.take_out(case, "kml", by=investigator).pieces).decode()
    assert exhibit.reference not in body
