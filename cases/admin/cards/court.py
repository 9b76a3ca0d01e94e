"""Proceedings on a case's page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.admin.cards.card import Card
from cases.models import Case, Proceeding
from staff.models import Officer


def proceedings_shown(case: Case, officer: Officer) -> Any:
    return Proceeding.objects.visible_to(officer).filter(case=case).select_related("case").order_by("opened_at")


def _proceedings(case: Case, officer: Officer) -> dict[str, Any]:
    return {"proceedings": proceedings_shown(case, officer)}


PROCEEDINGS = Card("proceedings", _("Proceedings"), _proceedings, ("proceeding",))
