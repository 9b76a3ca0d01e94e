"""What the pages of casework share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cases.models import Case
from staff import access, break_glass
from staff.models import Officer
from staff.roles import RIGHTS

GOOD, WARN, BAD = "is-good", "is-warn", "is-bad"


def case_page(row: Any) -> str:
    """The address of the case that a row belongs to."""
    return reverse("admin:cases_case_change", args=[row.pk if isinstance(row, Case) else row.case_id])


def seen_through_glass(request: HttpRequest, row: Any) -> dict[str, Any]:
    """For a page's context: nothing for members; through broken glass the reading is on record and no button stands."""
    officer: Any = request.user
    case = row.pk if isinstance(row, Case) else row.case_id
    glass = break_glass.note_reading(officer, case, row)
    return {"glass": glass, "offers": {}} if glass else {}


def colleagues(right: str) -> Any:
    """Active officers whose roles give a right, by name."""
    roles = [role for role, rights in RIGHTS.items() if right in rights]
    return Officer.objects.filter(is_active=True, roles__overlap=roles).order_by("full_name", "username")


class ViewedWithCases:
    """A page for everyone who may see a case; `visible_to` or the case's visibility says which rows."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.allows(request.user, "cases.view_case")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)
