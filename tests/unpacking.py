"""What can be read of a packet by whoever holds it: every byte of every file, and what a reader sees of each PDF."""

import io
import re
import zipfile

import pikepdf

from tests.services import drawn_text


def members(packet: bytes) -> dict[str, bytes]:
    """Name and content of each file of a packet; of a PDF also what is drawn, and its streams unpacked."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(packet)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            found[name] = name.encode() + b"\n" + content
            if name.endswith(".pdf"):
                found[f"{name}, drawn"] = drawn_text(content).encode()
                found[f"{name}, unpacked"] = _pdf_parts(content)
            elif zipfile.is_zipfile(io.BytesIO(content)):
                found |= {f"{name}, {inner}": body for inner, body in members(content).items()}
    return found


def all_text(packet: bytes) -> str:
    """The same as one line of text."""
    return re.sub(r"\s+", " ", " ".join(content.decode("utf-8", "replace") for content in members(packet).values()))


def _pdf_parts(content: bytes) -> bytes:
    """Streams (attached files, metadata) unpacked."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return b"\n".join(_unpacked(each) for each in document.objects if isinstance(each, pikepdf.Stream))


def _unpacked(stream: pikepdf.Stream) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())
