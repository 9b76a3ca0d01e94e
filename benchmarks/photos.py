"""Photos shown again, among many: known by what is passed on of them, and found in the index."""

import io
import os
import time
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np
from PIL import Image

from benchmarks.marks import SHARED, SHARED_BY, lay_pictures
from benchmarks.photographs import PASSED_ON, Picture, as_jpeg, scene
from benchmarks.sizes import Sizes
from benchmarks.table import Line

if TYPE_CHECKING:
    from benchmarks.ground import Ground
    from hotline.models import Tip

SLIPS = 6  # bits of each look in which a picture passed on differs


def measure(ground: "Ground", sizes: Sizes) -> list[Line]:
    lay_pictures(sizes.pictures)
    ground.settle()
    return [found(sizes.looks), *_known(sizes)]


def _shown_twice() -> tuple["Tip", "Tip"]:
    """Two tips, each with a picture: the second's differs from the first's in some bits of each look."""
    from hotline.media.looks import LOOK_BYTES

    chance = np.random.default_rng()
    looks = chance.integers(0, 256, (14, LOOK_BYTES), dtype=np.uint8)
    looks[:, 0] = [0] + [8] * 13
    bits = np.unpackbits(looks[:, 1:], axis=1)
    for row in bits:
        row[chance.choice(144, SLIPS, replace=False)] ^= 1
    passed_on = np.concatenate([looks[:, :1], np.packbits(bits, axis=1)], axis=1)
    return _tip_with(looks.tobytes()), _tip_with(passed_on.tobytes())


def _tip_with(looks: bytes) -> "Tip":
    from hotline import pictures
    from hotline.models import Attachment, PictureMarks, Tip
    from vault import keys

    key_id = keys.create()
    tip = Tip.objects.create(
        reference=f"BENCH-{os.urandom(5).hex()}", key_id=key_id, source_id=uuid4(), channel="web", unmarked_since=None
    )
    row = Attachment.objects.create(tip=tip, key_id=key_id, file_id=uuid4(), state="copied", media_type="image/jpeg")
    shared = SHARED + int(np.random.default_rng().integers(SHARED_BY))
    PictureMarks.objects.create(
        attachment=row, key_id=key_id, bands=[shared, *pictures.bands(looks)],
        looks=keys.seal(keys.purpose_key(pictures.LOOKS), looks, pictures._place(row.pk)),
    )  # fmt: skip
    return tip


def found(asked_for: int) -> Line:
    """Tips of which another shows the picture, passed on: whether it is found, and how fast."""
    from hotline import pictures
    from hotline.models import PictureMarks

    asked = [_shown_twice() for _ in range(asked_for)]
    count, taken, right = PictureMarks.objects.count(), [], 0
    pictures.same_pictures(asked[0][0])
    for tip, other in asked:
        began = time.perf_counter()
        right += list(pictures.same_pictures(tip)) == [other.pk]
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    half, most = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    return Line(
        f"photo shown again among {count} pictures of 14 hashes each, {count / SHARED_BY:.0f} share a band; found, "
        "p50 / p95", "", f"{right} of {len(asked)}, {half:.1f} / {most:.1f} ms", "", "all, p95 <= 50 ms",
        right == len(asked) and most <= 50,
    )  # fmt: skip


def _known(sizes: Sizes) -> list[Line]:
    """How many pictures are known when they are passed on in each way, and how many pairs of others are wrongly."""
    from hotline import pictures

    chance = np.random.default_rng(3)
    scenes = [scene(number) for number in range(sizes.scenes)]
    began = time.perf_counter()
    looked = [_seen(each) for each in scenes]
    spent = (time.perf_counter() - began) * 1000 / len(scenes)
    pairs = [(one, other) for at, one in enumerate(looked) for other in looked[:at]]
    wrong = sum(pictures.compare(one, other)[0] is not None for one, other in pairs)
    lines = [
        Line(f"photos that differ taken for one, of {len(pairs)} pairs", "", f"{wrong}", "", "0", wrong == 0),
        Line("photo looked at: one of 960 by 720, the process shut in not counted", "", f"{spent:.0f} ms"),
    ]
    for name, passed_on in PASSED_ON.items():
        known = sum(_is_known(one, _seen(passed_on(each, chance))) for each, one in zip(scenes, looked, strict=True))
        lines.append(Line(
            f"photos {name}, known again", "", f"{known} of {len(scenes)}", "", ">= 95 %", known >= 0.95 * len(scenes)
        ))  # fmt: skip
    return lines


def _seen(picture: Picture) -> "np.ndarray":
    from hotline import pictures
    from hotline.media import looks

    with Image.open(io.BytesIO(as_jpeg(picture, 85))) as opened:
        return pictures.as_looks(b"".join(looks.looks(opened)))


def _is_known(one: "np.ndarray", other: "np.ndarray") -> bool:
    """As the database finds it: by a band, and by comparing what shares one."""
    from hotline import pictures

    shares_a_band = set(pictures.bands(one.tobytes())) & set(pictures.bands(other.tobytes()))
    return bool(shares_a_band) and pictures.compare(one, other)[0] is not None
