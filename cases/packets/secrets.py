"""What the vault knows of the sources behind a case, gathered so that nothing of it leaves."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from cases.models import Case
from hotline.models import Attachment, Message, Tip
from vault import identity, text

RUN = 6  # words in a row that betray a voice
RUN_UNSPACED = 12  # characters in a row, in scripts that set no spaces
# A report may name the same place, species or page as the tip did.
SHARED_BY_RIGHT = {"place", "country", "species", "link", "pin"}
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
_EXACT_NUMBER = re.compile(r"-?\d{1,3}\.\d{4,}")
_OWN_WORDS = 12  # characters from which a file's name is told from an everyday word


@dataclass
class Secrets:
    """exact: (what it is, the value) to be found as it stands; runs: word runs of what sources wrote."""

    exact: set[tuple[str, str]] = field(default_factory=set)
    runs: set[str] = field(default_factory=set)

    def needles(self) -> list[bytes]:
        """Values that a file's bytes must not hold: long enough not to stand there by chance."""
        return [value.encode() for _what, value in self.exact if len(value.encode()) >= 8]


def behind(case: Case) -> Secrets:
    """The secrets of every tip behind the case's reports. A shredded tip has none left."""
    return _of(list(Tip.objects.filter(reports__cases=case).distinct()))


def behind_reports(reports: Iterable[UUID], compartment: UUID | None = None) -> Secrets:
    """The same of the tips behind some reports, and behind every report of a case."""
    behind_them = Q(reports__in=list(reports))
    if compartment:
        behind_them |= Q(reports__compartments__contains=[compartment])
    return _of(list(Tip.objects.filter(behind_them).distinct()))


def _of(tips: list[Tip]) -> Secrets:
    found = Secrets()
    names = identity.pseudonyms({tip.source_id for tip in tips})
    for tip in tips:
        found.exact.add(("the reference of a tip", tip.reference))
        found.exact.add(("the time of a message", tip.received_at.strftime("%Y-%m-%d %H:%M")))
        found.exact.add(("the time of a message", tip.received_at.strftime("%Y-%m-%dT%H:%M")))
        if tip.source_id in names:
            found.exact.add(("the name we gave a source", names[tip.source_id]))
        address = identity.address_of(tip.source_id)
        if address and len(address) >= 5:
            found.exact.add(("the address of a source", address))
    _words(found, tips)
    _file_names(found, tips)
    return found


def _words(found: Secrets, tips: list[Tip]) -> None:
    for narrative in text.read_many(tips, "narrative").values():
        found.runs.update(runs(narrative or ""))
    for answers in text.read_many(tips, "answers").values():
        for name, value in (answers or {}).items():
            if name == "pin":
                found.exact.update(
                    ("a position that a source gave", each) for each in _EXACT_NUMBER.findall(str(value))
                )
            elif name not in SHARED_BY_RIGHT:
                for said in _strings(value):
                    found.runs.update(runs(said))
    said_later = Message.objects.filter(tip__in=tips, direction=Message.Direction.FROM_SOURCE).select_related("tip")
    for body in text.read_many(said_later, "body").values():
        found.runs.update(runs(body or ""))


def _file_names(found: Secrets, tips: list[Tip]) -> None:
    for name in text.read_many(Attachment.objects.filter(tip__in=tips), "name").values():
        stem = str(name or "").rpartition(".")[0]
        found.exact.update(("the name of a file", value) for value in (name, stem) if value and _is_own(value))


def _is_own(name: str) -> bool:
    return len(name) >= 5 and (len(name) >= _OWN_WORDS or any(sign.isdigit() or sign in "._-" for sign in name))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Iterable):
        for each in value:
            yield from _strings(each)


def runs(said: str) -> set[str]:
    """Every run of RUN words, and in scripts without spaces of RUN_UNSPACED characters, normalised."""
    plain = unicodedata.normalize("NFKC", said).casefold()
    words = _WORD.findall(plain)
    found = {" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
    for stretch in _UNSPACED.findall("".join(words)):
        found.update(stretch[start : start + RUN_UNSPACED] for start in range(len(stretch) - RUN_UNSPACED + 1))
    return found
