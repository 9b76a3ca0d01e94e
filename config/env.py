"""The environment: one variable, or the file that `NAME_FILE` names; every missing name is told at once."""

import os
from dataclasses import dataclass, field
from pathlib import Path


class MissingSettings(Exception):
    """Live mode lacks values, or one cannot be used. The text names every one of them."""


@dataclass
class Environment:
    """What the process was started with.

    Args:
        values: variables by name, as `os.environ` gives them.
        fallback: a `DATA/env` file whose lines fill what `values` lacks (local mode only).
    """

    values: dict[str, str]
    fallback: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def is_live(self) -> bool:
        mode = self.values.get("HOTLINE_MODE", "local")
        if mode not in {"local", "live"}:
            raise MissingSettings(f"HOTLINE_MODE is {mode!r}: it can be 'local' or 'live'.")
        return mode == "live"

    def get(self, name: str, default: str = "") -> str:
        """The variable, or the content of the file that `NAME_FILE` names, or the default."""
        if self.values.get(name):
            return self.values[name]
        path = self.values.get(f"{name}_FILE")
        if path:
            return Path(path).read_text(encoding="utf-8").strip()
        if not self.is_live and self.fallback.get(name):
            return self.fallback[name]
        return default

    def required(self, name: str, local: str = "") -> str:
        """A value without a safe default: in live mode its absence is noted for `check`."""
        value = self.get(name)
        if value:
            return value
        if self.is_live:
            self.missing.append(name)
            return ""
        return local

    def check(self) -> None:
        """Raises: MissingSettings, naming every required value that is absent."""
        if self.missing:
            names = ", ".join(self.missing)
            raise MissingSettings(f"HOTLINE_MODE=live needs these settings (or NAME_FILE for each): {names}")


def read_env_file(path: Path) -> dict[str, str]:
    """`NAME='value'` lines of a file that a shell can source; {} where there is none."""
    if not path.is_file():
        return {}
    pairs = (line.removeprefix("export ").partition("=") for line in path.read_text().splitlines() if "=" in line)
    return {name.strip(): value.strip().strip("'\"") for name, _, value in pairs}


def load() -> Environment:
    folder = Path(os.environ.get("DATA", "var/demo"))
    return Environment(dict(os.environ), read_env_file(folder / "env"))
