"""Species recognised in a picture: off by default, an officer's own act, the scrubbed copy only, never by itself."""

import gzip
import json
from threading import Event

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ImproperlyConfigured

from config import parts, translator
from hotline import correspondence, recognising, recognitions
from hotline.models import Recognition
from hotline.recognising import Candidate, NotRecognised
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.hotline.recogniser import PANGOLIN, running
from tests.make import make_attachment, make_picture, make_taxon, make_tip
from tests.people import make_officer
from vault import text

pytestmark = pytest.mark.django_db
ORIGINAL, COPY = make_picture("red"), make_picture("teal")


@pytest.fixture
def service(settings):
    with running() as server:
        settings.RECOGNISE_URL, settings.RECOGNISE_KEY = server.url, "a key"
        yield server


@pytest.fixture
def desk(client, sign_in, analyst):
    return sign_in(client, analyst)


@pytest.fixture
def pangolin():
    return make_taxon("Manis javanica")


def a_picture(tip=None):
    return make_attachment(tip or make_tip(), ORIGINAL, "me and my cousin.jpg", copy=COPY)


def place(picture, step="recognise"):
    return f"/desk/hotline/tip/{picture.tip_id}/{step}/{picture.pk}/"


def page_of(desk, picture):
    return BeautifulSoup(desk.get(f"/desk/hotline/tip/{picture.tip_id}/change/").content, "html.parser")


# --- The setting --------------------------------------------------------------------------------------------------
def test_it_is_off_while_no_address_is_set_and_start_up_says_so(settings, analyst):
    settings.RECOGNISE_URL = ""
    assert any("RECOGNISE_URL is empty" in each for each in parts.off())
    with pytest.raises(NotRecognised, match="No recognition service"):
        recognitions.recognise(a_picture(), faces_looked_for=True, by=analyst)


@pytest.mark.parametrize("entered", ["http://recognise.example.org", "http://8.8.8.8", "ftp://localhost", "https://"])
def test_an_address_by_which_pictures_would_cross_the_net_in_clear_stops_the_start(entered):
    with pytest.raises(ImproperlyConfigured, match=r"RECOGNISE_URL.*pictures"):
        translator.address(entered, setting="RECOGNISE_URL", sent="pictures of sources")


# --- What leaves the house ----------------------------------------------------------------------------------------
def test_the_scrubbed_copy_is_sent_and_nothing_that_the_source_named(service, analyst, pangolin):
    recognitions.recognise(a_picture(), faces_looked_for=True, by=analyst)
    (asked,) = service.asked
    assert (asked["path"], asked["key"], asked["field"]) == ("/recognise", "Bearer a key", "picture")
    assert (asked["name"], asked["type"], asked["picture"]) == ("picture.jpg", "image/jpeg", COPY)
    assert b"cousin" not in asked["raw"]


def test_a_picture_without_a_copy_is_not_sent(service, analyst):
    picture = make_attachment(make_tip(), ORIGINAL)
    with pytest.raises(NotRecognised, match="Only pictures"):
        recognitions.recognise(picture, faces_looked_for=True, by=analyst)
    assert service.asked == []


def test_it_is_on_record_before_it_is_sent_whatever_comes_of_it(service, analyst):
    service.status, picture = 500, a_picture()
    with pytest.raises(NotRecognised, match="500"):
        recognitions.recognise(picture, faces_looked_for=True, by=analyst)
    entry = AuditEntry.objects.get(verb="tip.sent_to_recogniser")
    assert entry.details == {"attachment": str(picture.pk)}
    assert not Recognition.objects.exists()


def test_without_a_look_for_faces_or_the_right_nothing_is_sent(service, analyst, outsider):
    picture = a_picture()
    with pytest.raises(Invalid, match="face"):
        recognitions.recognise(picture, faces_looked_for=False, by=analyst)
    with pytest.raises(NotAllowed):
        recognitions.recognise(picture, faces_looked_for=True, by=outsider)
    assert service.asked == []
    assert not AuditEntry.objects.filter(verb="tip.sent_to_recogniser").exists()


def test_looking_at_a_tip_sends_nothing(desk, service):
    picture = a_picture()
    page_of(desk, picture)
    assert desk.get(place(picture)).status_code == 302
    assert service.asked == []


def test_a_withdrawn_tip_is_sent_nowhere_and_what_was_recognised_is_gone(analyst, service):
    picture = a_picture()
    recognitions.recognise(picture, faces_looked_for=True, by=analyst)
    correspondence.withdraw(picture.tip)
    assert not Recognition.objects.exists()
    picture.refresh_from_db()
    with pytest.raises(WrongStatus):
        recognitions.recognise(picture, faces_looked_for=True, by=analyst)
    assert len(service.asked) == 1


# --- How the service answers --------------------------------------------------------------------------------------
def test_a_service_that_is_down_is_told_in_a_sentence(settings):
    with running() as gone:
        settings.RECOGNISE_URL = gone.url
    with pytest.raises(NotRecognised, match="cannot be reached"):
        recognising.recognise(COPY, "image/jpeg")


def test_a_slow_service_is_not_waited_for(service, monkeypatch):
    monkeypatch.setattr(recognising, "SECONDS", 0.2)
    service.hold = Event()
    with pytest.raises(NotRecognised, match="did not answer in time"):
        recognising.recognise(COPY, "image/jpeg")


@pytest.mark.parametrize("status", [400, 401, 413, 500, 503])
def test_a_refusal_of_the_service_is_told(service, status):
    service.status = status
    with pytest.raises(NotRecognised, match=str(status)):
        recognising.recognise(COPY, "image/jpeg")


def test_a_redirect_does_not_carry_the_picture_elsewhere(service):
    with running() as elsewhere:
        service.status, service.headers = 307, {"Location": f"{elsewhere.url}/recognise"}
        with pytest.raises(NotRecognised, match="307"):
            recognising.recognise(COPY, "image/jpeg")
        assert elsewhere.asked == []


def _one(**given):
    return json.dumps({"candidates": [PANGOLIN | given]}).encode()


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>busy</html>", b"[]", b"{}", b'{"candidates": {}}', b'{"candidates": [1]}', b"\xff\xfe", b"[" * 90_000,
     _one(score=1.1), _one(score=True), _one(score="0.9"), b'{"candidates": [{"name": "a", "score": NaN}]}',
     _one(name=""), _one(name="x" * 101), _one(name="Manis\x00javanica"), _one(name=["Manis"]),
     b'{"candidates": [], "more": "' + b"x" * recognising.MAX_BYTES + b'"}'],
)  # fmt: skip
def test_an_odd_answer_is_no_recognition(service, body):
    service.body = body
    with pytest.raises(NotRecognised, match="cannot be used"):
        recognising.recognise(COPY, "image/jpeg")


def test_an_answer_that_would_unfold_is_not_unfolded(service):
    service.body = gzip.compress(b" " * 10_000_000 + b'{"candidates": []}')
    service.headers = {"Content-Encoding": "gzip"}
    with pytest.raises(NotRecognised, match="cannot be used"):
        recognising.recognise(COPY, "image/jpeg")


def test_candidates_stand_the_surest_first_each_once(service):
    told = [("Manis javanica", 0.2), ("Manis pentadactyla", 0.5), ("Manis javanica", 0.9)]
    service.body = json.dumps({"candidates": [{"name": name, "score": score} for name, score in told]}).encode()
    found = recognising.recognise(COPY, "image/jpeg")
    assert found.candidates == (Candidate("Manis javanica", 0.9), Candidate("Manis pentadactyla", 0.5))
    assert found.service == "127.0.0.1"


# --- At the desk --------------------------------------------------------------------------------------------------
def test_a_guess_stands_beside_the_picture_sealed_until_somebody_accepts_it(desk, service, pangolin):
    picture = a_picture()
    desk.post(place(picture), {"faces": "1"})
    assert b"Manis" not in bytes(Recognition.objects.get().made)
    page = page_of(desk, picture)
    assert "Looks like Manis javanica, 0.87, by 127.0.0.1" in page.select_one(".tip-recognised").get_text()
    promote = desk.get(f"/desk/hotline/tip/{picture.tip_id}/promote/").content.decode()
    assert "Manis javanica" not in promote
    desk.post(place(picture, "recognised"), {"taxon": "Manis javanica"})
    promote = BeautifulSoup(desk.get(f"/desk/hotline/tip/{picture.tip_id}/promote/").content, "html.parser")
    assert promote.select_one("input[name=species-0-name]")["value"] == "Manis javanica"
    entry = AuditEntry.objects.get(verb="tip.recognition_accepted")
    assert entry.details == {"recognition": str(Recognition.objects.get().pk)}


def test_a_declined_guess_fills_nothing(desk, service, pangolin):
    picture = a_picture()
    desk.post(place(picture), {"faces": "1"})
    desk.post(place(picture, "recognised"))
    assert Recognition.objects.get().verdict == "declined"
    assert recognitions.accepted(picture.tip) == []
    assert "declined" in page_of(desk, picture).select_one(".tip-recognised").get_text()


def test_a_name_that_the_reference_does_not_know_is_shown_and_cannot_be_accepted(desk, service, analyst):
    service.body, picture = _one(name="Nessiteras rhombopteryx"), a_picture()
    desk.post(place(picture), {"faces": "1"})
    shown = page_of(desk, picture).select_one(".tip-recognised")
    assert "not in the reference" in shown.get_text()
    with pytest.raises(Invalid):
        recognitions.accept(picture, "Nessiteras rhombopteryx", by=analyst)
    assert Recognition.objects.get().verdict == ""


def test_asked_again_the_newer_answer_takes_the_place_of_the_older(desk, service, pangolin):
    picture = a_picture()
    desk.post(place(picture), {"faces": "1"})
    desk.post(place(picture, "recognised"), {"taxon": "Manis javanica"})
    service.body = b'{"candidates": []}'
    desk.post(place(picture), {"faces": "1"})
    row = Recognition.objects.get()
    assert (row.verdict, text.read(row, "accepted")) == ("", "")
    assert "knew nothing in this picture" in page_of(desk, picture).get_text()


def test_a_failure_is_told_on_the_page(desk, service):
    service.status, picture = 503, a_picture()
    page = desk.post(place(picture), {"faces": "1"}, follow=True).content.decode()
    assert "The recognition service refused (503)." in page


def test_without_a_service_there_is_no_button(desk, settings):
    settings.RECOGNISE_URL = ""
    picture = a_picture()
    assert place(picture) not in str(page_of(desk, picture))


def test_whoever_may_not_judge_accepts_nothing(client, sign_in, service, analyst, pangolin):
    picture = a_picture()
    recognitions.recognise(picture, faces_looked_for=True, by=analyst)
    intake = sign_in(client, make_officer("at_intake", "intake"))
    assert intake.post(place(picture, "recognised"), {"taxon": "Manis javanica"}).status_code == 403
    assert Recognition.objects.get().verdict == ""


def test_the_picture_of_another_tip_is_not_there(desk, service):
    other, tip = a_picture(), make_tip()
    assert desk.post(f"/desk/hotline/tip/{tip.pk}/recognise/{other.pk}/", {"faces": "1"}).status_code == 404
    assert service.asked == []
