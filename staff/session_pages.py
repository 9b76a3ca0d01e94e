"""An officer's own sessions: seen, and ended."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from staff import sessions as verbs


def _sessions(request: HttpRequest) -> HttpResponse:
    """`/desk/sessions/`: a list; a POST with `session` ends that one, without it all but this one."""
    officer: Any = request.user
    here = request.session.session_key
    if request.method == "POST":
        asked = request.POST.get("session", "")
        chosen = [one for one in verbs.of(officer) if str(one.pk) == asked]
        for one in chosen:
            verbs.end(one, by=officer)
        if not asked:
            verbs.end_all(officer, by=officer, but=here)
        messages.success(request, str(_("Ended.")))
        return HttpResponseRedirect(reverse("desk_sessions"))
    context = {
        **admin.site.each_context(request), "title": _("Your sessions"), "is_fullwidth": "1",
        "minutes": int(settings.DESK_IDLE.total_seconds() // 60),
        "rows": [(row, row.key == here) for row in verbs.of(officer)],
    }  # fmt: skip
    return TemplateResponse(request, "staff/desk/sessions.html", context)


def _token(request: HttpRequest) -> HttpResponse:
    """`/desk/sessions/token/`: the token that a form from before a new sign-in lacks."""
    return HttpResponse(get_token(request), content_type="text/plain")


sessions = require_http_methods(["GET", "HEAD", "POST"])(admin.site.admin_view(_sessions))
token = require_safe(admin.site.admin_view(_token))
