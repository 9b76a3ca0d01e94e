"""Products of a case on its page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.admin.cards.card import Card
from cases.models import Case
from intel.models import Product
from staff.models import Officer


def _rows(case: Case, officer: Officer) -> dict[str, Any]:
    seen = Product.objects.visible_to(officer).filter(made_in=case.pk)
    return {"products": list(seen.select_related("current", "author").order_by("-drafted_at"))}


PRODUCTS = Card("products", _("Products"), _rows, ("product",), counted="products")
