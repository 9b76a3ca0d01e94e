"""The form, and the POST that makes the tip."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hotline import correspondence, drafts, form_tokens, intake
from hotline.form_tokens import Token
from hotline.intake import Delivery, Filed
from hotline.models import Draft, Tip
from hotline.models.tip import Channel
from hotline.public import countries, forms, pages, posts, receipt, suspicion, web_drafts
from hotline.public.posts import Posted
from hotline.public.stored import stored
from hotline.public.suspicion import Arrived
from hotline.story import MAX_ANSWER, MAX_FILE_BYTES, MAX_FILES, MAX_NARRATIVE, Sharing, Story
from staff.refusals import Invalid
from vault import identity, keys

TOKEN_PLACE = "token-goes-here"  # noqa: S105 - the place of a token, not one


@pages.in_language
def form(request: HttpRequest, lang: str) -> HttpResponse:
    """The empty form. Only the token differs from one to the next, so the page is rendered once a process."""
    blank = _blank(lang, bool(identity.handler_keys()), tuple(settings.EMERGENCY_NUMBERS.items()))
    return pages.small(request, lang, blank.replace(TOKEN_PLACE, form_tokens.issue()))


@lru_cache(maxsize=64)
def _blank(lang: str, takes_contact: bool, _numbers: tuple[tuple[str, str], ...]) -> str:
    shown = _shown(Story(sharing=Sharing.ASK), takes_contact=takes_contact)
    return pages.words(lang, "report", shown | {"token": TOKEN_PLACE})


def _shown(story: Story, *, takes_contact: bool) -> dict[str, Any]:
    limits = {"narrative": MAX_NARRATIVE, "files": MAX_FILES, "megabytes": MAX_FILE_BYTES // 1024**2}
    return {
        "story": story,
        "ask": forms.questions(story),
        "takes_contact": takes_contact,
        "honeypot": suspicion.HONEYPOT,
        "limits": limits,
        "emergency": countries.emergency_numbers(story.country),
    }


@pages.in_language
def receive(request: HttpRequest, lang: str) -> HttpResponse:
    """The tip exists from this POST. What cannot be filed comes back with everything kept."""
    if request.method != "POST":
        return redirect("public:report", lang=lang)
    try:
        posted = posts.read(request)
    except posts.Unreadable:
        return pages.unreadable(lang)
    story, draft = forms.told(posted.fields), web_drafts.find(posted.fields.get("draft", ""))
    token = form_tokens.read(posted.fields.get("token", ""))
    if token is None or (token.has_expired and not _was_filed(token, draft)):
        return _back(lang, posted, story, draft, {"token": _too_old()})
    posted.arrivals.leave_out(web_drafts.room_in(draft))
    problems = posted.arrivals.problems()
    if problems:
        return _back(lang, posted, story, draft, {"files": " ".join(problems)})
    try:
        return _file(lang, posted, story, draft, token)
    except Invalid as refused:
        return _back(lang, posted, story, draft, refused.fields)


def _too_old() -> str:
    return _("This page was open for a long time. Nothing is lost: press Send again.")


def _secret(token: Token, draft: Draft | None) -> bytes:
    """A draft is one tip whoever files it, this form or the sweeper; without one the token decides."""
    return drafts.secret_of(draft) if draft else token.secret


def _was_filed(token: Token, draft: Draft | None) -> bool:
    return Tip.objects.filter(form_mark=keys.mark("form", _secret(token, draft))).exists()


def _file(lang: str, posted: Posted, story: Story, draft: Draft | None, token: Token) -> HttpResponse:
    contact = posted.fields.get("contact", "").strip()[:MAX_ANSWER]
    takes_contact = bool(identity.handler_keys())
    delivery = Delivery(
        channel=Channel.WEB,
        secret=_secret(token, draft),
        language=lang,
        uploads=posted.arrivals.uploads,
        draft=draft,
        contact=contact if takes_contact else "",
        suspicions=suspicion.judge(Arrived(posted.fields, story, token, posted.network, posted.arrivals.size)),
    )
    filed = intake.file(story, delivery)
    remarks = posted.arrivals.remarks()
    if contact and not takes_contact:
        remarks.append(_("Your contact could not be kept: nobody here can open a sealed box yet."))
    if filed.was_repeat:
        _after_repeat(filed, posted, story, draft, token)
        return receipt.again(lang, filed.tip, filed.code, remarks=remarks)
    if draft:
        return receipt.again(lang, filed.tip, filed.code, remarks=remarks)
    return receipt.first(
        lang, filed, story, posted.arrivals.uploads, has_contact=bool(delivery.contact), remarks=remarks
    )


def _after_repeat(filed: Filed, posted: Posted, story: Story, draft: Draft | None, token: Token) -> None:
    """A repeat adds nothing; one that comes after the sweeper filed its draft adds what is new."""
    if draft is None or not filed.tip.is_unfinished or filed.tip.is_shredded:
        posted.arrivals.drop()
        return
    if story.narrative != stored(filed.tip).story.narrative or posted.arrivals.uploads:
        correspondence.add_from_source(filed.tip, story.narrative, uploads=posted.arrivals.uploads, origin=token.secret)


def _back(lang: str, posted: Posted, story: Story, draft: Draft | None, errors: dict[str, str]) -> HttpResponse:
    """The form again: sentences on top, every answer kept, the files that arrived kept in a draft."""
    if draft and draft.status != Draft.Status.OPEN:
        draft = None
    posted.arrivals.leave_out(web_drafts.room_in(draft))
    if posted.arrivals.surplus and "files" not in errors:
        errors = errors | {"files": " ".join(posted.arrivals.problems())}
    draft = web_drafts.keep(draft, story, posted.arrivals, lang=lang)
    context = _shown(story, takes_contact=bool(identity.handler_keys())) | {
        "errors": [(name, forms.TITLES.get(name, ""), sentence) for name, sentence in errors.items()],
        "wrong": errors,
        "remarks": posted.arrivals.remarks(),
        "contact": posted.fields.get("contact", ""),
        "token": form_tokens.issue(),
        "draft": web_drafts.ticket(draft) if draft else "",
        "kept_files": web_drafts.files_of(draft) if draft else [],
    }
    return pages.answer(lang, "report", context, status=422)
