"""Copies: what staff may look at carries nothing hidden, and the original stays what it was."""

import hashlib
import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image, ImageCms, PngImagePlugin

from hotline import copying, correspondence, tasks
from hotline.media import workshop
from hotline.models import Attachment
from tests.hotline.enclosing import attached, content_of
from vault import files
from vault.models import StoredFile

pytestmark = pytest.mark.django_db
State = Attachment.State
SECRET = b"planted 11.5564N 104.9282E"


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """A picture, red at the left and blue at the right, with a planted place in its EXIF."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (11.0, 33.0, 23.0), 3: "E", 4: (104.0, 55.0, 41.0)})
    out = io.BytesIO()
    picture.save(out, kind, **({"exif": exif} | options))
    return out.getvalue()


def copy_of(row: Attachment) -> Image.Image:
    return Image.open(io.BytesIO(content_of(row.copy_id)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_copy_carries_no_metadata_and_the_original_stays(kind: str) -> None:
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    original = photo(kind)
    assert SECRET in original
    row = attached(original)
    done = copying.make(row.pk)
    assert done
    assert done.state == State.COPIED, done.reason
    copy = content_of(done.copy_id)
    assert SECRET not in copy
    picture = copy_of(done)
    assert not picture.getexif()
    assert not {"exif", "icc_profile", "xmp", "comment"} & set(picture.info)
    assert content_of(done.file_id) == original
    assert files.sha256(StoredFile.objects.get(pk=done.file_id)) == hashlib.sha256(original).digest()


def test_comments_text_chunks_and_xmp_stay_behind() -> None:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    chunks.add_text("Comment", SECRET.decode())
    for original in (photo("PNG", pnginfo=chunks), photo("JPEG", comment=SECRET), photo("JPEG", xmp=SECRET)):
        done = copying.make(attached(original).pk)
        assert done
        assert done.state == State.COPIED
        assert SECRET not in content_of(done.copy_id)


def test_the_orientation_is_drawn_into_the_copy() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned: the left side of the stored picture is its top
    done = copying.make(attached(photo("JPEG", (80, 40), exif=exif)).pk)
    picture = copy_of(done)  # type: ignore[arg-type]
    assert picture.size == (40, 80)
    red, _green, blue = picture.convert("RGB").getpixel((20, 5))  # type: ignore[misc]
    assert red > 200 > 60 > blue


def test_another_colour_space_is_brought_to_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    done = copying.make(attached(photo("JPEG", icc_profile=lab)).pk)
    assert "icc_profile" not in copy_of(done).info  # type: ignore[arg-type]


def test_a_large_picture_is_made_smaller_and_a_see_through_one_stays_so() -> None:
    large = copying.make(attached(photo("JPEG", (5200, 300))).pk)
    assert copy_of(large).size == (2560, 148)  # type: ignore[arg-type]
    out = io.BytesIO()
    Image.new("RGBA", (30, 30), (0, 0, 0, 0)).save(out, "WEBP", lossless=True)
    clear = copying.make(attached(out.getvalue()).pk)
    assert copy_of(clear).mode == "RGBA"  # type: ignore[arg-type]


def bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type", "reason"),
    [
        (photo()[:400], "image/jpeg", "broken"),
        (b"GIF89a/*<script>alert(1)</script>*/", "image/gif", "polyglot"),
        (bomb(), "image/png", "too_many_pixels"),
        (b'\xef\xbb\xbf <?xml version="1.0"?><svg onload="x()"/>', "image/svg+xml", "active"),
        (b"<!DOCTYPE HTML><html><script>1</script>", "text/html", "active"),
        ("một con tê tê".encode(), "text/plain", "kind_not_allowed"),
        (b"%PDF-1.7\n%\xe2\xe3", "application/pdf", "broken"),
        (b"\x00\x01\x02\x03", "application/octet-stream", "kind_not_allowed"),
        (b"%!PS-Adobe-3.0 EPSF\n", "application/postscript", "kind_not_allowed"),
    ],
)
def test_what_gives_no_copy_says_why(content: bytes, media_type: str, reason: str) -> None:
    row = attached(content, "holiday.jpg")
    done = copying.make(row.pk)
    assert done
    assert (done.state, done.media_type, done.reason, done.copy_id) == (State.NO_COPY, media_type, reason, None)
    assert content_of(done.file_id) == content


def test_a_picture_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "QUICK_SECONDS", 0.0)
    done = copying.make(attached(photo()).pk)
    assert done
    assert done.reason == "timed_out"


def test_a_copy_is_made_once_however_often_it_is_asked_for() -> None:
    row = attached(photo())
    tasks.make_copy(str(row.pk))
    row.refresh_from_db()
    first = row.copy_id
    tasks.make_copy(str(row.pk))
    row.refresh_from_db()
    assert row.copy_id == first
    assert StoredFile.objects.count() == 2


def test_a_row_in_another_workers_hands_is_left_alone_until_its_lease_ends() -> None:
    row = attached(photo())
    Attachment.objects.update(next_try_at=timezone.now() + timedelta(minutes=1), tries=1)
    assert copying.make(row.pk) is None
    Attachment.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    done = copying.make(row.pk)
    assert done
    assert done.state == State.COPIED


def test_a_file_that_kills_its_worker_is_not_tried_for_ever() -> None:
    row = attached(photo())
    Attachment.objects.update(tries=copying.MAX_TRIES)
    done = copying.make(row.pk)
    assert done
    assert (done.state, done.reason) == (State.NO_COPY, "timed_out")


def test_a_tip_withdrawn_while_its_copy_is_made_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    row = attached(photo())
    make = workshop.make

    def withdrawn_meanwhile(*given: Any) -> None:
        make(*given)
        correspondence.withdraw(row.tip)  # type: ignore[arg-type]

    monkeypatch.setattr(workshop, "make", withdrawn_meanwhile)
    done = copying.make(row.pk)
    assert done
    assert (done.state, done.reason, done.copy_id) == (State.NO_COPY, "withdrawn", None)


def test_the_sweeper_takes_what_waits_and_leaves_what_is_fresh() -> None:
    old, fresh = attached(photo()), attached(photo("PNG"))
    Attachment.objects.filter(pk=old.pk).update(received_at=timezone.now() - timedelta(minutes=1))
    tasks.make_waiting_copies()
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.state, fresh.state) == (State.COPIED, State.WAITING)


def test_filing_nudges_a_worker_for_the_copy(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(tasks.make_copy, "apply_async", lambda args: asked.append(args))
    with django_capture_on_commit_callbacks(execute=True):
        row = attached(photo())
    assert asked == [[str(row.pk)]]


def test_a_copy_waits_for_a_store_that_is_away_and_this_is_no_try(settings: Any, tmp_path: Any) -> None:
    row = attached(photo())
    there, settings.FILE_STORE = settings.FILE_STORE, str(tmp_path / "mount")
    for _ in range(copying.MAX_TRIES + 2):
        waiting = copying.make(row.pk)
        assert waiting is not None
        assert (waiting.state, waiting.reason, waiting.tries) == ("waiting", "", 0)
        Attachment.objects.filter(pk=row.pk).update(next_try_at=timezone.now() - timedelta(seconds=1))
    settings.FILE_STORE = there
    made = copying.make(row.pk)
    assert made is not None
    assert made.state == "copied"


def test_a_file_paused_before_the_clock_was_set_back_is_taken_up() -> None:
    row = attached(photo())
    Attachment.objects.filter(pk=row.pk).update(next_try_at=timezone.now() + timedelta(hours=1))
    made = copying.make(row.pk)
    assert made is not None
    assert made.state == "copied"
