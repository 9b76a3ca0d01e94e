"""The key ring: vault keys from the settings, data keys and purpose keys wrapped by them."""

import hmac
import os
from base64 import b64decode
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection, transaction

from staff.nudge import nudge
from vault.models import DataKey, PurgedKey, PurposeKey

NONCE_BYTES = 12


class VaultClosed(Exception):
    """A key is missing, wrong or destroyed. The text names ids only."""


def seal(key: bytes, clear: bytes, place: str) -> bytes:
    """AES-256-GCM with a random nonce in front; `place` is bound to it, so a value moved elsewhere does not open."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, clear, place.encode())


def unseal(key: bytes, sealed: bytes | memoryview, place: str) -> bytes:
    """Raises: VaultClosed where key, place or bytes are not those of the sealing."""
    try:
        return AESGCM(key).decrypt(bytes(sealed[:NONCE_BYTES]), bytes(sealed[NONCE_BYTES:]), place.encode())
    except InvalidTag as broken:
        raise VaultClosed(f"{place} does not open") from broken


@lru_cache(maxsize=4)
def _ring(spec: str) -> dict[str, bytes]:
    pairs = (item.partition(":") for item in spec.split(",") if item.strip())
    ring = {name.strip(): b64decode(value.strip()) for name, _, value in pairs}
    if not ring or any(len(key) != 32 for key in ring.values()):
        raise VaultClosed("VAULT_KEYS must read name:base64-of-32-bytes[,older:…]; `make demo` writes one for a trial")
    return ring


def _current() -> tuple[str, bytes]:
    return next(iter(_ring(settings.VAULT_KEYS).items()))


def names() -> list[str]:
    """The names of VAULT_KEYS; the first wraps what is new."""
    return list(_ring(settings.VAULT_KEYS))


def proof(place: str) -> str:
    """Nothing, sealed under the first vault key: `proves` tells later whether the same key is at hand."""
    name, vault_key = _current()
    return f"{name}:{seal(vault_key, b'', f'proof:{place}').hex()}"


def proves(told: str, place: str) -> bool:
    """Whether the vault key that made the proof is in VAULT_KEYS, by name and by what it opens."""
    name, _, sealed = told.partition(":")
    try:
        return unseal(_vault_key(name), bytes.fromhex(sealed), f"proof:{place}") == b""
    except (VaultClosed, ValueError):
        return False


def _vault_key(name: str) -> bytes:
    try:
        return _ring(settings.VAULT_KEYS)[name]
    except KeyError as missing:
        raise VaultClosed(f"the vault key {name} is not in VAULT_KEYS") from missing


def wrap_anew(row: DataKey | PurposeKey, place: str) -> None:
    """Put a key under the first vault key; the row is not saved."""
    name, vault_key = _current()
    row.wrapped = seal(vault_key, unseal(_vault_key(row.wrapped_by), row.wrapped, place), place)
    row.wrapped_by = name


class FreshKey:
    """A data key not stored yet: what is sealed under it is lost unless `keep` is called in the same transaction."""

    def __init__(self, row: DataKey, key: bytes) -> None:
        self.id, self.key, self._row = row.pk, key, row

    def keep(self) -> UUID:
        self._row.save(force_insert=True)
        return self.id


def fresh() -> FreshKey:
    """A new random data key, not stored yet."""
    name, vault_key = _current()
    key, row = os.urandom(32), DataKey(wrapped_by=name)
    row.wrapped = seal(vault_key, key, f"data_key:{row.pk}")
    return FreshKey(row, key)


def keep_all(fresh_keys: "list[FreshKey]") -> None:
    """Store several fresh keys in one statement."""
    DataKey.objects.bulk_create(each._row for each in fresh_keys)


def create() -> UUID:
    """Store a new data key. Returns: its id."""
    return fresh().keep()


def data_key(key_id: UUID) -> bytes:
    """Raises: VaultClosed where the key was destroyed."""
    return data_keys([key_id])[key_id]


def data_keys(ids: list[UUID]) -> dict[UUID, bytes]:
    """Several data keys in one query. Raises: VaultClosed where one is missing."""
    found = data_keys_found(set(ids))
    lost = set(ids) - set(found)
    if lost:
        raise VaultClosed(f"data key {min(map(str, lost))} was destroyed or never stored")
    return found


def data_keys_found(ids: set[UUID]) -> dict[UUID, bytes]:
    """Those of the data keys that still exist, in one query."""
    rows = DataKey.objects.filter(pk__in=ids)
    return {row.pk: unseal(_vault_key(row.wrapped_by), row.wrapped, f"data_key:{row.pk}") for row in rows}


_opened: dict[tuple[str, str], bytes] = {}


def purpose_key(purpose: str) -> bytes:
    """The 32-byte key of a purpose, made at its first use. Kept in the process's memory once it is committed."""
    name = (purpose, settings.VAULT_KEYS)
    if name in _opened:
        return _opened[name]
    row = PurposeKey.objects.filter(pk=purpose).first() or _make_purpose_key(purpose)
    key = unseal(_vault_key(row.wrapped_by), row.wrapped, f"purpose:{purpose}")
    # Inside a transaction the row may yet be rolled back: a key in memory alone would lose what it marks.
    if not connection.in_atomic_block:
        _opened[name] = key
    return key


def _make_purpose_key(purpose: str) -> PurposeKey:
    name, vault_key = _current()
    sealed = seal(vault_key, os.urandom(32), f"purpose:{purpose}")
    PurposeKey.objects.bulk_create(
        [PurposeKey(purpose=purpose, wrapped=sealed, wrapped_by=name)], ignore_conflicts=True
    )
    return PurposeKey.objects.get(pk=purpose)


def mark(purpose: str, value: bytes | str) -> bytes:
    """HMAC-SHA256 under the purpose's key: finds a value again without storing it."""
    raw = value.encode() if isinstance(value, str) else value
    return hmac.new(purpose_key(purpose), raw, sha256).digest()


@transaction.atomic
def destroy(key_id: UUID, *, reason: str) -> PurgedKey | None:
    """Shred everything sealed under a data key, and write it in the purge ledger. Safe to repeat.

    Returns: the ledger's entry; None where there was no such key. A worker carries it out of the database at once.
    """
    deleted, _ = DataKey.objects.filter(pk=key_id).delete()
    if not deleted:
        return None
    entry = PurgedKey.objects.create(key_id=key_id, reason=reason)
    _nudge_export()
    return entry


def note_purge(subject: UUID, *, reason: str) -> PurgedKey:
    """Write in the purge ledger that a thing which had no key of its own was emptied, by its id. A replay finds it.

    In the caller's transaction; a thing purged before keeps its entry.
    """
    entry, is_new = PurgedKey.objects.get_or_create(key_id=subject, defaults={"reason": reason})
    if is_new:
        _nudge_export()
    return entry


def _nudge_export() -> None:
    from vault.tasks import export_purges  # the task imports this module

    nudge(export_purges)
