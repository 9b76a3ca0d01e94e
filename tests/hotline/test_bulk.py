"""Many tips at once: each is decided for itself, and what could not be done says which and why."""

import pytest
from django.db import connection, transaction

from hotline import triage
from hotline.models import BulkRun, BulkStep, Tag, Tip, TipTag
from hotline.queue import bulk, tags
from hotline.queue.bulk import Order
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.make import make_tip

pytestmark = pytest.mark.django_db
MANY = "/desk/hotline/tip/many/"
QUEUE = "/desk/hotline/tip/"


def _run(order: Order, tips, by) -> BulkRun:
    run = bulk.start(order, [tip.pk for tip in tips], by=by)
    bulk.work(run)
    run.refresh_from_db()
    return run


def _statuses(tips) -> list[str]:
    by_id = dict(Tip.objects.values_list("pk", "status"))
    return [by_id[tip.pk] for tip in tips]


def test_ticked_tips_are_dismissed_as_spam_each_with_its_entry(analyst):
    tips = [make_tip() for _ in range(3)]
    run = _run(Order("spam"), tips, analyst)
    assert _statuses(tips) == ["dismissed"] * 3
    assert AuditEntry.objects.filter(verb="tip.dismissed").count() == 3
    assert bulk.progress(run) == bulk.Progress(done=3, failed=0, waiting=0)
    assert run.ended_at is not None


def test_what_cannot_be_done_says_why_and_holds_up_no_other(analyst):
    first, decided, last = make_tip(), make_tip(), make_tip()
    triage.dismiss(decided, by=analyst, reason="insufficient")
    run = _run(Order("spam"), [first, decided, last], analyst)
    assert _statuses([first, last]) == ["dismissed"] * 2
    failed = run.steps.get(state=BulkStep.State.FAILED)
    assert failed.tip == decided
    assert "Dismissed" in failed.why
    assert Tip.objects.get(pk=decided.pk).dismiss_reason == "insufficient"


def test_tips_are_merged_into_the_oldest_of_them(analyst):
    oldest, second, third = make_tip(), make_tip(), make_tip()
    run = _run(Order("merge"), [third, oldest, second], analyst)
    assert run.into == oldest
    assert _statuses([oldest, second, third]) == ["received", "merged", "merged"]
    assert Tip.objects.get(pk=third.pk).merged_into == oldest


def test_tips_are_merged_into_the_one_that_is_named(analyst):
    first, second, other = make_tip(), make_tip(), make_tip()
    _run(Order("merge", into=other), [first, second], analyst)
    assert set(Tip.objects.filter(status="merged").values_list("merged_into", flat=True)) == {other.pk}


def test_tips_are_given_to_a_colleague_who_reads_tips(supervisor, analyst, auditor):
    tips = [make_tip(), make_tip(officer=supervisor)]
    _run(Order("assign", assignee=analyst), tips, supervisor)
    assert {tip.assignee for tip in Tip.objects.all()} == {analyst}
    run = _run(Order("assign", assignee=auditor), tips, supervisor)
    assert bulk.progress(run).failed == 2


def test_who_does_not_triage_gives_tips_to_nobody_but_takes_them(intake_officer, analyst):
    mine, other = make_tip(), make_tip()
    assert bulk.progress(_run(Order("assign", assignee=intake_officer), [mine], intake_officer)).done == 1
    assert bulk.progress(_run(Order("assign", assignee=analyst), [other], intake_officer)).failed == 1
    assert Tip.objects.get(pk=other.pk).assignee is None


def test_a_tag_is_put_on_once_and_taken_off(analyst):
    tips = [make_tip(), make_tip()]
    _run(Order("tag", tag=" Night  market "), tips, analyst)
    _run(Order("tag", tag="Night market"), tips[:1], analyst)
    assert [tag.name for tag in Tag.objects.all()] == ["Night market"]
    assert TipTag.objects.count() == 2
    assert AuditEntry.objects.filter(verb="tip.tagged").count() == 2
    _run(Order("untag", tag="Night market"), tips[:1], analyst)
    assert [row.tip for row in TipTag.objects.all()] == tips[1:]


@pytest.mark.parametrize("name", ["", "x" * 41, "call 0912 345 678", "who@example.org", "https://example.org"])
def test_a_tag_is_a_short_word_and_no_number_or_address(analyst, name):
    with pytest.raises(Invalid):
        bulk.start(Order("tag", tag=name), [make_tip().pk], by=analyst)
    assert not BulkRun.objects.exists()


def test_the_queue_shows_tags_and_is_filtered_by_them(client, sign_in, analyst):
    tagged, _other = make_tip(), make_tip()
    tag = tags.named("Night market", by=analyst)
    tags.put(tagged, tag, by=analyst)
    response = sign_in(client, analyst).get(f"{QUEUE}?tag={tag.pk}")
    assert [line.reference for line in response.context["lines"]] == [tagged.reference]
    assert response.context["lines"][0].tags == ["Night market"]


@pytest.mark.parametrize("act", ["spam", "merge"])
def test_who_does_not_triage_decides_nothing_at_once(intake_officer, act):
    tips = [make_tip(), make_tip()]
    with pytest.raises(NotAllowed):
        bulk.start(Order(act), [tip.pk for tip in tips], by=intake_officer)
    assert not BulkRun.objects.exists()
    assert _statuses(tips) == ["received"] * 2


def test_an_outsider_reaches_no_tip(outsider):
    with pytest.raises(NotAllowed):
        bulk.start(Order("tag", tag="x"), [make_tip().pk], by=outsider)
    assert not Tag.objects.exists()


@pytest.mark.parametrize("order", [Order("burn"), Order("assign"), Order("merge")])
def test_an_order_that_lacks_something_is_refused(analyst, order):
    with pytest.raises(Invalid):
        bulk.start(order, [make_tip().pk], by=analyst)
    assert not BulkRun.objects.exists()


def test_nothing_ticked_is_refused_and_so_is_too_much(analyst, monkeypatch):
    with pytest.raises(Invalid):
        bulk.start(Order("spam"), [], by=analyst)
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 1)
    with pytest.raises(Invalid):
        bulk.start(Order("spam"), [make_tip().pk, make_tip().pk], by=analyst)


def test_a_run_that_its_worker_left_is_finished_by_the_next_sweep(analyst):
    tips = [make_tip() for _ in range(3)]
    run = bulk.start(Order("spam"), [tip.pk for tip in tips], by=analyst)
    assert bulk._next(run)
    assert bulk.progress(run) == bulk.Progress(done=1, failed=0, waiting=2)
    bulk.work_on_waiting()
    assert bulk.progress(run).done == 3
    assert not BulkRun.objects.filter(ended_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_a_refused_tip_leaves_nothing_of_the_act_behind(analyst):
    tip = make_tip(officer=analyst)
    run = bulk.start(Order("merge", into=tip), [make_tip(is_suspect=True).pk], by=analyst)
    bulk.work(run)
    assert not AuditEntry.objects.filter(verb="tip.merged").exists()
    assert bulk.progress(run).failed == 1
    assert not transaction.get_connection().in_atomic_block
    assert connection.is_usable()


def test_the_page_ticks_tips_and_tells_what_came_of_it(client, sign_in, analyst):
    kept, spam = make_tip(), make_tip()
    response = sign_in(client, analyst).post(
        MANY, {"act": "spam", "tip": [spam.pk], "here": "language=en"}, follow=True
    )
    assert _statuses([kept, spam]) == ["received", "dismissed"]
    page = response.content.decode()
    assert "1 of 1 done" in page
    assert "?language=en" in page


def test_the_page_of_a_run_is_headed_by_its_tag_though_the_form_names_an_officer_too(client, sign_in, analyst):
    said = {"act": "tag", "tag": "night van", "assignee": "me", "tip": [make_tip().pk]}
    page = sign_in(client, analyst).post("/desk/hotline/tip/many/", said, follow=True).content.decode()
    assert "Tag: night van" in page


def test_all_on_the_page_is_one_box_without_a_script(client, sign_in, analyst):
    shown = [make_tip(), make_tip()]
    sign_in(client, analyst).post(MANY, {"act": "spam", "all": "1", "shown": [tip.pk for tip in shown]})
    assert _statuses(shown) == ["dismissed"] * 2


def test_many_tips_wait_for_the_worker_and_the_page_says_how_many(client, sign_in, analyst, monkeypatch):
    monkeypatch.setattr(bulk, "FEW", 1)
    shown = [make_tip(), make_tip()]
    response = sign_in(client, analyst).post(MANY, {"act": "spam", "tip": [tip.pk for tip in shown]}, follow=True)
    assert "0 of 2 done" in response.content.decode()
    assert "Look again" in response.content.decode()
    bulk.work_on_waiting()
    assert "2 of 2 done" in client.get(response.redirect_chain[-1][0]).content.decode()


def test_a_run_is_shown_to_its_officer_only(client, sign_in, analyst, supervisor):
    run = bulk.start(Order("spam"), [make_tip().pk], by=analyst)
    assert sign_in(client, supervisor).get(f"{MANY}{run.pk}/").status_code == 404


def test_a_tip_that_there_is_not_is_no_place_to_merge_into(client, sign_in, analyst):
    response = sign_in(client, analyst).post(
        MANY, {"act": "merge", "into": "TIP-1999-1", "tip": [make_tip().pk]}, follow=True
    )
    assert "There is no tip TIP-1999-1." in response.content.decode()
    assert not BulkRun.objects.exists()
