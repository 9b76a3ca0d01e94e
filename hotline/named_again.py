"""Whom and what a source named, and whether a report names it again. Pure; a hint for the officer, who decides."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hotline.echoes import UNSPACED
from hotline.public.countries import NAMES
from hotline.reading import identifiers
from hotline.reading.identifiers.online import NETWORK

# What leads to a person; containers, flights and vessels lead to goods.
OF_PERSONS = ("phone", "plate", "handle", "email", "url", "passport", "wallet")
LEAST_SIGNS = 5  # of a number, so that a house number or a year is none
LAST_DIGITS = 8  # of a telephone: with or without the country's code it is the same
LONGEST_NAME = 8  # signs, in a script without spaces
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
OPENS = re.compile(r"(?:^|[.!?:;…•\n\r\"“«(]\s*|\s[-–—]\s*)$")
SHARE = 0.85  # of words with a capital: above it capitals tell nothing
# Capitals of English that name nobody.
NOBODY = frozenset(
    word.casefold()
    for word in (
        "I", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February",
        "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Named:
    """Something that leads to a person, as the source wrote it.

    Args:
        kind: `name`, or a kind of identifier.
        words: folded, to be found in a row; empty for a number.
        numbers: signs without anything between them, any of which is the same thing.
    """

    kind: str
    said: str
    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


def folded(said: str) -> str:
    """Small letters without accents."""
    plain = unicodedata.normalize("NFKD", said.casefold().replace("đ", "d"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def squeezed(said: str) -> str:
    """Letters and digits alone."""
    return "".join(sign for sign in folded(said) if sign.isalnum())


def words(said: str) -> list[str]:
    return [folded(word) for word in WORD.findall(said)]


def named(
    pieces: Iterable[str], *, subjects: Iterable[str] = (), found: dict[str, Any] | None = None, country: str = ""
) -> list[Named]:
    """Names, telephones, plates, accounts and the like in what a source wrote, each once.

    Args:
        pieces: narrative and messages.
        subjects: the answers to 'who and what'; names in them are named in scripts without capitals too.
        found: what a worker read in the tip (`reading.kept`); its places and animals are no persons.
        country: ISO 3166 code, '' where none is known.
    """
    found, pieces, subjects = found or {}, list(pieces), list(subjects)
    known = _known(found)
    things = [
        thing
        for piece in (*pieces, *subjects)
        for thing in (*_numbers(piece, found.get("lang", ""), country), *_names(piece, known))
    ]
    things += [thing for piece in subjects for thing in _unspaced(piece)]
    return list(dict.fromkeys(things))


def repeated(text: str, things: Iterable[Named]) -> list[Named]:
    """Those of the things that a text names too, in whatever way it writes them."""
    row, tight = f" {' '.join(words(text))} ", squeezed(text)
    return [
        thing
        for thing in things
        if any(number in tight for number in thing.numbers) or (thing.words and _stands_in(thing.words, row, tight))
    ]


def _stands_in(name: tuple[str, ...], row: str, tight: str) -> bool:
    if UNSPACED.search(name[0]):
        return "".join(name) in tight
    return f" {' '.join(name)} " in row


def _numbers(piece: str, lang: str, country: str) -> Iterable[Named]:
    for one in identifiers.find(piece, lang, [country] if country else []):
        if one.kind not in OF_PERSONS:
            continue
        said = piece[slice(*one.span)]
        tight = {squeezed(said), squeezed(one.value)}
        if one.kind == "phone":
            tight |= {each[-LAST_DIGITS:] for each in tight}
        yield Named(one.kind, said, numbers=tuple(sorted(each for each in tight if len(each) >= LEAST_SIGNS)))


def _known(found: dict[str, Any]) -> set[str]:
    """Words of places, animals and countries, which are no names of persons."""
    said = [str(country) for country in NAMES.values()]
    for each in (*found.get("places", ()), *found.get("taxa", ()), *found.get("terms", ())):
        said += [each.get("name", ""), each.get("said", "")]
    return {word for one in said for word in words(one)} | NOBODY


def _names(piece: str, known: set[str]) -> Iterable[Named]:
    """Words with a capital inside a sentence, those in a row as one name."""
    written = [word for word in WORD.findall(piece) if not word[0].isdigit()]
    shouted = sum(len(word) > 1 and word.isupper() for word in written)
    if sum(word[0].isupper() for word in written) > SHARE * len(written) or shouted > len(written) / 2:
        return
    for run in _runs(piece):
        # What opens a sentence has its capital from that; the rest of a row has not.
        said = [word[0] for word in (run[1:] if OPENS.search(piece, 0, run[0].start()) else run)]
        if not said or (len(said) == 1 and len(said[0]) > 1 and said[0].isupper()):
            continue
        plain = tuple(folded(word) for word in said)
        if not set(plain) <= known and not NETWORK.fullmatch(said[0]) and any(len(word) > 1 for word in plain):
            yield Named("name", " ".join(said), words=plain)


def _runs(piece: str) -> Iterable[list["re.Match[str]"]]:
    run: list[re.Match[str]] = []
    for word in WORD.finditer(piece):
        follows = run and piece[run[-1].end() : word.start()] == " "
        if word[0][0].isupper():
            if run and not follows:
                yield run
                run = []
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _unspaced(piece: str) -> Iterable[Named]:
    """In scripts without capitals each short word of an answer may be a name."""
    for said in re.findall(r"[^\s,;:.，、。；：()（）]+", piece):
        plain = squeezed(said)
        if UNSPACED.match(plain) and 2 <= len(plain) <= LONGEST_NAME:
            yield Named("name", said, words=(plain,))
