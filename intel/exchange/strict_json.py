"""JSON from strangers: no depth, number or size of theirs costs us more than a sentence."""

import json
from typing import Any

from django.utils.translation import gettext as _

from intel.exchange.offered import Unreadable

MAX_DEPTH = 30  # levels; STIX and FollowTheMoney need ten
MAX_DIGITS = 30  # of one number


def parsed(text: str, where: str) -> Any:
    """The value that a text holds. `where`: how it is named in the refusal. Raises: Unreadable."""
    try:
        value = json.loads(text, parse_int=_whole, parse_float=_decimal, parse_constant=_no_number)
    except RecursionError:
        raise Unreadable(_("%(where)s: it is nested too deeply.") % {"where": where}) from None
    except json.JSONDecodeError as broken:
        line = _("%(where)s: this is no JSON, from character %(at)d on.")
        raise Unreadable(line % {"where": where, "at": broken.pos + 1}) from None
    except _NoNumber:
        raise Unreadable(_("%(where)s: it holds a number that is none, or too long.") % {"where": where}) from None
    if _is_deeper(value, MAX_DEPTH):
        raise Unreadable(_("%(where)s: it is nested too deeply.") % {"where": where})
    if "\\u" in text and not _is_text(value):
        raise Unreadable(_("%(where)s: it holds signs that are no text.") % {"where": where})
    return value


def _is_text(value: Any) -> bool:
    """Whether all its words can be kept: neither a null sign nor half a sign in them, however they were written."""
    said = json.dumps(value, ensure_ascii=False)
    try:
        said.encode()
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in said


class _NoNumber(Exception):
    pass


def _whole(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise _NoNumber
    return int(digits)


def _decimal(digits: str) -> float:
    value = float(digits)
    if len(digits) > MAX_DIGITS or value in (float("inf"), float("-inf")):
        raise _NoNumber
    return value


def _no_number(word: str) -> float:
    raise _NoNumber


def _is_deeper(value: Any, levels: int) -> bool:
    layer = [value]
    for _level in range(levels):
        layer = [
            inner
            for each in layer
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not layer:
            return False
    return any(isinstance(each, dict | list) for each in layer)
