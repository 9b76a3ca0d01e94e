"""The agency's page: the code first, then one page to act on. Every act is a POST that carries the visit's pass.

There is no cookie: `__Host-` cookies hold for the whole site, so one referral's visit would be sent with every other
page, and a shared computer would keep it. The pass stands in the forms of the page only, is bound to the last good
code, dies with a new code, a revoked link, or an hour without a step; another site cannot know it, which is what a
CSRF token is for.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cases import agency_keys, withdrawals
from cases.agency_desk import answers, forms, packet
from cases.models import Referral, ReferralEvent
from cases.packets import delivery
from cases.referrals import NEXT
from staff.refusals import Refused

NOT_OPEN = gettext_lazy(
    "Link and code do not open anything. Check both. A code works once and for three days; ask for a new one below, "
    "or call us."
)
ACTS: dict[str, Callable[[Referral, Any], Any]] = {
    "acknowledge": lambda referral, form: answers.acknowledge(referral),
    "accept": lambda referral, form: answers.accept(referral),
    "more": lambda referral, form: answers.ask_more(referral, form.cleaned_data["text"]),
    "decline": lambda referral, form: answers.decline(referral, **form.cleaned_data),
    "outcome": lambda referral, form: answers.report_outcome(referral, form.result()),
}
HANDED_OUT = ("download", *delivery.STAMPS)
DONE = {
    "acknowledge": gettext_lazy("Thank you: we see that you have it."),
    "accept": gettext_lazy("Thank you: we see that you take it on."),
    "more": gettext_lazy("Your question is with our officer. The answer will stand on this page."),
    "decline": gettext_lazy("Your answer is with our officer."),
    "outcome": gettext_lazy("Thank you: it is in the case file."),
}
LEADS_TO = {
    "acknowledge": Referral.Status.ACKNOWLEDGED, "accept": Referral.Status.ACCEPTED,
    "more": Referral.Status.MORE_INFO, "decline": Referral.Status.DECLINED, "outcome": Referral.Status.ACTING,
}  # fmt: skip
TOLD = (
    ReferralEvent.Kind.MORE_INFO, ReferralEvent.Kind.ANSWERED, ReferralEvent.Kind.DECLINED,
    ReferralEvent.Kind.RECALLED,
)  # fmt: skip
# Of the others the kind alone says nothing.
WORDLESS = Q(text="") & ~Q(kind=ReferralEvent.Kind.RECALLED)


@csrf_exempt  # no cookie opens anything here: see the head of this file
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: HttpRequest, token: str) -> HttpResponseBase:
    """GET asks for the code whatever the token is; POST does what `act` says."""
    asked = (request.POST if request.method == "POST" else request.GET).get("lang", "")
    lang = asked if asked in settings.DESK_LANGUAGES else settings.LANGUAGE_CODE
    with translation.override(lang):
        if request.method != "POST":
            return _door(request)
        act = request.POST.get("act", "")
        found = agency_keys.find(token)
        if act == "code":
            return _want_code(request, found)
        if act == "open":
            return _enter(request, found)
        return _visit(request, found, token, act)


def _languages() -> list[tuple[str, str]]:
    """(code, name) of those that the agency's pages speak."""
    return [(code, name) for code, name in settings.LANGUAGES if code in settings.DESK_LANGUAGES]


def _door(request: HttpRequest, said: Any = "", status: int = 200) -> HttpResponse:
    context = {
        "lang": translation.get_language(), "languages": _languages(), "said": said, "refused": status != 200,
        "organisation": settings.ORGANISATION, "contact": settings.DUTY_CONTACT,
    }  # fmt: skip
    return render(request, "cases/agency/code.html", context, status=status)


def _want_code(request: HttpRequest, found: Referral | None) -> HttpResponse:
    answers.wants_code(found)
    return _door(request, _("If this link is open, our officer sees that you want a new code and will call you."))


def _enter(request: HttpRequest, found: Referral | None) -> HttpResponse:
    if not agency_keys.try_code(found, request.POST.get("code", "")) or found is None:
        answers.wrong_code(found)
        return _door(request, NOT_OPEN, 403)
    return _page(request, found, answers.opened(found))


def _visit(request: HttpRequest, found: Referral | None, token: str, act: str) -> HttpResponseBase:
    secret = agency_keys.read_visit(found, request.POST.get("visit", ""))
    if found is None or secret is None:
        return _door(request, NOT_OPEN, 403)
    visit = agency_keys.sign_visit(secret)
    if act in HANDED_OUT:
        return _hand_out(request, found, token, visit, act)
    if act not in ACTS:
        return _page(request, found, visit)
    form = forms.blank(act, request.POST) if act in forms.FORMS else None
    if form is not None and not form.is_valid():
        return _page(request, found, visit, bound={act: form}, refusal=_("Something is missing. See below."))
    try:
        ACTS[act](found, form)
    except Refused as refusal:
        return _page(request, found, visit, bound={act: form} if form else {}, refusal=str(refusal))
    return _page(request, found, visit, done=DONE[act])


def _hand_out(request: HttpRequest, found: Referral, token: str, visit: str, act: str) -> HttpResponseBase:
    try:
        return packet.take(found, token) if act == "download" else packet.stamp(found, act)
    except Refused as refusal:
        return _page(request, found, visit, refusal=str(refusal))


def _page(
    request: HttpRequest, found: Referral, visit: str, *, bound: dict[str, Form] | None = None, done: Any = "",
    refusal: str = "",
) -> HttpResponse:  # fmt: skip
    fresh = Referral.objects.select_related("agency", "packet").get(pk=found.pk)
    steps = NEXT[fresh.status]
    may = {act for act, to in LEADS_TO.items() if any(step in steps for step in answers.ROUTES[to])}
    context = {
        "referral": fresh, "visit": visit, "lang": translation.get_language(), "languages": _languages(),
        "organisation": settings.ORGANISATION, "contact": settings.DUTY_CONTACT, "may": may, "done": done,
        "refusal": refusal, "forms": {act: forms.blank(act) for act in forms.FORMS} | (bound or {}),
        "bound": set(bound or ()), "told": fresh.events.filter(kind__in=TOLD).exclude(WORDLESS),
        "withdrawn": withdrawals.in_referral(fresh), "facts": withdrawals.facts_shown(fresh),
        "packet_is_withdrawn": fresh.packet and withdrawals.in_packet(fresh.packet),
        "outcomes": fresh.outcomes.filter(by_agency=fresh.agency_id),
    }  # fmt: skip
    return render(request, "cases/agency/referral.html", context, status=422 if refusal else 200)
