"""The audit chain's head, signed outside the database: rows removed from its end, or a chain built anew, are found."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from staff.models import AuditLink
from vault import checkpoints
from vault.checkpoints import AUDIT, Line, Tampered

BATCH = 1000


@dataclass(frozen=True)
class Comparison:
    """How the chain compares with its checkpoints.

    Args:
        held: checkpoints that agree.
        lost: checkpoints that saw what a restore lost, as an operator has signed since.
        first_break: the first one that disagrees, in words; None where none does.
    """

    held: int = 0
    lost: int = 0
    first_break: str | None = None


def write() -> Line:
    """Sign where the chain stands now; also where it has not grown, so that a silence is seen."""
    with checkpoints.alone():
        return checkpoints.append(AUDIT, _head())


def _head() -> dict[str, Any]:
    head = AuditLink.objects.order_by("-sequence").first()
    return {"sequence": head.sequence, "hash": bytes(head.hash).hex()} if head else {"sequence": 0, "hash": ""}


def compare(*, key: str = "") -> Comparison:
    """Compare the chain with every checkpoint.

    Args:
        key: the public key (hex) that must have signed them; left out, the house's own.
    """
    held = lost = 0
    try:
        restores = [line for line in checkpoints.read(AUDIT, key=key) if "agreed" in line.facts]
        for line, broken in _each(key):
            if broken and not _is_lost(line, restores):
                return Comparison(held, lost, broken)
            held, lost = held + (not broken), lost + bool(broken)
    except Tampered as broken_file:
        return Comparison(held, lost, str(broken_file))
    return Comparison(held, lost)


def _each(key: str = "") -> Iterator[tuple[Line, str | None]]:
    """Each checkpoint in order, with what disagrees."""
    told = checkpoints.read(AUDIT, key=key)
    while lines := list(islice(told, BATCH)):
        links = AuditLink.objects.in_bulk([int(line.facts["sequence"]) for line in lines])
        yield from ((line, _broken(line, links)) for line in lines)


def _broken(line: Line, links: dict[int, AuditLink]) -> str | None:
    sequence, link = int(line.facts["sequence"]), links.get(int(line.facts["sequence"]))
    when = f"checkpoint {line.number} of {line.at:%Y-%m-%d %H:%M:%S} UTC"
    if sequence and link is None:
        return f"link {sequence} is gone, which {when} saw: entries were removed from the end"
    if link and bytes(link.hash).hex() != line.facts["hash"]:
        return f"link {sequence} is not the one that {when} saw: the chain was built anew"
    return None


def _is_lost(line: Line, restores: list[Line]) -> bool:
    return any(line.number < later.number and line.facts["sequence"] > later.facts["agreed"] for later in restores)


def note_restore() -> int:
    """After a restore: sign up to where the chain still agrees, so that what was lost is told and no longer a break.

    Returns: how many checkpoints saw what is lost now; nothing is written where none did.
    """
    agreed = lost = 0
    for line, broken in _each():
        agreed, lost = (agreed, lost + 1) if broken else (max(agreed, int(line.facts["sequence"])), lost)
    known = compare()
    if known.first_break is None:
        return 0
    with checkpoints.alone():
        checkpoints.append(AUDIT, _head() | {"agreed": agreed})
    return lost - known.lost
