"""The date that every part of a packet carries."""

from datetime import datetime

from cases.models import Packet


def dated(packet: Packet) -> datetime:
    """The packet's approval, to the second, so that the same content gives the same bytes."""
    assert packet.approved_at is not None
    return packet.approved_at.replace(microsecond=0)
