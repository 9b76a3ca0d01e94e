"""The register of platforms at the desk: where listings are reported."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from cases.admin.listing_forms import PlatformForm
from cases.listings import platforms
from cases.models import Platform
from staff import access, frame
from staff.desk import DeskAdmin
from staff.desk_verbs import Button
from staff.refusals import Refused

BUTTONS = [
    Button(
        "correct", _("Correct"), platforms.RIGHT,
        lambda platform, officer, said: platforms.correct(platform, platforms.Entry(**said), by=officer),
        form=PlatformForm, tone="primary", done=_("Kept."),
    ),
]  # fmt: skip


@admin.register(Platform)
class PlatformAdmin(DeskAdmin):
    list_display = ("name", "mail", "form_url", "rule", "checked_on")
    search_fields = ("name",)
    ordering = ("key",)
    sortable_by = ()
    buttons = BUTTONS
    page_facts = ("name", "mail", "form_url", "rule", "note", "checked_on")
    change_list_template = "cases/desk/platforms.html"

    def page_urls(self) -> list[URLPattern]:
        return [path("new/", self.door(self.new_view), name="cases_platform_new"), *super().page_urls()]

    def new_view(self, request: HttpRequest) -> HttpResponseBase:
        """A form; its POST enters a platform."""
        officer: Any = request.user
        if not access.allows(officer, platforms.RIGHT):
            raise PermissionDenied
        form = PlatformForm(request.POST or None, row=None, officer=officer, name="platform")
        refusal = ""
        if form.is_valid():
            try:
                return HttpResponseRedirect(self.page_address(platforms.enter(form.entry(), by=officer)))
            except Refused as refused:
                refusal = str(refused)
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": _("Enter a platform"), "form": form,
            "refusal": refusal, "is_fullwidth": "1",
        }  # fmt: skip
        return TemplateResponse(request, "cases/desk/shelf_new.html", context, status=422 if request.POST else 200)
