"""config/sentry.py: a real receiver gets where our code broke, and nothing that anybody said."""

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.config.test_logs import CANARY, broken


class Receiver(ThreadingHTTPServer):
    """Keeps every byte that comes: request lines, headers, and bodies as they were before they were packed."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.heard: list[bytes] = []


class _Answer(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        assert isinstance(self.server, Receiver)
        self.server.heard += [self.requestline.encode(), str(self.headers).encode(), body]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        return None


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def test_an_error_arrives_and_nothing_of_what_was_said(receiver):
    broken(SENTRY_DSN=f"http://public@127.0.0.1:{receiver.server_port}/1")
    heard = b"\n".join(receiver.heard)
    assert b"ValueError" in heard
    assert b'"function":"broken"' in heard.replace(b'": "', b'":"')
    assert CANARY.encode() not in heard
    assert b"cannot read" not in heard


def test_what_arrives_has_no_request_no_person_no_machine(receiver):
    broken(SENTRY_DSN=f"http://public@127.0.0.1:{receiver.server_port}/1")
    bodies = [body for body in receiver.heard if body.startswith(b"{")]
    events = [json.loads(line) for body in bodies for line in body.splitlines() if b'"exception"' in line]
    assert len(events) == 1
    (event,) = events
    assert not {"request", "user", "breadcrumbs", "server_name", "extra", "contexts", "modules", "tags"} & set(event)
    frames = event["exception"]["values"][0]["stacktrace"]["frames"]
    assert frames
    assert all(not {"vars", "context_line", "pre_context", "post_context"} & set(frame) for frame in frames)
    assert "value" not in event["exception"]["values"][0]


def test_without_an_address_nothing_is_sent(receiver):
    broken(SENTRY_DSN="")
    assert receiver.heard == []
