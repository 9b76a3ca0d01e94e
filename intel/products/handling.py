"""TLP 2.0 labels of what is put together from parts, and into whose hands each lets a copy go. No database."""

from collections.abc import Iterable

from hotline.models.report import Handling
from intel.models.dissemination import Audience

STRICTEST_FIRST = list(Handling.values)  # from RED to CLEAR

# FIRST, TLP 2.0, August 2022. An agency that we work for is what the standard calls a client.
MAY_HAVE: dict[str, frozenset[str]] = {
    Handling.RED: frozenset({Audience.OWN, Audience.AGENCY, Audience.PARTNER}),
    Handling.AMBER_STRICT: frozenset({Audience.OWN}),
    Handling.AMBER: frozenset({Audience.OWN, Audience.AGENCY}),
    Handling.GREEN: frozenset({Audience.OWN, Audience.AGENCY, Audience.PARTNER}),
    Handling.CLEAR: frozenset(Audience.values),
}


def strictest(labels: Iterable[str]) -> str:
    """The strictest of the labels, one of them exactly: AMBER and AMBER+STRICT are never made into each other.

    Raises: ValueError for no label, or for one that TLP 2.0 does not know.
    """
    return min(labels, key=STRICTEST_FIRST.index)


def may_have(label: str, audience: str, *, is_named: bool) -> bool:
    """Whether the label lets such a recipient have a copy. is_named: a person or desk is named, as RED demands."""
    return audience in MAY_HAVE[label] and (is_named or label != Handling.RED)
