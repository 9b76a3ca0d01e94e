"""The zip around a bag, byte for byte: its headers are written once more from what they say, and compared.

What no content hangs on (a member's date, a mark of the system) would otherwise be changed unseen.
"""

import zipfile
from collections import Counter
from operator import attrgetter
from typing import BinaryIO

from cases.packets.bag import framed, in_order, is_zip64

_PIECE = 1 << 20
_STREAMED = 0x08  # sizes stand after the bytes: as our packets are written


class Differs(Exception):
    """The zip differs from what we write. `where`: the member, "" for the directory at the end."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def compare(packet: zipfile.ZipFile, file: BinaryIO) -> bool:
    """Whether the zip is, to the byte, what we write; False where another program packed it again.

    Raises: Differs where it is ours and something in it was changed.
    """
    members = packet.infolist()
    if sum(_is_ours(each) for each in members) * 2 <= len(members):
        return False
    when = Counter(each.date_time for each in members).most_common(1)[0][0]
    out = _Same(file)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as again:
        for each in sorted(members, key=attrgetter("header_offset")):
            out.where = each.filename.partition("/")[2]
            copy = framed(each.filename, when, each.file_size)
            with packet.open(each) as held, again.open(copy, "w", force_zip64=is_zip64(each.file_size)) as written:
                while piece := held.read(_PIECE):
                    written.write(piece)
        out.where = ""
        in_order(again)
    return True


def _is_ours(member: zipfile.ZipInfo) -> bool:
    return bool(member.flag_bits & _STREAMED) and member.create_system == 3 and not member.compress_type


class _Same:
    """What zipfile writes to: nothing is kept, each byte is held against the file. Raises: Differs."""

    def __init__(self, file: BinaryIO) -> None:
        self.where, self.at, self._file = "", 0, file

    def write(self, piece: bytes) -> int:
        self._file.seek(self.at)
        if self._file.read(len(piece)) != bytes(piece):
            raise Differs(self.where)
        self.at += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back here."""

    def close(self) -> None:
        """Nothing is open here."""
