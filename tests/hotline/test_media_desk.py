"""Files on a tip's page: drawn, played or saved from the copy, with the verdicts in words; metadata behind a button."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from hotline.models import Attachment, Tip
from staff.models import AuditEntry
from tests.hotline import camera
from tests.make import make_attachment, make_picture, make_tip
from vault import files, text

pytestmark = pytest.mark.django_db
FILM, SOUND, PAGES = camera.film(sound=""), camera.recording(), b"%PDF-1.4\n" + bytes(600_000) + b"end"


def enclosed(copy: bytes = b"", **columns: Any) -> Attachment:
    row = make_attachment(make_tip(), copy=copy)
    for name, value in columns.items():
        setattr(row, name, value)
    text.write(row, metadata={"make": "PlantedMaker", "latitude": 11.5564})
    row.save()
    return row


def address(row: Attachment, place: str = "copy") -> str:
    return f"/desk/hotline/tip/{row.tip_id}/{place}/{row.pk}/"


def page(client: Any, row: Attachment) -> BeautifulSoup:
    return BeautifulSoup(client.get(f"/desk/hotline/tip/{row.tip_id}/change/").content, "html.parser")


@pytest.mark.parametrize(("copy", "media_type", "way"), [
    (make_picture(), "image/jpeg", "inline"), (FILM, "video/mp4", "inline"), (SOUND, "audio/ogg", "inline"),
    (PAGES, "application/pdf", "attachment"), (b"<html><script>", "application/octet-stream", "attachment"),
    (b"<svg onload=x()>", "application/octet-stream", "attachment"),
])  # fmt: skip
def test_a_copy_is_served_locked_in_by_what_it_is(
    client: Any, sign_in: Any, analyst: Any, copy: bytes, media_type: str, way: str
) -> None:
    response = sign_in(client, analyst).get(address(enclosed(copy)))
    assert b"".join(response.streaming_content) == copy
    assert response["Content-Type"] == media_type
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith(way)


@pytest.mark.parametrize(("asked", "first", "last"), [
    ("bytes=0-", 0, 600_011), ("bytes=5-20", 5, 20), ("bytes=262140-262150", 262_140, 262_150),
    ("bytes=599999-9999999", 599_999, 600_011), ("bytes=-3", 600_009, 600_011),
])  # fmt: skip
def test_a_player_is_given_the_part_it_asks_for(
    client: Any, sign_in: Any, analyst: Any, asked: str, first: int, last: int
) -> None:
    row = enclosed(PAGES)
    response = sign_in(client, analyst).get(address(row), headers={"Range": asked})
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(PAGES)}"
    assert b"".join(response.streaming_content) == PAGES[first : last + 1]
    assert int(response["Content-Length"]) == last - first + 1
    assert AuditEntry.objects.filter(verb="attachment.copy_opened").count() == 1


@pytest.mark.parametrize(
    "asked", ["", "bytes=", "bytes=-", "bytes=9-2", "bytes=9999999-", "lines=1-2", "bytes=0-1,4-5"]
)
def test_a_part_that_is_none_is_answered_with_the_whole(client: Any, sign_in: Any, analyst: Any, asked: str) -> None:
    response = sign_in(client, analyst).get(address(enclosed(PAGES)), headers={"Range": asked})
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PAGES


def test_a_film_and_a_recording_are_played_on_the_page(client: Any, sign_in: Any, analyst: Any) -> None:
    film = enclosed(FILM, media_type="video/mp4", remarks=["voices_unchanged"])
    film.poster_id = files.store([make_picture("red")], film.key_id).pk
    film.save()
    sound = enclosed(SOUND, media_type="audio/ogg", remarks=["voice_changed"])
    sign_in(client, analyst)
    video = page(client, film).select_one(".tip-file video[controls]")
    assert video is not None
    assert (video["src"], video["poster"]) == (address(film), address(film, "poster"))
    shown = page(client, sound)
    assert shown.select_one(".tip-file audio[controls]")["src"] == address(sound)  # type: ignore[index]
    assert "The voice is changed in the copy." in shown.text
    policy = client.get(f"/desk/hotline/tip/{film.tip_id}/change/")["Content-Security-Policy"]
    assert "media-src 'self'" in policy


def test_a_poster_is_served_as_a_picture_and_audited(client: Any, sign_in: Any, analyst: Any) -> None:
    row = enclosed(FILM)
    assert sign_in(client, analyst).get(address(row, "poster")).status_code == 404
    row.poster_id = files.store([make_picture("red")], row.key_id).pk
    row.save()
    response = client.get(address(row, "poster"))
    assert response["Content-Type"] == "image/jpeg"
    assert AuditEntry.objects.filter(verb="attachment.copy_opened", subject_id=str(row.pk)).count() == 1


@pytest.mark.parametrize(("columns", "said"), [
    ({"scan": "clean"}, "No virus found"), ({"scan": "not_scanned"}, "Not scanned: no scanner is set up"),
    ({"scan": "too_large"}, "too large for the scanner"), ({"scan": "failed"}, "the scanner did not answer"),
    ({"scan": "infected", "scan_name": "Suite.Eicar", "state": "no_copy"}, "Virus found: Suite.Eicar"),
    ({"state": "no_copy", "reason": "polyglot"}, "two kinds of file in one"),
    ({"state": "no_copy", "reason": "no_office"}, "LibreOffice is not installed here"),
    ({"remarks": ["name_differs"]}, "The name says another kind of file"),
])  # fmt: skip
def test_the_verdict_stands_in_words_beside_the_file(
    client: Any, sign_in: Any, analyst: Any, columns: dict[str, Any], said: str
) -> None:
    row = enclosed(**columns)
    assert said in page(sign_in(client, analyst), row).select_one(".tip-file").text  # type: ignore[union-attr]


def test_metadata_is_opened_by_a_button_and_the_ledger_knows(client: Any, sign_in: Any, analyst: Any) -> None:
    row = enclosed(make_picture())
    shown = page(sign_in(client, analyst), row)
    assert "PlantedMaker" not in shown.text
    assert shown.select_one(f'form[method=post][action="{address(row, "metadata")}"]')
    told = client.post(address(row, "metadata"))
    assert told.status_code == 200
    assert "PlantedMaker" in told.content.decode()
    assert "11.5564" in told.content.decode()
    assert AuditEntry.objects.filter(verb="attachment.metadata_read", subject_id=str(row.pk)).count() == 1


def test_opening_the_address_of_metadata_opens_nothing(client: Any, sign_in: Any, supervisor: Any) -> None:
    row = enclosed()
    assert sign_in(client, supervisor).get(address(row, "metadata")).url.endswith("/change/")
    assert not AuditEntry.objects.filter(verb="attachment.metadata_read").exists()


@pytest.mark.parametrize("who", ["intake_officer", "handler"])
def test_who_reads_tips_without_that_right_sees_no_button_and_is_refused(
    client: Any, sign_in: Any, request: pytest.FixtureRequest, who: str
) -> None:
    row = enclosed(make_picture())
    shown = page(sign_in(client, request.getfixturevalue(who)), row)
    assert not shown.select_one('form[action*="/metadata/"]')
    assert client.post(address(row, "metadata")).status_code == 403
    assert not AuditEntry.objects.filter(verb="attachment.metadata_read").exists()


def test_a_stranger_and_another_tips_page_get_nothing(client: Any, sign_in: Any, analyst: Any) -> None:
    row = enclosed(make_picture())
    for place in ("copy", "poster", "metadata"):
        assert client.post(address(row, place)).url.startswith("/desk/login/")
    sign_in(client, analyst)
    other = make_tip()
    assert client.post(f"/desk/hotline/tip/{other.pk}/metadata/{row.pk}/").status_code == 404
    assert Tip.objects.count() == 2
