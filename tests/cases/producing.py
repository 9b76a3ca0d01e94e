"""Builders of products: each later state is reached through the real verbs."""

from typing import TYPE_CHECKING, Any

from tests.cases.making import MOSAIC, colleague

if TYPE_CHECKING:
    from cases.models import Case
    from intel.models import Product
    from intel.products.writing import Wording
    from staff.models import Officer

TEXT = "Written afresh by an officer."


def whole(product: "Product", by: "Officer", **changes: Any) -> "Wording":
    """A wording in which nothing is missing, of what the product cites now."""
    from cases.products import drafting
    from intel.products.types import RULES
    from intel.products.writing import Estimate, Wording

    reports = drafting.cited(product.current, by)
    judgement = Estimate("They sell on.", "likely", "moderate", [report.reference for report in reports])
    given = {
        "title": product.current.title, "recipient": "Forest Protection Department", "reports": reports,
        "sections": {heading.value: TEXT for heading in RULES[product.type].headings}, "judgements": [judgement],
    }  # fmt: skip
    return Wording(**{**given, **changes})


def make_product(case: "Case", by: "Officer", type_: str = "information", **changes: Any) -> "Product":
    """A draft of the case in which nothing is missing."""
    from cases.products import drafting
    from intel.models import Product
    from intel.products import writing

    product = drafting.from_case(case, type_, "Turtles to the north", by=by)
    writing.write(product, whole(product, by, **changes), edit=0, by=by)
    return Product.objects.get(pk=product.pk)


def make_reviewed(case: "Case", by: "Officer", **changes: Any) -> "Product":
    """At the gate."""
    from cases.products import releasing
    from intel.products import reviewing

    product = releasing.send_to_review(make_product(case, by, **changes), by=by)
    return reviewing.pass_review(product, by=colleague("supervisor"))


def make_approved(case: "Case", by: "Officer", **changes: Any) -> "Product":
    from cases.products import releasing

    cleared = releasing.clear(make_reviewed(case, by, **changes), mosaic=MOSAIC, by=colleague("supervisor"))
    return releasing.approve(cleared, by=colleague("supervisor"))


def give_out(product: "Product", **given: Any) -> Any:
    """A copy for our own house, or for whom is named."""
    from cases.products import handing_out

    recipient = handing_out.Recipient(**{"audience": "own", "purpose": "To plan a visit", **given})
    return handing_out.disseminate(product, recipient, by=colleague("supervisor"))
