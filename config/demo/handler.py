"""The demonstration's source handler: key files as a handler's own machine would make them."""

import secrets
from base64 import b64decode
from pathlib import Path

from nacl.public import PrivateKey
from nacl.pwhash import argon2id

from config.demo.environment import private
from vault.handler import keyfile
from vault.handler.keyfile import KeyFile

# The escrow first: an earlier version kept both in `handler.key`, which is written over last.
NAMES = ("escrow", "handler")


def pass_phrase(data: Path) -> str:
    """The one pass phrase of the demonstration's key files, made at the first time and kept in `handler.txt` (0600)."""
    file = data / "handler.txt"
    if not file.exists():
        private(file, secrets.token_urlsafe(12) + "\n")
    return file.read_text().strip()


def public_keys(data: Path) -> str:
    """HANDLER_PUBLIC_KEYS; the private halves lie in `handler.key` and `escrow.key`, under the pass phrase.

    A real handler's key file is made on the handler's own machine and never comes near the server.
    """
    return ",".join(keyfile.public_line(_key_file(data, name)) for name in NAMES)


def _key_file(data: Path, name: str) -> KeyFile:
    file = data / f"{name}.key"
    known = file.read_text() if file.exists() else ""
    if known.startswith("{"):
        return keyfile.read(known)
    # Light parameters: a first start should not be slower for it. What the desk makes has libsodium's 'moderate'.
    made = keyfile.protect(
        _of_before(data / "handler.key", name), name, pass_phrase(data),
        ops=argon2id.OPSLIMIT_INTERACTIVE, memory=argon2id.MEMLIMIT_INTERACTIVE,
    )  # fmt: skip
    private(data / f"{name}.key", made.text())
    return made


def _of_before(file: Path, name: str) -> PrivateKey:
    """The key that an earlier version kept in clear (lines `name:base64`, both in one file), or a new one."""
    lines = file.read_text().splitlines() if file.exists() else []
    kept = {each: key for each, _, key in (line.partition(":") for line in lines if not line.startswith(("#", "{")))}
    return PrivateKey(b64decode(kept[name])) if name in kept else PrivateKey.generate()


def take_up(data: Path) -> None:
    """The officer `handler` shows by its proof that the key is theirs, as on `/desk/vault/my-key/`."""
    from staff.models import Officer
    from vault import handlers

    officer = Officer.objects.get(username="handler")
    if handlers.keys_of(officer):
        return
    own = keyfile.unlock(_key_file(data, "handler"), pass_phrase(data))
    key = next(each for each in handlers.present() if each.name == "handler")
    word = keyfile.open_box(own, keyfile.unbase64(handlers.proof_box(officer, key)))
    handlers.take_up(key.name, word, by=officer)
