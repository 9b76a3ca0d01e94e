"""An object store of the tests' own: moto's server, a process that speaks S3 over HTTP and keeps all in memory."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from tests.services import free_port

PROGRAM = "from moto.server import main; import sys; main(sys.argv[1:])"
KEY, SECRET = "suite", "a-secret-of-the-suite"


class ObjectStore:
    """A running server with one bucket."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url, self.bucket = f"http://127.0.0.1:{port}", "sealed"
        self._log = (folder / "object-store.log").open("wb")
        self._server = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "-H", "127.0.0.1", "-p", str(port)], stdout=self._log, stderr=self._log,
            env={**os.environ, "MOTO_S3_DEFAULT_KEY_BUFFER_SIZE": str(64 * 1024 * 1024)},
        )  # fmt: skip
        self._make_bucket()

    def _make_bucket(self) -> None:
        deadline = time.monotonic() + 30
        while True:
            with suppress(URLError, ConnectionError):
                urlopen(Request(f"{self.url}/{self.bucket}", method="PUT"), timeout=5).close()
                return
            if time.monotonic() > deadline:
                raise TimeoutError("the object store does not start")
            time.sleep(0.1)

    def settings(self, prefix: str = "files") -> dict[str, str]:
        """What the house is told of it."""
        return {
            "FILE_STORE": f"s3://{self.bucket}/{prefix}", "FILE_STORE_ENDPOINT": self.url, "FILE_STORE_KEY": KEY,
            "FILE_STORE_SECRET": SECRET, "FILE_STORE_REGION": "us-east-1",
        }  # fmt: skip

    def hang(self) -> None:
        """It takes connections, and answers nobody."""
        self._server.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._server.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        self.go_on()
        self._server.kill()
        self._server.wait(10)
        self._log.close()
