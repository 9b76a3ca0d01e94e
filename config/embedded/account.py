"""Whom the database server runs as: PostgreSQL refuses root, so root lends it an ordinary account."""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# The first of these that the system has; neither owns anything that matters to us.
ORDINARY = ("postgres", "nobody")
ASIDE = Path("/var/lib/hornbill")


@dataclass(frozen=True)
class Account:
    """The account that owns the server's files and process; `uid` None means our own."""

    uid: int | None = None
    gid: int | None = None

    def run(self, *command: str | Path, **options: Any) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end as this account, from the root folder, with a bare environment."""
        if self.uid is not None:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        words = [str(word) for word in command]
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
        return subprocess.run(words, cwd="/", env=environment, text=True, check=False, **options)

    def own(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def reaches(self, path: Path) -> bool:
        """Whether the account can enter this folder (its parents may be closed to it)."""
        return self.uid is None or self.run("/usr/bin/test", "-x", path).returncode == 0


def for_this_process() -> Account:
    """Our own account, or an ordinary one when we are root.

    Raises: RuntimeError where the system has none to lend.
    """
    if os.geteuid() != 0:
        return Account()
    for name in ORDINARY:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise RuntimeError(f"PostgreSQL does not run as root, and there is no account named {' or '.join(ORDINARY)}")


def reachable(folder: Path, account: Account) -> Path:
    """The folder itself, or one aside where its parents (a 0700 home) are closed to the account."""
    if account.reaches(folder):
        return folder
    aside = ASIDE / hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    aside.mkdir(mode=0o711, parents=True, exist_ok=True)
    return aside


def reachable_binaries(install: Path, account: Account) -> Path:
    """Where the account can run the server's binaries: in place, or a copy aside made once."""
    if account.run("/usr/bin/test", "-x", install / "bin" / "postgres").returncode == 0:
        return install
    # The shared libraries lie two folders up beside the package, and the binaries look for them there.
    packages = install.parent.parent
    stamp = hashlib.sha256(f"{packages}{(install / 'bin' / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:16]
    aside = ASIDE / f"binaries-{stamp}"
    if not aside.is_dir():
        part = aside.with_suffix(f".{os.getpid()}")
        for name in (install.parent.name, f"{install.parent.name}.libs"):
            if (packages / name).is_dir():
                shutil.copytree(packages / name, part / name)
        try:
            part.rename(aside)
        except OSError:
            shutil.rmtree(part)
    return aside / install.relative_to(packages)
