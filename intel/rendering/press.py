"""The press: sets one document. Within `apart` it stands in a child process, whose memory ends with the document.

Typst keeps what it has laid out: for a long custody record that is a hundred megabytes, which neither a worker that
also streams gigabytes should hold, nor the next document add to.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from intel.rendering import setting
from intel.rendering.setting import Job, NotSet

_is_apart = ContextVar("press", default=False)


@contextmanager
def apart() -> Iterator[None]:
    """From here to the end of the block each document is set in a child process of its own."""
    token = _is_apart.set(True)
    try:
        yield
    finally:
        _is_apart.reset(token)


def print_pdf(job: Job) -> bytes:
    """The PDF. Raises: NotSet."""
    return _set_apart(job) if _is_apart.get() else setting.set_document(job)


def _set_apart(job: Job) -> bytes:
    words = [sys.executable, "-P", setting.__file__]
    # It is told nothing but its job: no key of the environment is any of its business.
    asked = json.dumps(job._asdict()).encode()
    ended = subprocess.run(words, env={}, input=asked, stdout=subprocess.PIPE, check=False)
    if ended.returncode == setting.REFUSED:
        raise NotSet(ended.stdout.decode())
    if ended.returncode:
        raise NotSet("the press stopped")
    return ended.stdout
