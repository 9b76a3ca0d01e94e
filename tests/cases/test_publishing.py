"""cases/indicators/publishing.py, suppression.py, costs.py: what the public reads, and what the work cost."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as settings_of_django
from django.core.cache import cache
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.indicators import costs, figures, publishing, table
from cases.indicators.asked import Asked
from cases.indicators.costs import Spent
from cases.indicators.ground import Ground
from cases.indicators.suppression import EXACT, FEW, HELD, hide
from cases.models import Cost, FigureRelease, PublicFigure
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases import counted
from tests.people import make_officer, signed_in

PUBLIC = "/desk/cases/figures/public/"
NUMBERS = st.lists(st.integers(0, 12) | st.integers(0, 900), min_size=1, max_size=5)


@given(NUMBERS)
def test_no_number_from_one_to_four_is_told(parts):
    total, told = hide(sum(parts), parts)
    assert not any(each.number is not None and 0 < each.number < 5 for each in (total, *told))
    assert all((each.number is None) == (each.shown != EXACT) for each in (total, *told))
    assert all(each.number in (None, number) for each, number in zip(told, parts, strict=True))


@settings(max_examples=150)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_a_hidden_number_could_still_be_any_of_one_to_four(parts):
    total, told = hide(sum(parts), parts)
    if total.number is None:
        return
    span = {EXACT: None, FEW: range(1, 5), HELD: range(5, total.number + 1)}
    worlds = [
        world for world in product(*(span[each.shown] or [each.number] for each in told)) if sum(world) == total.number
    ]
    for at, each in enumerate(told):
        if each.shown == FEW:
            assert {world[at] for world in worlds} == {1, 2, 3, 4}


def test_of_a_small_total_no_part_tells_anything():
    total, told = hide(3, [3, 0, 0])
    assert total.shown == FEW
    assert {each.shown for each in told} == {HELD}


def test_large_numbers_are_told_as_they_are():
    assert [each.number for each in hide(30, [20, 10, 0])[1]] == [20, 10, 0]


# --- A quarter ----------------------------------------------------------------------------------------------------
@pytest.fixture
def second(db):
    return make_officer("second", "supervisor")


@pytest.fixture
def release(supervisor):
    return publishing.draw_up(2026, 1, by=supervisor)


def test_the_figures_of_a_quarter_are_those_of_the_dashboard(supervisor):
    lead = make_officer("lead", "investigator", "supervisor")
    counted.lay(lead, cases=4, each=6)
    release = publishing.draw_up(2026, 1, by=supervisor)
    ground = Ground(supervisor, Asked(date(2026, 1, 1), date(2026, 3, 31)))
    row = release.figures.get(key="referrals_sent", part="")
    assert row.number == figures.of(table.ALL["referrals_sent"], ground).number > 4


def test_a_figure_once_frozen_does_not_follow_later_rows(release):
    counted.lay(make_officer("lead", "investigator"), cases=1)
    assert set(release.figures.filter(part="").values_list("number", flat=True)) == {0}


def test_only_a_second_person_lets_the_figures_out(release, supervisor, second, client):
    with pytest.raises(WrongStatus):
        publishing.decide(release, "published", by=supervisor)
    assert b"Referrals" not in client.get("/en/figures/").content
    assert "2026 · 1/4" not in client.get("/en/figures/").text
    publishing.decide(release, "published", by=second)
    assert "2026 · 1/4" in client.get("/en/figures/").text
    assert client.get("/vi/figures/").status_code == 200


def test_what_is_taken_down_is_read_no_more_and_can_be_drawn_up_anew(release, supervisor, second, client):
    publishing.decide(release, "published", by=second)
    publishing.decide(release, "taken_down", by=second)
    assert "2026 · 1/4" not in client.get("/en/figures/").text
    assert publishing.draw_up(2026, 1, by=supervisor).state == "proposed"


@pytest.mark.parametrize(("state", "to"), [
    (state, to) for state in publishing.NEXT for to in FigureRelease.State.values if to not in publishing.NEXT[state]
])  # fmt: skip
def test_no_step_follows_that_the_table_lacks(state, to, release, second):
    decided = None if state == "proposed" else second
    FigureRelease.objects.filter(pk=release.pk).update(state=state, decided_by=decided)
    with pytest.raises(WrongStatus):
        publishing.decide(release, to, by=second)


def test_a_quarter_is_drawn_up_once(release, second):
    with pytest.raises(WrongStatus):
        publishing.draw_up(2026, 1, by=second)


@pytest.mark.parametrize(("year", "number"), [(2026, 4), (2099, 1), (2026, 5), (1, 1)])
def test_a_quarter_that_is_not_over_is_not_drawn_up(year, number, supervisor):
    with pytest.raises(Invalid):
        publishing.draw_up(year, number, by=supervisor)


def test_an_analyst_releases_nothing(release, analyst):
    with pytest.raises(NotAllowed):
        publishing.decide(release, "published", by=analyst)
    with pytest.raises(NotAllowed):
        publishing.draw_up(2025, 4, by=analyst)


def test_the_public_page_says_less_than_five_and_sets_no_cookie(release, second, client):
    PublicFigure.objects.filter(release=release, key="arrests").update(number=None, shown="few")
    publishing.decide(release, "published", by=second)
    cache.clear()
    page = client.get("/en/figures/")
    assert "&lt;5" in page.text
    assert not page.cookies
    assert "script" not in page.text.replace("no script", "")


def test_the_pages_of_release_and_costs_work_by_forms_alone(supervisor, second, client):
    signed_in(client, supervisor).post(PUBLIC, {"year": 2026, "quarter": 2})
    release = FigureRelease.objects.get()
    client.post(PUBLIC, {"release": release.pk, "to": "published"})
    assert FigureRelease.objects.get().state == "proposed"
    signed_in(client, second).post(PUBLIC, {"release": release.pk, "to": "published"})
    assert FigureRelease.objects.get().state == "published"
    given = {"since": "2026-01-01", "until": "2026-01-31", "amount": "12.50", "currency": "usd", "what": "Fuel"}
    assert client.post("/desk/cases/figures/costs/", given).status_code == 302
    assert client.post("/desk/cases/figures/costs/", given | {"since": "2027-01-01"}).status_code == 422
    client.post("/desk/cases/figures/costs/", {"strike": Cost.objects.get().pk})
    assert Cost.objects.get().struck_by == second
    assert client.get("/desk/cases/figures/costs/").status_code == 200


# --- In the languages of sources ----------------------------------------------------------------------------------
@pytest.fixture
def let_out(release, second):
    """A quarter with numbers large enough to be told."""
    for at, row in enumerate(PublicFigure.objects.filter(release=release)):
        PublicFigure.objects.filter(pk=row.pk).update(number=10 * (at + 1), shown="exact")
    publishing.decide(release, "published", by=second)
    return release


@pytest.mark.parametrize("lang", [code for code, _name in settings_of_django.LANGUAGES if code != "en"])
def test_the_public_page_speaks_the_language_of_its_address(let_out, client, lang):
    english = {str(each) for each in (*publishing.TITLES.values(), *publishing.PARTS.values())} - {"By Telegram"}
    page = BeautifulSoup(client.get(f"/{lang}/figures/").content, "html.parser")
    told = {cell.get_text(strip=True) for cell in page.select("th")}
    assert len(told) > len(publishing.TITLES)
    assert not told & (english | {"What was counted", "Number"})
    assert page.html["lang"] == lang


def test_each_number_stands_in_a_table_that_a_screen_reader_can_walk_and_bars_are_drawn_beside(let_out, client):
    page = BeautifulSoup(client.get("/en/figures/").content, "html.parser")
    (table_shown,) = page.select("table.figures")
    assert table_shown.caption.get_text() == "2026 · 1/4"
    assert [each["scope"] for each in table_shown.select("thead th")] == ["col", "col"]
    assert all(row.th["scope"] == "row" and row.td for row in table_shown.select("tbody tr"))
    bars = [int(bar["width"]) for bar in table_shown.select("tr.part svg[aria-hidden=true] rect")]
    assert max(bars) == 100
    assert len(set(bars)) > 1
    assert not page.select("script, [style]")


def test_the_first_page_leads_to_the_figures_once_some_are_released(release, second, client):
    assert "/figures/" not in client.get("/").content.decode()
    publishing.decide(release, "published", by=second)
    assert 'href="/km/figures/"' in client.get("/", headers={"Accept-Language": "km"}).content.decode()


# --- Costs --------------------------------------------------------------------------------------------------------
SPENT = Spent(date(2026, 1, 1), date(2026, 1, 31), Decimal(120), "USD", "Fuel")


def test_a_cost_counts_until_it_is_struck(supervisor):
    cost = costs.enter(SPENT, by=supervisor)
    ground = Ground(supervisor, Asked(date(2026, 1, 1), date(2026, 3, 31)))
    assert figures.of(table.ALL["costs"], ground).parts[0].total == 120
    costs.strike(cost, by=supervisor)
    assert not figures.of(table.ALL["costs"], ground).parts
    with pytest.raises(WrongStatus):
        costs.strike(cost, by=supervisor)


def test_a_cost_of_a_longer_span_counts_in_no_part_of_it(supervisor):
    costs.enter(SPENT, by=supervisor)
    assert not figures.of(table.ALL["costs"], Ground(supervisor, Asked(date(2026, 1, 15)))).parts


def test_who_may_not_enter_costs_enters_none(analyst):
    with pytest.raises(NotAllowed):
        costs.enter(SPENT, by=analyst)
    assert not Cost.objects.exists()
