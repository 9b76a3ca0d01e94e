"""A packet is stamped by an authority; one that is down delays the stamp, never the packet."""

import io
import subprocess
import zipfile
from datetime import timedelta

import bagit
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cases.models import Packet
from cases.packets import stamping
from staff.models import AuditEntry
from tests.cases import authority
from tests.cases.making import make_case, make_exhibit, make_packet
from tests.services import free_port
from vault import files
from vault.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("authority")
    authority.make(made)
    return made


@pytest.fixture
def case(investigator):
    case = make_case(investigator)
    make_exhibit(case, investigator)
    return case


def _built(case, investigator, settings, address):
    settings.TIMESTAMP_AUTHORITY_URL = address
    return make_packet(case, investigator, "duty")


def _written(packet, tmp_path):
    path = tmp_path / f"{packet.reference}.zip"
    path.write_bytes(b"".join(files.read(StoredFile.objects.get(pk=packet.file_id))))
    return path


def test_the_stamp_is_verified_offline_by_openssl_and_by_us(case, investigator, settings, folder, tmp_path):
    with authority.serving(folder) as address:
        packet = _built(case, investigator, settings, address)
        assert packet.stamp_state == Packet.Stamp.WANTED
        stamped = stamping.stamp(packet.pk)
    assert stamped.stamp_state == Packet.Stamp.STAMPED
    assert abs(stamped.stamped_at - timezone.now()) < timedelta(minutes=5)
    assert AuditEntry.objects.filter(verb="packet.stamped").count() == 1
    path = _written(packet, tmp_path)
    with zipfile.ZipFile(path) as held:
        held.extractall(tmp_path)
    bag = tmp_path / packet.reference
    bagit.Bag(str(bag)).validate()
    (tmp_path / "p.tsr").write_bytes(stamped.stamp)
    (tmp_path / "chain.pem").write_bytes(stamping.authority(stamped.stamp))
    words = ["openssl", "ts", "-verify", "-data", bag / "tagmanifest-sha256.txt", "-in", tmp_path / "p.tsr"]
    subprocess.run(
        [*words, "-CAfile", folder / "ca.pem", "-untrusted", tmp_path / "chain.pem"], check=True, capture_output=True
    )
    out = io.StringIO()
    given = ("verify_packet", str(path), "--stamp", str(tmp_path / "p.tsr"), "--authority", str(folder / "ca.pem"))
    call_command(*given, stdout=out)
    assert "by the authority named" in out.getvalue()


def test_a_stamp_of_another_packet_or_by_another_authority_does_not_hold(
    case, investigator, settings, folder, tmp_path
):
    with authority.serving(folder) as address:
        one = stamping.stamp(_built(case, investigator, settings, address).pk)
        other = make_packet(case, investigator, "duty")
    (tmp_path / "p.tsr").write_bytes(one.stamp)
    with pytest.raises(CommandError, match="something else"):
        call_command("verify_packet", str(_written(other, tmp_path)), "--stamp", str(tmp_path / "p.tsr"))
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    root = authority.make(stranger)
    with pytest.raises(CommandError, match="did not sign"):
        call_command(
            "verify_packet", str(_written(one, tmp_path)), "--stamp", str(tmp_path / "p.tsr"), "--authority", str(root)
        )


def test_an_authority_that_is_down_delays_the_stamp_and_not_the_packet(case, investigator, settings, folder):
    packet = _built(case, investigator, settings, f"http://127.0.0.1:{free_port()}/")
    assert packet.status == Packet.Status.READY
    tried = stamping.stamp(packet.pk)
    assert (tried.stamp_state, tried.stamp_tries) == (Packet.Stamp.WANTED, 1)
    assert tried.stamp_due_at > timezone.now()
    assert stamping.stamp(packet.pk) is None  # its turn comes later
    assert stamping.waiting() == []
    Packet.objects.filter(pk=packet.pk).update(stamp_due_at=timezone.now())
    assert stamping.waiting() == [packet.pk]
    with authority.serving(folder) as address:
        settings.TIMESTAMP_AUTHORITY_URL = address
        assert stamping.stamp(packet.pk).stamp_state == Packet.Stamp.STAMPED
    assert stamping.stamp(packet.pk) is None


def test_waiting_grows_and_ends_at_six_hours(case, investigator, settings):
    packet = _built(case, investigator, settings, "http://127.0.0.1:9/")
    Packet.objects.filter(pk=packet.pk).update(stamp_tries=40)
    assert stamping.stamp(packet.pk).stamp_due_at - timezone.now() <= stamping.LONGEST_WAIT


def test_an_answer_that_stamps_something_else_is_not_taken(case, investigator, settings, folder, monkeypatch):
    with authority.serving(folder) as address:
        one = stamping.stamp(_built(case, investigator, settings, address).pk)
    other = make_packet(case, investigator, "duty")
    for answer in (bytes(one.stamp), b"no stamp", b""):
        monkeypatch.setattr(stamping, "_post", lambda question, answer=answer: answer)
        Packet.objects.filter(pk=other.pk).update(stamp_due_at=timezone.now())
        assert stamping.stamp(other.pk).stamp_state == Packet.Stamp.WANTED


def test_without_an_authority_nothing_is_asked(case, investigator, settings):
    packet = _built(case, investigator, settings, "")
    assert packet.stamp_state == Packet.Stamp.NONE
    assert stamping.stamp(packet.pk) is None
