"""What a packet can hold beside cover, case report, exhibits and custody: groups of papers, each a craft of its own.

A new group is a module with one `Papers` (`cases.packets.group`) and a line in `GROUPS`; its files are named in
`layout`, and leave in the profiles that name them.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from cases.models import Packet
from cases.packets import chronology, corrections, entities, listings, places, sheets, stix, trade
from cases.packets.group import Papers
from cases.packets.profiles import Profile
from hotline.models import Report

if TYPE_CHECKING:
    from cases.packets.assembly import Content

GROUPS: tuple[Papers, ...] = (
    entities.PERSONS, chronology.DRAWN, places.MAP, trade.TRADE, trade.MESSAGES, trade.IDENTIFIED, stix.STIX,
    sheets.CAPTURES, sheets.STATEMENTS, corrections.CORRECTIONS, listings.LISTINGS,
)  # fmt: skip


def said(packet: Packet, profile: Profile, reports: list[Report]) -> dict[str, Any]:
    """What each group has to say to the profile, by the group's name; a group whose files do not leave is not read."""
    wanted = [group for group in GROUPS if not profile.files.isdisjoint(group.files)]
    found = {group.name: group.said(packet, profile, reports) for group in wanted}
    return {name: part for name, part in found.items() if part}


def makers(packet: Packet, content: "Content") -> dict[str, Callable[[], bytes]]:
    """What makes the files of every group that has something to say, as far as the profile names them."""
    return {
        name: partial(make, packet, content)
        for group in GROUPS
        if group.name in content.parts
        for name, make in group.files.items()
        if name in content.profile.files
    }
