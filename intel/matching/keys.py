"""The keys under which a person or a thing is found again: whoever could be the same shares one. Pure."""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import combinations

from intel.matching import surnames
from intel.matching.known import Identifier, Known
from intel.matching.names import COMMON, Name
from intel.matching.sounds import skeleton, sound

# Names' keys of one entity; identifiers are never left out.
MOST = 24
LONGEST = 4  # words of a name that go into pairs
SHORTEST_WHOLE = 4  # consonants of a name written as one


def mark(*parts: str) -> int:
    """64 bits of the parts, signed as PostgreSQL's bigint."""
    return int.from_bytes(blake2b("\0".join(parts).encode(), digest_size=8).digest(), signed=True)


def of_identifier(each: Identifier) -> int:
    return mark("identifier", each.kind, each.key)


def of_names(known: Known) -> list[int]:
    """Marks of the names, the telling ones first: all words together, pairs of words, a word with initials."""
    found: dict[int, None] = {}
    for name in known.names:
        for part in _parts(name):
            found[mark("name", known.family, *part)] = None
    return list(found)[:MOST]


def _parts(name: Name) -> Iterator[tuple[str, ...]]:
    words = [surnames.standing_for(word) for word in name.words]
    long = [word for word in words if len(word) > 1]
    sounds = sorted({sound(word) for word in long})
    if sounds:
        yield ("all", *sounds)
    whole = "".join(sorted("".join(skeleton(word).replace("A", "") for word in long)))
    if len(whole) >= SHORTEST_WHOLE:
        yield ("whole", whole)
    telling = [word for word in long if word not in COMMON] or long
    for pair in combinations(sorted({sound(word) for word in telling[:LONGEST]}), 2):
        yield ("two", *pair)
    for pair in combinations(sorted({skeleton(word) for word in telling[:LONGEST]}), 2):
        yield ("hard", *pair)
    yield from _with_initials(words)


def _with_initials(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Each word with the first letters of all the others: "T. V. Minh" and "Tran Van Minh" share one."""
    if not 1 < len(words) <= LONGEST:
        return
    for at, word in enumerate(words):
        if len(word) > 1:
            yield (
                "initials",
                sound(word),
                "".join(sorted(skeleton(each)[:1] for each in words[:at] + words[at + 1 :])),
            )
