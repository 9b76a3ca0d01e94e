"""What a run found, as a table for people: printed, and kept in a file."""

import os
import platform
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

SECTION = re.compile(r"^(?=## )", re.MULTILINE)
HEAD = ("job", "bare limit, same run", "ours", "ratio", "target", "met")
PACKAGES = ("Django", "gunicorn", "psycopg", "celery", "cryptography", "PyNaCl")


@dataclass(frozen=True)
class Line:
    """One job. `met` None: there is no target for this figure, it explains another."""

    job: str
    bare: str
    ours: str
    ratio: str = ""
    target: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        met = {True: "yes", False: "NO", None: ""}[self.met]
        return (self.job, self.bare or "-", self.ours, self.ratio or "-", self.target or "-", met)


def machine(facts: dict[str, str]) -> list[str]:
    """The machine and the versions, a line each. `facts` adds what only the run knows."""
    model = re.search(r"model name\s*: (.*)", _read("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s+(\d+)", _read("/proc/meminfo"))
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return [
        f"Date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"Machine: {model[1] if model else platform.processor()}, {os.cpu_count()} cores, "
        f"{int(memory[1]) / 2**20 if memory else 0:.0f} GiB; {platform.system()} {platform.release()}; "
        f"load over 1, 5 and 15 minutes at the end: {load}",
        f"Versions: Python {platform.python_version()}, {packages}",
        *(f"{name}: {value}" for name, value in facts.items()),
    ]


def _read(path: str) -> str:
    return Path(path).read_text() if Path(path).exists() else ""


def render(lines: list[Line], notes: list[str]) -> str:
    """Markdown that also reads well in a terminal."""
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    drawn = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    drawn.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    parts = [[f"- {note}" for note in notes], drawn]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def keep(path: Path, text: str, command: str) -> None:
    """Write the results beside how they were made. Sections of other commands stay."""
    head = (
        "# Figures\n\n"
        f"Written by `{command}`. Each figure is the median of its rounds; rounds of the bare limit and of ours take "
        "turns. What counts is the ratio: machines differ, and the same machine differs from minute to minute.\n\n"
    )
    path.write_text("\n".join([head + text, *_sections(path).values()]), encoding="utf-8")


def keep_section(path: Path, title: str, text: str, command: str) -> None:
    """Write one command's results under a title of their own; what else the file holds stays."""
    written = path.read_text(encoding="utf-8") if path.exists() else "# Figures\n"
    first = SECTION.split(written)[0].rstrip() + "\n"
    sections = _sections(path) | {title: f"## {title}\n\nWritten by `{command}`.\n\n{text}"}
    path.write_text("\n".join([first, *sections.values()]), encoding="utf-8")


def _sections(path: Path) -> dict[str, str]:
    """The sections of the file by title, each with its heading."""
    parts = SECTION.split(path.read_text(encoding="utf-8"))[1:] if path.exists() else []
    return {part.partition("\n")[0].removeprefix("## "): part.rstrip() + "\n" for part in parts}
