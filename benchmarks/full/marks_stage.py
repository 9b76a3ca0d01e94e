"""The process that looks at a million marks: fills them once, measures, prints its lines as JSON."""

import sys
from dataclasses import asdict
from typing import Any

from benchmarks.full import stage

AMOUNT = 1_000_000
ASKED = 100
RETOLD = 40  # pairs of each of five languages and of each label


def fill() -> None:
    from benchmarks import marks

    marks.lay_tips(AMOUNT)
    marks.lay_pictures(AMOUNT)


def look() -> list[dict[str, Any]]:
    from benchmarks import photos, similar

    stage.into_memory("vault.tip_marks", "vault.picture_marks")
    return [asdict(line) for line in (photos.found(ASKED), *similar.measure(ASKED, RETOLD))]


if __name__ == "__main__":
    sys.exit(stage.main(fill, look))
