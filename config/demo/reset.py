"""`python -m config.demo.reset`: take a demonstration away with all it holds; the next start makes a new one."""

import fcntl
import os
import shutil
import sys
from pathlib import Path

from config.embedded import postgres
from config.env import read_env_file

MARK = "Hornbill demonstration"


def main(words: list[str]) -> int:
    """Asks first; `--yes` answers. Returns: 0 where it is gone, 1 where it was left, and why is said."""
    data = Path(os.environ.get("DATA") or "var/demo").resolve()
    if not data.exists():
        print(f"There is no demonstration in {data}.")
        return 0
    if refusal := why_not(data):
        print(refusal, file=sys.stderr)
        return 1
    if "--yes" not in words and not _is_meant(data):
        print("Left as it is.")
        return 1
    wipe(data)
    print(f"{data} is gone; `make demo` makes a new one.")
    return 0


def why_not(data: Path) -> str:
    """Why this folder is not wiped; "" where nothing speaks against it."""
    if read_env_file(data / "env").get("ORGANISATION") != MARK:
        return f"{data} is not the folder of a demonstration (its env file does not say so): nothing is removed."
    with (data / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return f"A demonstration runs on {data}: end it with Ctrl-C first."
    if not (data / "pg").exists():
        return f"Its database is not in {data} but on the server that DATABASE_URL names: drop it there by hand first."
    return ""


def _is_meant(data: Path) -> bool:
    print(f"This removes {data}: tips, cases, files, keys, officers. Nothing of it comes back.")
    try:
        return input("Type the word reset to go on: ").strip() == "reset"
    except EOFError:
        return False


def wipe(data: Path) -> None:
    """Remove the database, wherever its server's account keeps it, and the folder."""
    if (data / "pg").exists():
        cluster = postgres.start(data / "pg")  # a killed demonstration may have left it running
        cluster.stop()
        shutil.rmtree(cluster.data.parent, ignore_errors=True)
        if cluster.socket != cluster.data:
            shutil.rmtree(cluster.socket, ignore_errors=True)
    shutil.rmtree(data)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
