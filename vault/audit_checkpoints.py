"""The audit chain's head, signed outside the database: rows removed from its end, or a chain built anew, are found."""

from itertools import islice
from typing import Any

from staff.models import AuditLink
from vault import checkpoints
from vault.checkpoints import AUDIT, Line, Tampered

BATCH = 1000


def write() -> Line:
    """Sign where the chain stands now; also where it has not grown, so that a silence is seen."""
    with checkpoints.alone():
        head = AuditLink.objects.order_by("-sequence").first()
        facts: dict[str, Any] = {
            "sequence": head.sequence if head else 0,
            "hash": bytes(head.hash).hex() if head else "",
        }
        return checkpoints.append(AUDIT, facts)


def first_break(*, key: str = "") -> tuple[int, str | None]:
    """Compare the chain with every checkpoint. Returns: (checkpoints that hold, the first break in words or None).

    Args:
        key: the public key (hex) that must have signed them; left out, the house's own.
    """
    held, told = 0, checkpoints.read(AUDIT, key=key)
    try:
        while lines := list(islice(told, BATCH)):
            links = AuditLink.objects.in_bulk([int(line.facts["sequence"]) for line in lines])
            for line in lines:
                if broken := _broken(line, links):
                    return held, broken
                held += 1
    except Tampered as broken:
        return held, str(broken)
    return held, None


def _broken(line: Line, links: dict[int, AuditLink]) -> str | None:
    sequence, link = int(line.facts["sequence"]), links.get(int(line.facts["sequence"]))
    when = f"checkpoint {line.number} of {line.at:%Y-%m-%d %H:%M:%S} UTC"
    if sequence and link is None:
        return f"link {sequence} is gone, which {when} saw: entries were removed from the end"
    if link and bytes(link.hash).hex() != line.facts["hash"]:
        return f"link {sequence} is not the one that {when} saw: the chain was built anew"
    return None
