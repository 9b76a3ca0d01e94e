"""tests intel/products: what needs no database."""

import itertools

import pytest

from hotline.models.report import Handling
from intel.models import Audience, FigureKind, Heading, Product, ProductType
from intel.products import charts, comparing, handling, moving
from intel.products.types import RULES
from staff.refusals import WrongStatus

COMMON = {"ask", "facts", "assessment", "gaps", "alternatives", "action"}
REFUSED = [(was, to) for was in moving.NEXT for to in Product.Status.values if to not in moving.NEXT[was]]


@pytest.mark.parametrize(("was", "to"), REFUSED)
def test_a_step_that_does_not_follow_is_refused(was, to):
    product = Product(status=was)
    with pytest.raises(WrongStatus):
        moving.move(product, to, by="system")
    assert product.status == was


def test_every_state_says_where_it_leads():
    assert set(moving.NEXT) == set(Product.Status)


@pytest.mark.parametrize("one", Handling.values)
@pytest.mark.parametrize("other", Handling.values)
def test_the_label_of_two_parts_is_one_of_them_and_the_stricter(one, other):
    order = ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"]
    assert handling.strictest([one, other]) == order[min(order.index(one), order.index(other))]


def test_amber_alone_never_becomes_strict_nor_strict_amber():
    assert handling.strictest(["TLP:AMBER"] * 3 + ["TLP:GREEN"]) == "TLP:AMBER"
    assert handling.strictest(["TLP:AMBER+STRICT", "TLP:AMBER"]) == "TLP:AMBER+STRICT"


def test_a_label_that_nobody_knows_stops():
    with pytest.raises(ValueError):
        handling.strictest(["TLP:WHITE", "TLP:GREEN"])


ALLOWED = {
    "TLP:RED": {"own", "agency", "partner"}, "TLP:AMBER+STRICT": {"own"}, "TLP:AMBER": {"own", "agency"},
    "TLP:GREEN": {"own", "agency", "partner"}, "TLP:CLEAR": {"own", "agency", "partner", "public"},
}  # fmt: skip


@pytest.mark.parametrize(("label", "audience"), list(itertools.product(ALLOWED, Audience.values)))
def test_a_copy_goes_only_where_its_label_lets_it(label, audience):
    assert handling.may_have(label, audience, is_named=True) == (audience in ALLOWED[label])


def test_red_goes_to_named_persons_only():
    assert not handling.may_have("TLP:RED", "agency", is_named=False)
    assert handling.may_have("TLP:AMBER", "agency", is_named=False)


@pytest.mark.parametrize("type_", ProductType.values)
def test_every_type_has_its_headings_its_figures_and_an_end(type_):
    rules = RULES[type_]
    assert set(rules.headings) <= set(Heading)
    assert rules.headings[0] == Heading.ASK
    assert rules.life.days >= 1
    assert set(rules.figures) <= set(FigureKind)
    if rules.is_judging:
        assert set(rules.headings) >= COMMON


def test_what_goes_to_the_public_shows_no_person_and_no_place():
    assert not {FigureKind.NETWORK, FigureKind.MAP, FigureKind.SEIZURES} & set(RULES["bulletin"].figures)


def test_a_number_is_the_length_of_the_list_behind_it():
    rows = charts.rows([("VN", "R1"), ("LA", "R2"), ("VN", "R3"), ("VN", "R1")], by_number=True)
    assert [(row["label"], row["number"]) for row in rows] == [("VN", 2), ("LA", 1)]
    assert all(row["number"] == len(row["reports"]) for row in rows)


def test_bars_carry_their_words_apart_from_their_shapes():
    drawn = charts.draw(charts.rows([("<Lào> & ກ", "R1")], by_number=True), title="By area")
    assert "ກ" not in drawn.shapes
    assert [word.text for word in drawn.words] == ["<Lào> & ກ", "1"]
    assert "&lt;Lào&gt;" in drawn.svg


def test_nothing_is_drawn_of_no_report():
    assert charts.draw([], title="By area").svg == ""


def test_a_comparison_gives_both_texts_back():
    old, new = "They sell turtles.\nTwo stalls.", "They sell live turtles.\nThree stalls!"
    found = comparing.pieces(old, new)
    assert "".join(text for kind, text in found if kind != comparing.NEW) == old
    assert "".join(text for kind, text in found if kind != comparing.GONE) == new
    assert (comparing.NEW, "Three") in found
