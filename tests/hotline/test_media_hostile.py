"""Hostile files cannot hurt staff: tricks, bombs, scripts, cut and renamed files get a clear verdict and no service."""

import gzip
import io
import struct
import zipfile
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.media import kinds
from hotline.models import Attachment
from tests.hotline import camera
from tests.hotline.enclosing import attached, content_of, copied
from tests.make import make_picture
from vault.keys import VaultClosed

pytestmark = pytest.mark.django_db
State = Attachment.State
JPEG = make_picture()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        for name, content in parts.items():
            held.writestr(name, content)
    return out.getvalue()


def commented(words: bytes) -> bytes:
    """A JPEG with a comment right behind its start."""
    return JPEG[:2] + b"\xff\xfe" + struct.pack(">H", len(words) + 2) + words + JPEG[2:]


def locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(camera.pdf())) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def bomb() -> bytes:
    """A text that says of a part that it unpacks to half a gigabyte."""
    content = bytearray(camera.docx(bomb=bytes(100_000)))
    struct.pack_into("<I", content, content.rindex(b"PK\x01\x02") + 24, 512 * 1024**2)
    return bytes(content)


def lie() -> bytes:
    """A text that says of its part that it is smaller than it is."""
    content = bytearray(camera.docx(bomb=bytes(100_000)))
    struct.pack_into("<I", content, content.rindex(b"PK\x01\x02") + 24, 1000)
    return bytes(content)


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
CORPUS: dict[str, tuple[Any, str, str, str]] = {
    "picture and archive": (JPEG + zipped(a=b"x"), "a.jpg", "image/jpeg", "polyglot"),
    "animation and program": (b"GIF89a" + bytes(30) + zipped(Manifest=b"x"), "a.gif", "image/gif", "polyglot"),
    "picture and page": (commented(b"<html><script>alert(1)</script>"), "a.jpg", "image/jpeg", "polyglot"),
    "picture and document": (commented(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>"), "a.jpg", "image/jpeg", "polyglot"),
    "picture and rar": (JPEG + b"Rar!\x1a\x07\x00" + bytes(50), "a.jpg", "image/jpeg", "polyglot"),
    "picture and phar": (commented(b"<?php __HALT_COMPILER(); ?>"), "a.jpg", "image/jpeg", "polyglot"),
    "document and archive": (camera.pdf() + zipped(a=b"x"), "a.pdf", "application/pdf", "polyglot"),
    "sound and page": (camera.recording() + b"<script>alert(1)</script>", "a.ogg", "audio/ogg", "polyglot"),
    "page named picture": (b"<!DOCTYPE html><html></html>", "a.jpg", "text/html", "active"),
    "drawing with script": (b'<svg onload="x()"/>', "a.svg", "image/svg+xml", "active"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "a.jpg", "text/x-script", "program"),
    "program": (b"MZ\x90\0" + bytes(200), "a.jpg", "application/x-executable", "program"),
    "library": (b"\x7fELF\x02\x01\x01" + bytes(200), "a", "application/x-executable", "program"),
    "shortcut": (b"L\0\0\0\x01\x14\x02\0" + bytes(200), "photo.lnk", "application/x-executable", "program"),
    "archive": (zipped(a=b"x"), "a.zip", "application/zip", "archive"),
    "archive named text": (zipped(a=b"x"), "a.docx", "application/zip", "archive"),
    "packed bomb": (gzip.compress(bytes(10**6)), "a.gz", "application/gzip", "archive"),
    "words": (b"just words", "a.txt", "text/plain", "kind_not_allowed"),
    "nothing": (b"", "a.jpg", "text/plain", "kind_not_allowed"),
    "locked document": (locked_pdf, "a.pdf", "application/pdf", "locked"),
    "locked text": (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "application/x-ole-storage", "locked"),
    "bomb of a text": (bomb, "a.docx", kinds.OOXML + "wordprocessingml.document", "too_large"),
    "lie of a text": (lie, "a.docx", kinds.OOXML + "wordprocessingml.document", "broken"),
    "cut picture": (JPEG[:300], "a.jpg", "image/jpeg", "broken"),
    "cut film": (camera.film()[:900], "a.mp4", "video/mp4", "broken"),
    "cut recording": (camera.recording()[:60], "a.ogg", "audio/ogg", "broken"),
    "cut document": (camera.pdf()[:400], "a.pdf", "application/pdf", "broken"),
    "cut text": (camera.docx()[:500], "a.docx", "application/zip", "archive"),
    "a film that is none": (b"\0\0\0\x18ftypmp42" + bytes(300), "a.mp4", "video/mp4", "broken"),
}  # fmt: skip


@pytest.mark.parametrize("named", CORPUS)
def test_a_hostile_file_gets_a_clear_verdict_and_no_copy(named: str) -> None:
    content, name, media_type, reason = CORPUS[named]
    done = copied(content() if callable(content) else content, name)
    assert (done.media_type, done.reason, done.state) == (media_type, reason, State.NO_COPY)
    assert done.copy_id is None


@pytest.mark.parametrize("named", ["picture and archive", "page named picture", "program", "cut picture"])
def test_no_address_serves_the_original_of_a_hostile_file(
    client: Any, sign_in: Any, supervisor: Any, named: str
) -> None:
    done = copied(*CORPUS[named][:2])
    sign_in(client, supervisor)
    for place in ("copy", "poster"):
        assert client.get(f"/desk/hotline/tip/{done.tip_id}/{place}/{done.pk}/").status_code == 404


@pytest.mark.parametrize(("content", "name", "differs"), [
    (JPEG, "holiday.pdf", True), (JPEG, "holiday.exe", True), (JPEG, "holiday.jpg.zip", True), (JPEG, "A.JPG", False),
    (JPEG, "holiday", False), (JPEG, "holiday.2024", False), (b"MZ" + bytes(99), "holiday.jpg", True),
    (camera.recording(), "note.opus", False), (camera.recording(), "note.mp4", True), (b"words", "a.txt", False),
])  # fmt: skip
def test_a_name_that_says_something_else_is_remarked(content: bytes, name: str, differs: bool) -> None:
    seen = kinds.survey([content])
    assert kinds.name_differs(name, kinds.media_type(seen)) is differs


def test_a_renamed_picture_is_copied_with_a_remark() -> None:
    done = copied(JPEG, "invoice.pdf")
    assert (done.state, done.remarks) == (State.COPIED, ["name_differs"])


def test_a_text_with_macros_is_said_to_have_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from hotline.media import drawing_room

    monkeypatch.setattr(drawing_room, "program", lambda: "")
    done = copied(camera.docx(vbaProject=b"\xd0\xcf\x11\xe0"), "list.docm")
    assert (done.remarks, done.reason) == (["had_macros"], "no_office")


def test_a_mark_is_found_wherever_the_pieces_of_a_stream_part_it() -> None:
    whole = JPEG + b"x" * 1000 + b"<script>alert(1)</script>"
    for at in range(len(JPEG) + 990, len(whole) - 10):
        assert "markup" in kinds.survey([whole[:at], whole[at:]]).marks


@settings(max_examples=150, deadline=None)
@given(
    start=st.sampled_from([
        JPEG[:40], b"PK\x03\x04", OLE[:8], b"\0\0\0\x18ftyp", b"RIFF", b"%PDF-", b"<", b"", b"OggS", b"\xff",
    ]),
    rest=st.binary(max_size=400), end=st.sampled_from([b"", b"PK\x05\x06", b"PK\x01\x02PK\x05\x06" + bytes(18)]),
)  # fmt: skip
def test_whatever_comes_has_a_kind_and_a_word(start: bytes, rest: bytes, end: bytes) -> None:
    seen = kinds.survey([start, rest, end])
    found = kinds.media_type(seen)
    assert found
    assert kinds.craft(found) or kinds.refusal(seen, found)


def test_the_same_picture_twice_in_one_is_no_trick() -> None:
    """Phones append a short film to a photo, and a second picture for depth."""
    for appended in (camera.film(sound=""), JPEG):
        assert copied(JPEG + appended, "motion.jpg").state == State.COPIED


def test_an_original_never_comes_out_of_the_door_for_copies() -> None:
    from hotline import copies
    from tests.people import make_officer

    row = attached(JPEG)
    with pytest.raises(VaultClosed):
        copies.open_copy(row, by=make_officer("reader", "analyst"))
    assert content_of(row.file_id) == JPEG
