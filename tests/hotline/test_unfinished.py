"""What was said and never sent goes to the queue after a day, whole and once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hotline import drafts, tasks, unfinished
from hotline.attachments import Upload
from hotline.models import Draft, Tip
from hotline.public.stored import stored
from hotline.story import MAX_NARRATIVE
from vault import files, text
from vault.models import DataKey

pytestmark = pytest.mark.django_db


def left_behind(told: dict[str, object], *, hours: int = 25, uploads: int = 0) -> Draft:
    draft = drafts.open_draft("web", language="vi")
    drafts.save(draft, {"story": told}, uploads=[Upload(files.receive([b"x"]), "x") for _ in range(uploads)])
    Draft.objects.filter(pk=draft.pk).update(touched_at=timezone.now() - timedelta(hours=hours))
    return draft


def test_a_forgotten_draft_becomes_an_unfinished_tip() -> None:
    left_behind({"narrative": "ivory", "place": "Hanoi", "step": "not a field of a story"})
    tasks.file_forgotten_drafts()
    tip = Tip.objects.get()
    assert tip.is_unfinished
    assert tip.language == "vi"
    assert (stored(tip).story.narrative, stored(tip).story.place) == ("ivory", "Hanoi")


def test_it_becomes_one_tip_however_often_the_sweeper_runs() -> None:
    draft = left_behind({"narrative": "ivory"})
    assert unfinished.file(draft)
    assert not unfinished.file(draft)
    tasks.file_forgotten_drafts()
    assert Tip.objects.count() == 1


def test_a_draft_touched_today_is_left_alone() -> None:
    left_behind({"narrative": "ivory"}, hours=23)
    tasks.file_forgotten_drafts()
    assert not Tip.objects.exists()


def test_files_alone_are_a_tip_and_more_than_ten_kept_ones_are_no_obstacle() -> None:
    left_behind({}, uploads=12)
    tasks.file_forgotten_drafts()
    assert Tip.objects.get().attachments.count() == 12


def test_a_draft_that_holds_nothing_is_given_up_and_its_key_destroyed() -> None:
    draft = left_behind({"narrative": "  "})
    tasks.file_forgotten_drafts()
    draft.refresh_from_db()
    assert draft.status == Draft.Status.CANCELLED
    assert not DataKey.objects.filter(pk=draft.key_id).exists()
    assert not Tip.objects.exists()


def test_what_does_not_fit_a_tip_follows_as_messages() -> None:
    told = {"narrative": "n" * (2 * MAX_NARRATIVE + 5), "price": "9" * 1500, "subjects": ["a"] * 6}
    draft = left_behind(told)
    unfinished.file(draft)
    tip = Tip.objects.get()
    kept = stored(tip).story
    said = [text.read(message, "body") for message in tip.messages.order_by("at")]
    assert kept.narrative + "".join(said[:2]) == told["narrative"]
    assert kept.price + said[2] == told["price"]
    assert kept.subjects == ["a"] * 5
    assert said[3] == "a"
