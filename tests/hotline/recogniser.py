"""A service that recognises species, on this machine, for tests: real HTTP, its answers set by the test."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

PANGOLIN = {"name": "Manis javanica", "score": 0.87, "rank": "species"}


class Recogniser(ThreadingHTTPServer):
    """`asked`: what came, in order. `status`, `body`, `headers` and `hold` say how it answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.asked: list[dict[str, Any]] = []
        self.status, self.headers = 200, dict[str, str]()
        self.body = json.dumps({"candidates": [PANGOLIN]}).encode()
        self.hold: Event | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answering(BaseHTTPRequestHandler):
    server: Recogniser

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        parts = BytesParser(policy=HTTP).parsebytes(head + raw).iter_parts()
        (part,) = list(parts)
        self.server.asked.append({
            "path": self.path, "key": self.headers.get("Authorization", ""), "field": part.get_param(
                "name", header="content-disposition"), "name": part.get_filename(),
            "type": part.get_content_type(), "picture": part.get_payload(decode=True), "raw": raw,
        })  # fmt: skip
        if self.server.hold:
            self.server.hold.wait(30)
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_said: Any) -> None:
        """Silent."""


@contextmanager
def running() -> Iterator[Recogniser]:
    server = Recogniser()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        if server.hold:
            server.hold.set()
        server.shutdown()
        server.server_close()
        thread.join()
