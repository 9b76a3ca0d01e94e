"""tests hotline/api/tips.py: files that a partner's machine brings to its tip."""

import hashlib
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hotline import attachments, correspondence, story
from hotline.models import Attachment, Message, Tip
from hotline.public import uploads
from tests.hotline.calling import Machine, a_machine, a_partner, refused
from vault import files, text
from vault.models import StoredFile

pytestmark = pytest.mark.django_db


def file(name: str = "trap.jpg", content: bytes = b"\xff\xd8 some picture") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def told() -> tuple[Machine, Tip]:
    machine = a_machine()
    return machine, Tip.objects.get(pk=machine.tell().json()["id"])


def blobs(settings) -> set[str]:
    return {path.name for path in Path(settings.FILE_STORE).rglob("*") if path.is_file()}


def test_files_are_kept_sealed_and_told_back_by_size_and_hash():
    machine, tip = told()
    answer = machine.bring(tip.pk, file(), file("second.bin", b"more"))
    assert answer.status_code == 201
    listed = answer.json()["files"]
    assert [each["sha256"] for each in listed] == [
        hashlib.sha256(content).hexdigest() for content in (b"\xff\xd8 some picture", b"more")
    ]
    assert [each["size"] for each in listed] == [15, 4]
    rows = [Attachment.objects.get(pk=each["id"]) for each in listed]
    assert [text.read(row, "name") for row in rows] == ["trap.jpg", "second.bin"]
    assert b"".join(files.read(StoredFile.objects.get(pk=rows[1].file_id))) == b"more"
    tip.refresh_from_db()
    assert tip.files == 2


def test_the_same_files_again_are_kept_once_and_leave_no_blob(settings):
    machine, tip = told()
    first = machine.bring(tip.pk, file(), file("twin.jpg"), idempotency="f-1")
    kept = blobs(settings)
    again = machine.bring(tip.pk, file(), file("twin.jpg"), idempotency="f-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert len({each["id"] for each in first.json()["files"]}) == 2
    assert (Attachment.objects.count(), Message.objects.count()) == (2, 1)
    assert blobs(settings) == kept


def test_other_files_under_the_same_key_are_refused_and_leave_no_blob(settings):
    machine, tip = told()
    machine.bring(tip.pk, file(), idempotency="f-1")
    kept = blobs(settings)
    refused(machine.bring(tip.pk, file(content=b"other"), idempotency="f-1"), 409, "idempotency_conflict")
    assert Attachment.objects.count() == 1
    assert blobs(settings) == kept


def test_a_tips_key_and_a_files_key_do_not_meet():
    machine = a_machine()
    tip = machine.tell("k-1").json()["id"]
    assert machine.bring(tip, file(), idempotency="k-1").status_code == 201


def test_files_for_a_tip_of_somebody_else_are_refused_as_for_none(settings):
    _machine, tip = told()
    kept, other = blobs(settings), a_machine(a_partner("Others"))
    answers = [other.bring(one, file()) for one in (tip.pk, uuid.uuid4())]
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
    assert blobs(settings) == kept


def test_files_for_a_withdrawn_tip_are_refused_and_leave_no_blob(settings):
    machine, tip = told()
    correspondence.withdraw(tip)
    kept = blobs(settings)
    refused(machine.bring(tip.pk, file()), 409, "wrong_status")
    assert blobs(settings) == kept


def test_a_file_past_the_limit_refuses_the_whole_call(settings, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_FILE_BYTES", 10)
    machine, tip = told()
    kept = blobs(settings)
    refused(machine.bring(tip.pk, file("small", b"small"), file("large", b"x" * 11)), 413, "too_large")
    many = [file(content=b"x") for _ in range(story.MAX_FILES + 1)]
    assert list(refused(machine.bring(tip.pk, *many), 400, "invalid")) == ["files"]
    assert not Attachment.objects.exists()
    assert blobs(settings) == kept


def test_a_call_that_brings_no_file_or_an_empty_one_is_told_so():
    machine, tip = told()
    assert list(refused(machine.bring(tip.pk), 400, "invalid")) == ["files"]
    assert list(refused(machine.bring(tip.pk, file(content=b"")), 400, "invalid")) == ["files"]


def test_a_body_that_breaks_off_is_told_so_and_leaves_nothing(settings):
    machine, tip = told()
    kept, where = blobs(settings), f"/api/v1/tips/{tip.pk}/attachments/"
    headers = {"Authorization": f"Bearer {machine.key}", "Idempotency-Key": "x"}
    body = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nhalf of it'
    answer = machine.client.post(where, body, content_type="multipart/form-data; boundary=b", headers=headers)
    refused(answer, 400, "malformed")
    refused(
        machine.client.post(where, b"{}", content_type="application/json", headers=headers),
        415,
        "unsupported_media_type",
    )
    assert blobs(settings) == kept


def test_a_full_disk_is_told_as_such(monkeypatch):
    machine, tip = told()

    def full(self, chunk):
        raise OSError("no space left on device")

    monkeypatch.setattr(files.Receiver, "write", full)
    refused(machine.bring(tip.pk, file()), 503, "not_stored")
    assert not Attachment.objects.exists()


def test_a_files_name_is_cleaned_as_the_forms_is():
    machine, tip = told()
    machine.bring(tip.pk, file("../..\\evil\u202egpj.exe"))
    assert text.read(Attachment.objects.get(), "name") == attachments.clean_name("../..\\evil\u202egpj.exe")
