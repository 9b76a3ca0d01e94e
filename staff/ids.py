"""Ids as an address or a form brings them: what is none counts as not said."""

from collections.abc import Iterable
from uuid import UUID


def id_of(word: str | None) -> UUID | None:
    """The id that a word is; None where it is none."""
    try:
        return UUID(word or "")
    except ValueError:
        return None


def ids_of(words: Iterable[str]) -> list[UUID]:
    """Those of the words that are ids, each once."""
    return list(dict.fromkeys(found for each in words if (found := id_of(each))))
