"""The page behind a one-time link, as a browser meets it."""

import hashlib
import socket
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from hotline import correspondence, upload_tickets
from hotline.models import Attachment, Tip, UploadTicket
from hotline.story import MAX_FILE_BYTES
from tests.hotline.posting import attachment, soup, summary
from tests.make import make_tip
from vault import files, text
from vault.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings: Any, tmp_path: Path) -> None:
    settings.FILE_STORE = str(tmp_path)


@pytest.fixture
def tip() -> Tip:
    return make_tip()


@pytest.fixture
def address(tip: Tip) -> str:
    return f"/en/files/{upload_tickets.issue(tip)}/"


def blobs_on_disk() -> int:
    return sum(1 for path in Path(settings.FILE_STORE).rglob("*") if path.is_file())


def title(response: HttpResponse) -> str:
    return str(soup(response).h1.get_text())  # type: ignore[union-attr]


def test_the_page_is_one_form_without_script_cookie_or_trace(client: Client, address: str) -> None:
    page = client.get(address)
    shown = soup(page)  # type: ignore[arg-type]
    assert (page.status_code, len(shown.select("form")), len(shown.select("input[type=file][multiple]"))) == (200, 1, 1)
    assert not shown.select("script")
    assert not page.cookies
    assert (page["Referrer-Policy"], page["Cache-Control"]) == ("no-referrer", "no-store")
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "form-action 'self'" in page["Content-Security-Policy"]
    # The address is in the bar alone: a saved page does not hold the token.
    assert address.split("/")[3] not in page.content.decode()


def test_a_file_is_sealed_on_the_tip_and_the_link_is_used_up(client: Client, address: str, tip: Tip) -> None:
    content = bytes(range(256)) * 4000
    thanks = client.post(address, {"files": attachment("film.mp4", content)})
    assert (thanks.status_code, title(thanks)) == (200, "Received. Thank you.")  # type: ignore[arg-type]
    row = tip.attachments.get()
    stored = StoredFile.objects.get(pk=row.file_id)
    assert (text.read(row, "name"), files.sha256(stored)) == ("film.mp4", hashlib.sha256(content).digest())
    on_disk = b"".join(path.read_bytes() for path in Path(settings.FILE_STORE).rglob("*") if path.is_file())
    assert bytes(range(256)) not in on_disk
    assert client.get(address).status_code == 410


def test_a_double_click_adds_once_and_shows_the_same_page(client: Client, address: str, tip: Tip) -> None:
    posted = [client.post(address, {"files": [attachment("a.mp4", b"a"), attachment("b.mp4", b"b")]}) for _ in "12"]
    assert posted[0].content == posted[1].content
    tip.refresh_from_db()
    assert tip.attachments.count() == tip.files == blobs_on_disk() == 2


def test_another_file_by_a_used_link_is_refused_in_clear_words_and_leaves_nothing(client: Client, address: str) -> None:
    client.post(address, {"files": attachment("a.mp4", b"a")})
    gone = client.post(address, {"files": attachment("b.mp4", b"b")})
    assert gone.status_code == 410
    assert "Send the file again in the chat" in gone.content.decode()
    assert Attachment.objects.count() == blobs_on_disk() == 1


def test_unknown_expired_and_used_links_look_the_same(client: Client, address: str, tip: Tip) -> None:
    client.post(address, {"files": attachment("a.mp4", b"a")})
    old = f"/en/files/{upload_tickets.issue(tip)}/"
    UploadTicket.objects.filter(used_at=None).update(expires_at="2026-01-01T00:00Z")
    pages = [client.get(each) for each in (address, old, "/en/files/never-was/")]
    pages += [client.post(each, {"files": attachment("x.mp4", b"x")}) for each in (old, "/en/files/never-was/")]
    assert {(page.status_code, page.content) for page in pages} == {(410, pages[0].content)}
    assert Attachment.objects.count() == blobs_on_disk() == 1


@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_withdrawn_tip_is_refused_politely(client: Client, address: str, tip: Tip, verb: str) -> None:
    correspondence.withdraw(tip)
    answer = getattr(client, verb)(address, {"files": attachment()} if verb == "post" else {})
    assert answer.status_code == 409
    assert "was destroyed, so no file can be added" in answer.content.decode()
    assert blobs_on_disk() == 0


def test_51_megabytes_are_named_and_the_link_stays_good(client: Client, address: str) -> None:
    large = attachment("large.mp4", bytes(MAX_FILE_BYTES + 1024 * 1024))
    back = client.post(address, {"files": large})
    assert back.status_code == 422
    assert "“large.mp4” is larger than 50 MB" in summary(back)  # type: ignore[arg-type]
    assert blobs_on_disk() == 0
    assert client.post(address, {"files": attachment("part.mp4", b"a part")}).status_code == 200


def test_an_empty_file_is_named_and_the_link_stays_good(client: Client, address: str) -> None:
    back = client.post(address, {"files": attachment("nothing.mp4", b"")})
    assert (back.status_code, blobs_on_disk()) == (422, 0)
    assert "“nothing.mp4” is empty" in summary(back)  # type: ignore[arg-type]
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("fields", [{}, {"files": "no file but words"}])
def test_no_file_is_told(client: Client, address: str, fields: dict[str, str]) -> None:
    back = client.post(address, fields)
    assert back.status_code == 422
    assert "Choose a file first" in summary(back)  # type: ignore[arg-type]


def test_what_came_is_kept_beside_what_did_not_fit(client: Client, address: str, tip: Tip) -> None:
    thanks = client.post(address, {"files": [attachment(f"{n}.bin", b"%d" % n) for n in range(11)]})
    assert "10.bin" in thanks.content.decode()
    assert tip.attachments.count() == blobs_on_disk() == 10


def test_what_is_no_form_is_told_and_the_link_stays_good(client: Client, address: str) -> None:
    assert client.post(address, b"{}", content_type="application/json").status_code == 400
    assert client.get(address).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_body_cut_half_way_leaves_nothing_and_the_link_good(live_server: Any, address: str) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="files"; filename="v.mp4"\r\n\r\n' + bytes(150_000)
    head = (
        f"POST {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(body) + 150_000}\r\n\r\n"
    )
    with socket.create_connection((live_server.thread.host, live_server.thread.port), timeout=20) as line:
        line.sendall(head.encode() + body)
        line.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"nothing of it was stored" in answer
    assert not Attachment.objects.exists()
    assert blobs_on_disk() == 0
    assert Client().get(address).status_code == 200


def test_the_page_speaks_vietnamese(client: Client, address: str) -> None:
    page = client.get(address.replace("/en/", "/vi/"))
    assert (page["Content-Language"], title(page)) == ("vi", "Gửi tệp của bạn")  # type: ignore[arg-type]


def test_form_and_safety_page_show_the_numbers_that_were_entered(client: Client, settings: Any) -> None:
    settings.EMERGENCY_NUMBERS = {"KH": "117"}
    for path in ("/en/report/", "/en/safety/"):
        assert "Cambodia 117" in soup(client.get(path)).get_text(" ", strip=True)  # type: ignore[arg-type]
    settings.EMERGENCY_NUMBERS = {}
    for path in ("/en/report/", "/en/safety/"):
        assert "117" not in soup(client.get(path)).get_text(" ", strip=True)  # type: ignore[arg-type]


def test_a_form_that_comes_back_shows_the_number_of_its_country(client: Client, settings: Any) -> None:
    settings.EMERGENCY_NUMBERS = {"KH": "117", "VN": "113"}
    page = client.get("/en/report/")
    token = soup(page).select_one("input[name=token]")["value"]  # type: ignore[arg-type,index]
    back = client.post("/en/report/receipt/", {"token": token, "country": "VN"})
    shown = soup(back).get_text(" ", strip=True)  # type: ignore[arg-type]
    assert "Vietnam 113" in shown
    assert "117" not in shown
