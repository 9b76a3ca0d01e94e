"""A packet from case to zip: approved by two, built once, whole by any tool."""

import io
import shutil
import subprocess
import zipfile
from datetime import timedelta

import bagit
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from cases import casework, exhibits
from cases.models import Packet
from cases.packets import assembly, building, release
from cases.packets.verify import verify
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import MOSAIC, colleague, make_case, make_exhibit, make_packet, make_released
from tests.make import make_picture, make_report, make_taxon
from vault import files
from vault.models import StoredFile

pytestmark = pytest.mark.django_db


def _zip_of(packet: Packet) -> bytes:
    return b"".join(files.read(StoredFile.objects.get(pk=packet.file_id)))


@pytest.fixture
def case(investigator):
    from hotline.reporting import Specimen

    case = make_case(investigator, make_released(species=[Specimen(make_taxon(), "LIV", unit="no.")]))
    make_exhibit(case, investigator, content=make_picture("red"), copy=make_picture("blue"))
    return case


@pytest.fixture
def packet(case, investigator):
    packet = make_packet(case, investigator)
    assert packet.status == Packet.Status.READY, packet.failure
    return packet


@pytest.fixture
def path(packet, tmp_path):
    path = tmp_path / f"{packet.reference}.zip"
    path.write_bytes(_zip_of(packet))
    return path


def test_any_bagit_tool_and_sha256sum_find_it_whole(path, packet, tmp_path):
    shutil.unpack_archive(path, tmp_path)
    folder = tmp_path / packet.reference
    bagit.Bag(str(folder)).validate()
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--strict", "-c", manifest], cwd=folder, check=True, capture_output=True)


def test_verify_packet_finds_it_whole_and_one_flipped_byte_not(path):
    assert verify(path).ok
    whole = path.read_bytes()
    for place in range(200, len(whole) - 200, len(whole) // 25):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert not verify(path).ok, place


def test_it_holds_what_the_contract_names(path, packet, case):
    copy = case.exhibits.get(parent__isnull=False)
    with zipfile.ZipFile(path) as held:
        names = {name.removeprefix(f"{packet.reference}/data/") for name in held.namelist() if "/data/" in name}
    assert names == {
        "00_cover.pdf", "01_case_report.pdf", "03_timeline.csv", f"06_exhibits/{copy.reference}.jpg", "07_custody.csv",
        "07_custody.pdf", "09_species/illegal_trade_report.csv", "10_stix.json", "11_verify.txt",
    }  # fmt: skip


def test_the_copy_leaves_and_the_original_only_cleared_and_for_trial(case, investigator, custodian):
    original = case.exhibits.get(parent=None)
    copy = case.exhibits.get(parent__isnull=False)

    def leaving(profile: str) -> bool:
        with zipfile.ZipFile(io.BytesIO(_zip_of(make_packet(case, investigator, profile)))) as held:
            enclosed = [name for name in held.namelist() if "06_exhibits" in name]
        assert len(enclosed) == (profile != "ngo")
        return any(original.reference in name for name in enclosed)

    assert not any(leaving(profile) for profile in ("duty", "investigator", "prosecutor", "court", "ngo"))
    casework.admit(case, custodian, by=investigator)
    exhibits.clear_original(original, by=custodian)
    assert [leaving(profile) for profile in ("investigator", "prosecutor", "court")] == [False, True, True]
    assert copy.sha256 != original.sha256


def test_who_drafted_it_does_not_approve_it(case, supervisor, investigator):
    packet = release.draft_packet(case, release.Order("duty"), by=investigator)
    investigator.roles = ["investigator", "supervisor"]
    investigator.__dict__.pop("rights", None)
    with pytest.raises(NotAllowed):
        release.approve_packet(packet, mosaic=MOSAIC, by=investigator)
    packet.refresh_from_db()
    assert packet.status == Packet.Status.DRAFTED
    assert release.approve_packet(packet, mosaic=MOSAIC, by=supervisor).status == Packet.Status.APPROVED


def test_drafting_and_approving_need_their_rights(case, analyst, outsider, investigator):
    casework.admit(case, analyst, by=investigator)
    for stranger in (outsider, analyst, colleague("investigator")):
        with pytest.raises(NotAllowed):
            release.draft_packet(case, release.Order("duty"), by=stranger)
    packet = release.draft_packet(case, release.Order("duty"), by=investigator)
    for stranger in (outsider, analyst, colleague("investigator")):
        with pytest.raises(NotAllowed):
            release.approve_packet(packet, mosaic=MOSAIC, by=stranger)
    assert not AuditEntry.objects.filter(verb="packet.approved").exists()


def test_only_released_reports_leave(investigator):
    case = make_case(investigator, make_report(colleague("analyst")))
    with pytest.raises(Invalid, match="released"):
        release.draft_packet(case, release.Order("duty"), by=investigator)
    assert not Packet.objects.exists()


def test_what_changed_after_the_approval_is_not_built(case, investigator, supervisor):
    packet = release.draft_packet(case, release.Order("duty"), by=investigator)
    release.approve_packet(packet, mosaic=MOSAIC, by=supervisor)
    casework.describe(case, casework.Brief(title="Another title"), by=investigator)
    failed = building.build(packet.pk)
    assert (failed.status, failed.failure) == (Packet.Status.FAILED, building.CHANGED)
    again = release.approve_packet(failed, mosaic=MOSAIC, by=supervisor)
    assert building.build(again.pk).status == Packet.Status.READY


def test_what_an_officer_approved_in_another_language_is_built(case, investigator, supervisor):
    packet = release.draft_packet(case, release.Order(profile="duty", ask="Inspect the stall"), by=investigator)
    with translation.override("vi"):
        release.approve_packet(packet, mosaic=MOSAIC, by=supervisor)
    built = building.build(packet.pk)
    assert built.status == Packet.Status.READY, built.failure


def test_a_second_worker_leaves_it_alone_and_a_later_one_takes_over(case, investigator, supervisor, monkeypatch):
    packet = release.draft_packet(case, release.Order("duty"), by=investigator)
    release.approve_packet(packet, mosaic=MOSAIC, by=supervisor)
    first = building._claim(packet.pk)
    assert building._claim(packet.pk) is None
    Packet.objects.filter(pk=packet.pk).update(progress_at=timezone.now() - timedelta(hours=1))
    assert building.build(packet.pk).status == Packet.Status.READY
    assert building.build(packet.pk) is None
    # The first one wakes up and is too late: what it wrote is thrown away.
    monkeypatch.setattr(building, "_Progress", lambda packet: None)
    kept = building._settle(first, building._write(first))
    assert kept.file_id == Packet.objects.get(pk=packet.pk).file_id


def test_a_download_is_on_record_and_not_for_everybody(packet, investigator, case, analyst, supervisor):
    for officer in (investigator, supervisor):
        found = release.download(packet, by=officer)
        assert len(b"".join(found.chunks)) == found.size == packet.size
    assert AuditEntry.objects.filter(verb="packet.downloaded").count() == 2
    for stranger in (analyst, colleague("investigator")):
        with pytest.raises(NotAllowed):
            release.download(packet, by=stranger)


def test_a_packet_is_not_handed_out_before_it_is_ready(case, investigator):
    packet = release.draft_packet(case, release.Order("duty"), by=investigator)
    with pytest.raises(WrongStatus):
        release.download(packet, by=investigator)


def test_every_step_that_next_lacks_is_refused(case, investigator):
    packet = release.draft_packet(case, release.Order("duty"), by=investigator)
    for was in Packet.Status.values:
        for to in set(Packet.Status.values) - release.NEXT[was]:
            packet.status = was
            with pytest.raises(WrongStatus):
                release.move(packet, to, by=investigator)


def test_the_command_builds_and_writes_an_approved_packet(case, investigator, supervisor, tmp_path, capsys):
    out = tmp_path / "packet.zip"
    wanted = ("export_packet", case.reference, "--profile", "court", "--out", str(out))
    packet = release.draft_packet(case, release.Order("court"), by=investigator)
    with pytest.raises(CommandError):
        call_command(*wanted, "--by", "investigator")
    release.approve_packet(packet, mosaic=MOSAIC, by=supervisor)
    with pytest.raises(CommandError):
        call_command(*wanted, "--by", colleague("investigator").username)
    call_command(*wanted, "--by", "investigator")
    assert verify(out).ok
    call_command("verify_packet", str(out))
    assert AuditEntry.objects.filter(verb="packet.downloaded", actor=f"officer:{investigator.pk}").count() == 1


def test_the_approver_says_whether_the_facts_together_tell_who_told(case, investigator, supervisor):
    packet = release.draft_packet(case, release.Order("duty"), by=investigator)
    with pytest.raises(Invalid) as refused:
        release.approve_packet(packet, mosaic="  ", by=supervisor)
    assert "mosaic" in refused.value.fields
    packet.refresh_from_db()
    assert (packet.status, packet.mosaic) == (Packet.Status.DRAFTED, "")
    assert release.approve_packet(packet, mosaic=" Nobody could. ", by=supervisor).mosaic == "Nobody could."


def test_a_packet_that_rests_on_one_tip_says_that_it_is_no_evidence(case, investigator):
    packet = release.draft_packet(case, release.Order("duty"), by=investigator)
    assert assembly.content(packet).cover["flag"] == "Intelligence only, not evidence"
    exhibits.register_exhibit(case, exhibits.Acquired("A cage", kind="physical", how="Seized"), by=investigator)
    more = release.draft_packet(case, release.Order("duty"), by=investigator)
    assert assembly.content(more).cover["flag"] == ""
