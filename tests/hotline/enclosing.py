"""A file on its way: filed with a tip, copied, read back."""

import hashlib
from typing import Any

from hotline import copying
from hotline.attachments import Upload
from hotline.intake import Delivery, file
from hotline.models import Attachment
from hotline.story import Story
from vault import files
from vault.models import StoredFile


def attached(content: bytes, name: str = "x.bin") -> Attachment:
    """A tip's attachment with this content, waiting for its copy."""
    upload = Upload(files.receive([content]), name)
    tip = file(Story(narrative="look"), Delivery("web", secret=hashlib.sha256(content).digest(), uploads=[upload])).tip
    return Attachment.objects.get(tip=tip)


def copied(content: bytes, name: str = "x.bin") -> Attachment:
    """The same, after a worker had it; the original is what it was."""
    done = copying.make(attached(content, name).pk)
    assert done
    assert content_of(done.file_id) == content
    assert files.sha256(StoredFile.objects.get(pk=done.file_id)) == hashlib.sha256(content).digest()
    return done


def content_of(file_id: Any) -> bytes:
    return b"".join(files.read(StoredFile.objects.get(pk=file_id)))


def parts_of(frames: bytes) -> dict[bytes, bytes]:
    """What a shut-in process wrote, by letter."""
    found: dict[bytes, bytes] = {}
    while frames:
        letter, length = frames[:1], int.from_bytes(frames[1:5])
        found[letter] = found.get(letter, b"") + frames[5 : 5 + length]
        frames = frames[5 + length :]
    return found
