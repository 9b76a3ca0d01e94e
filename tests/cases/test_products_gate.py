"""The gate of a product: nothing of a source passes, and each step looks again."""

import pytest
from django.db import transaction

from cases.packets import gate
from cases.packets.secrets import Secrets, runs
from cases.products import drafting, releasing
from cases.products.content import Told
from hotline import reporting
from hotline.models import Report
from hotline.reporting import Grade
from intel.models import Product
from intel.products import writing
from intel.products.writing import Estimate
from staff.refusals import Invalid
from tests.cases.making import MOSAIC, colleague, make_case, make_released
from tests.cases.producing import make_product, make_reviewed, whole
from tests.make import make_tip

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(analyst):
    return make_case(analyst, make_released(country="VN", place="Hanoi"))


# --- The gate ---------------------------------------------------------------------------------------------------------
WORDS = "my cousin keeps seven langurs behind the blue water tank near our well"


PLANTS = ["My cousin keeps SEVEN langurs behind it", "Call +84 912 345 678", "He writes as @langur_seller", "11.562108"]


FIELDS = ["title", "recipient", "section", "judgement"]


SAID_AS = {"title": "Title", "recipient": "For", "section": "What we do not know", "judgement": "Key judgements"}


@pytest.fixture
def told(analyst):
    """A case on what a source told in words of their own."""
    report = make_released(make_tip(WORDS, pin="11.562108,104.916032"), text="Primates are kept.", country="KH")
    return make_case(analyst, report, title="Langurs", summary="")


def _with(plant, field, product, by):
    if field == "section":
        sections = dict(whole(product, by).sections) | {"gaps": plant}
        return whole(product, by, sections=sections)
    if field == "judgement":
        cited = [each.reference for each in drafting.cited(product.current, by)]
        return whole(product, by, judgements=[Estimate(plant, "likely", "low", cited)])
    return whole(product, by, **{field: plant})


def test_the_gate_stops_a_source_in_every_field_and_does_not_repeat_it(analyst, told):
    product = drafting.from_case(told, "information", "Langurs", by=analyst)
    # Each plant in a field of its own: every field and every plant is tried, in four rounds instead of sixteen.
    for edit, (field, plant) in enumerate(zip(FIELDS, PLANTS, strict=True)):
        writing.write(product, _with(plant, field, product, analyst), edit=edit, by=analyst)
        found = releasing.findings(Product.objects.select_related("current").get())
        with pytest.raises(Invalid) as refused, transaction.atomic():
            releasing.send_to_review(Product.objects.get(), by=analyst)
        assert [each.where for each in found] == [SAID_AS[field]]
        assert "must not leave" in str(refused.value)
        assert plant not in str(refused.value)
    assert Product.objects.get().status == "draft"


@pytest.mark.parametrize("plant", PLANTS)
def test_every_field_is_looked_through_for_every_plant(plant):
    """Of content alone: what a version says all reaches the gate, under the name of its field."""
    head = {"title": plant, "recipient": plant}
    drawn = {"title": "Who is linked to whom", "said": [[plant]]}
    said = Told(head, [("gaps", "Gaps", plant)], [{"text": plant}], [], [drawn], []).said()
    secrets = Secrets(exact={("a position that a source gave", "11.562108")}, runs=runs(WORDS))
    found = {each.where for each in gate.scan(said, secrets)}
    assert found == {"Title", "For", "Gaps", "Key judgements", "Who is linked to whom"}


def test_what_a_source_says_later_stops_it_at_the_gate_and_at_approval(analyst, told):
    from hotline import correspondence

    product = make_reviewed(told, analyst, title="Tonight the monkeys go out by the river")
    correspondence.add_from_source(told.reports.get().tips.get(), "tonight the monkeys go out by the river ferry")
    with pytest.raises(Invalid, match="six words"):
        releasing.clear(product, mosaic=MOSAIC, by=colleague("supervisor"))
    assert Product.objects.get().status == "at_gate"


def test_a_suspects_number_passes_once_it_is_cleared(analyst, case):
    said = {"title": "The seller answers at +84 912 345 678", "cleared_identifiers": ["+84912345678"]}
    assert releasing.send_to_review(make_product(case, analyst, **said), by=analyst).status == "in_review"


def test_the_gate_needs_its_keepers_word(analyst, case):
    product = make_reviewed(case, analyst)
    with pytest.raises(Invalid) as refused:
        releasing.clear(product, mosaic=" ", by=colleague("supervisor"))
    assert set(refused.value.fields) == {"mosaic"}


@pytest.mark.parametrize("change", ["withdrawn", "graded", "label"])
def test_a_report_that_changed_stops_every_further_step(analyst, case, change):
    product, report = make_reviewed(case, analyst), case.reports.get()
    if change == "withdrawn":
        reporting.withdraw(report, by=colleague("supervisor"), reason="wrong")
    elif change == "graded":
        reporting.grade(report, Grade("D", "4", "direct", "Told anew"), by=colleague("analyst"))
    else:
        Report.objects.filter(pk=report.pk).update(handling="TLP:RED")
    with pytest.raises(Invalid, match=report.reference):
        releasing.clear(product, mosaic=MOSAIC, by=colleague("supervisor"))
