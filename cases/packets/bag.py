"""One pass from payload to a BagIt zip (RFC 8493, SHA-256), in memory that does not grow."""

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import attrgetter
from typing import BinaryIO, Protocol

from cases.packets import layout

MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
BAG_INFO = "bag-info.txt"
DECLARATION = "bagit.txt"
_DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_OURS = {"External-Identifier", "Bagging-Date", "Payload-Oxum"}  # written by the bag itself
_LABEL = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_ZIP64_FROM = 2**31 - 1  # zipfile's own limit without zip64


class BagRefused(ValueError):
    """A packet that may not be built: a name outside the layout, or bytes that are not what was announced."""


@dataclass(frozen=True)
class Entry:
    """One payload file.

    name: as `layout` allows, below `data/`. chunks: its bytes, read once. size: bytes, None if unknown beforehand.
    sha256: hex digest its bytes must have (an exhibit's from custody), None if there is none to hold it to.
    """

    name: str
    chunks: Iterable[bytes]
    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Receipt:
    """What was written. digests: payload name to SHA-256. tag_manifest: what a time stamp is over."""

    payload_bytes: int
    digests: Mapping[str, str]
    tag_manifest: str

    @property
    def tag_manifest_sha256(self) -> str:
        return hashlib.sha256(self.tag_manifest.encode()).hexdigest()


@dataclass
class Bag:
    """A packet to be written once, by `write` or by `stream`.

    reference: PKT-YYYY-NNNNNN, the top folder. entries: payload in order. at: the time every member and
    Bagging-Date carry (UTC day), so the same input gives the same bytes.
    info: further lines of bag-info.txt, Source-Organization among them; the bag adds External-Identifier,
    Bagging-Date and Payload-Oxum.
    on_progress: told the payload bytes done so far.
    """

    reference: str
    entries: Iterable[Entry]
    at: datetime
    info: Mapping[str, str]
    on_progress: Callable[[int], None] | None = None
    receipt: Receipt | None = field(default=None, init=False)
    _digests: dict[str, str] = field(default_factory=dict, init=False)
    _done: int = field(default=0, init=False)

    def write(self, out: BinaryIO) -> Receipt:
        """Write the zip to a file. Raises: BagRefused; what was written until then is no packet."""
        for _ in self._fill(out):
            pass
        assert self.receipt is not None
        return self.receipt

    def stream(self) -> Iterator[bytes]:
        """Yield the zip in pieces, for a store that takes no seeks; `receipt` is there after the last.

        Raises: BagRefused, from any piece on.
        """
        sink = _Sink()
        for _ in self._fill(sink):
            if sink.pieces:
                yield sink.take()
        yield sink.take()

    def _fill(self, out: "_Out") -> Iterator[None]:
        _check(self)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as packet:
            for entry in self.entries:
                yield from self._payload(packet, entry)
            self._tags(packet)
            in_order(packet)
        yield

    def _payload(self, packet: zipfile.ZipFile, entry: Entry) -> Iterator[None]:
        if not layout.is_allowed(entry.name) or entry.name in self._digests:
            raise BagRefused("a payload name that the layout does not know, or twice the same")
        digest, size = hashlib.sha256(), 0
        member = self._member(f"data/{entry.name}", entry.size)
        with packet.open(member, "w", force_zip64=is_zip64(entry.size)) as inside:
            for chunk in entry.chunks:
                digest.update(chunk)
                inside.write(chunk)
                size += len(chunk)
                self._done += len(chunk)
                if self.on_progress:
                    self.on_progress(self._done)
                yield
        if entry.size not in (None, size) or entry.sha256 not in (None, digest.hexdigest()):
            raise BagRefused(f"{entry.name} is not what was announced")
        self._digests[entry.name] = digest.hexdigest()

    def _tags(self, packet: zipfile.ZipFile) -> None:
        manifest = _listing({f"data/{name}": digest for name, digest in self._digests.items()})
        tags = {DECLARATION: _DECLARED, BAG_INFO: self._info(), MANIFEST: manifest}
        listing = _listing({name: hashlib.sha256(content).hexdigest() for name, content in tags.items()})
        for name, content in {**tags, TAG_MANIFEST: listing}.items():
            packet.writestr(self._member(name, len(content)), content)
        self.receipt = Receipt(
            payload_bytes=self._done,
            digests=dict(self._digests),
            tag_manifest=listing.decode(),
        )

    def _info(self) -> bytes:
        lines = {
            **self.info,
            "External-Identifier": self.reference,
            "Bagging-Date": self.at.astimezone(UTC).date().isoformat(),
            "Payload-Oxum": f"{self._done}.{len(self._digests)}",
        }
        return "".join(f"{label}: {value}\n" for label, value in lines.items()).encode()

    def _member(self, name: str, size: int | None) -> zipfile.ZipInfo:
        return framed(f"{self.reference}/{name}", self.at.astimezone(UTC).timetuple()[:6], size or 0)


def in_order(packet: zipfile.ZipFile) -> None:
    """Name the members by the alphabet in the directory at the end, however they came: so every program lists them."""
    packet.filelist.sort(key=attrgetter("filename"))


def framed(name: str, when: tuple[int, int, int, int, int, int], size: int) -> zipfile.ZipInfo:
    """The frame of a member as we write it: a plain file of ours, dated alike."""
    member = zipfile.ZipInfo(name, when)
    member.create_system, member.external_attr = 3, 0o100644 << 16
    member.file_size = size
    return member


def is_zip64(size: int | None) -> bool:
    """Whether a member of so many bytes (None: not known) gets the large frame."""
    return size is None or size > _ZIP64_FROM


class _Out(Protocol):
    def write(self, piece: bytes, /) -> int: ...

    def flush(self) -> None: ...

    def close(self) -> None: ...


class _Sink:
    """What zipfile writes to when nothing can be sought: it then puts sizes after the bytes."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back here."""

    def close(self) -> None:
        """Nothing is open here."""

    def take(self) -> bytes:
        taken, self.pieces = b"".join(self.pieces), []
        return taken


def _check(bag: Bag) -> None:
    if bag.receipt or bag._digests:
        raise BagRefused("a bag is written once")
    if not layout.PACKET.fullmatch(bag.reference):
        raise BagRefused("not a packet's reference")
    if bag.at.tzinfo is None:
        raise BagRefused("the time needs its zone")
    if "Source-Organization" not in bag.info or _OURS & set(bag.info):
        raise BagRefused("bag-info needs Source-Organization and none of the lines the bag writes")
    if not all(_LABEL.fullmatch(label) and value.strip() and value.isprintable() for label, value in bag.info.items()):
        raise BagRefused("a line of bag-info is a plain label and one line of text")


def _listing(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()
