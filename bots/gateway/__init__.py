"""The gateway: the only way by which bots reach the hotline and the vault. Whole verbs in, frozen dataclasses out."""

from bots.gateway.files import Received, ToFetch, arrived, arrived_now, given_up, offer, receiver, take_due
from bots.gateway.post import Waiting, delivered, read_questions, take_waiting, unreachable
from bots.gateway.seals import address_of, mark, seal, source_at, unseal, warm_up
from bots.gateway.story import (
    Basis,
    FileOffer,
    Offence,
    PublicStatus,
    Sharing,
    Story,
    Urgency,
    grouped,
)  # fmt: skip
from bots.gateway.telling import Recalled, Sent, Tip, add, another_code, cancel, correct, keep, recall, send, tips_of

__all__ = [
    "Basis",
    "FileOffer",
    "Offence",
    "PublicStatus",
    "Recalled",
    "Received",
    "Sent",
    "Sharing",
    "Story",
    "Tip",
    "ToFetch",
    "Urgency",
    "Waiting",
    "add",
    "address_of",
    "another_code",
    "arrived",
    "arrived_now",
    "cancel",
    "correct",
    "delivered",
    "given_up",
    "grouped",
    "keep",
    "mark",
    "offer",
    "read_questions",
    "recall",
    "receiver",
    "seal",
    "send",
    "source_at",
    "take_due",
    "take_waiting",
    "tips_of",
    "unreachable",
    "unseal",
    "warm_up",
]
