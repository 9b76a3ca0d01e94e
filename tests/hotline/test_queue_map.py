"""The map of the queue: its figures are the queue's, by country, and no position is on it."""

import math
import re
from itertools import combinations
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hotline import triage
from hotline.models import Tip
from hotline.public.countries import NAMES
from hotline.queue import counting, world
from tests.make import make_tip

pytestmark = pytest.mark.django_db
QUEUE = "/desk/hotline/tip/"
MAP = f"{QUEUE}map/"


def _figures(response) -> dict[str, str]:
    return {row.name: row.figure for row in response.context["rows"]}


def _some() -> list[Tip]:
    return [
        make_tip(country="VN", urgency="now"),
        make_tip(country="VN"),
        make_tip(country="KE", urgency="now"),
        make_tip(),
    ]


def test_each_country_has_the_figure_that_the_queue_shows_behind_its_link(client, sign_in, analyst):
    _some()
    response = sign_in(client, analyst).get(MAP)
    assert _figures(response) == {"Vietnam": "2", "Kenya": "1", "Not known": "1"}
    behind = {row.name: len(client.get(row.address).context["lines"]) for row in response.context["rows"]}
    assert behind == {"Vietnam": 2, "Kenya": 1, "Not known": 1}
    assert str(response.context["whole"]) == "4"


def test_the_map_is_narrowed_by_the_filters_and_its_links_carry_them(client, sign_in, analyst):
    _some()
    response = sign_in(client, analyst).get(f"{MAP}?urgency=now&country=VN&nonsense=1&q=~AAAA")
    assert _figures(response) == {"Vietnam": "1", "Kenya": "1"}
    carried = {row.name: parse_qs(urlsplit(row.address).query) for row in response.context["rows"]}
    assert carried["Kenya"] == {"urgency": ["now"], "country": ["KE"]}
    assert response.context["back"] == f"{QUEUE}?urgency=now&country=VN"
    assert [str(name) for name, _value in response.context["narrowed"]] == ["Urgency"]


def test_closed_tips_are_on_the_map_only_where_they_are_asked_for(client, sign_in, analyst):
    triage.dismiss(make_tip(country="VN"), by=analyst, reason="spam")
    sign_in(client, analyst)
    assert _figures(client.get(MAP)) == {}
    assert _figures(client.get(f"{MAP}?status=all")) == {"Vietnam": "1"}


def test_a_country_that_is_not_on_the_form_is_counted_without_a_link(client, sign_in, analyst):
    make_tip(country="PE")
    (row,) = sign_in(client, analyst).get(MAP).context["rows"]
    assert (row.figure, row.address, row.circle) == ("1", "", None)


def test_more_than_the_cap_are_an_estimate_and_marked_as_one(client, sign_in, analyst, monkeypatch):
    monkeypatch.setattr(counting, "CAP", 2)
    for _number in range(4):
        make_tip(country="VN")
    (row,) = sign_in(client, analyst).get(MAP).context["rows"]
    assert re.fullmatch(r"≈ \d+|2\+", row.figure)
    assert row.circle.label == row.figure.replace(" ", "")


def test_the_map_costs_as_many_queries_for_many_tips_as_for_one(client, sign_in, analyst):
    make_tip(country="VN")
    sign_in(client, analyst).get(MAP)
    with CaptureQueriesContext(connection) as one:
        client.get(MAP)
    for code in list(NAMES)[:20]:
        make_tip(country=code)
    with CaptureQueriesContext(connection) as many:
        client.get(MAP)
    assert len(many) == len(one) <= 8
    counting_statements = [query["sql"] for query in many if "count(" in query["sql"].lower()]
    assert len(counting_statements) == 1
    assert counting_statements[0].count("LIMIT 301") == len(NAMES) + 3


def test_who_does_not_see_the_queue_sees_no_map(client, sign_in, outsider, investigator):
    for officer in (outsider, investigator):
        assert sign_in(client, officer).get(MAP).status_code in (403, 404)
        client.logout()
    assert client.get(MAP).status_code == 302


def test_the_map_bears_no_word_and_no_position_of_a_source_and_says_why(client, sign_in, analyst):
    make_tip("At 10.7769, 106.7009 the neighbour keeps them", country="VN")
    page = sign_in(client, analyst).get(MAP).content.decode()
    assert "neighbour" not in page
    assert "10.7769" not in page
    assert "Positions told by sources are sealed" in page
    assert "Borders as drawn by Natural Earth" in page


def test_the_map_has_a_link_and_a_row_of_the_table_for_each_country_and_no_inline_style(client, sign_in, analyst):
    _some()
    page = sign_in(client, analyst).get(MAP).content.decode()
    drawn = page[page.index('<svg class="map"') : page.index("</table>")]
    assert 'aria-label="Vietnam: 2"' in drawn
    assert drawn.count("country=VN") == 2
    assert "style" not in drawn
    assert "<script" not in drawn


def test_the_queue_leads_to_its_map_by_a_key_and_keeps_its_filters(client, sign_in, analyst):
    page = sign_in(client, analyst).get(f"{QUEUE}?country=VN").content.decode()
    assert 'data-key="m" href="/desk/hotline/tip/map/?country=VN"' in page
    assert "staff/desk/keys.js" in page


def test_every_country_of_the_form_has_a_place_on_the_map():
    assert set(world.centres()) == set(NAMES)
    assert all(0 < x < world.WIDTH and 0 < y < world.HEIGHT for x, y in world.centres().values())


def test_no_circle_lies_over_another_even_where_every_country_has_one():
    found = world.circles({code: (number * 7 % 300 + 1, "≈12,000") for number, code in enumerate(NAMES)})
    for one, other in combinations(found, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) > (one.radius + other.radius) * 0.9, (one, other)


def test_a_larger_figure_has_a_larger_circle_on_its_country():
    small, large = world.circles({"KE": (1, "1"), "BR": (200, "200")})
    assert small.radius < large.radius
    assert (large.x, large.y) == pytest.approx(world.centres()["BR"], abs=0.1)
    assert not large.is_aside


def test_the_outlines_are_a_small_file_of_our_own_host():
    path = finders.find("hotline/world/world.svg")
    with open(path, encoding="utf-8") as file:
        drawn = file.read()
    assert len(drawn) < 150_000
    assert 'id="land"' in drawn
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
