"""A photo as the platform keeps it: recompressed, without metadata, in several sizes."""

import functools
import hashlib
import io
from typing import Any

from .shelf import Blob, Shelf

# The longest side, pixels, of the thumbnails and of the picture that Telegram keeps.
LONGEST_SIDES = (90, 320, 800, 1280)
SYNTHETIC_SHAPE = (1280, 960)

Size = tuple[int, int, Blob]


def photo_sizes(shelf: Shelf, blob: Blob) -> list[dict[str, Any]]:
    """Store every size of a picture; PhotoSize objects, the largest last.

    Bytes that are no picture are kept as they are, in sizes that share them.
    """
    sizes = _recompress(blob.content) if blob.content is not None else ()
    return [
        shelf.keep(each, folder="photos", suffix=".jpg").as_object() | {"width": width, "height": height}
        for width, height, each in sizes or _pretend(blob)
    ]


@functools.lru_cache(maxsize=64)
def _recompress(content: bytes) -> tuple[Size, ...]:
    # Pillow is slow to load and only photos need it.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as opened:
            picture = opened.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return ()
    longest = max(picture.size)
    sides = [side for side in LONGEST_SIDES if side < longest]
    sides.append(min(longest, LONGEST_SIDES[-1]))
    return tuple(_resized(picture, side) for side in sorted(set(sides)))


def _resized(picture: Any, side: int) -> Size:
    copy = picture.copy()
    copy.thumbnail((side, side))
    out = io.BytesIO()
    # Only the pixels are saved: no EXIF, no colour profile, no comment.
    copy.save(out, "JPEG", quality=80)
    return copy.width, copy.height, Blob(out.tell(), out.getvalue())


def _pretend(blob: Blob) -> list[Size]:
    mark = hashlib.sha256(blob.fingerprint).hexdigest()
    longest = SYNTHETIC_SHAPE[0]
    small = [(side, side * 3 // 4, Blob(side * 20, seed=mark)) for side in (90, 320)]
    return [*small, (longest, SYNTHETIC_SHAPE[1], blob)]
