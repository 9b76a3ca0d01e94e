"""What a picture looks like, in hashes that a resize, a crop, a turn or a mirror leave nearly as is. Runs shut in.

A look is `LOOK_BYTES` long: one byte of how (`CUT_OUT`, and how it was turned), then the bits of a perceptual hash. One
look is of the whole picture, the others are of what was cut out of it (`cutouts`). Each is turned so that it lies the
same way in all eight orientations; where that is a close call it is hashed both ways.
"""

import io
import os
from collections.abc import Iterator
from typing import Any

from hotline.media.cutouts import SIDE, cutouts
from hotline.media.shut_in import Parts
from hotline.media.walls import Limits

LIMITS = Limits(memory_bytes=1536 * 1024**2, cpu_seconds=20)
FORMATS = ("JPEG", "PNG", "WEBP")
# 144 bits: of the lowest 12 frequencies each way. 8 tell too few of a million apart, 16 change with a slip of the crop.
HASH_SIDE = 12
LOOK_BYTES = 1 + HASH_SIDE * HASH_SIDE // 8
MOST_LOOKS = 36
CUT_OUT, TRANSPOSED, UPSIDE_DOWN, MIRRORED = 8, 4, 2, 1
FINE_SIDE = 512  # pixels of the longest side of what is hashed
# Greys must differ by so much, and in more than a few waves: a wall, a sky or a gradient is like any other.
LEAST_CONTRAST, LEAST_WAVES = 9.0, 14.0
# Nearer than this to neither way up (of the contrast), it is hashed both ways.
CLOSE_CALL = 0.05
MOST_WAYS = 4


def load() -> None:
    # One core is enough, and each further thread would take of the memory that the walls allow.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    import imagehash  # noqa: F401 - loaded before the doors shut
    import scipy.fftpack
    import scipy.ndimage  # noqa: F401
    from PIL import Image

    Image.init()


def make(original: bytes, media_type: str, parts: Parts) -> None:
    from PIL import Image

    with Image.open(io.BytesIO(original), formats=FORMATS) as opened:
        opened.draft("L", (FINE_SIDE, FINE_SIDE))
        parts.looks(b"".join(looks(opened)))


def looks(picture: Any) -> list[bytes]:
    """The looks of an opened Pillow picture, the whole first; none where it shows hardly anything."""
    grey = _on_white(picture)
    grey.thumbnail((FINE_SIDE, FINE_SIDE))
    found = list(_looks_of(grey, 0))
    if not found:
        return []
    for box in _boxes(grey):
        found += _looks_of(_cut(grey, box), CUT_OUT)
    return found[:MOST_LOOKS]


def _on_white(picture: Any) -> Any:
    from PIL import Image

    if "A" not in picture.getbands():
        return picture.convert("L")
    seen = picture.convert("LA")
    paper = Image.new("L", seen.size, 255)
    paper.paste(seen.getchannel("L"), mask=seen.getchannel("A"))
    return paper


def _boxes(grey: Any) -> Any:
    import numpy as np

    small = grey.copy()
    small.thumbnail((SIDE, SIDE))
    return cutouts(np.asarray(small, dtype="f4"))


def _cut(grey: Any, box: tuple[float, float, float, float]) -> Any:
    left, top, right, bottom = box
    side = HASH_SIDE * 4
    pixels = (left * grey.width, top * grey.height, right * grey.width, bottom * grey.height)
    return grey.resize((side, side), box=pixels)


def _looks_of(grey: Any, how: int) -> Iterator[bytes]:
    """One look, more where it is a close call which way up it lies; none where there is little to see."""
    import numpy as np
    from imagehash import phash
    from PIL.Image import Transpose

    square = grey.resize((HASH_SIDE * 4, HASH_SIDE * 4))
    if not _tells(np.asarray(square, dtype="f8")):
        return
    for way in _ways(np.asarray(square, dtype="f8")):
        turned = square
        for part, turn in ((TRANSPOSED, Transpose.TRANSPOSE), (UPSIDE_DOWN, Transpose.FLIP_TOP_BOTTOM),
                           (MIRRORED, Transpose.FLIP_LEFT_RIGHT)):  # fmt: skip
            turned = turned.transpose(turn) if way & part else turned
        yield bytes([how | way]) + np.packbits(phash(turned, hash_size=HASH_SIDE).hash).tobytes()


def _tells(square: Any) -> bool:
    """Whether it has contrast, in many waves: how many of equal height would have its sum and its square sum."""
    import numpy as np
    from scipy.fftpack import dct

    waves = np.abs(dct(dct(square, axis=0, norm="ortho"), axis=1, norm="ortho")[:HASH_SIDE, :HASH_SIDE]).ravel()[1:]
    return bool(square.std() >= LEAST_CONTRAST and waves.sum() ** 2 >= LEAST_WAVES * (waves**2).sum())


def _ways(square: Any) -> list[int]:
    """How to turn it so that it grows lighter to the right and down, and more to the right than down."""
    import numpy as np

    slope = np.cos(np.pi * (np.arange(len(square)) + 0.5) / len(square)) * np.sqrt(2)
    contrast = square.std() + 1e-9
    right, down = (-(square * slope).mean() / contrast, -(square * slope[:, None]).mean() / contrast)
    calls = [(TRANSPOSED, abs(right) - abs(down))]
    ways = [0]
    for part, value in calls:
        ways = [way | extra for way in ways for extra in _either(part, value)]
    found = []
    for way in ways:
        x, y = (down, right) if way & TRANSPOSED else (right, down)
        for upside_down in _either(UPSIDE_DOWN, y):
            found += [way | upside_down | mirrored for mirrored in _either(MIRRORED, x)]
    return found[:MOST_WAYS]


def _either(part: int, value: float) -> list[int]:
    """Turned where the value is below zero; where it is near zero the likelier way first, and then the other."""
    first = part if value < 0 else 0
    return [first, part - first] if abs(value) < CLOSE_CALL else [first]
