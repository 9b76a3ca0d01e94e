"""tests hotline/alerts.py, hotline/api/alerts.py: what a camera sees is an urgent tip and reaches the duty officer."""

import base64
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from bots.models import OutgoingMessage
from bots.telegram import alerting
from hotline import alerts, copying, officer_chats
from hotline.models import AlertPass, Attachment, CameraAlert, OfficerChat, Tip
from staff import rota
from staff.models import AuditEntry
from tests.hotline.calling import a_machine, a_partner, refused
from tests.hotline.camera import SECRETS, picture
from vault import identity
from vault.models import Source

pytestmark = pytest.mark.django_db
ALERTS = "/api/v1/alerts/"
SEEN = {
    "camera": "north-ridge-07", "taken_at": "2026-03-01T04:05:06+07:00", "species": "Panthera tigris",
    "confidence": 0.87, "lat": 12.34567, "lon": 105.12345,
}  # fmt: skip


@pytest.fixture
def machine():
    return a_machine(None, "alerts:write", "tips:read")


@pytest.fixture
def duty(analyst, supervisor):
    """The analyst is on duty, with a chat linked."""
    now = timezone.now()
    rota.enter(analyst, now, now + timedelta(hours=8), by=supervisor)
    assert officer_chats.link(officer_chats.give_code(by=analyst), 77)
    return analyst


def alert(machine, idempotency="", **told):
    return machine.send(json.dumps(SEEN | told).encode(), idempotency, where=ALERTS)


def outgoing() -> list[dict]:
    from bots import gateway
    from bots.telegram import outbox

    rows = OutgoingMessage.objects.order_by("pk")
    return [gateway.unseal(row.payload, outbox.place(row.dedupe_key)) for row in rows]


def test_an_alert_is_an_urgent_tip_of_a_camera(machine):
    answer = alert(machine)
    tip = Tip.objects.get()
    assert answer.status_code == 201
    assert answer.json()["id"] == str(tip.pk)
    assert (tip.channel, tip.urgency) == ("api", "now")
    assert tip.due_at - tip.received_at == timedelta(hours=1)
    assert Source.objects.get(pk=tip.source_id).kind == "camera"
    assert alerts.details_of([tip])[tip.pk]["taken_at"] == "2026-02-28T21:05:06Z"


def test_a_camera_is_one_source_and_another_camera_another(machine):
    for name in ("one", "one", "two"):
        alert(machine, camera=name)
    assert Tip.objects.values("source_id").distinct().count() == 2


def test_the_duty_officers_chat_gets_camera_guess_and_position_once(machine, duty):
    alert(machine, "k")
    alert(machine, "k")
    assert alerting.forward_alerts() == 1
    assert alerting.forward_alerts(timezone.now() + timedelta(minutes=1)) == 0
    (sent,) = outgoing()
    assert sent["chat"] == 77
    assert sent["guarded"]
    for words in (Tip.objects.get().reference, "north-ridge-07", "Panthera tigris (87 %)", "12.34567, 105.12345"):
        assert words in sent["text"]
    assert AuditEntry.objects.filter(verb="alert.passed").count() == 1


def test_many_alerts_go_together_each_once_and_none_is_lost(machine, duty, monkeypatch):
    monkeypatch.setattr(alerts, "MAX_TEXT", 600)
    for number in range(14):
        alert(machine, camera=f"camera {number:03d}")
    now, rounds = timezone.now(), 0
    while alerting.forward_alerts(now + timedelta(seconds=2 * rounds)):
        rounds += 1
    text = "\n".join(sent["text"] for sent in outgoing())
    assert all(text.count(f"camera {number:03d}") == 1 for number in range(14))
    assert 2 <= rounds < 7
    assert max(len(sent["text"]) for sent in outgoing()) <= 600


def test_the_scrubbed_picture_follows_as_soon_as_its_copy_is_made(machine, duty):
    alert(machine, picture=base64.b64encode(picture("JPEG")).decode())
    assert alerting.forward_alerts() == 1
    later = timezone.now() + timedelta(seconds=5)
    assert alerting.forward_alerts(later) == 0
    copying.make(Attachment.objects.get().pk)
    assert alerting.forward_alerts(later) == 1
    shown = outgoing()[-1]
    assert (shown["do"], shown["chat"]) == ("photo", 77)
    copy = alerts.picture_bytes(shown["file"])
    assert copy[:3] == b"\xff\xd8\xff" or copy[:4] in (b"RIFF", b"\x89PNG")
    assert not any(secret in copy for secret in SECRETS)


def test_a_partner_whose_pictures_are_not_passed_on_is_heard_in_words_only(duty):
    partner = a_partner()
    partner.passes_pictures = False
    partner.save(update_fields=["passes_pictures"])
    alert(a_machine(partner, "alerts:write"), picture=base64.b64encode(picture("JPEG")).decode())
    assert AlertPass.objects.get().has_picture is False
    assert Attachment.objects.count() == 1


def test_a_picture_by_multipart_is_the_same_alert(machine, duty):
    from django.core.files.uploadedfile import SimpleUploadedFile

    body = {name: str(value) for name, value in SEEN.items()} | {
        "picture": SimpleUploadedFile("a.jpg", picture("JPEG"))
    }
    answer = machine.client.post(ALERTS, body, headers=machine._headers("m-1"))
    assert answer.status_code == 201, answer.content
    assert Attachment.objects.count() == 1
    assert alerts.details_of([Tip.objects.get()])[Tip.objects.get().pk]["lat"] == 12.34567


def test_an_officer_off_duty_or_without_the_right_gets_nothing(machine, duty, investigator):
    duty.roles = ["investigator"]
    duty.save(update_fields=["roles"])
    alert(machine)
    assert not AlertPass.objects.exists()


def test_what_waits_for_an_officer_who_may_not_read_any_more_is_not_sent(machine, duty):
    alert(machine)
    duty.is_active = False
    duty.save(update_fields=["is_active"])
    assert alerting.forward_alerts() == 0
    assert outgoing() == []


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"camera": ""}, "camera"), ({"camera": None}, "camera"), ({"taken_at": "yesterday"}, "taken_at"),
        ({"taken_at": "2026-03-01T04:05:06"}, "taken_at"), ({"taken_at": "0001-01-01T00:00:00+14:00"}, "taken_at"),
        ({"taken_at": "9999-12-31T23:59:59-14:00"}, "taken_at"), ({"confidence": 2}, "confidence"),
        ({"lat": 91}, "lat"), ({"lon": None}, "lon"), ({"picture": "no base64!"}, "picture"), ({"odd": 1}, "odd"),
        ({"note": "a\0b"}, "note"), ({"picture": ""}, "picture"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_alert_is_told_by_field(machine, told, field):
    assert field in refused(alert(machine, **told), 400, "invalid")
    assert not Tip.objects.exists()


def test_a_key_without_the_scope_sends_no_alert():
    refused(alert(a_machine()), 403, "not_allowed")


def test_a_code_links_one_chat_once_and_for_ten_minutes(analyst):
    code = officer_chats.give_code(by=analyst)
    assert not officer_chats.link("0000 0000 0000", 5)
    assert officer_chats.link(code, 5)
    assert not officer_chats.link(code, 6)
    row = OfficerChat.objects.get()
    late = officer_chats.give_code(by=analyst)
    analyst.chat_code.expires_at = timezone.now()
    analyst.chat_code.save()
    assert not officer_chats.link(late, 6)
    assert OfficerChat.objects.get().pk == row.pk


def test_unlinking_destroys_the_chats_id(duty):
    key_id = OfficerChat.objects.get().key_id
    officer_chats.unlink(by=duty)
    assert not OfficerChat.objects.exists()
    from vault import keys

    assert keys.data_keys_found({key_id}) == {}


def test_what_a_camera_sent_goes_with_its_tip(machine, analyst):
    from hotline import shredding
    from hotline.models.certificate import Rule

    alert(machine)
    shredding.shred(Tip.objects.get(), Rule.WITHDRAWN)
    assert bytes(CameraAlert.objects.get().details) == b""


def test_a_blocked_chat_is_told_nothing_more(machine, duty):
    alert(machine)
    alerts.cut_off(OfficerChat.objects.get().pk)
    assert alerting.forward_alerts() == 0
    alert(machine)
    assert not AlertPass.objects.exists()
    assert identity.pseudonyms({Tip.objects.first().source_id})


def test_the_group_of_staff_gets_the_references_of_a_burst_in_one_message(machine, duty, settings):
    from bots.telegram import calling

    settings.STAFF_TELEGRAM_CHAT = "-100500"
    for number in range(12):
        alert(machine, camera=f"camera {number:03d}")
    assert calling.forward_calls() == 1
    alert(machine)
    assert calling.forward_calls() == 0
    (sent,) = outgoing()
    assert sent["chat"] == -100500
    assert sum(tip.reference in sent["text"] for tip in Tip.objects.all()) == 12
    assert not any(word in sent["text"] for word in ("camera", "Panthera", "12.345"))
