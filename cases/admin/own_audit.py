"""`/desk/cases/audit/`: the audit ledger of a supervisor's own cases."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from cases import own_audit as ledger
from staff import access, audit_page


def own_audit(request: HttpRequest) -> HttpResponse:
    officer: Any = request.user
    if not access.allows(officer, "staff.read_own_audit"):
        raise PermissionDenied
    return audit_page.show(request, ledger.entries(officer), scope="own cases")
