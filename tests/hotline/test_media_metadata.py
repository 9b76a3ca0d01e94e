"""Metadata never leaves by accident: files as cameras and offices write them, and what is left of it in the copy."""

import io
from fractions import Fraction
from typing import Any

import av
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from hotline.copies import read_metadata
from hotline.media import drawing_room, shut_in
from hotline.media.picture import load, make
from hotline.models import Attachment
from staff.models import AuditEntry
from staff.refusals import NotAllowed
from tests.hotline import camera
from tests.hotline.enclosing import content_of, copied, parts_of
from tests.make import make_attachment, make_tip
from vault import text
from vault.models import StoredFile

pytestmark = pytest.mark.django_db
State = Attachment.State
needs_office = pytest.mark.skipif(not drawing_room.program(), reason="LibreOffice (soffice) is not on the path")


def holds(content: bytes) -> set[bytes]:
    """Which secrets can be found in these bytes, in either of the two ways of writing."""
    wide = {secret: secret.decode().encode("utf-16-le") for secret in camera.SECRETS}
    return {secret for secret in camera.SECRETS if secret in content or wide[secret] in content}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_pictures_copy_carries_nothing_that_its_camera_wrote(kind: str) -> None:
    original = camera.picture(kind)
    assert {b"PlantedMaker", b"PlantedNote", b"PlantedName"} <= holds(original)
    done = copied(original)
    assert done.state == State.COPIED, done.reason
    copy = content_of(done.copy_id)
    assert not holds(copy)
    shown = Image.open(io.BytesIO(copy))
    assert not dict(shown.getexif())
    assert not {"exif", "icc_profile", "xmp", "comment", "XML:com.adobe.xmp"} & set(shown.info)


FILMS = [
    ("mp4", "libx264", "aac", "holiday.mp4", "video/mp4"), ("mov", "libx264", "aac", "holiday.mov", "video/quicktime"),
    ("webm", "libvpx-vp9", "libopus", "holiday.webm", "video/webm"),
    ("matroska", "libx264", "aac", "holiday.mkv", "video/x-matroska"),
    ("3gp", "libx264", "libopencore_amrnb", "holiday.3gp", "video/3gpp"),
]  # fmt: skip


@pytest.mark.parametrize(("container", "picture", "sound", "name", "media_type"), FILMS)
def test_a_films_copy_plays_and_carries_no_maker_place_or_time(
    container: str, picture: str, sound: str, name: str, media_type: str
) -> None:
    original = camera.film(container, picture, sound, rate=8000 if "amr" in sound else 48000)
    assert b"PlantedMaker" in original or b"PlantedName" in original
    done = copied(original, name)
    assert (done.state, done.media_type, done.remarks) == (State.COPIED, media_type, ["voices_unchanged"]), done.reason
    copy = content_of(done.copy_id)
    assert not holds(copy)
    assert not any(atom in copy for atom in (b"\xa9xyz", b"\xa9mak", b"loci", b"x264 - core", b"PlNt"))
    with av.open(io.BytesIO(copy)) as played:
        assert not {"location", "creation_time", "make", "title", "comment"} & set(played.metadata)
        assert {each.type for each in played.streams} == {"video", "audio"}
        assert sum(1 for _frame in played.decode(video=0)) == 10


def test_a_cameras_lane_of_positions_and_its_chapters_are_left_out() -> None:
    out, thousandth = io.BytesIO(), Fraction(1, 1000)
    with av.open(io.BytesIO(camera.film("mp4", "libx264", ""))) as plain, av.open(out, "w", format="mp4") as target:
        lane, positions = target.add_stream_from_template(plain.streams.video[0]), target.add_data_stream("bin_data")
        chapter = {"id": 1, "start": 0, "end": 500, "time_base": thousandth, "metadata": {"title": "PlantedName"}}
        target.set_chapters([chapter])  # type: ignore[list-item]
        packet = av.Packet(b"PlantedNote 11.5564,104.9282")
        packet.stream, packet.pts, packet.dts, packet.duration, packet.time_base = positions, 0, 0, 500, thousandth
        target.mux(packet)
        for packet in plain.demux(video=0):
            if packet.size:
                packet.stream = lane
                target.mux(packet)
    assert holds(out.getvalue()) == {b"PlantedNote", b"PlantedName", b"104.92"}
    copy = content_of(copied(out.getvalue(), "drone.mp4").copy_id)
    assert not holds(copy)
    with av.open(io.BytesIO(copy)) as played:
        assert not played.chapters()
        assert [each.type for each in played.streams] == ["video"]


def test_a_film_has_a_poster_of_the_first_frame_that_shows_something() -> None:
    done = copied(camera.film())
    poster = Image.open(io.BytesIO(content_of(done.poster_id))).convert("RGB")
    red, green, blue = poster.getpixel((50, 40))  # type: ignore[misc]
    assert red > 150 > 90 > max(green, blue)
    assert not holds(content_of(done.poster_id))


def test_a_film_held_upright_stays_upright_and_so_does_its_poster() -> None:
    done = copied(camera.turned(camera.film(sound="")))
    with av.open(io.BytesIO(content_of(done.copy_id))) as played:
        assert next(played.decode(video=0)).rotation == -90
    poster = Image.open(io.BytesIO(content_of(done.poster_id)))
    assert poster.size == (48, 64)
    assert min(poster.getpixel((45, 2))) > 200, "the white corner is at the upper right"  # type: ignore[arg-type]


def test_a_pdfs_copy_is_pixels_and_nothing_else() -> None:
    original = camera.pdf()
    assert holds(original) >= {b"PlantedName", b"PlantedScript", b"PlantedFile"}
    done = copied(original, "list.pdf")
    assert done.state == State.COPIED, done.reason
    assert set(done.remarks) == {"had_scripts", "had_enclosures"}
    copy = content_of(done.copy_id)
    assert not holds(copy)
    with pikepdf.open(io.BytesIO(copy)) as pages:
        assert len(pages.pages) == 2
        assert not pages.check_pdf_syntax()
        assert set(pages.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in pages.trailer
        assert "/Font" not in pages.pages[0].Resources


@needs_office
@pytest.mark.parametrize(("make_one", "name"), [(camera.docx, "list.docx"), (camera.xlsx, "list.xlsx")])
def test_an_office_files_copy_is_pixels_of_its_pages(make_one: Any, name: str) -> None:
    done = copied(make_one(), name)
    assert (done.state, done.remarks) == (State.COPIED, []), done.reason
    copy = content_of(done.copy_id)
    assert copy.startswith(b"%PDF-")
    assert not holds(copy)
    assert text.read(done, "metadata")["author"] == "PlantedName"


def test_what_a_file_tells_is_read_once_and_sealed() -> None:
    done = copied(camera.picture("JPEG"))
    assert not holds(bytes(done.metadata))
    told = text.read(done, "metadata")
    assert (told["make"], told["model"], told["taken_at"]) == ("PlantedMaker", "PlantedModel", camera.TAKEN)
    assert (told["latitude"], told["longitude"]) == (11.5564, 104.9282)


@pytest.mark.parametrize(("original", "told"), [
    (camera.picture("HEIF"), {"make": "PlantedMaker", "latitude": 11.5564}),
    (camera.picture("WEBP"), {"model": "PlantedModel", "author": "PlantedName"}),
    (camera.film(), {"make": "PlantedMaker", "location": "+11.5564+104.9282/", "created_at": "2021-03-04T05:06:07Z"}),
    (camera.pdf(), {"author": "PlantedName", "created_at": "D:20210304050607Z", "software": "PlantedMaker Studio"}),
    (camera.recording(), {"author": "PlantedName", "duration": 1.0}),
])  # fmt: skip
def test_the_record_knows_maker_place_and_time_of_every_kind(original: bytes, told: dict[str, Any]) -> None:
    found = text.read(copied(original), "metadata")
    assert {name: found.get(name) for name in told} == told


def told_of_a_maker() -> Attachment:
    row = make_attachment(make_tip())
    text.write(row, metadata={"make": "PlantedMaker"})
    row.save(update_fields=["metadata"])
    return row


@pytest.mark.parametrize("who", ["analyst", "supervisor"])
def test_who_may_read_metadata_leaves_an_entry(request: pytest.FixtureRequest, who: str) -> None:
    officer, row = request.getfixturevalue(who), told_of_a_maker()
    assert read_metadata(row, by=officer) == {"make": "PlantedMaker"}
    entry = AuditEntry.objects.get(verb="attachment.metadata_read")
    assert (entry.subject_id, entry.actor) == (str(row.pk), f"officer:{officer.pk}")
    assert "Planted" not in str(entry.details)


@pytest.mark.parametrize("who", ["intake_officer", "handler", "investigator", "custodian", "administrator", "outsider"])
def test_whoever_else_reads_none_of_it(request: pytest.FixtureRequest, who: str) -> None:
    officer, row = request.getfixturevalue(who), told_of_a_maker()
    with pytest.raises(NotAllowed):
        read_metadata(row, by=officer)
    assert not AuditEntry.objects.filter(verb="attachment.metadata_read").exists()


def test_withdrawing_takes_poster_and_metadata_along() -> None:
    from hotline import correspondence

    done = copied(camera.film())
    assert done.tip
    correspondence.withdraw(done.tip)
    done.refresh_from_db()
    assert (done.copy_id, done.poster_id, bytes(done.metadata)) == (None, None, b"")
    assert not StoredFile.objects.exists()


words = st.text(st.characters(min_codepoint=33, max_codepoint=0x24F), min_size=8, max_size=40)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(["JPEG", "PNG", "WEBP"]), maker=words, note=words, degrees=st.floats(0, 89), size=st.tuples(
    st.integers(8, 60), st.integers(8, 60)))  # fmt: skip
def test_no_metadata_survives_whatever_it_is(
    kind: str, maker: str, note: str, degrees: float, size: tuple[int, int]
) -> None:
    """The drawing itself, without its walls: forty processes would be slow, and they add nothing here."""
    load()
    told = camera.exif()
    told[0x010F], told[0x010E] = maker, note
    told.get_ifd(0x8825)[2] = (degrees, 0.0, 0.0)
    made = io.BytesIO()
    make(camera.picture(kind, size, exif=told, xmp=note.encode()), "", shut_in.Parts(made))
    copy = parts_of(made.getvalue())[shut_in.COPY]
    assert Image.open(io.BytesIO(copy)).size == size
    for secret in (maker, note, "PlantedMaker", "PlantedNote"):
        assert secret.encode() not in copy
    assert not dict(Image.open(io.BytesIO(copy)).getexif())
