"""An outside service that translates, after LibreTranslate's manner. Off while its address is empty.

Words leave the house to it: only a verb that an officer called, and that is on record, may call it.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from hotline import outside
from hotline.reading.language import UNKNOWN, identify
from staff.refusals import Refused

SECONDS = 10  # in all, from the first byte sent to the last one read
MAX_BYTES = 400_000  # of an answer: ten times what the longest tip can need
# LibreTranslate's own codes, where they are not those of the pages. It has one for Malay and one for Indonesian.
ITS_CODES = {"zh-hans": "zh", "zh-hant": "zt"}
AUTO = "auto"


class NotTranslated(Refused):
    """The service gave no translation. Nothing is lost; asking again is harmless."""

    code = "not_translated"


@dataclass(frozen=True)
class Translated:
    """What the service made of some words. `pair`: between which languages, as "km → en"."""

    words: str
    pair: str


def is_on() -> bool:
    return bool(settings.TRANSLATE_URL)


def translate(words: str, *, target: str) -> Translated:
    """Have words translated; their own language is recognised here, and by the service where it is not.

    Args:
        target: a language of the pages.
    Raises: NotTranslated, with a sentence for the officer, within `SECONDS`.
    """
    if not is_on():
        raise NotTranslated(_("No translation service is set up."))
    known = identify(words)
    source = AUTO if known.code == UNKNOWN else "zt" if known.script == "Hant" else known.code
    to = ITS_CODES.get(target, target)
    if source == to:
        raise NotTranslated(_("These words are in that language already."))
    return _translated(_answer(words, source, to), source, to)


def _translated(answer: Any, source: str, to: str) -> Translated:
    made = answer.get("translatedText") if isinstance(answer, dict) else None
    if not isinstance(made, str) or not made.strip():
        raise NotTranslated(_("The translation service gave an answer that cannot be used."))
    detected = answer.get("detectedLanguage")
    found = detected.get("language") if isinstance(detected, dict) else None
    told = str(found)[:10] if source == AUTO and found else source
    return Translated(made.replace("\0", ""), f"{told} → {to}")


def _answer(words: str, source: str, target: str) -> Any:
    import httpx

    asked = {"q": words, "source": source, "target": target, "format": "text", "api_key": settings.TRANSLATE_KEY}
    url = f"{settings.TRANSLATE_URL}/translate"
    try:
        status, body = asyncio.run(outside.post(url, seconds=SECONDS, most=MAX_BYTES, unfolds=True, json=asked))
        if status == httpx.codes.BAD_REQUEST:
            raise NotTranslated(_("The translation service does not translate between these languages."))
        if status != httpx.codes.OK:
            raise NotTranslated(_("The translation service refused (%(status)d).") % {"status": status})
        return httpx.Response(status, content=body).json()
    except TimeoutError as slow:
        raise NotTranslated(_("The translation service did not answer in time. Try again, or go on without.")) from slow
    except httpx.HTTPError as down:
        raise NotTranslated(_("The translation service cannot be reached. Try again, or go on without.")) from down
    except ValueError as odd:
        raise NotTranslated(_("The translation service gave an answer that cannot be used.")) from odd
