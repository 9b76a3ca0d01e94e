"""`/desk/hotline/tip/take/`: a tip told by telephone or at the door, typed by an officer."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotline import form_tokens, receipts, taking
from hotline.admin.taking_form import TakeForm
from hotline.intake import Filed
from hotline.public import forms, posts
from hotline.public.posts import Posted
from hotline.public.stored import stored
from hotline.story import MAX_FILE_BYTES, MAX_FILES
from staff import access, frame
from staff.desk import DeskAdmin
from staff.models import Officer
from staff.refusals import Invalid

DIGITS = (
    gettext_lazy("zero"), gettext_lazy("one"), gettext_lazy("two"), gettext_lazy("three"), gettext_lazy("four"),
    gettext_lazy("five"), gettext_lazy("six"), gettext_lazy("seven"), gettext_lazy("eight"), gettext_lazy("nine"),
)  # fmt: skip


class TakenDown(DeskAdmin):
    """Mixed into the tips' admin."""

    def page_urls(self) -> list[URLPattern]:
        return [path("take/", self.streaming_door(self.take_view), name="hotline_tip_take"), *super().page_urls()]

    def take_view(self, request: HttpRequest) -> HttpResponseBase:
        """GET shows the form; POST files what was told. Who may is asked before a byte of the body is read."""
        officer = cast(Officer, request.user)
        if not access.allows(officer, taking.RIGHT):
            raise PermissionDenied
        if request.method != "POST":
            get_token(request)
            return self._take_asked(request, TakeForm())
        try:
            posted = posts.read(request)
        except posts.Unreadable:
            return self._take_asked(request, TakeForm(), _broken())
        # So that the check against forged posts finds its token.
        request.POST, request._files = posted.fields, {}  # type: ignore[assignment, attr-defined]
        try:
            return self._take_posted(request, posted, officer)
        finally:
            if posted.arrivals.uploads:
                posted.arrivals.drop()

    def _take_posted(self, request: HttpRequest, posted: Posted, officer: Officer) -> HttpResponseBase:
        form = TakeForm(posted.fields)
        token = form_tokens.read(posted.fields.get("token", ""))
        if token is None or is_forged(request):
            form.renew()
            return self._take_asked(request, form, _again(posted, _old()))
        problems = posted.arrivals.problems()
        if problems:
            form.add_error(None, " ".join(problems))
        if not form.is_valid():
            said = _("Please look at the marked answers. Nothing you wrote is lost.")
            return self._take_asked(request, form, _again(posted, said))
        try:
            filed = taking.take(
                form.story(), form.call(token.secret), by=officer, uploads=posted.arrivals.uploads
            )  # fmt: skip
        except Invalid as refused:
            for name, sentence in refused.fields.items():
                form.add_error(name if name in form.fields else None, sentence)
            return self._take_asked(request, form, _again(posted, str(refused)))
        if not filed.was_repeat:
            posted.arrivals.uploads.clear()  # the tip has them
        return self._take_receipt(request, filed, posted.arrivals.remarks())

    def _take_asked(self, request: HttpRequest, form: TakeForm, refusal: str = "") -> HttpResponseBase:
        told = {"form": form, "refusal": refusal, "files": MAX_FILES, "megabytes": MAX_FILE_BYTES // 1024**2}
        return self._take_page(request, "take", told, 422 if refusal else 200)

    def _take_receipt(self, request: HttpRequest, filed: Filed, remarks: list[str]) -> HttpResponseBase:
        kept = stored(filed.tip)
        groups = receipts.grouped(filed.code).split()
        told = {
            "tip": filed.tip, "groups": groups, "spelled": [spelled(group) for group in groups], "kept": kept,
            "answers": forms.listed(kept.story), "sealed": kept.has_contact, "remarks": remarks,
        }  # fmt: skip
        return self._take_page(request, "taken", told, 200)

    def _take_page(self, request: HttpRequest, name: str, told: dict[str, Any], status: int) -> HttpResponseBase:
        context = {**frame.context(self.admin_site, request), "opts": self.opts, "title": _("Take a tip"), **told}
        answer = TemplateResponse(request, f"hotline/desk/{name}.html", context, status=status)
        add_never_cache_headers(answer)
        return answer


def is_forged(request: HttpRequest) -> bool:
    """Whether a post lacks the proof that it came from a page of this sign-in: forged, or older than the sign-in."""
    return CsrfViewMiddleware(lambda _request: HttpResponse()).process_view(request, _bare, (), {}) is not None


def _bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _old() -> str:
    return _(
        "This page was open for a long time, or you signed in again since. Nothing you wrote is lost: send it again."
    )


def _broken() -> str:
    return _("What you sent was too large or broke off, and nothing of it was stored. Go back, and send it again.")


def _again(posted: Posted, said: str) -> str:
    """The refusal, with a word on files: a browser sends none by itself a second time."""
    again = [_("Choose the files again.")] if posted.arrivals.uploads else []
    return " ".join([said, *posted.arrivals.remarks(), *again])


def spelled(group: str) -> str:
    """Digits as words, in the officer's language: `one, two, three`."""
    return ", ".join(str(DIGITS[int(digit)]) for digit in group)
