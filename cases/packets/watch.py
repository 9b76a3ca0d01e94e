"""The watch over an exhibit's bytes on their way out: nothing in them names a source or says where it was."""

import io
from collections.abc import Iterable, Iterator

import ahocorasick_rs
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from cases.packets.gate import Blocked
from cases.packets.secrets import Secrets

BLOCK = 1024 * 1024  # bytes looked through at once; in the first of them stands a picture's metadata
METADATA_MARKS = (b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/")
GPS_DIRECTORY = 0x8825
# Up to 64 needles are looked for at gigabytes a second (SIMD), more of them at a tenth of that.
TOGETHER = 48
BEGINNING = 5  # bytes


class Watch:
    """What one packet's exhibits are looked through for. Made once for a packet: making it costs, looking is fast."""

    def __init__(self, secrets: Secrets) -> None:
        self._originals = _Needles(secrets.needles())
        self._copies = _Needles([*secrets.needles(), *METADATA_MARKS])

    def over(self, chunks: Iterable[bytes], *, where: str, is_copy: bool) -> Iterator[bytes]:
        """Let a file's bytes pass, a block at a time, while they are looked through. Memory: two blocks.

        Args:
            is_copy: a copy must carry no metadata at all; a cleared original no position.
        Raises: Blocked, before the bytes in question have passed.
        """
        needles = self._copies if is_copy else self._originals
        for number, block in enumerate(needles.absent_from(_gathered(chunks), where)):
            if not number:
                _look_at(block, where=where, is_copy=is_copy)
            yield block


class _Needles:
    """Beginnings are looked for first, since many needles share one; whole needles only where a beginning stands."""

    def __init__(self, needles: list[bytes]) -> None:
        self._reach = max(map(len, needles), default=1) - 1
        self._whole = _sieve(needles)
        begin = sorted({needle[:BEGINNING] for needle in needles})
        self._groups = [_sieve(begin[start : start + TOGETHER]) for start in range(0, len(begin), TOGETHER)]

    def absent_from(self, blocks: Iterable[bytes], where: str) -> Iterator[bytes]:
        """The blocks, once nothing was found in them or across their borders. Raises: Blocked."""
        tail = b""
        for block in blocks:
            if self._stands_in(block) or self._stands_in(tail + block[: self._reach]):
                raise Blocked(f"{where}: " + _("its bytes hold metadata or a name that points to a source"))
            tail = (tail + block[-self._reach :])[-self._reach :] if self._reach else b""
            yield block

    def _stands_in(self, window: bytes) -> bool:
        begins = any(group.find_matches_as_indexes(window) for group in self._groups)
        return begins and bool(self._whole.find_matches_as_indexes(window))


def _gathered(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """In blocks: whatever is done to bytes beside another thread costs by the step, not by the byte alone."""
    held: list[bytes] = []
    for chunk in chunks:
        held.append(chunk)
        if sum(map(len, held)) >= BLOCK:
            yield b"".join(held)
            held = []
    if held:
        yield b"".join(held)


def _sieve(needles: list[bytes]) -> ahocorasick_rs.BytesAhoCorasick:
    return ahocorasick_rs.BytesAhoCorasick(needles, matchkind=ahocorasick_rs.MatchKind.LeftmostFirst)


def _look_at(head: bytes, *, where: str, is_copy: bool) -> None:
    try:
        with Image.open(io.BytesIO(head)) as picture:
            tags = picture.getexif()
            tells = bool(tags) if is_copy else bool(tags.get_ifd(GPS_DIRECTORY))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return  # no picture, so no picture's metadata
    if tells:
        raise Blocked(f"{where}: " + _("the picture carries a position or other metadata"))
