"""A PDF as pixels, and the pixels as a PDF: no text, script, form, enclosure or metadata is left. Runs shut in."""

import io
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from hotline.media import record
from hotline.media.shut_in import Parts, Refusal
from hotline.media.walls import Limits

MAX_PAGES = 60
DOTS_PER_INCH = 130
LONGEST_SIDE = 2000  # pixels
MAX_COPY_BYTES = 80 * 1024**2
# Past this no further page is begun; a single page that takes for ever meets the limit of processor time.
ENOUGH_SECONDS = 40.0
LIMITS = Limits(memory_bytes=1536 * 1024**2, cpu_seconds=60)


@dataclass(frozen=True)
class Page:
    """One page drawn: JPEG of `pixels` (width, height), shown at `points` (width, height; 1/72 inch)."""

    jpeg: bytes
    pixels: tuple[int, int]
    points: tuple[float, float]


def load() -> None:
    import pypdfium2
    import pypdfium2.raw  # noqa: F401 - loaded before the doors shut
    from PIL import Image, JpegImagePlugin  # noqa: F401

    Image.preinit()


def make(original: bytes, media_type: str, parts: Parts) -> None:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(original)
    except pypdfium2.PdfiumError as failure:
        raise Refusal("locked" if "password" in str(failure).lower() else "broken") from failure
    with suppress(Exception):  # a broken record costs the record, not the pages
        parts.record(_facts(document, original))
    with suppress(Exception):
        _remark_what_it_hid(document, parts)
    with suppress(Exception):  # what was filled into a form is drawn only then
        document.init_forms()
    drawn = list(_pages(document))
    if not drawn:
        raise Refusal("broken")
    if len(drawn) < len(document):
        parts.remark("pages_left_out")
    parts.copy(bound(drawn))


def _facts(document: Any, original: bytes) -> dict[str, Any]:
    info = document.get_metadata_dict()
    said = {
        "title": info.get("Title"), "author": info.get("Author"), "description": info.get("Subject"),
        "software": " / ".join(filter(None, (info.get("Creator"), info.get("Producer")))),
        "created_at": info.get("CreationDate"), "changed_at": info.get("ModDate"), "pages": len(document),
    }  # fmt: skip
    return record.facts(**record.of_xmp(original) | {name: value for name, value in said.items() if value})


def _remark_what_it_hid(document: Any, parts: Parts) -> None:
    from pypdfium2 import raw

    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        parts.remark("had_scripts")
    if raw.FPDFDoc_GetAttachmentCount(document.raw) > 0:
        parts.remark("had_enclosures")


def _pages(document: Any) -> Iterator[Page]:
    began, written = time.monotonic(), 0
    for number in range(min(len(document), MAX_PAGES)):
        if time.monotonic() - began > ENOUGH_SECONDS or written > MAX_COPY_BYTES:
            return
        page = _drawn(document[number])
        written += len(page.jpeg)
        yield page


def _drawn(page: Any) -> Page:
    width, height = (min(max(side, 1.0), 14_400.0) for side in page.get_size())
    scale = min(DOTS_PER_INCH / 72, LONGEST_SIDE / max(width, height))
    picture = page.render(scale=scale).to_pil().convert("RGB")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return Page(out.getvalue(), picture.size, (width, height))


def bound(pages: list[Page]) -> bytes:
    """A PDF 1.4 of pictures only (ISO 32000): catalogue, page tree, and each page with its drawing and its pixels."""
    kids = " ".join(f"{3 + 3 * number} 0 R" for number in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode()]
    for number, page in enumerate(pages):
        (width, height), at = page.points, 4 + 3 * number
        place = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /P Do Q".encode()
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:.2f} {height:.2f}]/Contents {at} 0 R"
            f"/Resources<</XObject<</P {at + 1} 0 R>>>>>>".encode(),
            _stream(b"", place),
            _stream(b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8"
                    b"/Filter/DCTDecode" % page.pixels, page.jpeg),
        ]  # fmt: skip
    return _written(objects)


def _stream(words: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (words, len(content), content)


def _written(objects: list[bytes]) -> bytes:
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return out.getvalue()
