"""What stands around a tip: reports that are known, a map as exact as its source was, pictures with their names."""

import pytest

from cases import casework
from hotline.admin import where
from hotline.admin.where import Pin
from reference.models import Place
from tests.cases.making import make_case
from tests.make import make_attachment, make_picture, make_report, make_tip
from tests.people import make_officer
from vault import text

pytestmark = pytest.mark.django_db


def page(tip, step="change") -> str:
    return f"/desk/hotline/tip/{tip.pk}/{step}/"


def test_reports_from_other_tips_of_the_same_source_are_known(client, sign_in, analyst):
    from vault import identity

    source = identity.source_at("telegram", "77001133")
    earlier, here = make_tip(source_id=source.pk), make_tip(source_id=source.pk)
    report = make_report(analyst, earlier)
    shown = sign_in(client, analyst).get(page(here)).content.decode()
    assert report.reference in shown
    assert "from the same source" in shown


def test_who_sees_no_reports_is_told_of_none(client, sign_in, analyst, intake_officer):
    tip = make_tip()
    report = make_report(analyst, tip)
    assert report.reference not in sign_in(client, intake_officer).get(page(tip)).content.decode()


def test_a_case_is_named_to_its_members_only(client, sign_in, analyst):
    tip = make_tip()
    lead = make_officer("lead", "investigator")
    case = make_case(lead, make_report(analyst, tip))
    address = f"/desk/cases/case/{case.pk}/change/"
    assert address not in sign_in(client, analyst).get(page(tip)).content.decode()
    casework.admit(case, analyst, by=lead)
    assert address in client.get(page(tip)).content.decode()


# --- Where --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("answers", "pin"),
    [
        ({"pin": "10.5,104.25", "precision": "exact"}, Pin(10.5, 104.25, 0.1)),
        ({"pin": "10.5,104.25"}, Pin(10.5, 104.25, 2.0)),
        ({"pin": "https://maps.example/?q=10.5,104.25", "precision": "region"}, Pin(10.5, 104.25, 50.0)),
        ({"pin": "behind the mill"}, None),
        ({}, None),
    ],
)
def test_a_pin_is_as_exact_as_its_source_said(answers, pin):
    assert where.told(answers) == pin


def test_a_region_is_a_circle_without_a_point_to_send_anybody_to():
    region, exact = Pin(10.5, 104.25, 50.0), Pin(10.5, 104.25, 0.1)
    assert region.is_region
    assert not exact.is_region


def test_the_drawing_holds_both_pins_their_distance_and_the_towns_around():
    Place.objects.create(kind="town", code="GN-1", name="Kampot", country="KH", lat=10.6, lon=104.18, population=40000)
    Place.objects.create(kind="town", code="GN-2", name="Far away", country="KH", lat=13.0, lon=104.18, population=9)
    drawn = where.drawing(Pin(10.5, 104.25, 2.0), Pin(10.6, 104.25, 0.0, "camera"))
    assert drawn.apart_km == 11.1
    assert [place.label for place in drawn.places] == ["Kampot"]
    for mark in drawn.pins:
        assert mark.radius <= mark.x <= drawn.width - mark.radius
        assert mark.radius <= mark.y <= drawn.height - mark.radius


@pytest.mark.parametrize("found", [{}, {"latitude": "north"}, {"latitude": 91.0, "longitude": 4.0}])
def test_a_file_without_a_position_has_no_pin(found):
    assert where.camera(found) is None


def test_the_map_stands_on_the_page_of_metadata(client, sign_in, analyst):
    tip = make_tip(pin="10.5,104.25", precision="region")
    row = make_attachment(tip, copy=make_picture())
    text.write(row, metadata={"latitude": 10.6, "longitude": 104.25})
    row.save(update_fields=["metadata"])
    shown = sign_in(client, analyst).post(f"/desk/hotline/tip/{tip.pk}/metadata/{row.pk}/").content.decode()
    assert "The camera stood here: 10.60000, 104.25000" in shown
    assert "somewhere in this region, about 50 km around" in shown


def test_a_picture_is_named_to_those_who_do_not_see_it(client, sign_in, analyst):
    tip = make_tip()
    make_attachment(tip, name="boat.jpg", copy=make_picture())
    shown = sign_in(client, analyst).get(page(tip)).content.decode()
    assert 'alt="Copy of the picture boat.jpg"' in shown
    assert 'id="viewer"' in shown
