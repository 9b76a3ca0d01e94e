"""What an exhibit's record says and said: as text that is hashed, and back to what was entered when it came in."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Capture, CustodyEvent, Exhibit, ExhibitCorrection, Statement, sheets
from cases.models.evidence import CORRECTED
from cases.packets import chain

SHEETS: dict[str, Any] = {"statement": Statement, "capture": Capture}
# Every column that a correction can change, in the order in which a record tells them: its own, then its sheet's.
COLUMNS = (*CORRECTED, *(f"{sheet}.{column}" for sheet in SHEETS for column in sheets.CORRECTED[sheet]))


def at(exhibit: Exhibit, name: str) -> tuple[Any, str]:
    """The row that holds a column of `COLUMNS`, the exhibit's or its sheet's, and the column's name there."""
    sheet, _dot, column = name.rpartition(".")
    return (getattr(exhibit, sheet) if sheet else exhibit), column


def of(exhibit: Exhibit) -> tuple[str, ...]:
    """Those of `COLUMNS` that an exhibit has."""
    return tuple(name for name in COLUMNS if "." not in name or hasattr(exhibit, name.partition(".")[0]))


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
    correction: ExhibitCorrection, *, only: Collection[str] = COLUMNS
) -> Iterator[tuple[str, str, str]]:  # fmt: skip
    """(name of the column, as it was, as it is) of each change, to read; in the order in which a record tells them.

    Raises: KeyError where `only` names what no record has.
    """
    for name in changed(correction, only=only):
        was, now = correction.changes[name]
        yield label(name), read(name, was), read(name, now)


def changed(correction: ExhibitCorrection, *, only: Collection[str] = COLUMNS) -> list[str]:
    """The columns that a correction changed. Raises: KeyError where `only` names what no record has."""
    if unknown := set(only) - set(COLUMNS):
        raise KeyError(min(unknown))
    return [name for name in COLUMNS if name in only and name in correction.changes]


def label(name: str) -> str:
    """How a column is called."""
    sheet, _dot, column = name.rpartition(".")
    model: Any = SHEETS[sheet] if sheet else Exhibit
    return str(model._meta.get_field(column).verbose_name)


def read(name: str, text: str) -> str:
    """A kept wording as people read it: times in UTC to the second, "" where nothing was said."""
    if name == "acquired_at":
        return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M:%S} UTC"
    if name in ("is_biohazard", "is_dangerous"):
        return str(_("yes") if text == "True" else _("no"))
    if name == "statement.willing":
        return str(Statement.Willing(text).label)
    return "" if text == "None" and name == "clock_offset" else text


def entered(exhibit: Exhibit) -> tuple[dict[str, str], str | None]:
    """Walk back from what a record says to what was entered first. Prefetch `corrections` and `custody` for many.

    Returns: (the first wording of every correctable column, None), or what it came to and the first break in words: a
    correction that is missing, was changed, or does not lead to what the record says.
    """
    says = {name: text_of(getattr(*at(exhibit, name))) for name in of(exhibit)}
    corrections = sorted(exhibit.corrections.all(), key=lambda each: each.number)
    signed = [event.purpose for event in exhibit.custody.all() if event.kind == CustodyEvent.Kind.CORRECT]
    if signed != [line(each) for each in corrections]:
        return says, "its corrections are not those that its chain of custody has"
    if exhibit.version != len(corrections) + 1:
        return says, f"its record is version {exhibit.version}, and its corrections make {len(corrections) + 1}"
    for each in reversed(corrections):
        for name, (was, now) in each.changes.items():
            if says.get(name) != now:
                return says, f"its record does not say what correction {each.number} says"
            says[name] = was
    return says, None
