"""Seizures on a case's page."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from cases.admin.cards.card import Card
from cases.models import Case, Seizure
from staff.models import Officer


def _rows(case: Case, officer: Officer) -> dict[str, Any]:
    seen = Seizure.objects.visible_to(officer).filter(case=case).select_related("agency")
    counted = seen.annotate(line_count=Count("lines", distinct=True), animal_count=Count("animals", distinct=True))
    return {"seizures": counted.order_by("-seized_on", "reference")}


SEIZURES = Card("seizures", _("Seizures"), _rows, ("seizure",))
