"""The receipt: exactly what was stored, the code, and the question for its last two groups."""

import re
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from hotline import receipts
from hotline.attachments import Upload, clean_name
from hotline.intake import Filed
from hotline.models import Tip
from hotline.public import forms, pages, posts, standing
from hotline.public.stored import Stored, stored
from hotline.story import Story

# Where the parts of a receipt stand that differ from one to the next.
PLACES = ("groups-go-here", "code-goes-here", "told-goes-here")


def first(
    lang: str, filed: Filed, story: Story, uploads: list[Upload], *, has_contact: bool, remarks: list[str]
) -> HttpResponse:
    """The receipt of a tip that was committed a moment ago: nothing needs to be read back."""
    files = [(clean_name(upload.name), upload.received.size) for upload in uploads]
    return _page(lang, filed.tip, filed.code, Stored(story, files, has_contact), remarks=remarks)


def again(lang: str, tip: Tip, code: str, *, remarks: list[str] | None = None, error: str = "") -> HttpResponse:
    """The same receipt, read back."""
    return _page(lang, tip, code, stored(tip), remarks=remarks or [], error=error)


def _page(lang: str, tip: Tip, code: str, kept: Stored, *, remarks: list[str], error: str = "") -> HttpResponse:
    told = render_to_string("hotline/public/kept.html", {"kept": kept, "answers": forms.listed(kept.story)})
    hours, groups = standing.first_look_hours(tip), receipts.grouped(code).split()
    if remarks or error or kept.is_shredded:
        page = _rendered(lang, code, groups, told, hours=hours, kept=kept, remarks=remarks, error=error)
    else:
        before, between, behind, end = _frame(lang, hours)
        page = "".join([before, "</span> <span>".join(groups), between, code, behind, told, end])
    return HttpResponse(page, status=422 if error else 200, headers={"Content-Language": lang})


@lru_cache(maxsize=64)
def _frame(lang: str, hours: int) -> tuple[str, ...]:
    """The receipt around its groups, its code and what was stored: rendered once a process, being the same for all."""
    page = _rendered(lang, PLACES[1], [PLACES[0]], PLACES[2], hours=hours, kept=Stored(Story(), [], has_contact=False))
    parts = re.split("|".join(PLACES), page)
    if len(parts) != len(PLACES) + 1:
        raise RuntimeError("the receipt's template shows groups, code and what was stored once each, in this order")
    return tuple(parts)


def _rendered(lang: str, code: str, groups: list[str], told: str, **context: Any) -> str:
    return pages.words(lang, "receipt", context | {"code": code, "groups": groups, "told": told})


@pages.in_language
def confirm(request: HttpRequest, lang: str) -> HttpResponse:
    """The source typed the last two groups: right ones lead to the status page, wrong ones show the code again."""
    if request.method != "POST":
        return redirect("public:status", lang=lang)
    try:
        fields = posts.read(request).fields
    except posts.Unreadable:
        return pages.unreadable(lang)
    found = receipts.find(fields.get("code", ""))
    if found is None:
        return standing.ask_code(lang, error=standing.wrong_code())
    code = receipts.normalise(fields.get("code", ""))
    if receipts.confirm(found, code, fields.get("last", "")):
        return standing.show(lang, found.tip, code, notice=_("Right. Your code works: this is the page it opens."))
    error = _("These are not the last two groups of the code. Please look again and type the last ten digits.")
    return again(lang, found.tip, code, error=error)
