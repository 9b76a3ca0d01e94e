"""An identifier that an officer looks for, in whatever spelling: the marks that tips have which state the same one."""

from collections.abc import Iterator

from django.utils import timezone

from hotline import fact_marks, facts
from hotline.facts import Fact
from hotline.public.countries import NAMES
from hotline.reading import identifiers

# Text that has a number or an address in it; shorter ones are looked for as words alone.
LEAST_SIGNS = 5


def marks_of(query: str) -> list[int]:
    """Marks of what the query identifies; none where it is but words.

    A telephone or a plate without its country is read as one of each country of the form: the officer knows the
    number, not where it is from.
    """
    if sum(sign.isalnum() for sign in query) < LEAST_SIGNS:
        return []
    stated = set(_stated(query))
    return fact_marks.of(stated, []) if stated else []


def _stated(query: str) -> Iterator[Fact]:
    today = timezone.now().date()
    for country in ("", *NAMES):
        for each in identifiers.find(query, "", (country,) if country else ()):
            yield from facts.identified(each, today)
