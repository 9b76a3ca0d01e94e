"""What officers' files tell of device, time and place: read once, sealed, seen by few, each look on the ledger."""

import pytest
from django.db import connection

from cases import exhibit_files, exhibits
from cases.exhibits import Acquired
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.cases.making import arrived, colleague, make_case, make_exhibit, make_thing
from tests.hotline import camera
from vault import text

pytestmark = pytest.mark.django_db
FOUND = {"make": "PlantedMaker", "taken_at": camera.TAKEN, "latitude": 11.5564, "longitude": 104.9282}


@pytest.fixture
def case(investigator):
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
