"""A picture in by standard input, the same picture without hidden data out by standard output.

Run as a process of its own, by path, with nothing of ours imported: it opens files that strangers sent. Once its
libraries are loaded it can open no file and no socket any more, and its memory and time are capped.
Exit: 0 done · 3 too many pixels · 4 not a readable picture · 5 out of memory.
"""

import io
import resource
import sys
from typing import Any

LONGEST_SIDE = 2560  # pixels
MAX_PIXELS = 100_000_000
MAX_MEMORY_BYTES = 1536 * 1024**2
MAX_CPU_SECONDS = 20
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
TOO_MANY_PIXELS, BROKEN, OUT_OF_MEMORY = 3, 4, 5


def shut_in() -> None:
    """No new file or socket, no file written, capped memory and processor time, no core dump."""
    for limit, value in (
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        (resource.RLIMIT_CPU, MAX_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def scrubbed(original: bytes) -> bytes:
    """The picture redrawn: upright, at most `LONGEST_SIDE`, in sRGB, pixels only."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(original), formats=FORMATS) as opened:
        # JPEG can be decoded at a fraction of its size: a photo of 200 megapixels then fits.
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        if opened.width * opened.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        keeps_edges = opened.format in ("PNG", "GIF")
        upright: Any = ImageOps.exif_transpose(_in_srgb(opened))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    # Pasted on a fresh canvas: comments, profiles and chunks hang on the picture that was opened.
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    if keeps_edges or clean.mode == "RGBA":
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


def main() -> int:
    import pillow_heif
    from PIL import Image, ImageCms, ImageFile, ImageOps  # noqa: F401 - loaded before the doors shut

    pillow_heif.register_heif_opener()
    pillow_heif.options.DECODE_THREADS = 1
    Image.init()
    # `scrubbed` counts pixels itself, after a JPEG chose its decoding size.
    Image.MAX_IMAGE_PIXELS = None
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    shut_in()
    try:
        sys.stdout.buffer.write(scrubbed(sys.stdin.buffer.read()))
        sys.stdout.flush()
    except Image.DecompressionBombError:
        return TOO_MANY_PIXELS
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception:  # whatever a hostile file sets off in a decoder: it has no picture to show
        return BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main())
