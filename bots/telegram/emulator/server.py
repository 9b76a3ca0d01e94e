"""The HTTP face: routes of the Bot API, file links and the control side on one port."""

import json
import select
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from . import bot_api, control
from .bot_api import Answer
from .params import read_json, read_params
from .refusal import ApiRefusal
from .world import World

# An upload of 50 MB with its multipart frame; control requests carry files as base64.
MAX_BODY_BYTES = 80 * 1024 * 1024


class EmulatorServer(ThreadingHTTPServer):
    """A thread a connection, on the loopback only; closing it cuts the connections."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, port: int, world: World) -> None:
        self.world = world
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(("127.0.0.1", port), Exchange)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news; a bug is."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        super().server_close()
        with self._guard:
            for each in self._open:
                try:
                    each.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue


class Exchange(BaseHTTPRequestHandler):
    """One connection, kept alive over many requests."""

    protocol_version = "HTTP/1.1"
    server_version = "emulator"
    disable_nagle_algorithm = True
    # Buffered: status line, headers and body leave in one packet.
    wbufsize = -1
    server: EmulatorServer

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def handle_expect_100(self) -> bool:
        """Let the client send its body; the buffered writer would hold the word back."""
        is_welcome = super().handle_expect_100()
        self.wfile.flush()
        return is_welcome

    def log_message(self, *_args: Any, **_more: Any) -> None:
        """Nothing is logged: request lines carry the token."""

    def _serve(self) -> None:
        try:
            body = self._read_body()
            answer = self._answer(body)
        except ApiRefusal as refusal:
            answer = bot_api.as_answer(refusal)
        if answer.hold_seconds is not None:
            self._go_silent(answer.hold_seconds)
        else:
            self._write(answer)

    def _answer(self, body: bytes) -> Answer:
        parts = urlsplit(self.path)
        path, world = unquote(parts.path), self.server.world
        if path.startswith("/emulator/"):
            return self._control(path.removeprefix("/emulator/"), parts.query, body)
        if path.startswith("/file/bot"):
            token, _, file_path = path.removeprefix("/file/bot").partition("/")
            return bot_api.download(world, token, file_path)
        if path.startswith("/bot"):
            token, _, method = path.removeprefix("/bot").partition("/")
            params = read_params(parts.query, self.headers.get("Content-Type", ""), body)
            return bot_api.call(world, token, method, params)
        raise ApiRefusal(404, "Not Found")

    def _control(self, path: str, query: str, body: bytes) -> Answer:
        wish = dict(parse_qsl(query)) | read_json(body)
        with self.server.world.lock:
            told = control.answer(self.server.world, self.command, path, wish)
            return Answer(body=json.dumps(told).encode())

    def _read_body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._read_chunks()
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > MAX_BODY_BYTES:
            self.close_connection = True
            raise ApiRefusal(413, "Request Entity Too Large")
        return self.rfile.read(int(length))

    def _read_chunks(self) -> bytes:
        body = b""
        while size := int(self.rfile.readline(32).partition(b";")[0] or b"0", 16):
            body += self.rfile.read(size)
            self.rfile.readline(8)
            if len(body) > MAX_BODY_BYTES:
                self.close_connection = True
                raise ApiRefusal(413, "Request Entity Too Large")
        self.rfile.readline(8)
        return body

    def _write(self, answer: Answer) -> None:
        size = answer.blob.size if answer.blob else len(answer.body)
        kind = "application/octet-stream" if answer.blob else "application/json"
        self.send_response(answer.status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(size))
        self.end_headers()
        self.wfile.write(answer.body)
        for chunk in answer.blob.chunks() if answer.blob else ():
            self.wfile.write(chunk)
        self.wfile.flush()

    def _go_silent(self, seconds: float) -> None:
        """Keep the caller waiting until it hangs up or the time is over, then hang up."""
        select.select([self.connection], [], [], seconds)
        self.close_connection = True
