"""`/desk/hotline/tip/take/`: a tip told by telephone or at the door, typed by an officer."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from hotline import form_tokens, receipts, taking
from hotline.admin.taking_form import TakeForm
from hotline.intake import Filed
from hotline.public import forms
from hotline.public.stored import stored
from staff import access, frame
from staff.desk import DeskAdmin
from staff.models import Officer
from staff.refusals import Invalid


class TakenDown(DeskAdmin):
    """Mixed into the tips' admin."""

    def page_urls(self) -> list[URLPattern]:
        return [path("take/", self.door(self.take_view), name="hotline_tip_take"), *super().page_urls()]

    def take_view(self, request: HttpRequest) -> HttpResponseBase:
        officer = cast(Officer, request.user)
        if not access.allows(officer, taking.RIGHT):
            raise PermissionDenied
        if request.method != "POST":
            return self._take_asked(request, TakeForm())
        form = TakeForm(request.POST)
        token = form_tokens.read(request.POST.get("token", ""))
        if token is None:
            form.renew()
            said = _("This page was open for a long time. Nothing is lost: press Send again.")
            return self._take_asked(request, form, said)
        if not form.is_valid():
            return self._take_asked(request, form, _("Please look at the marked answers. Nothing you wrote is lost."))
        try:
            filed = taking.take(form.story(), form.call(token.secret), by=officer)
        except Invalid as refused:
            for name, sentence in refused.fields.items():
                form.add_error(name if name in form.fields else None, sentence)
            return self._take_asked(request, form, str(refused))
        return self._take_receipt(request, filed)

    def _take_asked(self, request: HttpRequest, form: TakeForm, refusal: str = "") -> HttpResponseBase:
        return self._take_page(request, "take", {"form": form, "refusal": refusal}, 422 if refusal else 200)

    def _take_receipt(self, request: HttpRequest, filed: Filed) -> HttpResponseBase:
        kept = stored(filed.tip)
        told = {
            "tip": filed.tip, "groups": receipts.grouped(filed.code).split(), "kept": kept,
            "answers": forms.listed(kept.story), "sealed": kept.has_contact,
        }  # fmt: skip
        return self._take_page(request, "taken", told, 200)

    def _take_page(self, request: HttpRequest, name: str, told: dict[str, Any], status: int) -> HttpResponseBase:
        context = {**frame.context(self.admin_site, request), "opts": self.opts, "title": _("Take a tip"), **told}
        answer = TemplateResponse(request, f"hotline/desk/{name}.html", context, status=status)
        add_never_cache_headers(answer)
        return answer
