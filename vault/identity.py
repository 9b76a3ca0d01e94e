"""Who spoke: pseudonyms, sealed addresses, sealed contact. Reached by a source's opaque id only."""

import secrets
from functools import lru_cache
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from vault import keys
from vault.handler import keyfile
from vault.keys import FreshKey
from vault.models import PurgedKey, RevealRequest, SealedContact, Source, SourceAddress

# Machines and organisations are not forgotten with a tip: a partner's account outlives what it sent.
# A registered member is kept as long as their membership, by whoever ends it (`hotline.members`).
PERSONS = (
    Source.Kind.PUBLIC, Source.Kind.COMMUNITY, Source.Kind.JOURNALIST, Source.Kind.OFFICER, Source.Kind.RANGER,
)  # fmt: skip
# No vowels and no digits that read as letters: a pseudonym spells nothing and is read aloud without doubt.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


def _pseudonym() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(6)) + f"-{secrets.randbelow(100_000):05d}"


def create_source(kind: str = Source.Kind.PUBLIC, *, beside: FreshKey | None = None) -> Source:
    """A new source with a pseudonym and a data key of its own.

    Args:
        beside: a fresh data key that is to be stored in the same statement.
    """
    own = keys.fresh()
    keys.keep_all([own, beside] if beside else [own])
    return Source.objects.create(pseudonym=_pseudonym(), kind=kind, key_id=own.id)


def _mark(channel: str, address: str) -> bytes:
    return keys.mark("source-address", f"{channel}:{address}")


def find_source(channel: str, address: str) -> Source | None:
    """The source that writes from this address, if it ever did."""
    found = SourceAddress.objects.select_related("source").filter(mark=_mark(channel, address)).first()
    return found.source if found else None


@transaction.atomic
def source_at(channel: str, address: str, *, kind: str = Source.Kind.PUBLIC) -> Source:
    """The source that writes from this address, made at the first message. Safe when two processes ask at once."""
    known = find_source(channel, address)
    if known:
        return known
    source = create_source(kind)
    sealed = keys.seal(keys.data_key(source.key_id), address.encode(), f"address:{source.pk}")
    row = SourceAddress(source=source, channel=channel, mark=_mark(channel, address), sealed=sealed)
    SourceAddress.objects.bulk_create([row], ignore_conflicts=True)
    won = find_source(channel, address)
    if won is None or won.pk != source.pk:
        source.delete()
    return won or source


def address_of(source_id: UUID) -> str | None:
    """The chat id to answer at, for the bot's sender alone; None where the source has none or was forgotten."""
    row = SourceAddress.objects.select_related("source").filter(source_id=source_id).first()
    if row is None:
        return None
    return keys.unseal(keys.data_key(row.source.key_id), row.sealed, f"address:{source_id}").decode()


def kind_of(source_id: UUID) -> str:
    """A `Source.Kind` value; public for a source that is not known."""
    known: str | None = Source.objects.filter(pk=source_id).values_list("kind", flat=True).first()
    return known or Source.Kind.PUBLIC


def set_kind(source_id: UUID, kind: str) -> None:
    """The caller has checked that this may be said of the source. `kind`: a `Source.Kind` value."""
    Source.objects.filter(pk=source_id).update(kind=kind)


def pseudonyms(ids: "set[UUID]") -> dict[UUID, str]:
    """Pseudonyms by source id, in one query."""
    return dict(Source.objects.filter(pk__in=ids).values_list("pk", "pseudonym"))


@lru_cache(maxsize=4)
def _public_keys(spec: str) -> dict[str, bytes]:
    try:
        return keyfile.public_keys(spec)
    except keyfile.KeyFileError as wrong:
        raise keys.VaultClosed(f"HANDLER_PUBLIC_KEYS: {wrong}") from wrong


def handler_keys() -> dict[str, bytes]:
    """Public keys (32 bytes) by handler's name, from HANDLER_PUBLIC_KEYS. Raises: VaultClosed, naming a bad one."""
    return _public_keys(settings.HANDLER_PUBLIC_KEYS)


@transaction.atomic
def forget_contact(source_id: UUID) -> int:
    """Destroy the sealed contact of a source who withdrew, and what was written about opening it.

    Returns: how many boxes.
    """
    for key_id in RevealRequest.objects.filter(source_id=source_id).values_list("key_id", flat=True):
        keys.destroy(key_id, reason="contact forgotten")
    return SealedContact.objects.filter(source_id=source_id).delete()[0]


def forget(source_id: UUID, *, reason: str) -> PurgedKey | None:
    """Destroy the way to a person whose last tip is gone: their address and its key. The pseudonym stays.

    Whoever writes from that address again is a new source. Returns: the purge ledger's entry; None where nothing was.
    """
    source = Source.objects.filter(pk=source_id, kind__in=PERSONS).first()
    if source is None:
        return None
    SourceAddress.objects.filter(source=source).delete()
    return keys.destroy(source.key_id, reason=reason)


def forget_by_key(key_id: UUID) -> None:
    """Remove the address and contact that hang on a destroyed key (a restore brings them back)."""
    SourceAddress.objects.filter(source__key_id=key_id).delete()
    SealedContact.objects.filter(source__key_id=key_id).delete()


def without_address(ids: "set[UUID]") -> "set[UUID]":
    """Those of the sources that cannot be answered any more, in one query."""
    return ids - set(SourceAddress.objects.filter(source_id__in=ids).values_list("source_id", flat=True))


def has_contact(source_id: UUID) -> bool:
    """Whether contact data of this source is in the sealed box."""
    return SealedContact.objects.filter(source_id=source_id).exists()


def seal_contact(source_id: UUID, contact: str) -> int:
    """Seal what a source volunteered about reaching them to every handler. Returns: to how many.

    Raises: VaultClosed where no handler's key is set: the caller must not pretend that it was kept.
    """
    handlers = handler_keys()
    if not handlers:
        raise keys.VaultClosed("HANDLER_PUBLIC_KEYS is empty: contact data cannot be sealed")
    giving = uuid4()
    rows = [
        SealedContact(
            source_id=source_id, giving=giving, handler=name, fingerprint=keyfile.fingerprint(key),
            sealed=keyfile.seal(key, contact),
        )
        for name, key in handlers.items()
    ]  # fmt: skip
    SealedContact.objects.bulk_create(rows)
    return len(rows)
