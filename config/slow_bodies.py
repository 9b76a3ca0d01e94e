"""A body that stands still: whoever sends half a form and then nothing would hold a thread until the line breaks."""

from collections.abc import Iterator
from typing import Any

# Of silence, not of the whole: a slow line is a line.
SILENCE_SECONDS = 20.0


class HungUp(OSError):
    """The sender has said nothing for too long."""


class Body:
    """The input of a WSGI request, read with an end to its patience. Once that ran out, nothing more is read.

    Args:
        wire: the socket beneath, as gunicorn gives it.
    """

    def __init__(self, body: Any, wire: Any, seconds: float = SILENCE_SECONDS) -> None:
        self._body, self._wire, self._seconds = body, wire, seconds
        self._is_over = False

    def _patiently(self, read: Any, *sizes: Any) -> Any:
        if self._is_over:
            raise HungUp("nothing more is read")
        before = self._wire.gettimeout()
        self._wire.settimeout(self._seconds)
        try:
            return read(*sizes)
        except TimeoutError as silent:
            self._is_over = True
            raise HungUp("the sender has said nothing for too long") from silent
        finally:
            self._wire.settimeout(before)

    def read(self, *sizes: Any) -> bytes:
        found: bytes = self._patiently(self._body.read, *sizes)
        return found

    def readline(self, *sizes: Any) -> bytes:
        found: bytes = self._patiently(self._body.readline, *sizes)
        return found

    def readlines(self, *sizes: Any) -> list[bytes]:
        found: list[bytes] = self._patiently(self._body.readlines, *sizes)
        return found

    def __iter__(self) -> Iterator[bytes]:
        while line := self.readline():
            yield line


def be_patient(environ: dict[str, Any]) -> None:
    """Put a `Body` in the place of the request's input, where the server lets us at its socket."""
    wire = environ.get("gunicorn.socket")
    if wire is not None and environ.get("wsgi.input") is not None:
        environ["wsgi.input"] = Body(environ["wsgi.input"], wire)
