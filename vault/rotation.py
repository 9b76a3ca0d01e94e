"""Changing the vault's key under a running house: every key is wrapped anew in small batches, content never moves."""

from collections import Counter
from typing import TypeVar

from django.db import transaction
from django.db.models import Count

from vault import keys
from vault.models import DataKey, PurposeKey

BATCH = 500
Row = TypeVar("Row", DataKey, PurposeKey)


def in_use() -> Counter[str]:
    """How many keys each vault key wraps, by its name."""
    found: Counter[str] = Counter()
    for model in (DataKey, PurposeKey):
        found.update(dict(model.objects.order_by().values_list("wrapped_by").annotate(Count("pk"))))
    return found


def missing() -> Counter[str]:
    """Names that wrap keys and are not in VAULT_KEYS, with how many keys cannot be opened for that."""
    known = keys.names()
    return Counter({name: count for name, count in in_use().items() if name not in known})


def waiting() -> int:
    """How many keys are not wrapped by the first of VAULT_KEYS yet."""
    found = in_use()
    return found.total() - found[keys.names()[0]]


@transaction.atomic
def rewrap(batch: int = BATCH) -> int:
    """Wrap one batch of keys under the first vault key. Readers and writers go on meanwhile.

    Returns: how many; 0 where none is left, or others hold each that is left at this moment.
    Raises: VaultClosed where a key's vault key is not in VAULT_KEYS.
    """
    data = _locked(DataKey, batch)
    purposes = _locked(PurposeKey, batch)
    for row in data:
        keys.wrap_anew(row, f"data_key:{row.pk}")
    for purpose in purposes:
        keys.wrap_anew(purpose, f"purpose:{purpose.pk}")
    DataKey.objects.bulk_update(data, ["wrapped", "wrapped_by"])
    PurposeKey.objects.bulk_update(purposes, ["wrapped", "wrapped_by"])
    return len(data) + len(purposes)


def _locked(model: type[Row], batch: int) -> list[Row]:
    # Locked rows are left for the next round: two rotations, or one and a purge, never wait for each other in a ring.
    rows = model.objects.exclude(wrapped_by=keys.names()[0]).order_by("pk")
    return list(rows.select_for_update(skip_locked=True)[:batch])
