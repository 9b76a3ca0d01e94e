"""Emptying products: with the case they were drafted from, or with a person whom they name."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cases import blanking
from cases.models import Case
from cases.purge_table import EMPTIED_OF_PRODUCTS
from intel.models import Product
from staff import audit
from vault import keys
from vault.models import PurgedKey
from vault.purging import Entry

# Out of use for good, and all that is emptied.
ENDED = (Product.Status.EXPIRED, Product.Status.SUPERSEDED, Product.Status.WITHDRAWN)
# How an emptied product stands in the purge ledger.
REASON = "product"


def of_case(case: Case) -> "QuerySet[Product]":
    """Those that were drafted from a case and are not emptied yet."""
    return Product.objects.filter(made_in=case.pk, purged_at=None).order_by("pk")


def locked(rows: "QuerySet[Product]") -> list[Product]:
    """Their rows, locked in one order: nobody writes in them, gives them out or revises them meanwhile."""
    return list(rows.order_by("pk").select_for_update(no_key=True, of=("self",)))


def count_words(rows: Iterable[Product]) -> int:
    """Texts of the products that would go: one query a table."""
    ids = [row.pk for row in rows]
    return sum(blanking.count(words, ids) for words in EMPTIED_OF_PRODUCTS) if ids else 0


def empty(rows: Sequence[Product]) -> tuple[int, list[PurgedKey]]:
    """Empty locked products, every version of each, in the caller's transaction. Status, citations and marks stay.

    Returns: how many texts went, and what the purge ledger says of them.
    """
    texts = _empty([row.pk for row in rows], timezone.now())
    for row in rows:
        audit.record("system", "product.purged", row)
    return texts, [keys.note_purge(row.pk, reason=REASON) for row in rows]


def _empty(ids: list[UUID], at: datetime) -> int:
    if not ids:
        return 0
    own, *others = EMPTIED_OF_PRODUCTS
    texts = blanking.empty(own, ids, purged_at=at)
    return texts + sum(blanking.empty(words, ids) for words in others)


def replay(entries: Iterable[Entry]) -> int:
    """After a restore: empty again the products that the exported ledger names. Safe to repeat. Returns: how many."""
    return sum(_again(entry.key_id, entry.at) for entry in entries if entry.reason == REASON)


@transaction.atomic
def _again(product_id: UUID, at: datetime) -> bool:
    fresh = locked(Product.objects.filter(pk=product_id, purged_at=None))
    _empty([row.pk for row in fresh], at)
    for row in fresh:
        audit.record("system", "product.purged_again", row)
    return bool(fresh)
