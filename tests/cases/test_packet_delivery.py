"""A packet goes out once on record and as often as a line breaks: whole, from the middle, closed to whom it is for."""

import hashlib
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import httpx
import pyrage
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.test import Client

from cases.models import Packet
from cases.packets import delivery, envelope, release
from cases.packets.delivery import OutOfRange, Span, asked
from cases.packets.verify import verify
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import colleague, make_case, make_exhibit, make_packet, send_referral
from tests.make import make_picture
from vault import text

pytestmark = pytest.mark.django_db
PRESSED = "/desk/cases/packet/{}/{}/"


@pytest.fixture
def case(investigator):
    case = make_case(investigator)
    make_exhibit(case, investigator, copy=make_picture("blue", (1500, 1500)))
    return case


@pytest.fixture
def packet(case, investigator):
    return make_packet(case, investigator, "duty")


def _whole(packet):
    return b"".join(release.built(packet).chunks)


# --- what a range asks for ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-", Span(0, 100)), ("bytes=10-19", Span(10, 20)), ("bytes=90-900", Span(90, 100)),
        ("bytes=-30", Span(70, 100)), ("bytes=-900", Span(0, 100)), ("bytes=0-0", Span(0, 1)),
        ("", None), ("bytes=-", None), ("bytes=20-10", None), ("bytes=1-2,4-5", None), ("lines=1-2", None),
        ("bytes=a-b", None),
    ],
)  # fmt: skip
def test_a_range_is_followed_or_passed_over(header, span):
    assert asked(header, 100) == span


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_range_outside_the_file_is_refused(header):
    with pytest.raises(OutOfRange):
        asked(header, 100)


# --- over a real server -------------------------------------------------------------------------------------------
class Quiet(WSGIRequestHandler):
    def log_message(self, *_said):
        """Nothing to say."""


@pytest.fixture
def server():
    """The application behind a real socket, in this test's transaction: one request at a time, on its connection."""
    shared, application = connections["default"], WSGIHandler()
    shared.inc_thread_sharing()

    def answer(environ, start):
        connections["default"] = shared
        for signal in (request_started, request_finished):  # Django's test client takes them back each time
            signal.disconnect(close_old_connections)
        return application(environ, start)

    running = make_server("127.0.0.1", 0, answer, handler_class=Quiet)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    shared.dec_thread_sharing()


def test_a_download_that_breaks_in_the_middle_goes_on_and_is_one_on_record(server, case, packet, investigator):
    client = Client()
    sent = send_referral(case, investigator, packet=packet)
    path = sent.link.partition("/agency/")[2]
    opened = client.post(f"/agency/{path}", {"act": "open", "code": sent.code})
    taken = client.post(f"/agency/{path}", {"act": "download", "visit": opened.context["visit"]})
    assert taken.status_code == 303
    address, half = server + taken.headers["Location"], packet.size // 2
    with httpx.stream("GET", address) as broken:
        assert (broken.status_code, broken.headers["Accept-Ranges"]) == (200, "bytes")
        tag, held = broken.headers["ETag"], b""
        for piece in broken.iter_bytes(1000):
            held += piece
            if len(held) >= half:
                break
    rest = httpx.get(address, headers={"Range": f"bytes={len(held)}-", "If-Range": tag})
    assert rest.status_code == 206
    assert rest.headers["Content-Range"] == f"bytes {len(held)}-{packet.size - 1}/{packet.size}"
    assert hashlib.sha256(held + rest.content).hexdigest() == packet.sha256
    assert AuditEntry.objects.filter(verb="packet.downloaded").count() == 1
    beyond = httpx.get(address, headers={"Range": f"bytes={packet.size}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{packet.size}")


def test_another_file_than_the_one_begun_comes_whole(client, sign_in, packet, investigator):
    address = _press(sign_in(client, investigator), packet, "download").headers["Location"]
    response = client.get(address, headers={"Range": "bytes=5-", "If-Range": '"another"'})
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == _whole(packet)
    assert client.head(address).headers["Content-Length"] == str(packet.size)


def _press(client, packet, name, **said):
    return client.post(PRESSED.format(packet.pk, name), said)


def test_an_address_is_its_takers_alone_and_ends(client, sign_in, packet, investigator, supervisor, case, monkeypatch):
    from cases import casework

    casework.admit(case, supervisor, by=investigator)
    address = _press(sign_in(client, investigator), packet, "download").headers["Location"]
    assert client.get(address).status_code == 200
    assert sign_in(client, supervisor).get(address).status_code == 302
    assert sign_in(client, colleague("investigator")).get(address).status_code == 404
    monkeypatch.setattr(delivery, "GOOD_FOR", delivery.timedelta(seconds=-1))
    assert sign_in(client, investigator).get(address).status_code == 302


def test_an_agencys_address_dies_with_its_link(client, case, packet, investigator):
    from cases import referrals

    sent = send_referral(case, investigator, packet=packet)
    path = "/agency/" + sent.link.partition("/agency/")[2]
    opened = client.post(path, {"act": "open", "code": sent.code})
    address = client.post(path, {"act": "download", "visit": opened.context["visit"]}).headers["Location"]
    assert client.get(address).status_code == 200
    assert client.get(address[:-3] + "xx/").status_code == 404
    referrals.revoke(sent.referral, by=investigator)
    assert client.get(address).status_code == 404


def test_progress_is_told_to_those_who_see_the_packet(client, sign_in, packet, investigator):
    address = PRESSED.format(packet.pk, "progress")
    told = sign_in(client, investigator).get(address).json()
    assert (told["percent"], told["is_over"]) == (100, True)
    Packet.objects.filter(pk=packet.pk).update(status="building", bytes_done=30, bytes_total=120)
    assert client.get(address).json()["percent"] == 25
    assert sign_in(client, colleague("investigator")).get(address).status_code == 404


def test_the_page_tells_who_took_which_copy(client, sign_in, case, packet, investigator, supervisor):
    release.download(packet, by=investigator)
    page = sign_in(client, investigator).get(PRESSED.format(packet.pk, "change")).content.decode()
    assert "took this copy" in page
    assert packet.watermark in page


# --- closed to the recipient --------------------------------------------------------------------------------------
def test_a_packet_to_a_key_is_opened_by_its_owner_and_holds(case, investigator, tmp_path):
    mine = pyrage.x25519.Identity.generate()
    packet = make_packet(case, investigator, "duty", envelope="key", recipient_keys=[str(mine.to_public())])
    assert packet.status == "ready", packet.failure
    found = release.download(packet, by=investigator)
    sealed = b"".join(found.chunks)
    assert (found.name, found.size) == (f"{packet.reference}.zip.age", len(sealed))
    assert hashlib.sha256(sealed).hexdigest() == packet.sha256
    path = tmp_path / f"{packet.reference}.zip"
    path.write_bytes(pyrage.decrypt(sealed, [mine]))
    verdict = verify(path)
    assert verdict.ok, verdict
    assert verdict.tag_manifest_sha256.hex() == packet.seal


def test_a_pass_phrase_is_shown_once_and_then_in_no_store(case, investigator, supervisor):
    packet = make_packet(case, investigator, "duty", envelope="phrase")
    with pytest.raises(NotAllowed):
        envelope.show_phrase(packet, by=colleague("investigator"))
    shown = envelope.show_phrase(packet, by=investigator)
    assert pyrage.passphrase.decrypt(_whole(packet), shown.phrase)[:2] == b"PK"
    assert text.read(Packet.objects.get(pk=packet.pk), "phrase") == ""
    with pytest.raises(WrongStatus):
        envelope.show_phrase(packet, by=investigator)
    assert AuditEntry.objects.filter(verb="packet.phrase_shown").count() == 1
    assert not [each for each in AuditEntry.objects.all() if shown.phrase in str(each.details)]


def test_the_phrase_stands_on_the_page_that_answers_and_on_no_other(client, sign_in, case, investigator):
    packet = make_packet(case, investigator, "duty", envelope="phrase")
    page = _press(sign_in(client, investigator), packet, "phrase")
    phrase = page.context["given"].phrase
    assert phrase in page.content.decode()
    assert phrase not in client.get(PRESSED.format(packet.pk, "change")).content.decode()


@pytest.mark.parametrize(
    "order",
    [
        {"envelope": "key"}, {"envelope": "key", "recipient_keys": ["age1wrong"]},
        {"recipient_keys": ["age1wrong"]}, {"envelope": "carrier pigeon"},
    ],
)  # fmt: skip
def test_an_envelope_that_cannot_be_closed_is_refused_with_a_sentence(case, investigator, order):
    with pytest.raises(Invalid) as refused:
        release.draft_packet(case, release.Order("duty", **order), by=investigator)
    assert set(refused.value.fields) <= {"envelope", "recipient_keys"}
    assert not Packet.objects.exists()


def test_keys_are_typed_a_line_each_with_remarks():
    assert envelope.keys_typed("# public key: x\n age1a \n\nage1b # desk\nage1a") == ["age1a", "age1b"]
