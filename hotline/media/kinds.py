"""What a file is, by its content alone: one allow-list, and a clear word for everything that is not on it. Pure."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass

import filetype

HEAD_BYTES = 64 * 1024
TAIL_BYTES = 66 * 1024  # a ZIP ends with 22 bytes and a comment of up to 64 KiB
LONGEST_MARK = 64

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROWSER_READS = 1024  # bytes in which browsers and PDF readers look for a beginning

# media type: (who makes its copy, the endings that its name may have)
ALLOWED: dict[str, tuple[str, tuple[str, ...]]] = {
    "image/jpeg": ("picture", ("jpg", "jpeg", "jpe", "jfif", "mpo")),
    "image/png": ("picture", ("png",)),
    "image/webp": ("picture", ("webp",)),
    "image/gif": ("picture", ("gif",)),
    "image/heic": ("picture", ("heic", "heif", "hif")),
    "image/heif": ("picture", ("heic", "heif", "hif")),
    "application/pdf": ("pages", ("pdf",)),
    f"{OOXML}wordprocessingml.document": ("office", ("docx", "docm", "dotx")),
    f"{OOXML}spreadsheetml.sheet": ("office", ("xlsx", "xlsm", "xltx")),
    f"{OOXML}presentationml.presentation": ("office", ("pptx", "pptm", "ppsx")),
    f"{ODF}text": ("office", ("odt", "ott")),
    f"{ODF}spreadsheet": ("office", ("ods", "ots")),
    f"{ODF}presentation": ("office", ("odp", "otp")),
    "application/msword": ("office", ("doc", "dot")),
    "application/vnd.ms-excel": ("office", ("xls", "xlt")),
    "application/vnd.ms-powerpoint": ("office", ("ppt", "pps")),
    "video/mp4": ("film", ("mp4", "m4v", "m4a", "mov")),
    "video/quicktime": ("film", ("mov", "qt")),
    "video/x-m4v": ("film", ("m4v", "mp4")),
    "video/webm": ("film", ("webm", "mkv")),
    "video/x-matroska": ("film", ("mkv", "webm", "mka")),
    "video/3gpp": ("film", ("3gp", "3g2", "3gpp", "amr", "mp4")),
    "audio/mp4": ("film", ("m4a", "m4b", "mp4", "aac")),
    "audio/mpeg": ("voice", ("mp3", "mpga", "mp2")),
    "audio/ogg": ("voice", ("ogg", "oga", "opus", "spx")),
    "audio/x-wav": ("voice", ("wav",)),
    "audio/amr": ("voice", ("amr", "awb", "3gp")),
    "audio/aac": ("voice", ("aac",)),
    "audio/flac": ("voice", ("flac",)),
}
# Endings that say something, beside those of the allow-list.
TELLING = {
    "exe", "msi", "scr", "com", "bat", "cmd", "ps1", "vbs", "js", "jar", "apk", "lnk", "hta", "sh", "php", "py", "html",
    "htm", "xhtml", "svg", "xml", "zip", "rar", "7z", "gz", "tar", "iso", "img", "txt", "csv", "rtf", "eps", "ps",
    "tif", "tiff", "bmp", "avif", "psd", "ico",
} | {ending for _craft, endings in ALLOWED.values() for ending in endings}  # fmt: skip

ARCHIVES = {
    "application/zip", "application/gzip", "application/x-tar", "application/x-bzip2", "application/x-7z-compressed",
    "application/x-xz", "application/x-rar-compressed", "application/x-lzip", "application/zstd",
    "application/vnd.ms-cab-compressed", "application/x-iso9660-image", "application/x-unix-archive",
    "application/x-compress", "application/vnd.debian.binary-package", "application/vnd.android.package-archive",
}  # fmt: skip
PROGRAM, SCRIPT = "application/x-executable", "text/x-script"
PROGRAMS = {PROGRAM, SCRIPT, "application/x-msdownload", "application/java", "application/wasm"}
ACTIVE = {"image/svg+xml", "text/html", "text/xml"}
UNKNOWN, TEXT = "application/octet-stream", "text/plain"

STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"), (b"%PDF-", "application/pdf"), (b"ID3", "audio/mpeg"), (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"), (b"#!", SCRIPT), (b"MZ", PROGRAM), (b"\x7fELF", PROGRAM), (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM), (b"\xce\xfa\xed\xfe", PROGRAM), (b"dex\n", PROGRAM),
    (b"\0asm", "application/wasm"), (b"L\0\0\0\x01\x14\x02\0", PROGRAM), (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"), (b"\x1f\x8b", "application/gzip"), (OLE, "application/x-ole-storage"),
)  # fmt: skip
BRANDS = {
    b"heic": "image/heic", b"heix": "image/heic", b"heim": "image/heic", b"heis": "image/heic", b"hevc": "image/heic",
    b"mif1": "image/heif", b"msf1": "image/heif", b"avif": "image/avif", b"avis": "image/avif",
    b"qt  ": "video/quicktime", b"M4V ": "video/x-m4v", b"M4A ": "audio/mp4", b"M4B ": "audio/mp4",
    b"3gp": "video/3gpp", b"3g2": "video/3gpp", b"crx ": "image/x-canon-cr3", b"jp2 ": "image/jp2",
}  # fmt: skip
# Boxes that begin a film of before the type box was invented.
OLD_BOXES = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")


def _wide(words: str) -> bytes:
    return words.encode("utf-16-le")


# Signs that are looked for everywhere. Six bytes at least: shorter ones turn up by chance in compressed pictures.
MARKS: dict[str, tuple[bytes, ...]] = {
    "word": (b"word/document",), "sheet": (b"xl/workbook",), "slides": (b"ppt/presentation",),
    "parts": (b"[Content_Types].xml",), "old word": (_wide("WordDocument"),),
    "old sheet": (_wide("Workbook"), _wide("Book\0")), "old slides": (_wide("PowerPoint Document"),),
    "locked": (_wide("EncryptedPackage"),), "macros": (b"vbaProject.bin", _wide("_VBA_PROJECT")),
    "directory": (b"PK\x01\x02",), "archive": (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c"),
    "phar": (b"__HALT_COMPILER();",),
}  # fmt: skip
MARKUP = (
    b"<script", b"<!doctype html", b"<html>", b"<html ", b"<iframe", b"<svg xmlns", b"<?php ", b"<%@ page",
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What one pass over a file leaves: its ends, its size in bytes and the marks that occur in it."""

    head: bytes
    tail: bytes
    size: int
    marks: frozenset[str]


def survey(chunks: Iterable[bytes]) -> Seen:
    """Look at a whole file once; memory: a chunk and the ends."""
    head, tail, before, size = b"", b"", b"", 0
    marks: set[str] = set()
    for chunk in chunks:
        if len(head) < HEAD_BYTES:
            head += chunk[: HEAD_BYTES - len(head)]
        window = before + chunk
        marks.update(name for name, signs in MARKS.items() if name not in marks and any(s in window for s in signs))
        if "markup" not in marks and _is_marked_up(window.lower()):
            marks.add("markup")
        before, tail, size = window[-LONGEST_MARK:], (tail + chunk)[-TAIL_BYTES:], size + len(chunk)
    return Seen(head, tail, size, frozenset(marks))


def _is_marked_up(lower: bytes) -> bool:
    return any(sign in lower for sign in MARKUP)


def media_type(seen: Seen) -> str:
    """The media type by the content; the name and the sender's word count for nothing."""
    found = by_start(seen.head)
    if found == "application/zip":
        return _office_zip(seen)
    if found == "application/x-ole-storage":
        return _old_office(seen.marks)
    return found


def by_start(head: bytes) -> str:
    """The media type that the first bytes speak for; `media_type` knows more."""
    for start, found in STARTS:
        if head.startswith(start):
            return found
    return _container(head) or _markup(head) or _guessed(head)


def _container(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head[4:8] in OLD_BOXES:
        return "video/quicktime"
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/x-wav"}.get(head[8:12], "")
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if head[:4] == b"OggS":
        return "video/ogg" if b"\x80theora" in head[:4096] else "audio/ogg"
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "audio/aac" if head[1] & 0xF6 == 0xF0 else "audio/mpeg" if head[1] & 0x06 else ""
    return ""


def _by_brand(head: bytes) -> str:
    length = min(max(int.from_bytes(head[:4]), 16), 256)
    major, others = head[8:12], [head[at : at + 4] for at in range(16, length - 3, 4)]
    if major in (b"mif1", b"msf1"):
        major = next((one for one in others if one in (b"heic", b"heix", b"avif")), major)
    return BRANDS.get(major) or BRANDS.get(major[:3]) or "video/mp4"


def _markup(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf\x00\t\r\n ").lower()
    if not start.startswith(b"<"):
        return ""
    return "image/svg+xml" if b"<svg" in start[:1024] else "text/html" if b"<html" in start[:1024] else "text/xml"


def _guessed(head: bytes) -> str:
    if b"%PDF-" in head[:BROWSER_READS]:
        return "application/pdf"
    return str(filetype.guess_mime(head[:8192]) or (TEXT if _is_text(head) else UNKNOWN))


def _is_text(head: bytes) -> bool:
    # The head may end in the middle of a sign of up to four bytes.
    for cut in range(4):
        try:
            head[: len(head) - cut].decode()
        except UnicodeDecodeError:
            continue
        return b"\0" not in head
    return False


def _office_zip(seen: Seen) -> str:
    if seen.head[30:38] == b"mimetype":
        said = seen.head[38:120]
        for kind in ("text", "spreadsheet", "presentation"):
            if said.startswith(f"{ODF}{kind}".encode()) and not said.startswith(f"{ODF}{kind}-".encode()):
                return f"{ODF}{kind}"
    if "parts" in seen.marks:
        for mark, kind in (("word", "wordprocessingml.document"), ("sheet", "spreadsheetml.sheet"),
                           ("slides", "presentationml.presentation")):  # fmt: skip
            if mark in seen.marks:
                return OOXML + kind
    return "application/zip"


def _old_office(marks: frozenset[str]) -> str:
    if "locked" in marks:
        return "application/x-ole-storage"
    for mark, kind in (("old word", "msword"), ("old slides", "vnd.ms-powerpoint"), ("old sheet", "vnd.ms-excel")):
        if mark in marks:
            return f"application/{kind}"
    return "application/x-ole-storage"


def craft(found: str) -> str:
    """Who makes the copy of this media type; "" where none is made."""
    return ALLOWED[found][0] if found in ALLOWED else ""


def refusal(seen: Seen, found: str) -> str:
    """Why a file gets no copy: active, program, archive, locked, polyglot, kind_not_allowed; "" where it may."""
    for kinds, reason in ((ACTIVE, "active"), (PROGRAMS, "program"), (ARCHIVES, "archive")):
        if found in kinds:
            return reason
    if found == "application/x-ole-storage" and "locked" in seen.marks:
        return "locked"
    if not craft(found):
        return "kind_not_allowed"
    return "polyglot" if _is_two_things(seen, found) else ""


def _is_two_things(seen: Seen, found: str) -> bool:
    """Whether another program would open this file as something else than it says."""
    maker = craft(found)
    if maker == "office":
        # Their parts are allowed to be archives and pages; pixels are all that comes out.
        return not found.startswith("application/vnd.o") and seen.head[:8] != OLE
    if _ends_as_zip(seen) or seen.marks & {"archive", "phar"}:
        return True
    if maker == "pages":
        start = seen.head[:BROWSER_READS].lower()
        return not start.lstrip(b"\xef\xbb\xbf\x00\t\r\n ").startswith(b"%pdf-") or any(one in start for one in MARKUP)
    return "markup" in seen.marks or b"%PDF-" in seen.head[:BROWSER_READS]


def _ends_as_zip(seen: Seen) -> bool:
    at = seen.tail.rfind(b"PK\x05\x06")
    if at < 0 or "directory" not in seen.marks or len(seen.tail) - at < 22:
        return False
    entries, (comment,) = struct.unpack_from("<H", seen.tail, at + 10)[0], struct.unpack_from("<H", seen.tail, at + 20)
    return entries > 0 and comment <= len(seen.tail) - at - 22


def name_differs(name: str, found: str) -> bool:
    """Whether the name's ending says something else than the content; one that says nothing contradicts nothing."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in TELLING:
        return False
    return ending not in (ALLOWED[found][1] if found in ALLOWED else _also(found))


def _also(found: str) -> tuple[str, ...]:
    """Endings that fit what is not allowed anyway."""
    return {
        TEXT: ("txt", "csv", "py", "js", "bat", "cmd", "ps1", "vbs", "sh"), "text/html": ("html", "htm", "xhtml"),
        "image/svg+xml": ("svg",), "text/xml": ("xml", "xhtml", "svg", "php"), "application/zip": ("zip", "jar", "apk"),
        "application/gzip": ("gz",), SCRIPT: ("sh", "py"), PROGRAM: ("exe", "scr", "com", "lnk", "msi"),
        "application/rtf": ("rtf",), "image/tiff": ("tif", "tiff"), "image/bmp": ("bmp",), "image/avif": ("avif",),
    }.get(found, ())  # fmt: skip
