"""What changed from one version to another, heading by heading. No database but the two versions' own rows."""

import difflib
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from intel.models import Heading, KeyJudgement, Version

_PIECE = re.compile(r"\s+|\w+|[^\w\s]")
SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True)
class Change:
    """pieces: (same, gone or new, text), which put together give both texts."""

    name: str
    pieces: tuple[tuple[str, str], ...]

    @property
    def is_changed(self) -> bool:
        return any(kind != SAME for kind, _text in self.pieces)


def pieces(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Word by word; in scripts that set no spaces a stretch is one word."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    found: list[tuple[str, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append((SAME, "".join(before[a:b])))
            continue
        found += [(GONE, "".join(before[a:b]))] * (b > a) + [(NEW, "".join(after[c:d]))] * (d > c)
    return tuple(found)


def compare(old: Version, new: Version) -> list[Change]:
    """Everything that either says, in the order in which it is printed."""
    before, after = _said(old), _said(new)
    names = [name for name in after | before if before.get(name) or after.get(name)]
    return [Change(str(name), pieces(before.get(name, ""), after.get(name, ""))) for name in names]


def _said(version: Version) -> dict[Any, str]:
    sections = {each.heading: each.text for each in version.sections.all()}
    judgements = "\n".join(map(_line, version.judgements.all()))
    cited = version.citations.select_related("report").order_by("report__reference")
    return {
        _("Title"): version.title, _("For"): version.recipient, _("Handling"): version.handling,
        _("Valid until"): f"{version.expires_on}", _("Key judgements"): judgements,
        **{heading.label: sections.get(heading, "") for heading in Heading},
        _("Rests on"): "\n".join(f"{each.report.reference} {each.grade}" for each in cited),
    }  # fmt: skip


def _line(each: KeyJudgement) -> str:
    how = " · ".join(filter(None, (each.likelihood_shown, each.get_confidence_display(), ", ".join(each.rests_on))))
    return f"{each.text} ({how})" if how else each.text
