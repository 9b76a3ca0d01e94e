"""Pages of the queue by places in line: nothing is skipped or shown twice, whatever arrives meanwhile."""

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from hotline.models import Tip
from hotline.queue import counting, pages, wanted
from hotline.queue.pages import Place
from tests.make import make_tip

pytestmark = pytest.mark.django_db
QUEUE = "/desk/hotline/tip/"
_numbers = count(1)


def _line(amount: int, **given) -> list[Tip]:
    """Tips of one priority, due a minute after one another."""
    tip = make_tip()
    soon = timezone.now() + timedelta(minutes=1)
    copies = [
        Tip(
            reference=f"TIP-2020-{next(_numbers):06}", key_id=tip.key_id, source_id=tip.source_id, channel="web",
            priority=50, due_at=soon + timedelta(minutes=number), **given,
        )
        for number in range(amount)
    ]  # fmt: skip
    Tip.objects.filter(pk=tip.pk).delete()
    return Tip.objects.bulk_create(copies)


def _page(officer, query="", **places) -> pages.Page:
    said = dict(part.split("=") for part in query.split("&") if part)
    return pages.page(wanted.read(said, officer), Tip.objects.visible_to(officer), **places)


def _walk(officer, query="") -> list[str]:
    found, page = [], _page(officer, query)
    while True:
        found += [tip.reference for tip in page.tips]
        if page.after is None:
            return found
        page = _page(officer, query, after=page.after)


def test_the_pages_one_after_another_hold_every_tip_once(analyst):
    line = _line(60)
    assert _walk(analyst) == [tip.reference for tip in line]


def test_tips_of_one_moment_are_all_shown(analyst):
    _line(60)
    Tip.objects.update(due_at=timezone.now())
    found = _walk(analyst)
    assert len(found) == len(set(found)) == 60


def test_pages_of_several_statuses_are_in_one_order(analyst):
    line = _line(60)
    Tip.objects.filter(pk__in=[tip.pk for tip in line[::2]]).update(status="in_triage")
    assert _walk(analyst) == [tip.reference for tip in line]


def test_the_worst_come_first_and_of_equals_the_one_due_first(analyst):
    late, soon, worst = _line(3)
    Tip.objects.filter(pk=late.pk).update(due_at=timezone.now() + timedelta(days=1))
    Tip.objects.filter(pk=worst.pk).update(priority=90, due_at=timezone.now() + timedelta(days=2))
    assert _walk(analyst) == [worst.reference, soon.reference, late.reference]


def test_an_arrival_neither_repeats_nor_hides_a_tip_of_the_next_page(analyst):
    line = _line(40)
    first = _page(analyst)
    make_tip(urgency="now")
    second = _page(analyst, after=first.after)
    assert [tip.pk for tip in first.tips + second.tips] == [tip.pk for tip in line]


def test_a_tip_decided_meanwhile_takes_no_other_along(analyst):
    line = _line(40)
    first = _page(analyst)
    Tip.objects.filter(pk=first.tips[-1].pk).update(status="dismissed")
    assert [tip.pk for tip in _page(analyst, after=first.after).tips] == [tip.pk for tip in line[25:]]


def test_the_way_back_leads_over_the_same_tips(analyst):
    line = _line(80)
    third = _page(analyst, after=_page(analyst, after=_page(analyst).after).after)
    second = _page(analyst, before=third.before)
    assert [tip.pk for tip in second.tips] == [tip.pk for tip in line[25:50]]
    assert [tip.pk for tip in _page(analyst, before=second.before).tips] == [tip.pk for tip in line[:25]]


def test_the_first_page_has_none_before_it_and_the_last_none_behind(analyst):
    _line(30)
    first = _page(analyst)
    last = _page(analyst, after=first.after)
    assert (first.before, last.after) == (None, None)
    assert last.before is not None


def test_a_page_names_its_neighbours_by_links_that_keep_the_filters(client, sign_in, analyst):
    _line(30, language="vi")
    page = sign_in(client, analyst).get(f"{QUEUE}?language=vi").content.decode()
    after = _page(analyst, "language=vi").after
    assert f'href="?language=vi&amp;after={after}"' in page
    assert 'rel="prev"' in client.get(f"{QUEUE}?language=vi&after={after}").content.decode()


@pytest.mark.parametrize("said", ["", "x", "1", "1-", "-1-0", f"{2**64}-{'0' * 32}", "1-zz"])
def test_what_is_no_place_begins_at_the_front(said):
    assert Place.read(said) is None


def test_two_filters_are_met_together(analyst):
    both, _one, _other = _line(3)
    Tip.objects.filter(pk=both.pk).update(country="VN", channel="telegram")
    Tip.objects.filter(pk=_one.pk).update(country="VN")
    Tip.objects.filter(pk=_other.pk).update(channel="telegram")
    assert _walk(analyst, "country=VN&channel=telegram") == [both.reference]


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("taxon=turtles", {"taxon_group": "turtles"}),
        ("taxon=none&country=none", {"taxon_group": "", "country": ""}),
        ("alike=yes", {"is_alike": True}),
        ("files=yes", {"files": 2}),
        ("look=soon", {"due_at": timezone.now() + timedelta(hours=1)}),
        ("look=overdue", {"due_at": timezone.now() - timedelta(hours=1)}),
    ],
)
def test_a_filter_finds_its_tips(analyst, query, columns):
    others, wanted_one = _line(2, country="KE", taxon_group="birds", language="en", urgency="past")
    Tip.objects.filter(pk=others.pk).update(due_at=timezone.now() + timedelta(days=2))
    Tip.objects.filter(pk=wanted_one.pk).update(**columns)
    assert _walk(analyst, query) == [wanted_one.reference]


def test_only_tips_that_nobody_has_looked_at_are_overdue(analyst):
    late, read = _line(2)
    Tip.objects.update(due_at=timezone.now() - timedelta(hours=1))
    Tip.objects.filter(pk=read.pk).update(status="in_triage")
    assert _walk(analyst, "look=overdue") == [late.reference]
    assert _walk(analyst, "look=overdue&status=in_triage") == []


def test_a_figure_is_exact_up_to_the_cap_and_an_estimate_beyond_it(analyst, monkeypatch):
    monkeypatch.setattr(counting, "CAP", 10)
    _line(10, language="vi")
    rows, few = Tip.objects.visible_to(analyst), wanted.read({"language": "vi"}, analyst)
    assert str(counting.count([few], rows)[0]) == "10"
    _line(1, language="vi")
    many = counting.count([few, wanted.read({"language": "sw"}, analyst)], rows)
    assert many[0].exact is None
    assert str(many[0])[0] in "≈1"
    assert not many[1]


def test_no_view_counts_what_an_officer_may_not_see(outsider, analyst):
    _line(2)
    view = wanted.read({}, analyst)
    assert [str(figure) for figure in counting.count([view], Tip.objects.visible_to(outsider))] == ["0"]


def test_views_show_their_figures(client, sign_in, analyst):
    _line(3, language="vi")
    _line(2, language="sw", status="quarantined")
    sign_in(client, analyst).post(f"{QUEUE}views/save/", {"name": "In Vietnamese", "query": "language=vi"})
    views = client.get(QUEUE).context["views"]
    assert [(str(tab.label), str(tab.count)) for tab in views.tabs] == [
        ("Open", "3"), ("Mine", "0"), ("Overdue", "0"), ("In Vietnamese", "3"),
    ]  # fmt: skip
    assert str(views.quarantine.count) == "2"
