"""`/desk/chat/`: an officer links their own chat, to which alerts of cameras go, and unlinks it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from hotline import officer_chats
from staff import access


def _chat(request: HttpRequest) -> HttpResponse:
    """A GET shows what is linked; a POST makes a code and shows it once, or with `unlink` takes the link back."""
    officer: Any = request.user
    if not access.allows(officer, officer_chats.RIGHT):
        raise PermissionDenied
    code = ""
    if request.method == "POST" and "unlink" in request.POST:
        officer_chats.unlink(by=officer)
        messages.success(request, str(_("No alert goes to your chat any more.")))
        return HttpResponseRedirect(reverse("desk_chat"))
    if request.method == "POST":
        code = officer_chats.give_code(by=officer)
    context = {
        **admin.site.each_context(request), "title": _("Alerts to your own chat"), "code": code,
        "chat": officer_chats.of(officer), "minutes": int(officer_chats.GOOD_FOR.total_seconds() // 60),
    }  # fmt: skip
    return TemplateResponse(request, "hotline/desk/officer_chat.html", context, headers={"Cache-Control": "no-store"})


chat = require_http_methods(["GET", "HEAD", "POST"])(admin.site.admin_view(_chat))
