"""The watch over an exhibit's bytes on their way out: nothing in them names a source or says where it was."""

import io
from collections.abc import Iterable, Iterator

import ahocorasick_rs
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from cases.packets.gate import Blocked
from cases.packets.secrets import Secrets

HEAD_BYTES = 512 * 1024  # where a picture's metadata stands
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
        """Let a file's bytes pass while they are looked through. Memory: one head and one chunk.

        Args:
            is_copy: a copy must carry no metadata at all; a cleared original no position.
        Raises: Blocked, before the bytes in question have passed.
        """
        needles = self._copies if is_copy else self._originals
        head: list[bytes] | None = []
        for chunk in needles.absent_from(chunks, where):
            if head is None:
                yield chunk
                continue
            head.append(chunk)
            if sum(map(len, head)) >= HEAD_BYTES:
                _look_at(b"".join(head), where=where, is_copy=is_copy)
                yield from head
                head = None
        if head is not None:
            _look_at(b"".join(head), where=where, is_copy=is_copy)
            yield from head


class _Needles:
    """Beginnings are looked for first, since many needles share one; whole needles only where a beginning stands."""

    def __init__(self, needles: list[bytes]) -> None:
        self._reach = max(map(len, needles), default=1) - 1
        self._whole = _sieve(needles)
        begin = sorted({needle[:BEGINNING] for needle in needles})
        self._groups = [_sieve(begin[start : start + TOGETHER]) for start in range(0, len(begin), TOGETHER)]

    def absent_from(self, chunks: Iterable[bytes], where: str) -> Iterator[bytes]:
        """The chunks, once nothing was found in them or across their borders. Raises: Blocked."""
        tail = b""
        for chunk in chunks:
            window = tail + chunk
            begins = any(group.find_matches_as_indexes(window) for group in self._groups)
            if begins and self._whole.find_matches_as_indexes(window):
                raise Blocked(f"{where}: " + _("its bytes hold metadata or a name that points to a source"))
            tail = window[-self._reach :] if self._reach else b""
            yield chunk


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
