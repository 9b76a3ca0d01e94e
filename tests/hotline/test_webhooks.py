"""tests hotline/webhooks/: a partner hears how its tips stand, signed, in order, and misses nothing."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import override_settings

from hotline import correspondence, public_status, triage
from hotline.models import Message, PartnerCall, Tip, Webhook, WebhookEvent
from hotline.webhooks import calling, news, receivers, setting, telling
from staff.refusals import Invalid, NotAllowed
from tests.hotline.calling import a_machine, a_partner

pytestmark = pytest.mark.django_db
NOON = datetime(2030, 3, 1, 12, tzinfo=UTC)


class Desk(BaseHTTPRequestHandler):
    """Writes down what comes; answers with the server's `status`."""

    def do_POST(self) -> None:
        said = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((dict(self.headers), said))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        return


@pytest.fixture
def receiver() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Desk) as server:
        server.heard, server.status = [], 204
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()


@pytest.fixture
def partner():
    return a_partner()


@pytest.fixture
def hook(partner, receiver, administrator):
    return setting.set_up(partner, f"http://127.0.0.1:{receiver.server_port}/hook?of=us", by=administrator)


def told(receiver) -> list[dict]:
    return [json.loads(said) for _headers, said in receiver.heard]


def a_tip(partner) -> Tip:
    known = set(Tip.objects.values_list("pk", flat=True))
    assert a_machine(partner).tell().status_code == 201
    return Tip.objects.exclude(pk__in=known).get()


def test_a_changed_status_is_told_once_with_opaque_ids_only(partner, hook, receiver, analyst):
    tip = a_tip(partner)
    assert news.gather() == 0
    triage.claim(tip, by=analyst)
    assert (news.gather(), telling.tell(NOON), news.gather(), telling.tell(NOON)) == (1, 1, 0, 0)
    (said,) = told(receiver)
    assert set(said) == {"id", "type", "tip", "at", "status"}
    assert (said["type"], said["tip"], said["status"]) == ("tip.status_changed", str(tip.pk), "being_read")
    assert tip.reference.encode() not in receiver.heard[0][1]


def test_a_call_is_signed_over_its_timestamp_and_body(partner, hook, receiver, analyst):
    triage.claim(a_tip(partner), by=analyst)
    news.gather()
    telling.tell(NOON)
    headers, said = receiver.heard[0]
    stamp = headers["Hornbill-Timestamp"]
    assert stamp == str(int(NOON.timestamp()))
    expected = hmac.new(hook.secret.encode(), f"{stamp}.".encode() + said, hashlib.sha256).hexdigest()
    assert headers["Hornbill-Signature"] == f"v1={expected}"
    assert headers["Hornbill-Id"] == json.loads(said)["id"]


def test_a_receiver_that_is_down_for_an_hour_misses_nothing_and_hears_it_in_order(partner, hook, receiver, analyst):
    tips = [a_tip(partner) for _each in range(3)]
    receiver.status = 503
    for tip in tips:
        triage.claim(tip, by=analyst)
        news.gather()
    for minute in range(60):
        assert telling.tell(NOON + timedelta(minutes=minute)) == 0
    # The oldest alone is tried, and less and less often.
    assert len({said["tip"] for said in told(receiver)}) == 1
    assert 5 <= len(receiver.heard) <= 10
    receiver.heard.clear()
    receiver.status = 200
    assert telling.tell(NOON + timedelta(minutes=64)) == 3
    assert [said["tip"] for said in told(receiver)] == [str(tip.pk) for tip in tips]
    assert len({said["id"] for said in told(receiver)}) == 3
    assert telling.tell(NOON + timedelta(hours=5)) == 0


def test_after_days_it_is_given_up_shown_and_sent_again(partner, hook, receiver, analyst, administrator):
    triage.claim(a_tip(partner), by=analyst)
    news.gather()
    receiver.status = 500
    at = NOON
    while WebhookEvent.objects.filter(state="waiting").exists():
        telling.tell(at)
        at = max(at, WebhookEvent.objects.get().not_before)
    assert timedelta(days=4) < at - NOON < timedelta(days=7)
    event = WebhookEvent.objects.get()
    assert (event.state, event.failure, event.tries) == ("dead", "status_500", telling.MAX_TRIES)
    receiver.status = 200
    assert setting.send_again(partner, by=administrator) == 1
    assert telling.tell(at) == 1


def test_a_redirect_is_not_followed(partner, hook, receiver, analyst):
    triage.claim(a_tip(partner), by=analyst)
    news.gather()
    receiver.status = 302
    assert telling.tell(NOON) == 0
    assert len(receiver.heard) == 1
    assert WebhookEvent.objects.get().failure == "status_302"


def test_a_question_is_told_without_its_words_and_counts_as_delivered(partner, hook, receiver, analyst):
    tip = a_tip(partner)
    asked = correspondence.ask(tip, "Which pier was it?", by=analyst)
    news.gather()
    telling.tell(NOON)
    said = [each for each in told(receiver) if each["type"] == "tip.question_asked"]
    assert [each["question"] for each in said] == [str(asked.pk)]
    assert b"pier" not in b"".join(body for _headers, body in receiver.heard)
    assert Message.objects.get().delivery == Message.Delivery.DELIVERED


def test_a_file_that_was_refused_is_told_with_a_code(partner, hook, receiver):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from hotline import copying
    from hotline.models import Attachment

    machine = a_machine(partner)
    machine.tell()
    machine.bring(Tip.objects.get().pk, SimpleUploadedFile("a.exe", b"MZ" + b"\0" * 100))
    copying.make(Attachment.objects.get().pk)
    news.gather()
    news.gather()
    telling.tell(NOON)
    (said,) = told(receiver)
    assert (said["type"], said["attachment"]) == ("attachment.refused", str(Attachment.objects.get().pk))
    assert said["reason"]


def test_one_partners_news_reaches_no_other(partner, hook, receiver, analyst):
    triage.claim(a_tip(a_partner("Somebody else")), by=analyst)
    assert (news.gather(), telling.tell(NOON)) == (0, 0)


def test_what_happened_before_the_address_was_set_is_not_told(partner, receiver, administrator, analyst):
    triage.claim(a_tip(partner), by=analyst)
    setting.set_up(partner, f"http://127.0.0.1:{receiver.server_port}/", by=administrator)
    assert news.gather() == 0


def test_what_is_turned_off_is_told_nothing(partner, hook, receiver, analyst, administrator):
    triage.claim(a_tip(partner), by=analyst)
    news.gather()
    setting.turn_off(partner, by=administrator)
    assert (telling.tell(NOON), receiver.heard) == (0, [])
    assert WebhookEvent.objects.get().failure == "turned_off"


def test_the_database_computes_the_public_status_as_it_is_told(partner, analyst):
    tip = a_tip(partner)
    shown = Tip.objects.alias(standing=public_status.column())
    for status in (each for each in Tip.Status.values if each != "merged"):
        for reason in ("", *Tip.DismissReason.values):
            Tip.objects.filter(pk=tip.pk).update(status=status, dismiss_reason=reason)
            tip.refresh_from_db()
            assert shown.filter(standing=public_status.of(tip)).exists(), (status, reason)
    assert PartnerCall.objects.get().told_status == "received"


def test_only_an_administrator_sets_a_webhook(partner, analyst):
    with pytest.raises(NotAllowed):
        setting.set_up(partner, "https://example.org/", by=analyst)
    assert not Webhook.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/", "ftp://example.org/", "https://127.0.0.1/", "https://10.0.0.7/", "https://[::1]/",
        "https://[::ffff:10.0.0.7]/", "https://169.254.169.254/latest/", "https://[64:ff9b::a00:7]/", "https://localhost/",
        "https://a:b@example.org/", "https://example.org:22/", "https://", "no address", "https://exa mple.org/",
        "https://[fe80::1]/", "https://0.0.0.0/", "https://[2002:a00:7::]/", "https://2130706433/", "https://é.org/",
        "https://example.org:99999/", "https://x/\r\nHost: y", "https://[", "https://example.org/" + "a" * 500,
    ],
)  # fmt: skip
def test_an_address_that_leads_inside_or_nowhere_is_refused_in_a_live_house(partner, administrator, address):
    with override_settings(IS_LIVE=True), pytest.raises(Invalid):
        setting.set_up(partner, address, by=administrator)
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("ip", ["8.8.8.8", "2606:4700:4700::1111"])
def test_an_address_of_the_open_network_is_let_through(ip):
    assert receivers.is_open(ip)


def test_a_name_that_leads_inside_later_is_not_called(partner, hook, receiver, analyst):
    triage.claim(a_tip(partner), by=analyst)
    news.gather()
    with override_settings(IS_LIVE=True):
        assert telling.tell(NOON) == 0
    assert receiver.heard == []
    assert WebhookEvent.objects.get().failure in {"scheme", "private"}


def test_the_address_that_was_checked_is_called_whatever_the_name_leads_to(receiver):
    there = receivers.Receiver("http", "no-such-name.invalid", receiver.server_port, "/hook", "127.0.0.1")
    assert calling.post(there, b"{}", {"Hornbill-Id": "1"}).is_taken
    assert receiver.heard[0][0]["Host"].startswith("no-such-name.invalid")


def test_nobody_at_the_other_end_is_a_failure_and_no_error():
    assert calling.post(receivers.Receiver("http", "x", 1, "/", "127.0.0.1"), b"{}", {}).failure == "unreachable"
