"""The agency's page: the code first, then one page to act on. Every act is a POST that carries the visit's pass.

There is no cookie: `__Host-` cookies hold for the whole site, so one referral's visit would be sent with every other
page, and a shared computer would keep it. The pass stands in the forms of the page only, is bound to the last good
code, dies with a new code, a revoked link, or an hour without a step; another site cannot know it, which is what a
CSRF token is for.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cases import agency_keys
from cases.agency_desk import acts, answers, arriving, door, forms, packet, shown, told
from cases.agency_desk.arriving import Arrived
from cases.models import PortalAct, Referral
from staff.refusals import Invalid, Refused

NOT_OPEN = gettext_lazy(
    "Link and code do not open anything. Check both. A code works once and for three days; ask for a new one below, "
    "or call us."
)
NOT_WHOLE = gettext_lazy("What you sent was too large or broke off. Go back and send it again, with smaller files.")
LANGUAGES = dict(settings.LANGUAGES)
LOGGED = {"download": PortalAct.Act.DOWNLOAD, "tsr": PortalAct.Act.STAMP, "pem": PortalAct.Act.STAMP}


@dataclass(frozen=True)
class Visit:
    """A good pass: the referral it is of, the address's token, and the pass that the next page carries."""

    request: HttpRequest
    found: Referral
    token: str
    mark: str


@csrf_exempt  # no cookie opens anything here: see the head of this file
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: HttpRequest, token: str) -> HttpResponseBase:
    """GET asks for the code whatever the token is; POST does what `act` says."""
    if request.method != "POST":
        with translation.override(_wanted(request.GET.get("lang"))):
            return _door(request)
    arrived = arriving.read(request)
    try:
        with translation.override(_wanted(arrived.fields.get("lang"), request.GET.get("lang"))):
            return _posted(request, token, arrived)
    finally:
        arrived.drop()


def _wanted(*asked: str | None) -> str:
    """The first of the languages asked for that the house speaks. Before the code is right nothing depends on the
    agency: its own language stands in the link that it was sent."""
    return next((lang for lang in asked if lang in LANGUAGES), settings.LANGUAGE_CODE)


def _posted(request: HttpRequest, token: str, arrived: Arrived) -> HttpResponseBase:
    if not arrived.is_whole:
        return _door(request, NOT_WHOLE, 413)
    act, found = arrived.fields.get("act", ""), agency_keys.find(token)
    if act == "code":
        door.wants_code(found)
        return _door(request, _("If this link is open, our officer sees that you want a new code and will call you."))
    if act == "open":
        return _enter(request, token, found, arrived)
    secret = agency_keys.read_visit(found, arrived.fields.get("visit", ""))
    if found is None or secret is None:
        return _door(request, NOT_OPEN, 403)
    return _visit(Visit(request, found, token, agency_keys.sign_visit(secret)), act, arrived)


def _door(request: HttpRequest, said: Any = "", status: int = 200) -> HttpResponse:
    context = {
        "lang": translation.get_language(), "languages": settings.LANGUAGES, "said": said, "refused": status != 200,
        "organisation": settings.ORGANISATION, "contact": settings.DUTY_CONTACT,
    }  # fmt: skip
    return render(request, "cases/agency/code.html", context, status=status)


def _enter(request: HttpRequest, token: str, found: Referral | None, arrived: Arrived) -> HttpResponse:
    if not agency_keys.try_code(found, arrived.fields.get("code", "")) or found is None:
        door.wrong_code(found)
        return _door(request, NOT_OPEN, 403)
    mark = answers.opened(found)
    told.note(found, PortalAct.Act.OPEN)
    return _page(Visit(request, found, token, mark))


def _visit(visit: Visit, act: str, arrived: Arrived) -> HttpResponseBase:
    logged = LOGGED.get(act, act if act in acts.ACTS else PortalAct.Act.LOOK)
    told.note(visit.found, logged)
    if act in acts.HANDED_OUT:
        return _hand_out(visit, act)
    return _act(visit, act, arrived) if act in acts.ACTS else _page(visit)


def _act(visit: Visit, name: str, arrived: Arrived) -> HttpResponse:
    form = forms.blank(name, visit.found, arrived.fields) if name in forms.FORMS else None
    bound = {name: form} if form else {}
    if form is not None and not form.is_valid():
        return _page(visit, bound=bound, refusal=_("Something is missing. See below."))
    files = arrived.files if form and form.takes_files else []
    if files != arrived.files or (form and form.takes_files and arrived.problems):
        return _page(visit, bound=bound, refusal=" ".join(arrived.problems) or _("Something is missing. See below."))
    try:
        acts.ACTS[name].verb(visit.found, form, files)
    except Refused as refusal:
        return _page(visit, bound=_with_words(bound, refusal), refusal=str(refusal))
    arrived.drop_unkept()
    return _page(visit, done=acts.ACTS[name].done)


def _with_words(bound: dict[str, Any], refusal: Refused) -> dict[str, Any]:
    """The forms, with the refusal's sentences at the fields that they are about."""
    fields = refusal.fields if isinstance(refusal, Invalid) else {}
    for form in bound.values():
        for name, sentence in fields.items():
            if name in form.fields:
                form.add_error(name, sentence)
    return bound


def _hand_out(visit: Visit, act: str) -> HttpResponseBase:
    try:
        return packet.take(visit.found, visit.token) if act == "download" else packet.stamp(visit.found, act)
    except Refused as refusal:
        return _page(visit, refusal=str(refusal))


def _page(visit: Visit, *, bound: dict[str, Any] | None = None, done: Any = "", refusal: str = "") -> HttpResponse:
    context = {
        "visit": visit.mark, "lang": translation.get_language(), "languages": settings.LANGUAGES, "done": done,
        "organisation": settings.ORGANISATION, "contact": settings.DUTY_CONTACT, "refusal": refusal,
        **shown.page(visit.found.pk, bound or {}),
    }  # fmt: skip
    return render(visit.request, "cases/agency/referral.html", context, status=422 if refusal else 200)
