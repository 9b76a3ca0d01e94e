"""A time stamping authority of our own: openssl behind a small server, as RFC 3161 says over HTTP."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

SETTINGS = """
[ req ]
distinguished_name = dn
prompt = no
[ dn ]
CN = Test authority
[ ca ]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[ tsa ]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ tsa_default ]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256, sha512
signer_digest = sha256
ess_cert_id_alg = sha256
"""


def _openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def make(folder: Path) -> Path:
    """Keys and certificates of an authority. Returns: its root, PEM."""
    (folder / "settings").write_text(SETTINGS)
    (folder / "serial").write_text("01\n")
    elliptic = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "settings")
    _openssl(folder, "req", "-x509", *elliptic, "-keyout", "ca.key", "-out", "ca.pem", "-extensions", "ca")
    _openssl(folder, "req", "-new", *elliptic, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test stamps")
    _openssl(
        folder, "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out",
        "tsa.pem", "-extfile", "settings", "-extensions", "tsa",
    )  # fmt: skip
    return folder / "ca.pem"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The authority at work. Returns: its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (folder / "q.tsq").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            _openssl(
                folder, "ts", "-reply", "-config", "settings", "-section", "tsa_default", "-queryfile", "q.tsq",
                "-signer", "tsa.pem", "-inkey", "tsa.key", "-chain", "ca.pem", "-out", "a.tsr",
            )  # fmt: skip
            body = (folder / "a.tsr").read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """Nothing to say."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
