"""Files of a post: sealed as they stream in, limited while they stream, gone when the post is no good."""

import hashlib
import io
import socket
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from hotline.models import Attachment, Draft, Tip
from hotline.public import posts
from hotline.story import MAX_FILE_BYTES
from tests.hotline.posting import RECEIPT, STORY, attachment, code_on, fresh_token, hidden, send, soup, summary
from vault import files, text
from vault.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings: Any, tmp_path: Path) -> None:
    settings.FILE_STORE = str(tmp_path)


def blobs_on_disk() -> int:
    return sum(1 for path in Path(settings.FILE_STORE).rglob("*") if path.is_file())


def test_a_file_is_sealed_and_opens_again_as_it_was(client: Client) -> None:
    content = bytes(range(256)) * 4000
    send(client, files=attachment("a.bin", content))
    stored = StoredFile.objects.get()
    assert b"".join(files.read(stored)) == content
    assert files.sha256(stored) == hashlib.sha256(content).digest()
    sealed = b"".join(path.read_bytes() for path in Path(settings.FILE_STORE).rglob("*") if path.is_file())
    assert len(sealed) >= len(content)
    assert bytes(range(256)) not in sealed


def test_of_eleven_files_the_first_ten_are_kept_and_a_sentence_says_so(client: Client) -> None:
    back = send(client, files=[attachment(f"{n}.bin", b"%d" % n) for n in range(11)])
    assert "The first 10 are kept" in summary(back)
    assert "10.bin" in summary(back)
    assert len(soup(back).select(".files li")) == 10
    told = {"token": hidden(back, "token"), "draft": hidden(back, "draft"), "narrative": STORY}
    assert code_on(client.post(RECEIPT, told))  # type: ignore[arg-type]
    assert Tip.objects.get().attachments.count() == blobs_on_disk() == 10


def test_files_over_several_tries_stop_at_ten(client: Client) -> None:
    back = send(client, narrative="x" * 10_001, files=[attachment(f"{n}.bin") for n in range(7)])
    told = {"token": hidden(back, "token"), "draft": hidden(back, "draft"), "narrative": STORY}
    again = client.post(RECEIPT, told | {"files": [attachment(f"more{n}.bin") for n in range(5)]})
    assert "more3.bin, more4.bin" in summary(again)  # type: ignore[arg-type]
    assert Attachment.objects.count() == blobs_on_disk() == 10


def test_a_hundred_files_are_no_crash(client: Client) -> None:
    back = send(client, files=[attachment(f"{n}.bin") for n in range(100)])
    assert back.status_code == 422
    assert Attachment.objects.count() == blobs_on_disk() == 10


def test_a_file_over_fifty_megabytes_is_named_and_the_others_are_kept(client: Client) -> None:
    large = attachment("large.mp4", bytes(MAX_FILE_BYTES + 1))
    back = send(client, files=[attachment("before.bin"), large, attachment("after.bin")])
    assert "“large.mp4” is larger than 50 MB" in summary(back)
    assert [item.find("bdi").get_text() for item in soup(back).select(".files li")] == ["before.bin", "after.bin"]
    assert STORY in back.content.decode()
    assert blobs_on_disk() == 2


def test_an_empty_file_is_named_and_the_rest_is_filed(client: Client) -> None:
    response = send(client, files=[attachment("nothing.jpg", b""), attachment("good.bin")])
    assert code_on(response)
    assert "“nothing.jpg” is empty" in response.content.decode()
    assert Attachment.objects.count() == blobs_on_disk() == 1


def test_an_empty_file_alone_is_no_tip(client: Client) -> None:
    back = send(client, narrative="", files=attachment("nothing.jpg", b""))
    assert "One of the two is needed" in summary(back)
    assert "“nothing.jpg” is empty" in back.content.decode()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("x" * 296 + ".jpg", "x" * 200),
        ("صورة-من-السوق.jpg", "صورة-من-السوق.jpg"),
        ("ảnh con tê tê.jpg", "ảnh con tê tê.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("..\\..\\etc/passwd", "passwd"),
        ("<b>bold</b>&amp;.jpg", "b>&.jpg"),
    ],
)
def test_any_name_is_kept_readable_and_harmless(client: Client, name: str, kept: str) -> None:
    upload = attachment("placeholder")
    upload._name = name  # type: ignore[attr-defined] - the client sends the name as it is
    response = send(client, files=upload)
    assert code_on(response)
    assert text.read(Attachment.objects.get(), "name") == kept
    assert "<b>bold" not in response.content.decode()


def test_a_full_disk_is_told_and_the_text_is_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.Receiver, "write", full)
    back = send(client, files=attachment("photo.bin"))
    assert "could not be stored just now" in summary(back)
    assert STORY in back.content.decode()
    assert blobs_on_disk() == 0


class Body(io.RawIOBase):
    """A multipart body with one long file, made while it is read."""

    HEAD = b'--b\r\nContent-Disposition: form-data; name="files"; filename="v.mp4"\r\n\r\n'
    TAIL = b"\r\n--b--\r\n"

    def __init__(self, size: int) -> None:
        self.parts = iter([self.HEAD, *[bytes(65536)] * (size // 65536), self.TAIL])
        self.length = len(self.HEAD) + size + len(self.TAIL)
        self.rest = b""

    def read(self, size: int = -1) -> bytes:
        while len(self.rest) < size and (part := next(self.parts, b"")):
            self.rest += part
        got, self.rest = self.rest[:size], self.rest[size:]
        return got


def test_memory_stays_flat_while_fifty_megabytes_stream_in() -> None:
    body = Body(48 * 1024 * 1024)
    request = RequestFactory().post(RECEIPT)
    request.META |= {"CONTENT_TYPE": "multipart/form-data; boundary=b", "CONTENT_LENGTH": str(body.length)}
    request.content_type, request._stream = "multipart/form-data", body  # type: ignore[attr-defined]
    tracemalloc.start()
    posted = posts.read(request)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert posted.arrivals.uploads[0].received.size == 48 * 1024 * 1024
    assert peak < 8 * 1024 * 1024


def test_a_body_that_breaks_off_without_its_end_is_refused_whole(client: Client) -> None:
    body = Body.HEAD + b"half of a photo"
    response = client.generic("POST", RECEIPT, body, content_type="multipart/form-data; boundary=b")
    assert response.status_code == 400
    assert blobs_on_disk() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kept_bytes", [300, 150_000])
def test_a_connection_cut_half_way_leaves_nothing_and_answers_clearly(live_server: Any, kept_bytes: int) -> None:
    token = fresh_token(Client())
    fields = f'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'.encode()
    fields += f'--b\r\nContent-Disposition: form-data; name="narrative"\r\n\r\n{STORY}\r\n'.encode()
    whole = fields + Body.HEAD + bytes(300_000) + Body.TAIL
    head = (
        f"POST {RECEIPT} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(whole)}\r\n\r\n"
    )
    with socket.create_connection((live_server.thread.host, live_server.thread.port), timeout=20) as line:
        line.sendall(head.encode() + whole[:kept_bytes])
        line.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"Not received" in answer
    assert not Tip.objects.exists()
    assert not Draft.objects.exists()
    assert blobs_on_disk() == 0
