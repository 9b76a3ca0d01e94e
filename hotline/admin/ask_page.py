"""Asking the source: a ready question or free words, what they will see of it, warnings, and then sending.

Also the translations that an officer asks for on a tip's page.
"""

from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hotline import asking, cautions, correspondence, translating, translations
from hotline.admin import opened, thread
from hotline.admin.ask_form import AskingForm, Composed, ready
from hotline.admin.deciding import Deciding
from hotline.models import Message, Tip
from hotline.reading.language import identify
from staff import access
from staff.desk import tell_repeated
from staff.desk_verbs import STATUS_OF
from staff.models import Officer
from staff.refusals import Refused

RIGHT = "hotline.ask_source"


class Asking(Deciding):
    """`/desk/hotline/tip/<id>/ask/` and `/desk/hotline/tip/<id>/translate/`."""

    def page_urls(self) -> list[URLPattern]:
        return [
            path("<str:pk>/ask/", self.door(self.ask), name="hotline_tip_ask"),
            path("<str:pk>/translate/", self.door(self.translate), name="hotline_tip_translate"),
            *super().page_urls(),
        ]

    def may_ask(self, officer: Any, tip: Tip) -> bool:
        return may_be_asked(tip) and access.allows(officer, RIGHT) and access.allows(officer, "hotline.read_tip")

    def ask(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        tip: Tip = self.row_or_404(request, pk)
        if not (access.allows(request.user, RIGHT) and access.allows(request.user, "hotline.read_tip")):
            raise PermissionDenied
        officer = cast(Officer, request.user)
        raw = opened.open_tip(tip, by=officer)
        if request.method != "POST":
            return self._asking(request, tip, raw, AskingForm(initial={"language": language_of(tip, raw)}))
        form = AskingForm(request.POST)
        if not form.is_valid():
            return self._asking(request, tip, raw, form, status=422)
        if request.POST.get("do") == "translate":
            return self._translated(request, tip, raw, form)
        composed = form.composed()
        # Sent is what was shown: whoever changed it meanwhile is shown it once more.
        if request.POST.get("do") != "send" or form.cleaned_data["seen"] != composed.mark:
            return self._asking(request, tip, raw, form, shown=composed)
        return self._send(request, tip, raw, form, composed)

    def _send(self, request: HttpRequest, tip: Tip, raw: Any, form: AskingForm, made: Composed) -> HttpResponseBase:
        try:
            with transaction.atomic():
                if not self.is_first(request):
                    tell_repeated(request)
                    return HttpResponseRedirect(self.page_address(tip))
                correspondence.ask(tip, made.words, by=cast(Officer, request.user), made=made.made)
        except Refused as refusal:
            status = STATUS_OF.get(type(refusal), 422)
            return self._asking(request, tip, raw, form, shown=made, refusal=str(refusal), status=status)
        messages.success(request, _("The question is on its way."))
        return HttpResponseRedirect(self.way_on(request, tip, self.page_address(tip)))

    def _translated(self, request: HttpRequest, tip: Tip, raw: Any, form: AskingForm) -> HttpResponseBase:
        said, officer = form.cleaned_data, cast(Officer, request.user)
        if said["code"] or not said["words"].strip():
            refusal = _("Write in your own words first: ready questions are translated already.")
            return self._asking(request, tip, raw, form, refusal=refusal, status=422)
        try:
            made = translations.translate_draft(tip, said["words"], to=said["language"], by=officer)
        except Refused as refused:
            return self._asking(request, tip, raw, form, refusal=str(refused), status=STATUS_OF.get(type(refused), 422))
        form = form.with_translation(made.words, made.pair)
        return self._asking(request, tip, raw, form, shown=form.composed())

    def _asking(
        self, request: HttpRequest, tip: Tip, raw: Any, form: AskingForm, *, shown: Composed | None = None,
        status: int = 200, **more: Any,
    ) -> TemplateResponse:  # fmt: skip
        language = form["language"].value() or "en"
        page, read = asking.page_language(tip.language), identify(raw.narrative)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "row": tip, "opened": raw, "form": form,
            "title": _("Ask the source of %(reference)s") % {"reference": tip.reference}, "is_fullwidth": "1",
            "thread": thread.of(tip, raw), "ready": ready(language), "chosen": form["code"].value() or "",
            "shown": shown, "may_translate": translating.is_on(), "is_open": may_be_asked(tip),
            "says": {"push": asking.PUSH, "read": asking.READ, "guide": asking.GUIDE, "below": asking.ANSWER_BELOW},
            "wrote_in": asking.page_language(read.code, read.script), "page": page, "language": language,
            "limit": correspondence.MAX_QUESTION, "carried": self.carried(request), "once": uuid4().hex,
            **more,
        }  # fmt: skip
        if shown:
            said = raw.words
            context["cautions"] = [] if shown.made.code else cautions.of(
                shown.words, tip=tip, said=said, language=shown.made.language, by=cast(Officer, request.user)
            )  # fmt: skip
        return TemplateResponse(request, "hotline/desk/ask.html", context, status=status)

    def translate(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """Have the narrative or one message translated: an officer's own act, on record."""
        tip: Tip = self.row_or_404(request, pk)
        if not access.allows(request.user, "hotline.read_tip"):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(self.page_address(tip))
        message = _message(tip, request.POST.get("message", ""))
        try:
            translations.translate(tip, message, to=get_language() or "en", by=cast(Officer, request.user))
        except Refused as refusal:
            messages.error(request, str(refusal))
        where = f"#said-{message.pk}" if message else ""
        return HttpResponseRedirect(reverse("admin:hotline_tip_change", args=[tip.pk]) + where)


def may_be_asked(tip: Tip) -> bool:
    return not tip.is_shredded and tip.status in (*Tip.OPEN, Tip.Status.PROMOTED)


def language_of(tip: Tip, raw: Any) -> str:
    """What a source is asked in: the language of their page or chat, else of what they wrote, else English."""
    read = identify(raw.narrative)
    script = read.script if tip.language == read.code else ""
    return asking.page_language(tip.language, script) or asking.page_language(read.code, read.script) or "en"


def _message(tip: Tip, said: str) -> Message | None:
    if not said:
        return None
    try:
        return tip.messages.get(pk=said)
    except (Message.DoesNotExist, ValidationError) as missing:
        raise Http404 from missing
