"""An emulator in this process, for tests."""

import threading
from typing import Any, Self

from .courier import Pace
from .server import EmulatorServer
from .world import World


class Emulator:
    """A running emulator: `with Emulator(token="1:T") as emulator: emulator.url`.

    Args:
        token: the bot's token, its user id before the colon.
        port: 0 takes a free one.
        is_strict: refuse what is sent too fast with 429.
        pace: webhook timing.
        settings: `link_seconds` and `callback_seconds` of `World`.
    """

    def __init__(
        self,
        token: str,
        *,
        port: int = 0,
        is_strict: bool = False,
        pace: Pace | None = None,
        **settings: Any,
    ) -> None:
        self.world = World(token, is_strict=is_strict, pace=pace, **settings)
        self.server = EmulatorServer(port, self.world)
        self.token = token
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        # What telegram.Bot takes as base_url and base_file_url.
        self.api_url = f"{self.url}/bot"
        self.file_url = f"{self.url}/file/bot"
        self._thread = threading.Thread(
            target=self.server.serve_forever,
            kwargs={"poll_interval": 0.05},
            daemon=True,
        )

    def start(self) -> Self:
        """Serve from a thread; returns at once, the port is open already."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving, end deliveries and waiting polls, close every connection."""
        self.server.shutdown()
        with self.world.lock:
            if self.world.courier is not None:
                self.world.courier.stop()
            self.world.updates.interrupt("the emulator stops")
        self.server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_exc: object) -> None:
        self.stop()
