"""The demonstration's settings: made once, kept in `DATA/env`, and sourced by a shell that wants to join in."""

import os
import secrets
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from config.env import read_env_file

# Where these are named in the environment, the demonstration runs on them and keeps them out of its own hands.
SERVICES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "CLAMAV_SOCKET")


@dataclass(frozen=True)
class Place:
    """Where the demonstration lives."""

    data: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def emulator_port(self) -> int:
        return self.port + 1

    @property
    def emulator(self) -> str:
        return f"http://127.0.0.1:{self.emulator_port}"


def private(path: Path, text: str) -> None:
    """Write a file that its owner alone may read, whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    part.rename(path)


def settle(place: Place, handler_keys: str) -> dict[str, str]:
    """This run's settings: keys from `DATA/env` where it exists, services from the environment, the rest from `place`.

    Args:
        handler_keys: the value of HANDLER_PUBLIC_KEYS.
    Returns: settings by name, without a database unless one was named.
    """
    kept = read_env_file(place.data / "env")
    settings: dict[str, str] = {
        name: kept[name] for name in ("SECRET_KEY", "VAULT_KEYS", "TELEGRAM_BOT_TOKEN") if name in kept
    }
    settings.setdefault("SECRET_KEY", secrets.token_urlsafe(48))
    settings.setdefault("VAULT_KEYS", f"demo:{b64encode(secrets.token_bytes(32)).decode()}")
    settings.setdefault("TELEGRAM_BOT_TOKEN", f"7{secrets.randbelow(10**8):08d}:DEMO-{secrets.token_urlsafe(24)}")
    settings |= {
        "HOTLINE_MODE": "local",
        "DATA": str(place.data),
        "FILE_STORE": str(place.data / "files"),
        "PUBLIC_URL": place.address,
        "TELEGRAM_API_URL": place.emulator,
        "HANDLER_PUBLIC_KEYS": handler_keys,
        "ORGANISATION": "Hornbill demonstration",
    }
    settings |= {name: os.environ[name] for name in SERVICES if os.environ.get(name)}
    return settings


def write(place: Place, settings: dict[str, str]) -> None:
    lines = [f"{name}='{value}'" for name, value in sorted(settings.items())]
    private(place.data / "env", "\n".join(lines) + "\n")
