"""What pairs connect, stands together. Pure."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def together(pairs: Iterable[tuple[Key, Key]]) -> dict[Key, Key]:
    """Each of the pairs' ends with one that stands for all it is connected with, by whatever way."""
    above: dict[Key, Key] = {}
    for one, other in pairs:
        above.setdefault(one, one)
        above.setdefault(other, other)
        above[_top(above, one)] = _top(above, other)
    return {each: _top(above, each) for each in above}


def _top(above: dict[Key, Key], key: Key) -> Key:
    while above[key] != key:
        above[key] = above[above[key]]
        key = above[key]
    return key
