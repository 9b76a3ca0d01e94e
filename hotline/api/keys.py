"""Who calls: a partner's key in the Authorization header, what it may do, and how often."""

import time
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.db import connection
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from hotline import partners
from hotline.models import Partner, PartnerKey
from vault import keys

SCHEME = "Bearer"
LONGEST_KEY = 200  # signs that are looked at
SPEND = """
    UPDATE hotline_partnerkey
    SET calls = CASE WHEN minute = %(minute)s THEN calls + 1 ELSE 1 END, minute = %(minute)s, last_used_on = %(today)s
    WHERE id = %(id)s RETURNING calls
"""


@dataclass(frozen=True)
class Caller:
    """A partner's machine, proven by a live key. It is no officer: no right of the desk is asked of it."""

    key: PartnerKey
    is_authenticated: bool = True

    @property
    def partner(self) -> Partner:
        return self.key.partner


def caller(request: Request) -> Caller:
    """Who calls, behind the door of a `PartnerView`."""
    return cast(Caller, request.user)


class ByPartnerKey(BaseAuthentication):
    """`Authorization: Bearer hb_…`. Missing, wrong, revoked and expired keys take the same work and get one answer."""

    def authenticate(self, request: Request) -> tuple[Caller, PartnerKey]:
        scheme, _, given = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        mark = keys.mark(partners.PURPOSE, given.strip()[:LONGEST_KEY] or "-")
        found = PartnerKey.objects.select_related("partner").filter(mark=mark).first()
        if found is None or not found.is_live or scheme.lower() != SCHEME.lower():
            raise AuthenticationFailed
        return Caller(found), found

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


class HasScope(BasePermission):
    """The key names what the view asks for, by method: `scopes = {"POST": Scope.TIPS_WRITE}`."""

    def has_permission(self, request: Request, view: Any) -> bool:
        asked = view.scopes.get("GET" if request.method == "HEAD" else request.method)
        # A method that the view does not have is refused as such, not as a want of rights.
        return asked is None or asked in caller(request).key.scopes


class KeyBudget(BaseThrottle):
    """So many calls a key and minute, counted in the database: all web processes together. Notes the day of use."""

    def allow_request(self, request: Request, view: Any) -> bool:
        at = int(time.time())
        self.seconds_left = 60 - at % 60
        spent: dict[str, Any] = {"minute": at // 60, "today": PartnerKey.today(), "id": caller(request).key.pk}
        with connection.cursor() as cursor:
            cursor.execute(SPEND, spent)
            (calls,) = cursor.fetchone()
        return bool(calls <= settings.PARTNER_CALLS_A_MINUTE)

    def wait(self) -> float:
        return float(self.seconds_left)
