"""The broker of the local mode: kombu's, in a folder, with messages that appear whole or not at all."""

import os
import uuid
from itertools import count
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

_number = count(1)


class Channel(filesystem.Channel):
    """kombu opens a message under its last name and then writes it: a worker that looks in between reads nothing, and
    dies of it."""

    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:  # type: ignore[override]  # its two bases differ
        folder = Path(self.data_folder_out)
        # kombu takes them by name: the counter keeps the order of those of one moment.
        name = f"{round(monotonic() * 1000):015d}_{next(_number):06d}_{uuid.uuid4()}"
        # No queue ends so: nobody takes it before it has its name.
        begun = folder / f"{name}.begun"
        begun.write_text(dumps(message))
        os.rename(begun, folder / f"{name}.{queue}.msg")

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        try:
            return super()._get(queue)
        except ValueError as broken:
            # Half a message, as a full disk leaves it. It was a nudge: the sweepers find the row.
            raise Empty from broken


class Transport(filesystem.Transport):
    Channel = Channel


def install() -> None:
    """Let `filesystem://` mean this transport."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
