"""The receipt: exactly what was stored, the code, and the question for its last two groups."""

import re
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext as _

from hotline import budgets, proofs, receipts, triage
from hotline.attachments import Upload, clean_name
from hotline.intake import Filed
from hotline.models import Tip
from hotline.public import forms, guessing, pages, posts, standing
from hotline.public.guessing import Wrong
from hotline.public.stored import Stored, stored
from hotline.story import Story

# Where the parts of a receipt stand that differ from one to the next.
PLACES = ("groups-go-here", "code-goes-here", "pass-goes-here", "challenge-goes-here", "told-goes-here")


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
    challenge = proofs.challenge(proofs.for_tip(tip)) if tip.asks_for_proof else ""
    code_pass = guessing.pass_for(code)
    if remarks or error or kept.is_shredded:
        parts = {"code": code, "groups": groups, "pass": code_pass, "challenge": challenge, "told": told}
        page = _rendered(lang, parts, hours=hours, kept=kept, remarks=remarks, error=error)
    else:
        filled = ["</span> <span>".join(groups), code, code_pass, *([escape(challenge)] if challenge else []), told]
        head, *others = _frame(lang, hours, bool(challenge))
        page = head + "".join(part + behind for part, behind in zip(filled, others, strict=True))
    answer = HttpResponse(page, status=422 if error else 200, headers={"Content-Language": lang})
    return pages.with_script(answer) if challenge else answer


@lru_cache(maxsize=64)
def _frame(lang: str, hours: int, asks_for_proof: bool) -> tuple[str, ...]:
    """The receipt around its groups, its code and what was stored: rendered once a process, being the same for all."""
    groups, code, code_pass, challenge, told = PLACES
    parts: dict[str, Any] = {"code": code, "groups": [groups], "pass": code_pass, "told": told}
    parts["challenge"] = challenge if asks_for_proof else ""
    page = _rendered(lang, parts, hours=hours, kept=Stored(Story(), [], has_contact=False))
    around = re.split("|".join(PLACES), page)
    if len(around) != len(PLACES) + asks_for_proof:
        raise RuntimeError("the receipt's template shows each of its places once, in this order")
    return tuple(around)


def _rendered(lang: str, parts: dict[str, Any], **context: Any) -> str:
    return pages.words(lang, "receipt", context | parts)


@pages.in_language
def confirm(request: HttpRequest, lang: str) -> HttpResponse:
    """The source typed the last two groups: right ones lead to the status page, wrong ones show the code again."""
    if request.method != "POST":
        return redirect("public:status", lang=lang)
    try:
        posted = posts.read(request)
    except posts.Unreadable:
        return pages.unreadable(lang)
    fields, found = posted.fields, guessing.opened(posted.fields, posted.network)
    if isinstance(found, Wrong):
        return standing.ask_code(lang, found)
    code = receipts.normalise(fields.get("code", ""))
    if receipts.confirm(found, code, fields.get("last", "")):
        return standing.show(lang, found.tip, code, notice=_("Right. Your code works: this is the page it opens."))
    error = _("These are not the last two groups of the code. Please look again and type the last ten digits.")
    return again(lang, found.tip, code, error=error)


@pages.in_language
def prove(request: HttpRequest, lang: str) -> HttpResponse:
    """The receipt's script hands in the proof: 204 where the tip is in the queue now, 422 where a person decides."""
    if request.method != "POST":
        return redirect("public:report", lang=lang)
    try:
        posted = posts.read(request)
    except posts.Unreadable:
        return HttpResponse(status=400)
    found = guessing.opened(posted.fields, posted.network)
    if isinstance(found, Wrong):
        return HttpResponse(status=422)
    is_proven = proofs.take(posted.fields.get(proofs.FIELD, ""), proofs.for_tip(found.tip))
    if is_proven and budgets.take(budgets.PROOFS, posted.network) and triage.prove(found.tip):
        return HttpResponse(status=204)
    return HttpResponse(status=422)
