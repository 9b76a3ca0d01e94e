"""Plurals of a name by simple rules, in the one spelling. Too many forms do no harm, too few miss."""

from collections.abc import Callable, Iterator


def forms(phrase: str, lang: str) -> Iterator[str]:
    """A phrase in the one spelling, and its other forms in that language."""
    yield phrase
    make = MAKERS.get(lang)
    if make:
        yield from make(phrase)


def _english(phrase: str) -> Iterator[str]:
    stem, last = _split(phrase)
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        yield f"{stem}{last[:-1]}ies"
    elif last.endswith(("s", "x", "ch", "sh")):
        yield f"{stem}{last}es"
    elif last.endswith("f"):
        yield f"{stem}{last[:-1]}ves"
    else:
        yield f"{stem}{last}s"


def _spanish(phrase: str) -> Iterator[str]:
    yield " ".join(_spanish_plural(word) for word in phrase.split())
    first, space, rest = phrase.partition(" ")
    if space:
        yield f"{_spanish_plural(first)} {rest}"


def _spanish_plural(word: str) -> str:
    if word in ("de", "del", "la", "el", "los", "las") or word.endswith("s"):
        return word
    if word.endswith("z"):
        return word[:-1] + "ces"
    return word + ("s" if word[-1:] in "aeiou" else "es")


def _portuguese(phrase: str) -> Iterator[str]:
    yield " ".join(_portuguese_plural(word) for word in phrase.split())
    first, space, rest = phrase.partition(" ")
    if space:
        yield f"{_portuguese_plural(first)} {rest}"


def _portuguese_plural(word: str) -> str:
    if word in ("de", "da", "do", "das", "dos") or word.endswith("s"):
        return word
    for ending, plural in (
        ("ao", "oes"),
        ("al", "ais"),
        ("el", "eis"),
        ("il", "is"),
        ("m", "ns"),
        ("r", "res"),
        ("z", "zes"),
    ):
        if word.endswith(ending):
            return word[: -len(ending)] + plural
    return word + "s"


def _french(phrase: str) -> Iterator[str]:
    yield " ".join(_french_plural(word) for word in phrase.split())
    first, space, rest = phrase.partition(" ")
    if space:
        yield f"{_french_plural(first)} {rest}"


def _french_plural(word: str) -> str:
    if word in ("de", "du", "des", "a", "la", "le", "les") or word.endswith(("s", "x", "z")):
        return word
    if word.endswith(("eau", "eu")):
        return word + "x"
    return word[:-2] + "aux" if word.endswith("al") else word + "s"


def _hindi(phrase: str) -> Iterator[str]:
    stem, last = _split(phrase)
    if last.endswith("ा"):
        yield from (f"{stem}{last[:-1]}{ending}" for ending in ("े", "ों"))
    elif last.endswith("ी"):
        yield from (f"{stem}{last[:-1]}{ending}" for ending in ("ियां", "ियों"))
    elif last.endswith("ू"):
        yield f"{stem}{last[:-1]}ुओं"
    else:
        yield from (f"{stem}{last}{ending}" for ending in ("ों", "ें"))


def _split(phrase: str) -> tuple[str, str]:
    stem, space, last = phrase.rpartition(" ")
    return stem + space, last


MAKERS: dict[str, Callable[[str], Iterator[str]]] = {
    "en": _english,
    "es": _spanish,
    "pt": _portuguese,
    "fr": _french,
    "hi": _hindi,
}
