"""An alert is one page: the draft says how long it is, and one that is too long goes to nobody."""

import pypdfium2
import pytest

from cases.products import length, papers, releasing
from cases.products.length import Length
from intel.models import Product
from intel.products import reviewing, writing
from staff.refusals import Invalid
from tests.cases.making import MOSAIC, colleague, make_case, make_released
from tests.cases.producing import make_product, whole
from tests.people import signed_in

pytestmark = pytest.mark.django_db
LINES = "\n".join(f"Stall {number} sells turtles." for number in range(50))


@pytest.fixture
def alert(analyst):
    return make_product(make_case(analyst, make_released(country="VN")), analyst, "alert")


def _longer(product, by, facts=LINES):
    product = Product.objects.get(pk=product.pk)
    sections = dict(whole(product, by).sections) | {"facts": facts}
    writing.write(product, whole(product, by, sections=sections), edit=product.current.edits, by=by)
    return Product.objects.get(pk=product.pk)


def test_an_alert_goes_its_way_on_one_page(analyst, alert):
    product = reviewing.pass_review(releasing.send_to_review(alert, by=analyst), by=colleague("supervisor"))
    product = releasing.clear(product, mosaic=MOSAIC, by=colleague("supervisor"))
    approved = releasing.approve(product, by=colleague("supervisor"))
    with pypdfium2.PdfDocument(papers.paper(approved, approved.current, "pdf", mark="W-0000-0000-0000")) as paper:
        assert len(paper) == 1


def test_one_that_is_too_long_is_refused_with_how_much_it_is_over(analyst, alert):
    product = _longer(alert, analyst)
    with pytest.raises(Invalid, match=r"^It takes 2 pages and may take 1 page: \d+ mm of text are too many\.$"):
        releasing.send_to_review(product, by=analyst)
    assert Product.objects.get().status == "draft"


def test_gate_and_approval_measure_again(analyst, alert, monkeypatch):
    """What the house prints around the text may have grown since."""
    product, keeper = releasing.send_to_review(alert, by=analyst), colleague("supervisor")
    product = reviewing.pass_review(product, by=keeper)
    with monkeypatch.context() as patch:
        patch.setattr(length, "of", lambda *_whole: Length(2, 1, 12))
        with pytest.raises(Invalid, match="12 mm"):
            releasing.clear(product, mosaic=MOSAIC, by=keeper)
    product = releasing.clear(product, mosaic=MOSAIC, by=keeper)
    monkeypatch.setattr(length, "of", lambda *_whole: Length(2, 1, 12))
    with pytest.raises(Invalid, match="12 mm"):
        releasing.approve(product, by=keeper)


def test_the_page_of_a_draft_says_how_long_it_is(client, analyst, alert):
    signed_in(client, analyst)
    address = f"/desk/intel/product/{alert.pk}/change/"
    assert ">1 page</span>" in client.get(address).content.decode()
    _longer(alert, analyst)
    assert "It takes 2 pages" in client.get(address).content.decode()


def _over(product):
    found = length.of(product, product.current)
    assert found is not None
    return found.over_mm


def test_ten_lines_more_are_four_to_six_centimetres_further_over(analyst, alert):
    longer = LINES + "\nOne more." * 10
    over = [_over(_longer(alert, analyst, facts)) for facts in (LINES, longer)]
    assert 40 <= over[1] - over[0] <= 60, over


def test_other_types_take_what_they_need(alert):
    alert.type = "information"
    assert length.of(alert, alert.current) is None
