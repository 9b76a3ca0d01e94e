"""What an exhibit's record says and said: as text that is hashed, and back to what was entered when it came in."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.models import CustodyEvent, Exhibit, ExhibitCorrection
from cases.models.evidence import CORRECTED
from cases.packets import chain


def text_of(value: Any) -> str:
    """A column's value as every hash of an exhibit's record takes it; times in UTC, to the microsecond."""
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else str(value)


def hashed(said: Mapping[str, Any]) -> str:
    """SHA-256, hex, over UTF-8 JSON with sorted names, no spaces and no escapes."""
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def line(correction: ExhibitCorrection) -> str:
    """What the chain of custody says of a correction: its number and hash, and no word of it."""
    said = {
        "exhibit": correction.exhibit.reference, "number": correction.number, "changes": correction.changes,
        "reason": correction.reason, "by": correction.by_id, "at": chain.moment(correction.at), "salt": correction.salt,
    }  # fmt: skip
    return f"correction {correction.number}, SHA-256 {hashed(said)}"


def shown(
    correction: ExhibitCorrection, *, only: Collection[str] = CORRECTED
) -> Iterator[tuple[str, str, str]]:  # fmt: skip
    """(name of the column, as it was, as it is) of each change, to read; in the order in which a record tells them.

    Raises: KeyError where `only` names what no record has.
    """
    if unknown := set(only) - set(CORRECTED):
        raise KeyError(min(unknown))
    for name in CORRECTED:
        if name in only and name in correction.changes:
            was, now = correction.changes[name]
            yield str(Exhibit._meta.get_field(name).verbose_name), read(name, was), read(name, now)  # type: ignore[union-attr]


def read(name: str, text: str) -> str:
    """A kept wording as people read it: times in UTC to the second, "" where nothing was said."""
    if name == "acquired_at":
        return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M:%S} UTC"
    if name in ("is_biohazard", "is_dangerous"):
        return str(_("yes") if text == "True" else _("no"))
    return "" if text == "None" and name == "clock_offset" else text


def entered(exhibit: Exhibit) -> tuple[dict[str, str], str | None]:
    """Walk back from what a record says to what was entered first. Prefetch `corrections` and `custody` for many.

    Returns: (the first wording of every correctable column, None), or what it came to and the first break in words: a
    correction that is missing, was changed, or does not lead to what the record says.
    """
    says = {name: text_of(getattr(exhibit, name)) for name in CORRECTED}
    corrections = sorted(exhibit.corrections.all(), key=lambda each: each.number)
    signed = [event.purpose for event in exhibit.custody.all() if event.kind == CustodyEvent.Kind.CORRECT]
    if signed != [line(each) for each in corrections]:
        return says, "its corrections are not those that its chain of custody has"
    if exhibit.version != len(corrections) + 1:
        return says, f"its record is version {exhibit.version}, and its corrections make {len(corrections) + 1}"
    for each in reversed(corrections):
        for name, (was, now) in each.changes.items():
            if says[name] != now:
                return says, f"its record does not say what correction {each.number} says"
            says[name] = was
    return says, None
