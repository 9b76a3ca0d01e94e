"""The purge of an archived case on its page: what would go, what stands in the way, and who decides."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import case_purging
from cases.admin.cards.card import Card
from cases.models import Case
from staff import access
from staff.models import Officer


def is_for(case: Case, officer: Officer) -> bool:
    """Whether the card stands on the page: an archived case that is not purged, for who may ask or carry it out."""
    if case.status != Case.Status.ARCHIVED or case.purged_at:
        return False
    leads = access.allows(officer, case_purging.ASK) and case.is_led_by(officer)
    return leads or access.allows(officer, case_purging.PURGE)


def _preview(case: Case, officer: Officer) -> dict[str, Any]:
    amount, obstacles = case_purging.preview(case, officer)
    asked = case_purging.asked(case)
    counts = [
        (_("texts"), amount.texts), (_("persons and things"), amount.names), (_("facts of them"), amount.facts),
        (_("links of them"), amount.links), (_("intelligence products"), amount.products),
        (_("files of exhibits and packets"), amount.files),
        (_("persons and things that another case needs: they stay"), amount.kept),
    ]  # fmt: skip
    is_own = bool(asked and asked.asked_by_id == officer.pk)
    return {"purge": {"counts": counts, "obstacles": obstacles, "asked": asked, "is_own": is_own}}


PURGE = Card("purge", _("Purge"), _preview, own=("ask_purge", "purge", "keep"), is_aside=True)
