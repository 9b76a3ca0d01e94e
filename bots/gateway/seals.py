"""Sealing what a channel brings, and who is at the other end."""

import json
from typing import Any
from uuid import UUID

from vault import identity, keys, purging, signing
from vault.checkpoints import Tampered

QUEUE = "bot-queue"
PURPOSES = (
    QUEUE, "bot-lane", "bot-button", "source-address", "draft", "form", "words", "receipt", "receipt-derivation",
    "file-origin", "file-bytes", "message-origin", "upload-ticket",
    "officer-chat-code", "officer-chat", "member-chat-code", "member-chat", signing.PURPOSE,
)  # fmt: skip


def warm_up() -> None:
    """Open the purpose keys before the first transaction: inside one they are not kept in memory."""
    for purpose in PURPOSES:
        keys.purpose_key(purpose)


def refusal() -> str:
    """Why no chat may be served: this database came out of a backup and waits for its replay. "" if not."""
    try:
        purging.require_replayed()
    except (purging.NotReplayed, Tampered) as refused:
        return str(refused)
    return ""


def seal(value: Any, place: str) -> bytes:
    """Seal a JSON value that waits in a queue; `place` is bound to it."""
    clear = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return keys.seal(keys.purpose_key(QUEUE), clear, place)


def unseal(sealed: bytes | memoryview, place: str) -> Any:
    """Raises: VaultClosed where key, place or bytes are not those of the sealing."""
    return json.loads(keys.unseal(keys.purpose_key(QUEUE), bytes(sealed), place))


def mark(purpose: str, value: str) -> bytes:
    """A keyed hash, 32 bytes: finds a value again without storing it."""
    return keys.mark(purpose, value)


def source_at(channel: str, address: str) -> UUID:
    """The pseudonymous source that writes from this address, made at the first message."""
    return identity.source_at(channel, address).pk


def address_of(source_id: UUID) -> str | None:
    """The chat id to answer at; None where it was forgotten."""
    return identity.address_of(source_id)


def forgotten(source_ids: set[UUID]) -> set[UUID]:
    """Those of the sources whose address was destroyed with their last tip: they cannot be answered."""
    return identity.without_address(source_ids)
