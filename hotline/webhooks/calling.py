"""One call to a receiver: signed, to the address that was checked, with no redirect followed and a short patience."""

import hashlib
import hmac
import http.client
import socket
import ssl
import threading
from contextlib import closing, suppress
from dataclasses import dataclass

from hotline.webhooks.receivers import Receiver

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 10.0
SCHEME = "v1"


@dataclass(frozen=True)
class Answer:
    """What a receiver said: its status, 0 where there was none, and a code of the failure, "" where it was taken."""

    status: int
    failure: str = ""

    @property
    def is_taken(self) -> bool:
        return not self.failure


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """`v1=` and the HMAC-SHA256 in hex of the timestamp (seconds since 1970), a dot and the body."""
    signed = f"{timestamp}.".encode() + body
    return f"{SCHEME}={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def post(receiver: Receiver, body: bytes, headers: dict[str, str]) -> Answer:
    """Send a body. 2xx is taken; all else is a failure, a redirect too. Never raises what the network does."""
    try:
        with closing(_connection(receiver)) as line:
            line.connect()
            watch = threading.Timer(TOTAL_SECONDS, _cut, [line.sock])
            watch.daemon = True
            watch.start()
            try:
                line.request("POST", receiver.path, body, headers)
                status = line.getresponse().status
            finally:
                watch.cancel()
    except ssl.SSLError:
        return Answer(0, "tls")
    except TimeoutError:
        return Answer(0, "timed_out")
    except (OSError, http.client.HTTPException):
        return Answer(0, "unreachable")
    return Answer(status) if 200 <= status < 300 else Answer(status, f"status_{status}")


def _cut(sock: socket.socket) -> None:
    """A receiver that answers a byte at a time does not hold the worker."""
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _connection(receiver: Receiver) -> http.client.HTTPConnection:
    kind = _PinnedTLS if receiver.scheme == "https" else _Pinned
    return kind(receiver)


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was checked, whatever the name leads to meanwhile."""

    def __init__(self, receiver: Receiver) -> None:
        super().__init__(receiver.host, receiver.port, timeout=CONNECT_SECONDS)
        self._ip = receiver.ip

    def connect(self) -> None:
        self.sock = socket.create_connection((self._ip, self.port), CONNECT_SECONDS)


class _PinnedTLS(_Pinned):
    default_port = 443

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
