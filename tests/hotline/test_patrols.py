"""tests hotline/patrols/, hotline/api/events.py: events of SMART, EarthRanger and tables, each a tip, once."""

import base64
import copy
import json

import pytest

from hotline.models import Attachment, Message, PartnerEvent, Tip
from hotline.patrols import reading, tables
from hotline.patrols.event import Unfit
from hotline.public.stored import stored
from tests.hotline.calling import a_machine, a_partner, refused
from tests.hotline.camera import picture

EVENTS = "/api/v1/events/"
FOUND = {"number": 14, "types": ["wire", "rope"]}
INNER = "properties.smartAttributes"
RANGER = {
    "id": "e-1", "event_type": "snare_rep", "title": "Snare line", "time": "2026-03-01T04:05:06+07:00", "priority": 300,
    "location": {"latitude": 12.5, "longitude": 105.25}, "event_details": {"number": 14, "state": {"name": "fresh"}},
    "notes": [{"text": "Near the salt lick"}], "files": [{"url": "https://er.example/1.jpg"}], "serial_number": 77,
}  # fmt: skip
SMART = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [105.25, 12.5]},
    "properties": {
        "dateTime": "2026-03-01T11:05:06", "smartDataType": "incident", "smartFeatureType": "observation",
        "smartAttributes": {
            "incidentUuid": "s-1", "comment": "Near the salt lick",
            "observationGroups": [
                {"observations": [{"category": "people.snares", "attributes": FOUND}]},
            ],
        },
    },
}  # fmt: skip
TABLE = (
    "Waypoint ID,Waypoint Date,Waypoint Time,X,Y,Observation Category 0,Comment,Team\n"
    'w-1,2026-03-01,11:05:06,105.25,12.5,Snares,"Wire, 14",North\n'
)


def changed(told: dict, way: str, value: object) -> dict:
    """A copy of an event with one thing in it replaced; `way` as "location.latitude"."""
    fresh = copy.deepcopy(told)
    *inner, last = way.split(".")
    at = fresh
    for name in inner:
        at = at[name]
    at[last] = value
    return fresh


def test_an_event_of_earthranger_is_read():
    shape, (event,) = reading.read(RANGER)
    assert (shape, event.id, event.kind, event.when) == ("earthranger", "e-1", "snare_rep", "2026-02-28T21:05:06Z")
    assert (event.lat, event.lon, event.is_urgent, event.kept_there) == (12.5, 105.25, True, 1)
    assert event.words == "Snare line\nNear the salt lick"
    assert event.lines == ("number: 14", "state: fresh")


def test_a_feature_of_smart_is_read():
    shape, (event,) = reading.read(SMART)
    assert (shape, event.id, event.kind, event.when) == ("smart", "s-1", "people.snares", "2026-03-01T11:05:06")
    assert (event.lat, event.lon, event.words) == (12.5, 105.25, "Near the salt lick")
    assert event.lines == ("people.snares", "number: 14", "types: wire, rope")


@pytest.mark.parametrize(
    "told",
    [
        [RANGER], {"data": {"results": [RANGER]}}, {"results": [RANGER]},
        {"type": "FeatureCollection", "features": [SMART]},
    ],
)  # fmt: skip
def test_events_are_read_in_the_envelopes_of_their_programs(told):
    assert len(reading.read(told)[1]) == 1


def test_a_table_of_smart_is_read_with_its_own_headings():
    (event,) = tables.read(TABLE.encode())
    assert (event.id, event.kind, event.when, event.lat, event.lon) == (
        "w-1",
        "Snares",
        "2026-03-01T11:05:06",
        12.5,
        105.25,
    )
    assert (event.words, event.lines) == ("Wire, 14", ("team: North",))


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, "body"), ([], "body"), (7, "body"), (None, "body"), ([RANGER, SMART], "body"), ({"odd": 1}, "body"),
        (changed(RANGER, "id", ""), "id"), (changed(RANGER, "id", None), "id"), (changed(RANGER, "id", "a\0"), "id"),
        (changed(RANGER, "event_type", []), "event_type"), (changed(RANGER, "time", "noon"), "time"),
        (changed(RANGER, "time", "0001-01-01T00:00:00+14:00"), "time"),
        (changed(RANGER, "location.latitude", 91), "location.latitude"),
        (changed(RANGER, "location.longitude", None), "location.longitude"),
        (changed(RANGER, "location", [1, 2]), "location"), (changed(RANGER, "priority", "red"), "priority"),
        (changed(RANGER, "event_details", "x"), "event_details"), (changed(RANGER, "notes", {"a": 1}), "notes"),
        ([changed(RANGER, "title", 1.5)], "events.0.title"),
        (changed(SMART, "geometry.coordinates", [1]), "geometry.coordinates"),
        (changed(SMART, "geometry.coordinates", ["x", 1]), "geometry.coordinates"),
        (changed(SMART, "properties", None), "properties"),
        (changed(SMART, INNER, {}), f"{INNER}.incidentUuid"),
        (changed(SMART, f"{INNER}.attachments", [{"data": "?"}]), f"{INNER}.attachments.0.data"),
        (changed(SMART, f"{INNER}.observationGroups", [1]), f"{INNER}.observationGroups.0"),
    ],
)  # fmt: skip
def test_what_is_no_event_is_refused_by_the_name_of_its_field(told, field):
    with pytest.raises(Unfit) as unfit:
        reading.read(told)
    assert field in unfit.value.fields


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"", "body"), (b"\xff\xfe", "body"), (b"id,type\n", "body"), (b"a,b\n1,2\n", "id"),
        (b"id,type\n,x\n", "line 2.id"),
        (b"id,type,lat\n1,x,5\n", "line 2.lat"), (b"id,type,lat,lon\n1,x,95,5\n", "line 2.lat"),
        (b"id,type,time\n1,x,noon\n", "line 2.time"), (b"id,type\n1,x,extra\n", "line 2"),
        (b'id,type\n"1,x\n', "body"),
        (b"id,type\n1\n", "line 2.type"), (b"id,type\na\0b,x\n", "line 2.id"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_by_line_and_column(raw, field):
    with pytest.raises(Unfit) as unfit:
        tables.read(raw)
    assert field in unfit.value.fields


@pytest.fixture
def machine(db):
    return a_machine(None, "events:write", "tips:read")


def send(machine, told, kind="application/json"):
    raw = told.encode() if isinstance(told, str) else json.dumps(told).encode()
    return machine.send(raw, None, kind, where=EVENTS)


@pytest.mark.parametrize(
    ("told", "kind"), [(RANGER, "application/json"), (SMART, "application/json"), (TABLE, "text/csv")]
)
def test_an_event_becomes_a_tip_with_its_place(machine, told, kind):
    answer = send(machine, told, kind)
    assert answer.status_code == 200, answer.content
    tip = Tip.objects.get()
    assert answer.json()["events"][0] == {
        "event": answer.json()["events"][0]["event"],
        "tip": str(tip.pk),
        "became": "filed",
    }
    assert stored(tip).story.pin == "12.5,105.25"
    assert machine.look(tip.pk).status_code == 200


def test_the_same_event_again_changes_nothing_and_one_told_anew_is_added_to_its_tip(machine):
    became = [
        send(machine, told).json()["events"][0]["became"]
        for told in (RANGER, RANGER, changed(RANGER, "title", "Snares gone"), changed(RANGER, "title", "Snares gone"))
    ]
    assert became == ["filed", "unchanged", "added", "unchanged"]
    assert (Tip.objects.count(), Message.objects.count(), PartnerEvent.objects.count()) == (1, 1, 1)


def test_an_id_belongs_to_its_partner(machine):
    send(machine, RANGER)
    send(a_machine(a_partner("Another"), "events:write"), RANGER)
    assert Tip.objects.count() == 2


def test_all_events_of_a_call_are_taken_or_none(machine):
    refused(send(machine, [RANGER, changed(RANGER, "id", "e-2") | {"time": "noon"}]), 400, "invalid")
    refused(send(machine, [RANGER, RANGER]), 400, "invalid")
    assert not Tip.objects.exists()
    assert len(send(machine, [RANGER, changed(RANGER, "id", "e-2")]).json()["events"]) == 2


def test_photographs_come_with_the_event_sealed(machine):
    photo = {"filename": "a.jpg", "data": base64.b64encode(picture("JPEG")).decode()}
    send(machine, changed(SMART, "properties.smartAttributes.attachments", [photo]))
    assert Attachment.objects.get().tip == Tip.objects.get()


def test_an_event_of_a_destroyed_tip_is_not_added_to_it(machine):
    from hotline import shredding
    from hotline.models.certificate import Rule

    send(machine, RANGER)
    shredding.shred(Tip.objects.get(), Rule.WITHDRAWN)
    assert send(machine, changed(RANGER, "title", "more")).json()["events"][0]["became"] == "closed"
