"""What the API says when it does not do what was asked: always `{"code", "message", "fields"}`."""

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions, status
from rest_framework.response import Response

from staff.refusals import Invalid, NotAllowed, Refused, WrongStatus

CODES = {
    400: "invalid", 401: "not_authenticated", 403: "not_allowed", 404: "not_found", 405: "method_not_allowed",
    406: "not_acceptable", 409: "wrong_status", 413: "too_large", 415: "unsupported_media_type",
    429: "too_many_calls", 500: "broken", 503: "not_stored",
}  # fmt: skip
MESSAGES = {
    400: "Look at the fields that are named.",
    401: "A partner key is needed: Authorization: Bearer hb_…",
    403: "This key is not allowed to do this.",
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
    406: "Answers are JSON only: ask for application/json.",
    413: "What was sent is too large.",
    415: "Send JSON, or a multipart form to an address that takes files.",
    429: "Too many calls in this minute. Send the same call again later: nothing is lost.",
    500: "Something broke on our side. Send the same call again in a minute, under the same Idempotency-Key.",
}
REFUSALS = {NotAllowed: 403, WrongStatus: 409, Invalid: 400}
LONGEST_NAME = 90


class Malformed(exceptions.APIException):
    """What came is no JSON, no whole form, or not in the encoding it says."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "malformed"
    default_detail = "What was sent could not be read."


class Conflict(exceptions.APIException):
    """The Idempotency-Key was used for something else."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "idempotency_conflict"
    default_detail = "This Idempotency-Key came with another body before. Take a new key for a new call."


class TooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = MESSAGES[413]


class NotStored(exceptions.APIException):
    """The file store takes nothing at the moment: nothing of the call was kept."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "not_stored"
    default_detail = "The file could not be stored just now. Send the same call again in a minute."


def body(code: str, message: str, fields: dict[str, str] | None = None) -> dict[str, Any]:
    return {"code": code, "message": message, "fields": fields or {}}


def answer(raised: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what a view raised into an answer (REST framework's EXCEPTION_HANDLER). None: a bug, told by `plain`."""
    if isinstance(raised, Refused):
        code = REFUSALS.get(type(raised), 409)
        return Response(body(raised.code, str(raised), getattr(raised, "fields", {})), status=code)
    if isinstance(raised, Http404):
        return Response(body(CODES[404], MESSAGES[404]), status=404)
    if not isinstance(raised, exceptions.APIException):
        return None
    if isinstance(raised, exceptions.ValidationError):
        return Response(body("invalid", MESSAGES[400], _sentences(raised.detail)), status=400)
    return Response(_named(raised), status=raised.status_code, headers=_headers(raised))


def _named(raised: exceptions.APIException) -> dict[str, Any]:
    """Our own refusals bring their code and sentence; the framework's get ours."""
    if isinstance(raised, Malformed | Conflict | TooLarge | NotStored):
        return body(raised.default_code, str(raised.detail))
    if isinstance(raised, exceptions.ParseError):
        return body(Malformed.default_code, Malformed.default_detail)
    return body(CODES.get(raised.status_code, "refused"), MESSAGES.get(raised.status_code, "Refused."))


def _headers(raised: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if getattr(raised, "auth_header", None):
        headers["WWW-Authenticate"] = str(raised.auth_header)  # type: ignore[attr-defined]
    if getattr(raised, "wait", None):
        headers["Retry-After"] = str(max(1, round(raised.wait)))  # type: ignore[attr-defined]
    return headers


def _sentences(detail: Any) -> dict[str, str]:
    """One sentence a field. Names that were sent to us are said back only where they are plain words."""
    if not isinstance(detail, dict):
        return {"body": _first(detail)}
    return {_plain(name): _first(found) for name, found in detail.items()}


def _plain(name: object) -> str:
    said = str(name)
    if said == "non_field_errors":
        return "body"
    return said if said.isascii() and said.isprintable() and len(said) <= LONGEST_NAME else "unreadable name"


def _first(found: Any) -> str:
    """The first sentence of a list, or of what a list of lists says about one of its items."""
    while isinstance(found, dict | list) and found:
        found = next(iter(found.values())) if isinstance(found, dict) else next((each for each in found if each), "")
    return str(found)


def plain(request: HttpRequest, code: int) -> JsonResponse:
    """The same shape for what never reached a view of the API: an unknown address, a bug, a body past all limits."""
    return JsonResponse(body(CODES[code], MESSAGES[code]), status=code)
