"""What the desk's pickers ask for while an officer types."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from reference import appendix, search

MAX_ANSWERS = 50


@require_GET
def find(request: HttpRequest) -> JsonResponse:
    """`?kind=taxa|places|terms|agencies&q=…[&limit=]` as `{"results": [{"id", "text", …}]}`.

    Agencies also take `country`, `province`, `mandate` and `tag`; places take `country`. Officers only: 403 for
    others, 400 for an unknown kind.
    """
    if not (request.user.is_authenticated and request.user.is_active):
        return JsonResponse({"code": "not_allowed", "message": _("Sign in to the desk first.")}, status=403)
    answer = ANSWERS.get(request.GET.get("kind", ""))
    if answer is None:
        message = _("kind can be %(kinds)s.") % {"kinds": ", ".join(ANSWERS)}
        return JsonResponse({"code": "invalid", "message": message, "fields": {"kind": message}}, status=400)
    # A zero byte would be refused by the database; nobody's name has one.
    asked = {name: value.replace("\0", "") for name, value in request.GET.dict().items()}
    return JsonResponse({"results": answer(asked, _limit(asked))})


def _limit(asked: dict[str, str]) -> int:
    limit = asked.get("limit", "")
    return max(1, min(int(limit), MAX_ANSWERS)) if limit.isascii() and limit.isdigit() and len(limit) < 4 else 20


def _taxa(asked: dict[str, str], limit: int) -> list[dict[str, Any]]:
    found = search.find_taxa(asked.get("q", ""), limit)
    listed = appendix.of_many(each.thing for each in found)
    return [
        {
            "id": each.thing.pk,
            "text": each.thing.full_name,
            "name": each.thing.scientific_name,
            "rank": each.thing.rank,
            "by": each.by,
            "lang": each.lang,
            "how": each.how,
            "verified": each.verified,
            "tier": each.thing.tier,
            "appendix": listed[each.thing.pk].appendix,
            "note": str(listed[each.thing.pk]),
        }
        for each in found
    ]


def _places(asked: dict[str, str], limit: int) -> list[dict[str, Any]]:
    found = search.find_places(asked.get("q", ""), limit, country=asked.get("country", "").upper())
    return [
        {
            "id": each.thing.pk,
            "text": each.thing.full_name,
            "kind": each.thing.kind,
            "country": each.thing.country,
            "lat": each.thing.lat,
            "lon": each.thing.lon,
            "by": each.by,
            "lang": each.lang,
            "how": each.how,
        }
        for each in found
    ]


def _terms(asked: dict[str, str], limit: int) -> list[dict[str, Any]]:
    """Only words that have a CITES term: a picker needs something to pick."""
    found = [each for each in search.find_terms(asked.get("q", ""), limit) if each.thing.term]
    return [
        {
            "id": each.thing.term_id,
            "text": str(each.thing.term),
            "code": each.thing.term.code,
            "unit": each.thing.term.preferred_unit,
            "by": each.by,
            "lang": each.lang,
            "how": each.how,
            "verified": each.verified,
            "slang": each.thing.slang,
        }
        for each in found
    ]


def _agencies(asked: dict[str, str], limit: int) -> list[dict[str, Any]]:
    narrowed = {name: asked.get(name, "") for name in ("country", "province", "mandate", "tag")}
    return [
        {
            "id": agency.pk,
            "text": f"{agency.name} ({agency.country})",
            "country": agency.country,
            "province": agency.province,
            "local_name": agency.local_name,
            "mandate": agency.mandate,
            "tags": agency.tags,
            "verified": agency.verified,
        }
        for agency in search.find_agencies(asked.get("q", ""), limit, **narrowed)
    ]


ANSWERS: dict[str, Callable[[dict[str, str], int], list[dict[str, Any]]]] = {
    "taxa": _taxa,
    "places": _places,
    "terms": _terms,
    "agencies": _agencies,
}
