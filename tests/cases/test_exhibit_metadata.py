"""What officers' files tell of device, time and place: read once, sealed, seen by few, each look on the ledger."""

from datetime import UTC

import pytest
from django.db import connection

from cases import case_map, exhibit_files, exhibits, where_taken
from cases.exhibits import Acquired
from cases.models import Exhibit
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.cases.making import arrived, colleague, make_case, make_exhibit, make_thing
from tests.hotline import camera
from vault import text

FOUND = {"make": "PlantedMaker", "taken_at": camera.TAKEN, "latitude": 11.5564, "longitude": 104.9282}


@pytest.fixture
def case(db, investigator):
    return make_case(investigator)


@pytest.fixture
def exhibit(case, investigator):
    """An officer's photograph as the workshop leaves it; what it reads of real files, the first test shows."""
    exhibit = exhibits.upload(case, arrived(), Acquired("A stall", how="Taken"), by=investigator)
    text.write(exhibit.file, metadata=FOUND)
    exhibit.file.state = "copied"
    exhibit.file.save(update_fields=["metadata", "state"])
    return exhibit


def _page(exhibit) -> str:
    return f"/desk/cases/exhibit/{exhibit.pk}/metadata/"


def _looks() -> int:
    return AuditEntry.objects.filter(verb="exhibit.metadata_read").count()


def test_the_workshop_reads_an_officers_photograph_once_and_keeps_what_it_found_sealed(case, investigator):
    photo = exhibits.upload(
        case, arrived(camera.picture("JPEG"), "a.jpg"), Acquired("A stall", how="Taken"), by=investigator
    )
    exhibit_files.make(photo.file.pk)
    told = exhibit_files.read_metadata(photo, by=investigator)
    assert {name: told[name] for name in FOUND} == FOUND
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(r)::text FROM cases_exhibitfile r")
        assert "Planted" not in str(cursor.fetchall())


@pytest.mark.parametrize("who", ["investigator", "custodian"])
def test_who_may_read_it_leaves_an_entry_without_content(request, exhibit, who):
    officer = request.getfixturevalue(who)
    assert exhibit_files.read_metadata(exhibit, by=officer) == FOUND
    entry = AuditEntry.objects.get(verb="exhibit.metadata_read")
    assert (entry.subject_id, entry.actor) == (str(exhibit.pk), f"officer:{officer.pk}")
    assert entry.details == {}


@pytest.mark.parametrize("who", ["analyst", "intake_officer", "handler", "administrator", "outsider"])
def test_whoever_lacks_the_right_reads_none_of_it(request, exhibit, who):
    with pytest.raises(NotAllowed):
        exhibit_files.read_metadata(exhibit, by=request.getfixturevalue(who))
    assert _looks() == 0


def test_whoever_does_not_see_the_case_reads_none_of_it(exhibit):
    with pytest.raises(NotAllowed):
        exhibit_files.read_metadata(exhibit, by=colleague("investigator"))
    assert _looks() == 0


def test_a_file_of_a_tip_has_no_record_on_this_side(case, investigator):
    exhibit = make_exhibit(case, investigator)
    with pytest.raises(Invalid):
        exhibit_files.read_metadata(exhibit, by=investigator)
    assert _looks() == 0


# --- The desk ---------------------------------------------------------------------------------------------------
def test_the_exhibits_page_tells_none_of_it_and_offers_the_look_to_those_who_may(
    client, sign_in, exhibit, case, analyst, investigator
):
    from cases import casework

    casework.admit(case, analyst, by=investigator)
    shown = {}
    for officer in (investigator, analyst):
        shown[officer] = sign_in(client, officer).get(f"/desk/cases/exhibit/{exhibit.pk}/change/").content.decode()
        assert "PlantedMaker" not in shown[officer]
    assert _page(exhibit) in shown[investigator]
    assert _page(exhibit) not in shown[analyst]
    assert _looks() == 0


def test_the_look_shows_the_facts_and_the_point_on_a_map_with_its_coordinates(client, sign_in, exhibit, investigator):
    page = sign_in(client, investigator).post(_page(exhibit)).content.decode()
    for shown in ("PlantedMaker", camera.TAKEN, "11.55640, 104.92820", "<svg", "The camera stood here"):
        assert shown in page
    assert _looks() == 1


def test_a_get_opens_nothing_and_a_thing_has_no_such_page(client, sign_in, exhibit, case, investigator):
    sign_in(client, investigator)
    assert client.get(_page(exhibit)).headers["Location"] == f"/desk/cases/exhibit/{exhibit.pk}/change/"
    assert client.post(_page(make_thing(case, investigator))).status_code == 404
    assert _looks() == 0


def test_at_the_desk_the_look_is_refused_to_strangers_and_to_who_lacks_the_right(
    client, sign_in, exhibit, case, analyst, investigator
):
    from cases import casework

    casework.admit(case, analyst, by=investigator)
    assert sign_in(client, analyst).post(_page(exhibit)).status_code == 403
    assert sign_in(client, colleague("investigator")).post(_page(exhibit)).status_code == 404
    assert _looks() == 0


# --- The timeline and the map -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("told", "start"),
    [
        ({"taken_at": "2021:03:04 05:06:07"}, "2021-03-03T22:06:37+00:00"),
        ({"created_at": "2021-03-04T05:06:07Z"}, "2021-03-04T05:06:37+00:00"),
        ({"taken_at": "yesterday", "created_at": "2021-03-04T05:06:07+0200"}, "2021-03-04T03:06:37+00:00"),
    ],
)
def test_the_time_is_set_right_by_how_far_the_devices_clock_was_off(told, start):
    taken = Exhibit(reference="EXH-2026-000001", acquired_zone="Asia/Bangkok", clock_offset=-30)
    found = where_taken.moment(taken, {"latitude": 11.5564, "longitude": 104.9282, **told})
    assert found.start.astimezone(UTC).isoformat() == start
    assert (found.place, found.zone, found.in_summary) == ("11.55640, 104.92820", "Asia/Bangkok", False)


@pytest.mark.parametrize("told", [{"taken_at": camera.TAKEN}, {"latitude": 11.5, "longitude": 104.9}, {}])
def test_without_position_or_time_there_is_nothing_to_enter(told):
    assert where_taken.moment(Exhibit(acquired_zone="UTC"), told) is None


def test_where_it_was_taken_goes_on_the_timeline_and_from_there_on_the_map(client, sign_in, exhibit, investigator):
    sign_in(client, investigator)
    assert "where_taken" in client.post(_page(exhibit)).content.decode()
    answer = client.post(f"/desk/cases/exhibit/{exhibit.pk}/where_taken/")
    item = exhibit.case.timeline.get()
    assert answer.headers["Location"] == f"/desk/cases/timelineitem/{item.pk}/change/"
    assert (item.exhibits.get(), item.in_summary) == (exhibit, False)
    [spot] = [spot for spot in case_map.of_case(exhibit.case, investigator) if spot.kind == "entry"]
    assert (spot.point.lat, spot.point.lon, spot.point.km) == (11.5564, 104.9282, case_map.POSITION_KM)


def test_coordinates_of_what_rests_on_a_source_are_no_point_on_the_map():
    spot = case_map.Spot("report", "REP-1", "", ("11.5564, 104.9282", "KH"))
    assert case_map._placed(spot, None, {}).point is None


def test_a_custodian_who_writes_no_cases_enters_nothing(client, sign_in, exhibit, custodian):
    sign_in(client, custodian)
    assert "where_taken" not in client.post(_page(exhibit)).content.decode()
    assert client.post(f"/desk/cases/exhibit/{exhibit.pk}/where_taken/").status_code == 403
    assert not exhibit.case.timeline.exists()


def test_a_file_that_tells_no_position_is_refused_in_words(client, sign_in, exhibit, investigator):
    text.write(exhibit.file, metadata={"make": "PlantedMaker"})
    exhibit.file.save(update_fields=["metadata"])
    answer = sign_in(client, investigator).post(f"/desk/cases/exhibit/{exhibit.pk}/where_taken/", follow=True)
    assert "does not tell both where and when" in answer.content.decode()
    assert not exhibit.case.timeline.exists()
