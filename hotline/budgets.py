"""How much of what one network may do before it is slowed. One table; nothing in it refuses a tip."""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from hotline.models import BudgetCount
from hotline.networks import Network
from vault import keys

PURPOSE = "budget"


@dataclass(frozen=True)
class Budget:
    """What is counted, and where it ends.

    Args:
        most: for one network in `per`.
        most_shared: for all whose network is not known (Tor's onion, this machine): wide, since they are many.
        then: what happens past it.
    """

    what: str
    most: int
    most_shared: int
    per: timedelta
    then: str

    def limit(self, network: Network) -> int:
        return self.most_shared if network.is_shared else self.most


MINUTES, HOUR = timedelta(minutes=10), timedelta(hours=1)
MEGABYTE = 1024**2

REPORTS = Budget("reports", 20, 60, MINUTES, "the network is busy: signs of a machine weigh, plain tips have a reserve")
PLAIN = Budget("plain tips of a busy network", 10, 100, HOUR, "further ones wait in quarantine")
ANSWERED = Budget("the same, with questions answered", 10, 100, HOUR, "further ones wait in quarantine")
UPLOADS = Budget("uploaded bytes", 1000 * MEGABYTE, 10_000 * MEGABYTE, HOUR, "taken, and the network counts as busy")
PROOFS = Budget("proofs of work for a tip", 20, 300, HOUR, "further ones do not lift a tip out of quarantine")
WRONG_CODES = Budget("wrong codes", 10, 300, timedelta(minutes=15), "wait, or prove work; the shared one: alarm only")
# Counted over all networks.
ALL_WRONG_CODES = Budget("wrong codes of all", 500, 500, timedelta(minutes=15), "the desk is told")
SAME_WORDS = Budget("the same words", 3, 3, HOUR, "later copies wait in quarantine")
ALIKE = Budget("nearly the same words", 10, 10, MINUTES, "later copies wait in quarantine; of a busy network after 3")

TABLE = (REPORTS, PLAIN, ANSWERED, UPLOADS, PROOFS, WRONG_CODES, ALL_WRONG_CODES, SAME_WORDS, ALIKE)
ALIKE_WHEN_BUSY = 3

SPEND = """
    INSERT INTO hotline_budget_count AS kept (mark, spent, until) VALUES {rows}
    ON CONFLICT (mark) DO UPDATE SET spent = kept.spent + EXCLUDED.spent RETURNING mark, spent
"""


@dataclass(frozen=True)
class Charge:
    """So much of a budget; `about` tells apart what is counted within it (whose network, which words)."""

    budget: Budget
    about: bytes
    amount: int = 1

    def mark(self, now: datetime) -> bytes:
        said = f"{self.budget.what}|{self.began(now)}|".encode() + self.about
        return hmac.digest(keys.purpose_key(PURPOSE), said, "sha256")[:16]

    def began(self, now: datetime) -> int:
        """Seconds since 1970 at which the running span began: spans follow each other, one for all."""
        per = int(self.budget.per.total_seconds())
        return int(now.timestamp()) // per * per

    def until(self, now: datetime) -> datetime:
        return datetime.fromtimestamp(self.began(now), UTC) + self.budget.per


def spend(charges: Iterable[Charge]) -> dict[Charge, int]:
    """Count, with one statement. Returns: what each has come to, this time included."""
    now = timezone.now()
    # In the order of the marks: two processes that count the same never wait for each other in a circle.
    by_mark = dict(sorted((charge.mark(now), charge) for charge in charges))
    values = [part for mark, charge in by_mark.items() for part in (mark, charge.amount, charge.until(now))]
    with connection.cursor() as cursor:
        cursor.execute(SPEND.format(rows=", ".join(["(%s, %s, %s)"] * len(by_mark))), values)
        return {by_mark[bytes(mark)]: int(spent) for mark, spent in cursor.fetchall()}


def is_over(charge: Charge, spent: Mapping[Charge, int], network: Network) -> bool:
    return spent.get(charge, 0) > charge.budget.limit(network)


def take(budget: Budget, network: Network) -> bool:
    """Spend one. Returns: whether it still fitted."""
    charge = Charge(budget, network.mark)
    return not is_over(charge, spend([charge]), network)


def spent_of_all(budget: Budget) -> int:
    """How much all networks together have spent in the running span."""
    row = BudgetCount.objects.filter(pk=Charge(budget, b"").mark(timezone.now())).first()
    return row.spent if row else 0


def forget_ended() -> int:
    """Remove counts whose span is over. Returns: how many."""
    return BudgetCount.objects.filter(until__lt=timezone.now()).delete()[0]
