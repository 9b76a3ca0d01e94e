"""Wrong codes: after some from one network it waits, or its browser proves work. The right code's own pages go on."""

import hmac
import threading
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils import timezone

from hotline import budgets, proofs, receipts
from hotline.budgets import ALL_WRONG_CODES, WRONG_CODES, Charge
from hotline.models import Receipt
from hotline.networks import Network
from vault import keys

PURPOSE = "code-pass"
MOST_KNOWN = 10_000


class _Waiting:
    """Networks that this process saw go over the budget, and until when.

    Each process learns it from the first wrong code that it counts, so that a right one costs no statement. A guesser
    gains one look-up a process by it.
    """

    def __init__(self) -> None:
        self._lock, self._until = threading.Lock(), dict[bytes, datetime]()

    def seconds(self, network: Network) -> int:
        until = self._until.get(network.mark)
        return max(0, int((until - timezone.now()).total_seconds()) + 1) if until else 0

    def note(self, network: Network, until: datetime) -> None:
        with self._lock:
            now = timezone.now()
            if len(self._until) >= MOST_KNOWN:
                self._until = {mark: end for mark, end in self._until.items() if end > now}
            self._until[network.mark] = until

    def forget(self) -> None:
        self._until.clear()


waiting = _Waiting()


@dataclass(frozen=True)
class Wrong:
    """A code that was not taken.

    Args:
        was_tried: False where it was not even looked up, since the network has to wait.
        wait: seconds until the network may try again without more ado.
    """

    was_tried: bool
    wait: int


def opened(fields: QueryDict, network: Network) -> Receipt | Wrong:
    """The receipt that a posted code opens. Right and wrong codes take the same work.

    A network that has to wait is looked up all the same where the page was opened by the right code before, or where
    its browser has solved the page's challenge.
    """
    seconds = waiting.seconds(network)
    if seconds and not holds_pass(fields) and not proofs.take(fields.get(proofs.FIELD, ""), proofs.FOR_CODE):
        return Wrong(was_tried=False, wait=seconds)
    found = receipts.find(fields.get("code", ""))
    return found or Wrong(was_tried=True, wait=note_wrong(network))


def note_wrong(network: Network) -> int:
    """Count a wrong code. Returns: seconds that the network has to wait now.

    Those whose network is not known never wait: one of them must not lock out all who come by Tor.
    """
    mine, everyone = Charge(WRONG_CODES, network.mark), Charge(ALL_WRONG_CODES, b"")
    spent = budgets.spend([mine, everyone])
    if network.is_shared or not budgets.is_over(mine, spent, network):
        return 0
    waiting.note(network, mine.until(timezone.now()))
    return waiting.seconds(network)


def are_many() -> int:
    """Wrong codes of all networks in this quarter of an hour, where there are more than slips explain; else 0."""
    count = budgets.spent_of_all(ALL_WRONG_CODES)
    return count if count > ALL_WRONG_CODES.most else 0


def pass_for(code: str) -> str:
    """What a page that the right code opened carries beside it: nobody else can know it."""
    return keys.mark(PURPOSE, code).hex()[:32]


def holds_pass(fields: QueryDict) -> bool:
    given = fields.get("pass", "")
    code = receipts.normalise(fields.get("code", ""))
    return bool(code) and hmac.compare_digest(given.encode(), pass_for(code).encode())
