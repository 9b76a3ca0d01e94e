"""An outside service that recognises species in a picture. Off while its address is empty.

The protocol stands in docs/operations.md: the picture by multipart POST, candidates with scores as JSON. A picture
leaves the house to it: only a verb that an officer called, and that is on record, may call it.
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from hotline import outside
from staff.refusals import Refused

SECONDS = 20  # in all, from the first byte sent to the last one read
MAX_SENT = 20 * 1024**2  # bytes of a picture
MAX_BYTES = 100_000  # of an answer: a thousand times what ten candidates need
MAX_CANDIDATES = 10
MAX_NAME, MAX_RANK = 100, 20  # characters
# The service learns the kind of file from its content type; no name that the source gave goes along.
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class NotRecognised(Refused):
    """The service gave no answer to use. Nothing is lost; asking again is harmless."""

    code = "not_recognised"


@dataclass(frozen=True)
class Candidate:
    """What a picture may show. `name`: scientific, as the service gave it; `score`: 0 to 1, of its own scale."""

    name: str
    score: float
    rank: str = ""


@dataclass(frozen=True)
class Recognised:
    """The service's answer, the surest first; no candidate: it knew nothing in the picture. `service`: its host."""

    service: str
    candidates: tuple[Candidate, ...]


def is_on() -> bool:
    return bool(settings.RECOGNISE_URL)


def recognise(picture: bytes, media_type: str) -> Recognised:
    """Have species in a picture recognised.

    Args:
        picture: of a scrubbed copy: no metadata. media_type: one of `ENDINGS`.
    Raises: NotRecognised, with a sentence for the officer, within `SECONDS`.
    """
    if not is_on():
        raise NotRecognised(_("No recognition service is set up."))
    if media_type not in ENDINGS or len(picture) > MAX_SENT:
        raise NotRecognised(_("Only pictures of up to 20 MB can be recognised."))
    answer = _answer(picture, media_type)
    return Recognised(urlsplit(settings.RECOGNISE_URL).hostname or "", _candidates(answer))


def _candidates(answer: Any) -> tuple[Candidate, ...]:
    told = answer.get("candidates") if isinstance(answer, dict) else None
    if not isinstance(told, list):
        raise _odd()
    found = sorted((_candidate(one) for one in told[:MAX_CANDIDATES]), key=lambda one: -one.score)
    surest: dict[str, Candidate] = {}
    for one in found:
        surest.setdefault(one.name, one)
    return tuple(surest.values())


def _candidate(one: Any) -> Candidate:
    name, score, rank = (one.get(part) if isinstance(one, dict) else None for part in ("name", "score", "rank"))
    if not isinstance(name, str) or isinstance(score, bool) or not isinstance(score, int | float):
        raise _odd()
    name = " ".join(name.split())
    if not 0 < len(name) <= MAX_NAME or not name.isprintable() or not 0 <= score <= 1:
        raise _odd()
    return Candidate(
        name, round(float(score), 4), rank[:MAX_RANK] if isinstance(rank, str) and rank.isprintable() else ""
    )


def _odd() -> NotRecognised:
    return NotRecognised(_("The recognition service gave an answer that cannot be used."))


def _answer(picture: bytes, media_type: str) -> Any:
    import httpx

    # Packed, a small answer could unfold into a huge one.
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    if settings.RECOGNISE_KEY:
        headers["Authorization"] = f"Bearer {settings.RECOGNISE_KEY}"
    files = {"picture": (f"picture.{ENDINGS[media_type]}", picture, media_type)}
    url = f"{settings.RECOGNISE_URL}/recognise"
    try:
        status, body = asyncio.run(
            outside.post(url, seconds=SECONDS, most=MAX_BYTES, unfolds=False, files=files, headers=headers)
        )
        if status != httpx.codes.OK:
            raise NotRecognised(_("The recognition service refused (%(status)d).") % {"status": status})
        return json.loads(body)
    except TimeoutError as slow:
        raise NotRecognised(_("The recognition service did not answer in time. Try again, or go on without.")) from slow
    except httpx.HTTPError as down:
        raise NotRecognised(_("The recognition service cannot be reached. Try again, or go on without.")) from down
    except (ValueError, RecursionError) as odd:
        raise _odd() from odd
