"""What a soak counts: calls by status and by kind, and every call that broke something."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

BROKEN = 500
TRACEBACK = "Traceback (most recent call last)"


@dataclass
class Tally:
    """`broken` holds a line a failure, with what repeats it. Status 0: the server only hung up."""

    by_status: Counter[int] = field(default_factory=Counter)
    by_kind: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    @property
    def calls(self) -> int:
        return self.by_status.total()

    @property
    def server_errors(self) -> int:
        return sum(count for status, count in self.by_status.items() if status >= BROKEN)

    def add_call(self, kind: str, status: int) -> None:
        self.by_status[status] += 1
        self.by_kind[kind] += 1

    def add(self, other: "Tally") -> None:
        self.by_status += other.by_status
        self.by_kind += other.by_kind
        self.broken += other.broken

    def statuses(self) -> str:
        return ", ".join(f"{count} × {status or 'hung up'}" for status, count in sorted(self.by_status.items()))


def tracebacks(folder: Path) -> list[str]:
    """Every traceback in the logs of a folder, each with what it ended in."""
    found = []
    for log in sorted(folder.glob("*.log")):
        lines = log.read_text(errors="replace").splitlines()
        found += [f"{log.name}: {_end(lines, number)}" for number, line in enumerate(lines) if TRACEBACK in line]
    return found


def _end(lines: list[str], start: int) -> str:
    """The exception that a traceback ends with, and where it was raised."""
    place = ""
    for line in lines[start + 1 :]:
        if line.startswith("  File "):
            place = line.strip()
        elif not line.startswith(" "):
            return f"{line} ({place})"
    return lines[start]
