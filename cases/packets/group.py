"""What a group of papers of a packet is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cases.models import Packet
from cases.packets.profiles import Profile
from hotline.models import Report

if TYPE_CHECKING:
    from cases.packets.assembly import Content


@dataclass(frozen=True)
class Papers:
    """One group of papers.

    name: under which `said` stands in `Content.parts`; the gate calls a finding's place by it.
    said: (packet, profile, the packet's released reports) to plain data, text only as it leaves; what is falsy leaves
        nothing. Fields are picked by the profile, as `fields.pick` does.
    files: by name of `layout`: (packet, content) to the file's bytes. It reads no row: it is made beside the packing,
        in a thread that sees none of the caller's transaction.
    """

    name: str
    said: Callable[[Packet, Profile, list[Report]], Any]
    files: Mapping[str, Callable[[Packet, "Content"], bytes]]
