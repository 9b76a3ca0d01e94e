"""Files of a posted form, sealed while they stream in: no clear byte is spooled, memory stays flat."""

from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
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


class SealingHandler(FileUploadHandler):
    """Feeds each file of a multipart body into the vault's receiver. Files past the limits are read and let go."""

    chunk_size = CHUNK_BYTES

    def __init__(self, max_bytes: int | None = None, max_files: int = MAX_FILES) -> None:
        super().__init__()
        self.arrivals = Arrivals(max_bytes=max_bytes or MAX_FILE_BYTES, max_files=max_files)
        self.was_cut = False
        self._receiver: Receiver | None = None
        self._is_refused = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._receiver = None
        self._is_refused = len(self.arrivals.uploads) >= self.arrivals.max_files
        if self._is_refused:
            self.arrivals.surplus.append(self._name)

    @property
    def _name(self) -> str:
        return self.file_name or ""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._is_refused or not raw_data:
            return
        if start + len(raw_data) > self.arrivals.max_bytes:
            self._refuse(self.arrivals.too_large)
            return
        try:
            # The blob is made at the first byte: an empty file leaves nothing behind.
            self._receiver = self._receiver or Receiver()
            self._receiver.write(raw_data)
        except OSError:
            self._refuse(self.arrivals.not_stored)

    def file_complete(self, file_size: int) -> None:
        """Answers None, so that Django's own list of files stays empty: ours is `arrivals`."""
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

    def upload_interrupted(self) -> None:
        """The parser found no end of the last file."""
        self.was_cut = True

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
