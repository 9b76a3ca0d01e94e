"""The auditor's page of checkpoints: when the ledgers were last signed outside, and whether that is late."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from staff import access
from vault import checkpoints, signing
from vault.checkpoints import AUDIT, CUSTODY, PURGED, Tampered

LEDGERS = {AUDIT: _("Audit chain"), CUSTODY: _("Chains of custody"), PURGED: _("Purge ledger")}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """`/desk/checkpoints/`."""
    if not access.allows(request.user, "staff.read_audit"):
        raise PermissionDenied
    context = {
        **admin.site.each_context(request), "title": _("Checkpoints"), "is_fullwidth": "1",
        "rows": [_row(ledger, name) for ledger, name in LEDGERS.items()], "key": signing.public_key(),
    }  # fmt: skip
    return TemplateResponse(request, "vault/desk/checkpoints.html", context)


def _row(ledger: str, name: Any) -> dict[str, Any]:
    """The newest line of a ledger. The audit chain is signed every ten minutes; the others when they grow."""
    try:
        newest = checkpoints.last(ledger)
    except Tampered as broken:
        return {"name": name, "broken": str(broken)}
    if newest and not newest.is_signed_by(signing.public_key()):
        return {"name": name, "broken": _("not signed by this house")}
    is_late = ledger == AUDIT and (newest is None or timezone.now() - newest.at > checkpoints.LATE_AFTER)
    return {"name": name, "newest": newest, "is_late": is_late}
