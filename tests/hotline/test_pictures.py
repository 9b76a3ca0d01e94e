"""A photo shown again is known, whatever size, quality, turn or crop it comes in; what is kept of it tells nothing."""

import io
from typing import Any

import numpy as np
import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from PIL.Image import Transpose

from benchmarks.photographs import PASSED_ON, Picture, as_jpeg, scene
from hotline import copying, correspondence, pictures, similarity, tasks
from hotline.media import looks, workshop
from hotline.models import Attachment, PictureMarks, Tip
from tests.hotline import camera
from tests.hotline.enclosing import attached
from tests.make import make_attachment, make_report, make_tip
from vault import keys

pytestmark = pytest.mark.django_db
SCENES = [scene(number, (480, 360)) for number in range(4)]
LAY_BANDS = """
INSERT INTO vault.picture_marks (attachment_id, key_id, bands, looks)
SELECT gen_random_uuid(), %s, ARRAY(SELECT hashint8extended(number, n) FROM generate_series(1, 80) AS n), ''
FROM generate_series(1, 3000) AS number
"""


def seen(picture: Picture) -> Any:
    with Image.open(io.BytesIO(as_jpeg(picture, 85))) as opened:
        return pictures.as_looks(b"".join(looks.looks(opened)))


def shown(picture: Picture, tip: Tip | None = None) -> Attachment:
    """A tip's picture that waits to be looked at, its copy being this picture."""
    row = make_attachment(tip or make_tip(), as_jpeg(picture, 70), copy=as_jpeg(picture, 85))
    Attachment.objects.filter(pk=row.pk).update(look_at=timezone.now())
    return row


@pytest.fixture(autouse=True)
def opened_keys(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """As in a worker, which has opened them before."""
    for purpose in (pictures.BANDS, pictures.LOOKS):
        monkeypatch.setitem(keys._opened, (purpose, settings.VAULT_KEYS), purpose.encode().ljust(32))


def looked_at(monkeypatch: pytest.MonkeyPatch, *given: Picture, tip: Tip | None = None) -> list[Attachment]:
    """Tips with these pictures, looked at in this process: faster than through the walls."""

    def here(_craft: str, _type: str, chunks: Any, made: Any, _clock: Any) -> None:
        with Image.open(io.BytesIO(b"".join(chunks))) as opened:
            made.looks = b"".join(looks.looks(opened))

    rows = [shown(picture, tip) for picture in given]
    with monkeypatch.context() as patched:
        patched.setattr(workshop, "make", here)
        assert pictures.look_at_waiting() == len(rows)
    return rows


def tip_of(row: Attachment) -> Tip:
    assert row.tip
    return row.tip


# --- Looks -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", PASSED_ON)
def test_a_picture_passed_on_is_known_again(name: str) -> None:
    chance = np.random.default_rng(4)
    known = [pictures.compare(seen(each), seen(PASSED_ON[name](each, chance)))[0] for each in SCENES]
    assert known.count(None) == 0


@pytest.mark.parametrize("turn", list(Transpose))
def test_each_way_a_picture_can_lie_is_known_and_called_turned(turn: Transpose) -> None:
    for each in SCENES[:2]:
        differ, is_changed = pictures.compare(seen(each), seen(each.transpose(turn)))
        assert differ is not None
        assert differ <= 6
        assert is_changed


def test_a_smaller_picture_is_the_same_and_not_changed() -> None:
    for each in SCENES:
        assert pictures.compare(seen(each), seen(each.resize((200, 150)))) in [(bits, False) for bits in range(9)]


def test_different_pictures_are_not_the_same() -> None:
    all_looks = [seen(each) for each in SCENES]
    pairs = [(one, other) for at, one in enumerate(all_looks) for other in all_looks[:at]]
    assert {pictures.compare(one, other) for one, other in pairs} == {(None, False)}


@pytest.mark.parametrize("flat", ["plain", "gradient", "grain"])
def test_a_picture_that_shows_hardly_anything_is_like_nothing(flat: str) -> None:
    grain = np.random.default_rng(1).normal(size=(300, 400)) * 6
    greys = {"plain": grain * 0, "gradient": np.linspace(-100, 100, 400) + 0 * grain, "grain": grain}[flat]
    assert not len(seen(Image.fromarray((128 + greys).astype(np.uint8))))


# --- The worker ------------------------------------------------------------------------------------------------------
def test_a_worker_looks_at_the_copy_behind_walls_and_the_photo_is_known_again() -> None:
    """From two originals through the real copying and looking, as the timetable does it."""
    chance = np.random.default_rng(7)
    rows = [
        attached(as_jpeg(SCENES[0], 90)), attached(as_jpeg(PASSED_ON["cropped"](SCENES[0], chance))),
        attached(as_jpeg(SCENES[1], 90)),
    ]  # fmt: skip
    for row in rows:
        copying.make(row.pk)
    tasks.look_at_waiting_pictures()
    assert list(Attachment.objects.values_list("look_at", "look_tries").distinct()) == [(None, 0)]
    first, second, third = map(tip_of, rows)
    (reason,) = pictures.same_pictures(first).values()
    assert reason.startswith("same picture, cropped or turned: ")
    assert 90 <= int(reason.split()[-2]) <= 100
    assert list(pictures.same_pictures(second)) == [first.pk]
    assert pictures.same_pictures(third) == {}


def test_a_films_still_waits_to_be_looked_at_and_a_recording_does_not() -> None:
    film, sound = (copying.make(attached(content).pk) for content in (camera.film(), camera.recording()))
    assert film
    assert sound
    assert (film.look_at is not None, sound.look_at) == (True, None)


def test_a_copy_that_cannot_be_drawn_is_like_nothing_and_waits_no_more() -> None:
    row = make_attachment(make_tip(), copy=b"\xff\xd8\xff broken")
    Attachment.objects.update(look_at=timezone.now())
    assert pictures.look_at_waiting() == 1
    assert PictureMarks.objects.get().bands == []
    assert pictures.look(row.pk) is None


def test_a_picture_that_kills_its_worker_is_not_tried_for_ever() -> None:
    row = shown(SCENES[0])
    Attachment.objects.update(look_tries=pictures.MAX_TRIES)
    assert pictures.look(row.pk)
    assert PictureMarks.objects.get().bands == []


def test_a_picture_in_another_workers_hands_is_left_alone_until_its_lease_ends() -> None:
    row = shown(SCENES[0])
    Attachment.objects.update(look_at=timezone.now() + pictures.LEASE)
    assert pictures.look(row.pk) is None


def test_what_a_process_taken_over_says_beside_looks_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    def lying(_craft: str, _type: str, _chunks: Any, made: Any, _clock: Any) -> None:
        made.looks = b"x" * (looks.LOOK_BYTES * 3 + 1)

    row = shown(SCENES[0])
    monkeypatch.setattr(workshop, "make", lying)
    pictures.look(row.pk)
    assert PictureMarks.objects.get().bands == []


def test_a_tip_withdrawn_while_its_picture_is_looked_at_leaves_no_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    row = shown(SCENES[0])

    def withdrawn_meanwhile(_craft: str, _type: str, _chunks: Any, made: Any, _clock: Any) -> None:
        made.looks = bytes(looks.LOOK_BYTES)
        correspondence.withdraw(tip_of(row))

    monkeypatch.setattr(workshop, "make", withdrawn_meanwhile)
    pictures.look(row.pk)
    assert not PictureMarks.objects.exists()


def test_all_pictures_are_looked_at_again_when_the_index_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = looked_at(monkeypatch, SCENES[0])
    make_attachment(make_tip())
    call_command("reindex_tips", "--all", stdout=io.StringIO())
    assert list(Attachment.objects.exclude(look_at=None)) == [row]


# --- What is kept ----------------------------------------------------------------------------------------------------
def test_withdrawing_takes_the_marks_along_and_what_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = looked_at(monkeypatch, SCENES[0], SCENES[0])
    correspondence.withdraw(tip_of(first))
    assert pictures.same_pictures(tip_of(second)) == {}
    assert PictureMarks.objects.get().attachment_id == second.pk
    waiting = shown(SCENES[1])
    correspondence.withdraw(tip_of(waiting))
    assert pictures.look(waiting.pk) is None


def test_a_key_destroyed_by_whatever_way_takes_the_marks_along(monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = looked_at(monkeypatch, SCENES[0])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault.data_key WHERE id = %s", [row.key_id])
    assert not PictureMarks.objects.exists()


def test_stored_looks_of_one_picture_have_nothing_in_common_but_keyed_bands(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at(monkeypatch, SCENES[0], SCENES[0])
    one, other = PictureMarks.objects.all()
    clear = seen(SCENES[0])
    assert bytes(clear[0, 1:]) not in bytes(one.looks)
    sealed, sealed_other = (np.frombuffer(bytes(row.looks), np.uint8) for row in (one, other))
    agree = 1 - np.bitwise_count(sealed ^ sealed_other).sum() / (8 * len(sealed))
    assert 0.4 < agree < 0.6
    assert one.bands == other.bands == sorted(set(one.bands))


def test_the_bands_mean_nothing_under_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    clear = bytes(seen(SCENES[0]).tobytes())
    here = pictures.bands(clear)
    monkeypatch.setattr(keys, "purpose_key", lambda purpose: b"k" * 32)
    assert not set(here) & set(pictures.bands(clear))


def test_looks_moved_to_another_row_do_not_open(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = looked_at(monkeypatch, SCENES[0], SCENES[0], SCENES[1])
    moved = PictureMarks.objects.get(pk=first.pk)
    PictureMarks.objects.filter(pk=third.pk).update(bands=moved.bands, looks=moved.looks)
    assert list(pictures.same_pictures(tip_of(second))) == [first.tip_id]


# --- Knowing again ---------------------------------------------------------------------------------------------------
def test_pictures_of_one_tip_are_not_called_the_same_tip(monkeypatch: pytest.MonkeyPatch) -> None:
    tip = make_tip()
    one, other = looked_at(monkeypatch, SCENES[0], SCENES[0], tip=tip)
    assert pictures.same_pictures(tip) == {}
    assert PictureMarks.objects.get(pk=one.pk).bands == PictureMarks.objects.get(pk=other.pk).bands


def test_pictures_are_looked_up_in_the_index_and_not_read_through(monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = looked_at(monkeypatch, SCENES[0])
    with connection.cursor() as cursor:
        cursor.execute(LAY_BANDS, [row.key_id])
        cursor.execute("ANALYZE vault.picture_marks")
        with CaptureQueriesContext(connection) as asked:
            assert pictures.same_pictures(tip_of(row)) == {}
        (found,) = [query["sql"] for query in asked if "&&" in query["sql"]]
        cursor.execute(f"EXPLAIN {found}")
        assert "picture_marks_bands" in str(cursor.fetchall())


def test_nothing_of_a_picture_is_opened_to_know_it_again(
    monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    first, *_others = looked_at(monkeypatch, *[SCENES[0]] * 5)
    with django_assert_max_num_queries(3) as asked:
        assert len(pictures.same_pictures(tip_of(first))) == 4
    assert not [query for query in asked.captured_queries if "data_key" in query["sql"]]


def test_a_tip_with_the_same_picture_is_shown_with_its_reason_and_stays_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = looked_at(monkeypatch, SCENES[0], SCENES[0].resize((320, 240)))
    assert [(one.tip, one.reasons) for one in similarity.like(tip_of(second))] == [(first.tip, ["same picture"])]
    assert {tip.status for tip in Tip.objects.all()} == {Tip.Status.RECEIVED}


def test_a_picture_says_in_which_other_tips_the_officer_may_see_it(
    monkeypatch: pytest.MonkeyPatch, client: Any, sign_in: Any, analyst: Any
) -> None:
    first, second, hidden = looked_at(monkeypatch, *[SCENES[0]] * 3)
    from staff import compartments

    report = make_report(analyst, tip_of(hidden))
    report.compartments = [hidden.key_id]
    report.save(update_fields=["compartments"])
    monkeypatch.setattr(compartments, "closed_to", lambda officer: [hidden.key_id])
    page = sign_in(client, analyst).get(f"/desk/hotline/tip/{first.tip_id}/change/").content
    (card,) = BeautifulSoup(page, "html.parser").select(".tip-file")
    said = " ".join(card.text.split())
    assert f"Also in {tip_of(second).reference}: same picture" in said
    assert tip_of(hidden).reference not in said
