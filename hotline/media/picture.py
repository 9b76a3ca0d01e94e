"""A picture redrawn: upright, smaller, in sRGB, and nothing but pixels. Runs shut in."""

import io
from contextlib import suppress
from typing import Any

from hotline.media import record
from hotline.media.shut_in import Parts, Refusal
from hotline.media.walls import Limits

LONGEST_SIDE = 2560  # pixels
MAX_PIXELS = 100_000_000
LIMITS = Limits(memory_bytes=1536 * 1024**2, cpu_seconds=20)
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")


def load() -> None:
    import pillow_heif
    from PIL import Image, ImageCms, ImageFile, ImageOps  # noqa: F401 - loaded before the doors shut

    pillow_heif.register_heif_opener()
    pillow_heif.options.DECODE_THREADS = 1
    Image.init()
    # `make` counts pixels itself, after a JPEG chose its decoding size.
    Image.MAX_IMAGE_PIXELS = None
    ImageFile.LOAD_TRUNCATED_IMAGES = False


def make(original: bytes, media_type: str, parts: Parts) -> None:
    from PIL import Image

    with Image.open(io.BytesIO(original), formats=FORMATS) as opened:
        with suppress(Exception):  # a broken record costs the record, not the picture
            parts.record(record.of_picture(opened))
        parts.copy(redrawn(opened))
        with suppress(Exception):
            if getattr(opened, "is_animated", False) and opened.format != "MPO":
                parts.remark("first_picture_only")


def redrawn(opened: Any) -> bytes:
    """The picture drawn anew, as JPEG, or as PNG where it has sharp edges or is see-through."""
    from PIL import Image, ImageOps

    # JPEG can be decoded at a fraction of its size: a photo of 200 megapixels then fits.
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    if opened.width * opened.height > MAX_PIXELS:
        raise Refusal("too_many_pixels")
    keeps_edges = opened.format in ("PNG", "GIF")
    upright: Any = ImageOps.exif_transpose(_in_srgb(opened))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return drawn(upright, sharp=keeps_edges)


def drawn(picture: Any, *, sharp: bool = False) -> bytes:
    """Pixels as a file. Pasted on a fresh canvas: comments, profiles and chunks hang on the picture that was opened."""
    from PIL import Image

    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    if sharp or clean.mode == "RGBA":
        clean.save(out, "PNG")
    else:
        clean.save(out, "JPEG", quality=85, progressive=True)
    return out.getvalue()


def _in_srgb(picture: Any) -> Any:
    from PIL import ImageCms

    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    plain = picture.convert("RGBA" if has_alpha else "RGB")
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"), inPlace=True)
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            return plain  # a broken profile costs its colours, not the picture
    return plain
