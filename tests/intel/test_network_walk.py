"""Around a node and between two: what one officer sees of it, and nothing that leads through what they do not see."""

from datetime import date
from itertools import pairwise

import pytest

from cases import casework
from hotline import reporting
from intel import entities, facts, identity
from intel.facts import Given
from intel.models import Link
from intel.network import chart, near, routes
from intel.network.narrowing import Narrowing
from staff import asked
from tests.cases.making import colleague, make_case, make_released
from tests.intel.making import make_entity, make_link
from tests.people import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def chain(case, investigator):
    """Five persons in a row: 0 - 1 - 2 - 3 - 4."""
    made = [make_entity(case, investigator, f"Person {letter}") for letter in "abcde"]
    for one, other in pairwise(made):
        make_link(one, other, investigator)
    return made


def names(found, narrowing=None):
    return sorted(node.name for node in chart.of(found, narrowing or Narrowing()).picture.nodes)


def drawn(start, officer, **given):
    return near.around([start.pk], officer, **given)


def _elsewhere():
    """A case of somebody else, with a person of its own."""
    lead = make_officer("elsewhere", "investigator")
    other = make_case(lead)
    return other, lead, make_entity(other, lead, "Hidden Person")


def _tied(one, other, by):
    """A link between two cases, as judgements and moves leave them."""
    return Link.objects.create(source=one, target=other, basis="assessed", summary="Seen together", recorded_by=by)


def test_hops_are_counted(chain, investigator):
    assert names(drawn(chain[0], investigator, hops=1)) == ["Person a", "Person b"]
    assert names(drawn(chain[0], investigator, hops=3)) == ["Person a", "Person b", "Person c", "Person d"]
    assert names(drawn(chain[2], investigator, hops=1)) == ["Person b", "Person c", "Person d"]


def test_an_outsider_and_one_who_is_denied_find_nothing(chain, case, investigator, supervisor):
    outsider = make_officer("outside", "investigator")
    casework.deny(case, supervisor, by=investigator)
    for officer in (outsider, supervisor):
        assert names(drawn(chain[0], officer, hops=3)) == []
        assert not routes.between(chain[0].pk, chain[1].pk, officer).ways


def test_nothing_is_counted_and_no_way_leads_through_what_one_does_not_see(chain, investigator):
    _other, lead, hidden = _elsewhere()
    _tied(chain[0], hidden, lead)
    _tied(hidden, chain[4], lead)
    found = drawn(chain[0], investigator, hops=3, room=2)
    assert names(found) == ["Person a", "Person b"]
    assert found.more.get(chain[0].pk) is None
    assert names(drawn(hidden, investigator)) == []
    assert len(routes.between(chain[0].pk, chain[4].pk, investigator).ways[0]) == 5


def test_what_rests_on_a_report_that_one_may_not_see_or_that_is_withdrawn_is_not_there(case, chain, investigator):
    second = make_released()
    casework.add_report(case, second, by=investigator)
    make_link(chain[0], chain[4], investigator, report=second)
    assert "Person e" in names(drawn(chain[0], investigator))
    reporting.withdraw(second, reason="wrong", by=colleague("supervisor"))
    assert "Person e" not in names(drawn(chain[0], investigator))


def test_who_was_taken_out_is_on_no_way(chain, investigator):
    entities.take_out(chain[2], "Mistaken", by=investigator)
    assert names(drawn(chain[0], investigator, hops=3)) == ["Person a", "Person b"]
    assert not routes.between(chain[0].pk, chain[4].pk, investigator).ways


def test_a_chart_that_is_full_says_how_many_more(case, investigator):
    middle = make_entity(case, investigator, "Middle")
    for number in range(6):
        make_link(middle, make_entity(case, investigator, f"Leaf {number}"), investigator)
    found = drawn(middle, investigator, room=4)
    assert len(found.drawn) == 4
    assert found.more == {middle.pk: 3}


def test_a_hub_on_the_way_is_not_opened_and_is_said_to_be_one(case, investigator, monkeypatch):
    monkeypatch.setattr(near, "HUB", 3)
    start, hub = make_entity(case, investigator, "Start"), make_entity(case, investigator, "Hub")
    make_link(start, hub, investigator)
    for number in range(4):
        make_link(hub, make_entity(case, investigator, f"Leaf {number}"), investigator)
    found = drawn(start, investigator, hops=2)
    assert names(found) == ["Hub", "Start"]
    assert found.hubs == {hub.pk}
    assert len(drawn(hub, investigator).drawn) == 6


def test_many_links_between_two_push_no_neighbour_out_unsaid(case, investigator, monkeypatch):
    monkeypatch.setattr(near, "HUB_LINKS", 3)
    start, middle, partner = (make_entity(case, investigator, name) for name in ("Start", "Middle", "Partner"))
    make_link(start, middle, investigator)
    for kind in ("Uses", "Contact", "Payment", "Associate"):
        make_link(middle, partner, investigator, kind)
    make_link(middle, make_entity(case, investigator, "Far"), investigator)
    assert drawn(start, investigator, hops=2).hubs == {middle.pk}
    monkeypatch.setattr(near, "HUB_LINKS", 80)
    assert names(drawn(start, investigator, hops=2)) == ["Far", "Middle", "Partner", "Start"]


def test_rows_judged_the_same_are_one_node_that_leads_on_from_each(case, chain, investigator):
    twin = make_entity(case, investigator, "Person a again")
    far = make_entity(case, investigator, "Far away")
    make_link(twin, far, investigator)
    identity.judge(chain[0], twin, "same", "One photograph", by=investigator)
    found = chart.of(drawn(twin, investigator), Narrowing())
    assert sorted(node.name for node in found.picture.nodes) == ["Far away", "Person a", "Person b"]
    assert [row.name for row in found.told[chain[0].reference].rows] == ["Person a", "Person a again"]
    assert routes.between(far.pk, chain[1].pk, investigator).ways == [[far.pk, chain[0].pk, chain[1].pk]]


def test_the_row_of_a_node_that_one_does_not_see_is_left_out_of_it(chain, investigator, supervisor):
    _other, lead, hidden = _elsewhere()
    identity.judge(chain[0], hidden, "same", "One photograph", by=_both(chain[0], lead))
    found = chart.of(drawn(chain[0], investigator), Narrowing())
    assert [row.pk for row in found.told[chain[0].reference].rows] == [chain[0].pk]
    assert hidden.name not in str(found)


def _both(entity, lead):
    """An officer who works in both cases."""
    from staff import compartments

    compartments.admit(lead, entity.recorded_in, by=lead)
    return lead


def test_all_shortest_ways_are_found_and_none_longer(case, chain, investigator):
    detour = make_entity(case, investigator, "Detour")
    make_link(chain[0], detour, investigator)
    make_link(detour, chain[2], investigator)
    ways = routes.between(chain[0].pk, chain[2].pk, investigator).ways
    assert sorted(ways) == sorted([[chain[0].pk, middle.pk, chain[2].pk] for middle in (chain[1], detour)])


def test_a_chart_is_narrowed_by_grade_kind_and_what_one_is(case, chain, investigator):
    lorry, weak = make_entity(case, investigator, "29C-123.45", "Vehicle"), make_released(grade="D4")
    casework.add_report(case, weak, by=investigator)
    make_link(chain[0], lorry, investigator, "Ownership", report=weak)
    for narrowing, expected in (
        (Narrowing(strengths=frozenset({"weak"})), ["29C-123.45", "Person a"]),
        (Narrowing(kinds=frozenset({"Uses"})), ["Person a", "Person b"]),
        (Narrowing(schemas=frozenset({"Vehicle"})), ["29C-123.45", "Person a"]),
    ):
        assert names(drawn(chain[0], investigator, narrowing=narrowing), narrowing) == expected


def test_a_chart_is_narrowed_by_time_of_links_and_by_when_one_was_seen(case, investigator):
    start = make_entity(case, investigator, "Start")
    for name, year in (("Early", 2020), ("Late", 2024)):
        far = make_entity(case, investigator, name)
        make_link(start, far, investigator, began=date(year, 1, 1), ended=date(year, 6, 1))
    seen = make_entity(case, investigator, "Seen early")
    report = case.reports.get()
    facts.add(seen, Given("alias", "X", report, date(2020, 1, 1), date(2020, 2, 1)), by=investigator)
    make_link(start, seen, investigator)
    narrowing = Narrowing(since=date(2023, 1, 1))
    assert names(drawn(start, investigator, narrowing=narrowing), narrowing) == ["Late", "Start"]
    early = Narrowing(until=date(2021, 1, 1), is_dated=True)
    assert names(drawn(start, investigator, narrowing=early), early) == ["Early", "Start"]


def test_a_neighbourhood_costs_the_same_however_many_nodes(case, chain, investigator, django_assert_max_num_queries):
    for number in range(12):
        make_link(chain[1], make_entity(case, investigator, f"Leaf {number}"), investigator)
    # As while a page is read.
    with asked.once(), django_assert_max_num_queries(18):
        chart.of(drawn(chain[0], investigator, hops=2), Narrowing())
