"""Tips told by telephone or at the door, typed by an officer."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hotline import form_tokens, receipts
from hotline.models import Tip
from hotline.public.stored import stored
from staff.models import AuditEntry
from tests.people import make_officer
from vault import blobs, identity

pytestmark = pytest.mark.django_db
PAGE = "/desk/hotline/tip/take/"


@pytest.fixture
def desk(client, sign_in):
    return sign_in(client, make_officer("at_the_phone", "intake"))


def _said(**given):
    return {
        "token": form_tokens.issue(), "way": "phone", "language": "km", "sharing": "ask", "urgency": "now",
        "narrative": "Two langurs in a cage behind the mill", "offences": ["live"], "country": "KH",
        "subjects": "A man in a red cap\nA lorry", **given,
    }  # fmt: skip


def _code(page):
    return "".join(re.findall(r"<span>(\d{5})</span>", page.content.decode()))


def test_what_a_caller_tells_is_a_tip_with_a_code_to_read_out(desk):
    page = desk.post(PAGE, _said())
    tip = Tip.objects.get()
    assert (tip.channel, tip.language, tip.urgency, tip.country) == ("phone", "km", "now", "KH")
    assert receipts.find(_code(page)).tip == tip
    assert stored(tip).story.subjects == ["A man in a red cap", "A lorry"]
    assert "no-store" in page.headers["Cache-Control"]
    assert AuditEntry.objects.filter(verb="tip.taken_down").count() == 1


def test_the_same_page_sent_twice_is_one_tip_with_one_code(desk):
    said = _said(way="walk_in")
    assert _code(desk.post(PAGE, said)) == _code(desk.post(PAGE, said))
    assert Tip.objects.get().channel == "walk_in"
    assert AuditEntry.objects.filter(verb="tip.taken_down").count() == 1


def test_a_caller_reads_their_tip_with_the_code_as_any_source(desk, client):
    code = _code(desk.post(PAGE, _said()))
    client.logout()
    page = client.post("/km/status/", {"code": code})
    assert "Two langurs in a cage" in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"), [({"narrative": " "}, "narrative"), ({"language": "xx"}, "language"), ({"way": "api"}, "way")]
)
def test_what_cannot_be_filed_comes_back_with_every_word(desk, wrong, field):
    page = desk.post(PAGE, _said(place="Near the mill", **wrong))
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert "Near the mill" in page.content.decode()
    assert not Tip.objects.exists()


def test_a_contact_goes_to_the_sealed_box_and_stands_nowhere_else(desk):
    page = desk.post(PAGE, _said(contact="012 345 678"))
    tip = Tip.objects.get()
    assert identity.has_contact(tip.source_id)
    assert "012 345 678" not in page.content.decode()
    assert "012 345 678" not in str(stored(tip))


def test_where_nobody_can_open_a_box_no_contact_is_taken(desk, settings):
    settings.HANDLER_PUBLIC_KEYS = ""
    page = desk.post(PAGE, _said(contact="012 345 678"))
    assert "leave the contact out" in page.content.decode()
    assert not Tip.objects.exists()


@pytest.mark.parametrize("token", ["", "forged"])
def test_an_old_page_is_sent_again_and_loses_nothing(desk, token):
    page = desk.post(PAGE, _said(token=token))
    assert page.status_code == 422
    assert "behind the mill" in page.content.decode()
    assert form_tokens.read(page.context["form"]["token"].value())


def test_an_investigator_takes_no_tip(client, sign_in, investigator):
    assert sign_in(client, investigator).get(PAGE).status_code == 403


# --- Files, an old page, reading aloud ----------------------------------------------------------------------------
def _file(name="cage.jpg", content=b"bytes of a picture"):
    return SimpleUploadedFile(name, content, "image/jpeg")


def test_files_that_a_caller_brought_are_the_tips_and_told_on_the_receipt(desk):
    page = desk.post(PAGE, _said(files=[_file(), _file("second.jpg", b"another")]))
    tip = Tip.objects.get()
    assert (tip.files, tip.attachments.count()) == (2, 2)
    assert stored(tip).files == [("cage.jpg", 18), ("second.jpg", 7)]
    assert "second.jpg" in page.content.decode()


def test_a_file_that_is_refused_leaves_neither_tip_nor_bytes_and_every_word(desk, settings):
    before = {name for name, _at in blobs.settled()}
    page = desk.post(PAGE, _said(language="xx", place="Near the mill", files=[_file()]))
    assert page.status_code == 422
    assert "Choose the files again." in page.content.decode()
    assert "Near the mill" in page.content.decode()
    assert not Tip.objects.exists()
    assert {name for name, _at in blobs.settled()} == before


def test_an_empty_file_is_no_substance_and_is_named_with_every_word_kept(desk):
    page = desk.post(PAGE, _said(narrative=" ", place="Near the mill", files=[_file("nothing.jpg", b"")]))
    said = page.content.decode()
    assert page.status_code == 422
    assert "narrative" in page.context["form"].errors
    assert "“nothing.jpg” is empty (0 bytes)" in said
    assert "Near the mill" in said
    assert not Tip.objects.exists()


def test_an_empty_file_beside_words_is_named_on_the_receipt_and_the_rest_is_filed(desk):
    page = desk.post(PAGE, _said(files=[_file("nothing.jpg", b""), _file()]))
    assert stored(Tip.objects.get()).files == [("cage.jpg", 18)]
    assert "“nothing.jpg” is empty (0 bytes)" in page.content.decode()


def test_a_page_older_than_the_sign_in_comes_back_with_every_word_and_then_files(sign_in):
    desk = sign_in(Client(enforce_csrf_checks=True), make_officer("at_the_phone", "intake"))
    page = desk.post(PAGE, _said(place="Near the mill"))
    assert page.status_code == 422
    assert not Tip.objects.exists()
    said = page.content.decode()
    assert "you signed in again since" in said
    assert "Near the mill" in said
    assert "behind the mill" in said
    fresh = dict(re.findall(r'name="(csrfmiddlewaretoken|token)" value="([^"]+)"', said))
    again = desk.post(PAGE, _said(place="Near the mill", **fresh))
    assert _code(again)
    assert Tip.objects.count() == 1


def test_the_same_page_with_its_files_sent_twice_keeps_them_once(desk):
    said = _said()
    desk.post(PAGE, said | {"files": [_file()]})
    desk.post(PAGE, said | {"files": [_file()]})
    assert Tip.objects.get().attachments.count() == 1


def test_the_code_is_spelled_group_by_group_to_be_read_aloud(desk):
    page = desk.post(PAGE, _said())
    code, words = _code(page), ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    listed = re.search(r'<ol class="take-spelled">(.*?)</ol>', page.content.decode(), re.DOTALL)[1]
    spelled = re.findall(r"<li>(.*?)</li>", listed)
    assert spelled == [", ".join(words[int(digit)] for digit in code[at : at + 5]) for at in range(0, 25, 5)]


def test_a_body_that_is_no_form_is_refused_in_words(desk):
    page = desk.post(PAGE, b"broken", content_type="text/plain")
    assert page.status_code == 422
    assert "send it again" in page.content.decode()
    assert not Tip.objects.exists()
