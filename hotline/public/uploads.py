"""Files of a posted form, sealed while they stream in: no clear byte is spooled, memory stays flat."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from hotline.attachments import Upload
from hotline.story import MAX_FILE_BYTES, MAX_FILES
from vault import blobs
from vault.files import Receiver

CHUNK_BYTES = 256 * 1024
# A sentence that names a file shows this much of the name.
SHOWN_NAME = 60


@dataclass
class Arrivals:
    """What came with one POST: sealed files, and the names of those that were not kept, by reason."""

    uploads: list[Upload] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    too_large: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)
    not_stored: list[str] = field(default_factory=list)
    max_bytes: int = MAX_FILE_BYTES
    max_files: int = MAX_FILES

    @property
    def size(self) -> int:
        """Bytes of the files that were kept."""
        return sum(upload.received.size for upload in self.uploads)

    def drop(self) -> None:
        """Remove the sealed files: nothing will point at them."""
        while self.uploads:
            blobs.remove(self.uploads.pop().received.blob)

    def leave_out(self, room: int) -> None:
        """Keep the first `room` files and count the others as surplus."""
        for upload in self.uploads[room:]:
            blobs.remove(upload.received.blob)
            self.surplus.append(upload.name)
        del self.uploads[room:]

    def remarks(self) -> list[str]:
        """A sentence for each file that came empty: no reason to hold up the rest."""
        return [
            _("“%(name)s” is empty (0 bytes), so there was nothing to keep.") % {"name": _short(n)} for n in self.empty
        ]

    def problems(self) -> list[str]:
        """Sentences for files that the source should know about before the tip is sent."""
        said = [
            _("“%(name)s” is larger than %(limit)d MB and was not kept. Send a shorter or smaller version.")
            % {"name": _short(name), "limit": self.max_bytes // 1024**2}
            for name in self.too_large
        ]
        said += [
            _("“%(name)s” could not be stored just now. Please add it again.") % {"name": _short(name)}
            for name in self.not_stored
        ]
        if self.surplus:
            names = ", ".join(_short(name) for name in self.surplus[: self.max_files])
            said.append(
                _(
                    "%(limit)d files fit at once. The first %(limit)d are kept; "
                    "send these later on the status page: %(names)s"
                )
                % {"limit": self.max_files, "names": names}
            )
        return said


def _short(name: str) -> str:
    kept = "".join(sign for sign in name if sign.isprintable())
    return kept if len(kept) <= SHOWN_NAME else kept[: SHOWN_NAME - 1] + "…"


class SealingHandler:
    """Feeds each file of a multipart body into the vault's receiver. Files past the limits are read and let go.

    For each file: `begin`, `take` for its bytes as they come, `end`.
    """

    chunk_size = CHUNK_BYTES

    def __init__(self, max_bytes: int | None = None, max_files: int = MAX_FILES) -> None:
        self.arrivals = Arrivals(max_bytes=max_bytes or MAX_FILE_BYTES, max_files=max_files)
        self.is_at_work = False
        self.field = self._name = ""
        self._size = 0
        self._receiver: Receiver | None = None
        self._is_refused = False

    def begin(self, field: str, name: str) -> None:
        self.is_at_work, self.field, self._name, self._size = True, field, name, 0
        self._receiver = None
        self._is_refused = len(self.arrivals.uploads) >= self.arrivals.max_files
        if self._is_refused:
            self.arrivals.surplus.append(self._name)

    def take(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._is_refused:
            return
        if self._size > self.arrivals.max_bytes:
            self._refuse(self.arrivals.too_large)
            return
        try:
            # The blob is made at the first byte: an empty file leaves nothing behind.
            self._receiver = self._receiver or Receiver()
            self._receiver.write(chunk)
        except OSError:
            self._refuse(self.arrivals.not_stored)

    def end(self) -> None:
        self.is_at_work = False
        if self._is_refused:
            return
        if self._receiver is None:
            self.arrivals.empty.append(self._name)
            return
        try:
            received = self._receiver.finish()
        except OSError:
            self._refuse(self.arrivals.not_stored)
            return
        self._receiver = None
        self.arrivals.uploads.append(Upload(received, self._name))

    def _refuse(self, why: list[str]) -> None:
        why.append(self._name)
        self._is_refused = True
        if self._receiver:
            self._receiver.abandon()
            self._receiver = None

    def give_up(self) -> None:
        """The body cannot be used: nothing of it stays."""
        if self._receiver:
            self._receiver.abandon()
            self._receiver = None
        self.arrivals.drop()
