"""One document, set by typst. Also a program: a job comes in as JSON, the document goes out (`press` starts it).

It imports nothing else of the house, so that it is up at once.
"""

import functools
import json
import os
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates"
REFUSED = 3  # the program's status where typst refused
_LINE = re.compile(r"(\w+\.typ):(\d+):")


class NotSet(Exception):
    """Typst refused. `place`: template and line, "" if unknown; never content."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class Job(NamedTuple):
    """One document. at: ISO 8601, with zone. folder: of the cut fonts."""

    source: str
    folder: str
    inputs: dict[str, str]
    at: str
    standards: list[str]


def set_document(job: Job) -> bytes:
    """The PDF. Raises: NotSet."""
    import typst  # fetched by whoever sets a document himself

    standards: Any = job.standards
    try:
        return typst.compile(
            job.source, root=str(TEMPLATES), font_paths=loaded(job.folder), ignore_system_fonts=True,
            sys_inputs=job.inputs, pdf_standards=standards, timestamp=datetime.fromisoformat(job.at),
        )  # fmt: skip
    except typst.TypstError as error:
        place = _LINE.search(f"{error.diagnostic}")
    # Outside the handler: typst's own message quotes content, and must not follow ours into a log.
    raise NotSet(f"{place[1]} line {place[2]}" if place else "")


@functools.lru_cache(maxsize=4)
def loaded(folder: str) -> "typst.Fonts":
    """The fonts of a folder; system fonts stay out, so that documents are the same everywhere."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


if __name__ == "__main__":
    os.nice(10)  # whoever waits for the paper has more to do meanwhile
    try:
        sys.stdout.buffer.write(set_document(Job(**json.load(sys.stdin.buffer))))
    except NotSet as refused:
        sys.stdout.write(refused.place)
        sys.exit(REFUSED)
