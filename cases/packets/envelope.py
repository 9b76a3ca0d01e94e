"""The envelope of a packet: to whom it is closed, closing it as it is written, and the pass phrase, shown once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Packet
from cases.models.packet import Envelope
from cases.packets import release
from staff import audit
from staff.models import Officer
from staff.refusals import WrongStatus
from vault import age, phrases, text


@dataclass(frozen=True)
class Shown:
    """A pass phrase on its way to the officer's eyes: it is in no store any more."""

    phrase: str


def closed(packet: Packet, chunks: Iterator[bytes], phrase: str) -> Iterator[bytes]:
    """The bytes as they go out. phrase: "" unless the packet is closed by one."""
    if packet.envelope == Envelope.KEY:
        return age.seal(chunks, age.to_keys(packet.recipient_keys))
    if packet.envelope == Envelope.PHRASE:
        return age.seal(chunks, age.by_phrase(phrase))
    return chunks


def phrase_for(packet: Packet) -> str:
    """A new pass phrase where the packet is closed by one, else ""."""
    return phrases.new_phrase() if packet.envelope == Envelope.PHRASE else ""


@transaction.atomic
def show_phrase(packet: Packet, *, by: Officer) -> Shown:
    """Show the pass phrase, once: whoever lost it drafts the packet anew. For who may take the packet.

    Raises: NotAllowed; WrongStatus where it was shown before, or there is none.
    """
    release.require_taker(packet, by=by)
    fresh: Any = release.locked(packet.pk)  # with its key, once it is ready
    phrase = text.read(fresh, "phrase") if fresh.status == Packet.Status.READY else ""
    if not phrase:
        raise WrongStatus(_("There is no pass phrase to show: it is shown once, when the packet is ready."))
    text.write(fresh, phrase="")
    fresh.save(update_fields=["phrase"])
    audit.record(by, "packet.phrase_shown", fresh)
    return Shown(phrase)


def keys_typed(typed: str) -> Sequence[str]:
    """Public keys as an officer pastes them: one a line, comments after `#` as in age's own files."""
    lines = (line.partition("#")[0].strip() for line in typed.splitlines())
    return list(dict.fromkeys(line for line in lines if line))
