"""Names with one letter wrong, missing, doubled or swapped: found among the long names of our own list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SHORTEST = 7  # letters of a name, and of what is taken for it
LONGEST = 24


@dataclass(frozen=True)
class Typos:
    """Names by each spelling that leaves one letter out."""

    by_stump: Mapping[str, tuple[str, ...]]
    parts: frozenset[str] = frozenset()  # words of the names of two words

    @classmethod
    def of(cls, pages: Mapping[str, str]) -> "Typos":
        """Of the pages of taxa: the long names in alphabets that our list holds."""
        stumps: dict[str, tuple[str, ...]] = {}
        for name, page in pages.items():
            if "/c" in page and SHORTEST <= len(name) <= LONGEST and name.count(" ") < 2 and _is_alphabetic(name):
                for stump in (name, *_stumps(name)):
                    stumps[stump] = (*stumps.get(stump, ()), name)
        pairs = {name for names in stumps.values() for name in names if " " in name}
        return cls(stumps, frozenset(word for name in pairs for word in name.split()))

    def meant(self, written: str) -> str | None:
        """The one name that differs in a letter from what is written, and begins as it does; else None."""
        if not SHORTEST <= len(written) <= LONGEST:
            return None
        for stump in (written, *_stumps(written)):
            for name in self.by_stump.get(stump, ()):
                if name[0] == written[0] and _is_near(name, written):
                    return name
        return None


def _stumps(name: str) -> Iterator[str]:
    return (name[:at] + name[at + 1 :] for at in range(len(name)))


def _is_near(one: str, other: str) -> bool:
    """Whether one step leads from one to the other: a letter more, less, other, or two swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    if len(one) == len(other):
        swapped = one[start + 1 : start + 2] + one[start : start + 1] + one[start + 2 :]
        return one[start + 1 :] == other[start + 1 :] or swapped == other[start:]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[start + 1 :] == shorter[start:]


def _is_alphabetic(name: str) -> bool:
    return all(char == " " or "a" <= char <= "z" or "а" <= char <= "я" for char in name)
