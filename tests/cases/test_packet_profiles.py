"""A case with every noun filled, packed for each profile: whole by every tool, and silent about source and desk."""

import io
import re
import subprocess
import zipfile
from datetime import UTC, datetime
from typing import Any

import bagit
import pikepdf
import pytest
from django.db import transaction

from cases import casework, checklist, exhibits, hypotheses, questions, risks, timeline, worklist
from cases.exhibits import Acquired
from cases.models.packet import ProfileName
from cases.packets import release
from cases.timeline import Moment
from tests.cases.court import convicted, fined
from tests.cases.making import MOSAIC, colleague, make_case, make_released
from tests.cases.seized import lay, make_animals, make_line, make_seizure, name_person
from tests.cases.test_packet_secrets import CHAT, FILE_NAME, PIN, WORDS, _picture_with_position
from tests.intel.making import make_entity, make_link
from tests.make import make_attachment, make_picture, make_tip
from tests.unpacking import all_text
from vault import files, identity
from vault.models import StoredFile

pytestmark = pytest.mark.django_db
# What officers keep for themselves: none of it is in any packet.
OF_THE_DESK = {
    "note": "zqx note of the desk", "task": "zqx task of the desk", "told_by": "zqx teller of the seizure",
    "site": "zqx yard of the rescue centre", "kept": "zqx question that stays", "risk": "zqx risk to a source",
    "purpose": "zqx log of the task", "checklist": "zqx step of ours", "unproven": "zqx person without a report",
    "victim": "zqx victim of the trade",
}  # fmt: skip


def _full(lead: Any, tip: Any) -> Any:
    report = make_released(tip, title="Langurs kept", text="Primates are kept without a permit.", country="KH")
    case = make_case(lead, report, title="Langurs", summary="Primates in a yard.", priority=2)
    attachment = make_attachment(tip, _picture_with_position(), FILE_NAME, copy=make_picture("blue"))
    exhibits.take_exhibit(case, attachment, Acquired("A cage in a yard"), by=lead)
    at = datetime(2026, 3, 1, tzinfo=UTC)
    timeline.add(case, Moment("Crates arrived", at, reports=[report]), by=lead)
    questions.ask(case, "Who pays?", by=lead)
    questions.ask(case, OF_THE_DESK["kept"], by=lead, in_packets=False)
    hypotheses.weigh(report, {hypotheses.put(case, "The carrier owns it", by=lead): "for"}, by=lead)
    risks.assess(case, "source", "high", OF_THE_DESK["risk"], by=lead)
    checklist.add(case, OF_THE_DESK["checklist"], by=lead)
    casework.note(case, OF_THE_DESK["note"], by=lead)
    task = worklist.set_task(case, OF_THE_DESK["task"], owner=lead, by=lead)
    worklist.log(task, worklist.Work(OF_THE_DESK["purpose"]), by=lead)
    _seized(case, lead, report)
    proceeding, charges = convicted(case, lead)
    fined(proceeding, charges[0].accused, lead)
    return case


def _seized(case: Any, lead: Any, report: Any) -> None:
    seizure = make_seizure(case, lead, told_by=OF_THE_DESK["told_by"])
    make_line(seizure, lead)
    make_animals(seizure, lead, site=OF_THE_DESK["site"])
    lay(seizure, lead, ("origin", "KH"), ("destination", "VN"))
    person = name_person(seizure, lead, "Sok Dara", report)
    make_entity(case, lead, OF_THE_DESK["unproven"], report=None)
    make_link(make_entity(case, lead, OF_THE_DESK["victim"]), person.entity, lead, role="victim")


def _pack(case: Any, lead: Any, profile: str) -> bytes:
    from cases.packets import building, disclosure

    packet = release.draft_packet(case, release.Order(profile, ask="Look into the yard"), by=lead)
    given = {each.reference: "source" for each in disclosure.absent(packet)} if profile == "prosecutor" else {}
    if given:
        disclosure.give_reasons(packet, given, by=lead)
    release.approve_packet(packet, mosaic=MOSAIC, by=colleague("supervisor"))
    built = building.build(packet.pk)
    assert built is not None
    assert built.status == "ready", built.failure
    return b"".join(files.read(StoredFile.objects.get(pk=built.file_id)))


@pytest.fixture(scope="module")
def packets(django_db_setup: None, django_db_blocker: Any) -> dict[str, bytes]:
    """The zip of each profile, built once; and, by their names, what of the source must be in none."""
    with django_db_blocker.unblock(), transaction.atomic():
        lead = colleague("investigator")
        source = identity.source_at("telegram", CHAT)
        tip = make_tip(WORDS, source_id=source.pk, pin=PIN, subjects=["the man with the silver tooth and red truck"])
        case = _full(lead, tip)
        found = {profile: _pack(case, lead, profile) for profile in ProfileName.values}
        found["secrets"] = "\n".join(
            [WORDS, CHAT, FILE_NAME, "zq-taken-by-marker", *PIN.split(","), source.pseudonym, tip.reference,
             str(tip.pk), str(source.pk), "silver tooth", *OF_THE_DESK.values()]
        ).encode()  # fmt: skip
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("profile", ProfileName.values)
def test_every_tool_that_a_recipient_may_use_finds_it_whole(packets: dict[str, bytes], profile: str, tmp_path) -> None:
    with zipfile.ZipFile(io.BytesIO(packets[profile])) as held:
        held.extractall(tmp_path)
    folder = next(tmp_path.iterdir())
    assert bagit.Bag(str(folder)).validate()
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--strict", "--quiet", "-c", manifest], cwd=folder, check=True)


@pytest.mark.parametrize("profile", ProfileName.values)
def test_every_document_is_pdf_a_without_fault_and_the_report_carries_its_table(
    packets: dict[str, bytes], profile: str, tmp_path
) -> None:
    with zipfile.ZipFile(io.BytesIO(packets[profile])) as held:
        documents = {name.partition("/data/")[2]: held.read(name) for name in held.namelist() if name.endswith(".pdf")}
    assert {"00_cover.pdf", "01_case_report.pdf"} <= set(documents)
    for name, body in documents.items():
        with pikepdf.open(io.BytesIO(body)) as pdf:
            said = pdf.Root.Metadata.read_bytes().decode()
            assert re.search(r"pdfaid:part[>=\"']+3", said), name
            assert name != "01_case_report.pdf" or "03_timeline.csv" in pdf.attachments
            assert pdf.check_pdf_syntax() == [], name  # what `qpdf --check` finds


@pytest.mark.parametrize("profile", ProfileName.values)
def test_nothing_of_the_source_and_nothing_that_stays_at_the_desk_is_in_it(
    packets: dict[str, bytes], profile: str
) -> None:
    text = all_text(packets[profile])
    assert "Primates are kept without a permit." in text
    assert [secret for secret in packets["secrets"].decode().splitlines() if secret in text] == []


def test_each_profile_gets_less_than_the_one_that_is_trusted_more(packets: dict[str, bytes]) -> None:
    held = {}
    for profile in ProfileName.values:
        with zipfile.ZipFile(io.BytesIO(packets[profile])) as archive:
            held[profile] = {name.partition("/data/")[2] for name in archive.namelist() if "/data/" in name}
    assert held["ngo"] < held["investigator"] <= held["prosecutor"]
    assert held["duty"] < held["investigator"]
    assert "Sok Dara" in all_text(packets["investigator"])
    assert "Sok Dara" not in all_text(packets["ngo"])
