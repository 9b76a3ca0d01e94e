"""The picture: the same places for the same picture, nothing over another, quick, and told in words, too."""

import io
import random
import time
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from itertools import combinations

import networkx as nx
import pytest

from intel.models import Schema
from intel.network import Node, Picture, Tie, drawing, formats, layout, strength

AT = datetime(2026, 11, 22, tzinfo=UTC)


def picture(nodes, ties, **given):
    chance = random.Random(7)
    kinds = list(Schema)
    made = tuple(
        Node(f"E{number}", f"Somebody {number}", kinds[number % len(kinds)].value, "Kind") for number in range(nodes)
    )
    ends = [chance.sample(range(nodes), 2) for _tie in range(ties)]
    return Picture(made, tuple(Tie(f"E{one}", f"E{other}", "Uses", "uses", "B2", **given) for one, other in ends))


@pytest.fixture(scope="module")
def large():
    return picture(200, 260)


def test_a_picture_of_200_is_laid_out_in_less_than_a_second(large):
    layout.plan(picture(3, 2))  # what the first picture of a process loads is not the layout's
    began = time.process_time()
    layout.plan(large)
    assert time.process_time() - began < 1


def test_the_same_picture_is_drawn_the_same(large):
    assert drawing.draw(large, title="Network").svg == drawing.draw(large, title="Network").svg


def test_no_box_lies_over_another_and_none_over_the_edge(large):
    placed = layout.plan(large)
    for (x1, y1), (x2, y2) in combinations(placed.places.values(), 2):
        assert abs(x1 - x2) >= layout.WIDTH or abs(y1 - y2) >= layout.HEIGHT
    for x, y in placed.places.values():
        assert layout.WIDTH / 2 <= x <= placed.width - layout.WIDTH / 2
        assert layout.HEIGHT / 2 <= y <= placed.height - layout.HEIGHT / 2


@pytest.mark.parametrize(("nodes", "ties"), [(1, 0), (2, 1), (5, 0), (12, 30)])
def test_small_ones_are_drawn_whole(nodes, ties):
    svg = ET.fromstring(drawing.draw(picture(nodes, ties), title="Network").svg)
    names = [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert [name for name in names if name.startswith("Somebody")] == [f"Somebody {n}" for n in range(nodes)]


def test_an_empty_picture_is_none():
    assert drawing.draw(Picture(()), title="Network").svg == ""


def _lines(tie):
    drawn = drawing.draw(Picture(picture(2, 0).nodes, (tie,)), title="Network").svg
    return drawn[: drawn.index('class="network-legend"')]


def test_a_conclusion_is_dashed_and_an_assertion_solid():
    assert "stroke-dasharray" in _lines(Tie("E0", "E1", "Uses", "uses", "B2", is_assessed=True))
    assert "stroke-dasharray" not in _lines(Tie("E0", "E1", "Uses", "uses", "B2"))


def test_a_mutual_link_has_no_arrow():
    assert "<polygon" not in _lines(Tie("E0", "E1", "Family", "relative of", "B2", is_mutual=True))
    assert "<polygon" in _lines(Tie("E0", "E1", "Uses", "uses", "B2"))


def test_lines_tell_grades_by_width():
    widths = {drawing.LINES[strength(grade)][0] for grade in ("A1", "C3", "D4")}
    assert len(widths) == 3


@pytest.mark.parametrize(
    ("grade", "expected"),
    [("A1", "strong"), ("B2", "strong"), ("B3", "fair"), ("C2", "fair"), ("C4", "weak"), ("E1", "weak"),
     ("F1", "open"), ("A6", "open"), ("", "open")],
)  # fmt: skip
def test_a_grade_is_as_strong_as_its_weaker_sign(grade, expected):
    assert strength(grade) == expected


def test_a_tie_without_both_ends_is_left_out():
    assert not Picture(picture(2, 0).nodes, (Tie("E0", "E9", "Uses", "uses"),)).ties


def test_markup_in_a_name_is_text_and_an_odd_sign_no_hindrance():
    odd = Picture((Node("E1", '<a href="x">&\uffff', "Person", "Person"),))
    assert "&lt;a href=" in drawing.draw(odd, title="Network").svg
    assert nx.read_graphml(io.BytesIO(formats.graphml(odd))).nodes["E1"]["label"] == '<a href="x">&\ufffd'


def test_several_links_between_two_stay_several_and_the_bytes_the_same():
    twice = Picture(picture(2, 0).nodes, (Tie("E0", "E1", "Uses", "uses"), Tie("E0", "E1", "Payment", "pays")))
    assert nx.read_graphml(io.BytesIO(formats.graphml(twice))).number_of_edges() == 2
    assert nx.read_gexf(io.BytesIO(formats.gexf(twice, at=AT))).number_of_edges() == 2
    assert b"2026-11-22" in formats.gexf(twice, at=AT)


def test_long_names_are_cut_by_what_their_signs_take():
    assert drawing.shortened("Nguyễn Văn Án") == "Nguyễn Văn Án"
    assert drawing.shortened("阮文安國際貿易進出口有限公司").endswith("…")
    assert len(drawing.shortened("x" * 50)) == int(drawing.LONGEST_NAME) + 1
