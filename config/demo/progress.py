"""How far the filing came: codes as the sources kept them, so that a run that was cut off goes on where it stood."""

import json
import threading
from pathlib import Path

from django.conf import settings

from config.demo.environment import private

DESK = "desk work begun"


class Progress:
    """The file `DATA/codes.json` (0600): it plays the paper on which sources write their codes."""

    def __init__(self) -> None:
        self._file = Path(settings.DATA) / "codes.json"
        self._lock = threading.Lock()
        self._kept: dict[str, str] = json.loads(self._file.read_text()) if self._file.exists() else {}

    @property
    def codes(self) -> dict[str, str]:
        return {name: code for name, code in self._kept.items() if name != DESK}

    def filed(self, name: str, code: str) -> None:
        with self._lock:
            self._kept[name] = code
            private(self._file, json.dumps(self._kept))

    def begin_desk_work(self) -> bool:
        """Whether the desk has not begun yet; it has from now on, since its steps are not taken twice."""
        is_fresh = DESK not in self._kept
        self.filed(DESK, "yes")
        return is_fresh
