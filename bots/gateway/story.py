"""The journey's pure names, as the conversation needs them."""

from dataclasses import dataclass

from hotline.asking import GUIDE, PUSH, READ, in_chat, rows
from hotline.public.countries import emergency_numbers
from hotline.public_status import PublicStatus
from hotline.receipts import grouped
from hotline.story import Basis, Offence, Sharing, Story, Urgency

__all__ = [
    "GUIDE", "PUSH", "READ",
    "Basis", "FileOffer", "Offence", "PublicStatus", "Sharing", "Story", "Urgency", "emergency_numbers", "grouped",
    "in_chat", "rows",
]  # fmt: skip


@dataclass(frozen=True)
class FileOffer:
    """A file that a channel holds for us.

    Args:
        origin: the channel's ids to fetch it by.
        unique: the channel's lasting id of the file.
        size: bytes, 0 where the channel does not say.
        is_lossy: sent as a photo, so its hidden data are gone already.
        is_too_big: the channel will not hand it over.
    """

    origin: dict[str, str]
    unique: str
    name: str
    size: int = 0
    is_lossy: bool = False
    is_too_big: bool = False
