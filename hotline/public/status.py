"""The code, entered by POST only, and what a source does with it: read, answer, add files, withdraw."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hotline import correspondence, form_tokens, receipts
from hotline.asking import ANSWER_BELOW
from hotline.models import Message, Receipt, Tip
from hotline.public import forms, guessing, pages, posts, standing
from hotline.public.guessing import Wrong
from hotline.public.posts import Posted
from staff.refusals import Invalid, WrongStatus


@pages.in_language
def status(request: HttpRequest, lang: str) -> HttpResponse:
    """GET asks for the code; POST shows the tip that it opens."""
    if request.method != "POST":
        return standing.ask_code(lang)
    opened = _opened(request, lang)
    if isinstance(opened, HttpResponse):
        return opened
    found, code, posted = opened
    posted.arrivals.drop()
    return standing.show(lang, found.tip, code)


def _opened(request: HttpRequest, lang: str) -> tuple[Receipt, str, Posted] | HttpResponse:
    """The receipt that the posted code opens, the code's digits and the whole post; or the page that says why not."""
    try:
        posted = posts.read(request)
    except posts.Unreadable:
        return pages.unreadable(lang)
    found = guessing.opened(posted.fields, posted.network)
    if isinstance(found, Wrong):
        posted.arrivals.drop()
        return standing.ask_code(lang, found)
    return found, receipts.normalise(posted.fields.get("code", "")), posted


@pages.in_language
def add(request: HttpRequest, lang: str) -> HttpResponse:
    """An answer, an addition or files. The same page posted twice adds once."""
    if request.method != "POST":
        return redirect("public:status", lang=lang)
    opened = _opened(request, lang)
    if isinstance(opened, HttpResponse):
        return opened
    found, code, posted = opened
    if "answer" in posted.fields:
        return _answered(lang, found, code, posted)
    body = forms.lines(posted.fields.get("body", ""))
    remarks = posted.arrivals.remarks() + posted.arrivals.problems()
    token = form_tokens.read(posted.fields.get("token", ""))
    try:
        correspondence.add_from_source(
            found.tip, body, uploads=posted.arrivals.uploads, origin=token.secret if token else b""
        )
    except (Invalid, WrongStatus) as refused:
        posted.arrivals.drop()
        return standing.show(lang, _fresh(found), code, errors=[*remarks, str(refused)], body=body)
    notice = _("Thank you. It was added to your tip.")
    return standing.show(lang, _fresh(found), code, notice=" ".join([notice, *remarks]))


def _answered(lang: str, found: Receipt, code: str, posted: Posted) -> HttpResponse:
    """A button below one of our questions was pressed. A second press changes nothing."""
    posted.arrivals.drop()
    try:
        asked = found.tip.messages.get(pk=posted.fields.get("question", ""))
        correspondence.answer(asked, posted.fields.get("answer", ""))
    except (Message.DoesNotExist, ValidationError, Invalid, WrongStatus) as refused:
        sentence = str(refused) if isinstance(refused, WrongStatus) else str(ANSWER_BELOW)
        return standing.show(lang, _fresh(found), code, errors=[sentence])
    return standing.show(lang, _fresh(found), code, notice=_("Thank you. It was added to your tip."))


def _fresh(found: Receipt) -> Tip:
    return Tip.objects.get(pk=found.tip_id)


@pages.in_language
def withdraw(request: HttpRequest, lang: str) -> HttpResponse:
    """The first POST asks, and says what goes and what stays; the second, with `sure`, withdraws."""
    if request.method != "POST":
        return redirect("public:status", lang=lang)
    opened = _opened(request, lang)
    if isinstance(opened, HttpResponse):
        return opened
    found, code, posted = opened
    posted.arrivals.drop()
    if posted.fields.get("sure") != "yes":
        return pages.answer(lang, "withdraw", {"code": code, "pass": guessing.pass_for(code), "tip": found.tip})
    tip = correspondence.withdraw(found.tip)
    return standing.show(lang, tip, code, notice=_("Your tip was withdrawn."))
