"""The process that looks at a million marks: fills them once, measures, prints its lines as JSON."""

import json
from dataclasses import asdict

from benchmarks.full import stage

AMOUNT = 1_000_000
ASKED = 100
RETOLD = 40  # pairs of each of five languages and of each label


def main() -> None:
    stage.enter(_fill)
    stage.into_memory("vault.tip_marks", "vault.picture_marks")
    from benchmarks import photos, similar

    lines = [photos.found(ASKED), *similar.measure(ASKED, RETOLD)]
    print(json.dumps([asdict(line) for line in lines]))


def _fill() -> None:
    from benchmarks import marks

    marks.lay_tips(AMOUNT)
    marks.lay_pictures(AMOUNT)


if __name__ == "__main__":
    main()
