"""Handlers with keys, sources with contact data, and requests to open it, all through the real verbs."""

import os
from base64 import b64decode
from typing import Any

from nacl.public import PrivateKey

from staff.models import Officer
from staff.roles import Role
from vault import handlers, identity, reveals
from vault.handler import keyfile
from vault.models import HandlerKey, RevealRequest, Source

WORDS = "Reach me at +84 912 345 678 after dark"
WHY = "They wrote that they are being followed."
NAME = "test-handler"


def officer_of(role: str, name: str = "") -> Officer:
    """An officer of one role ("" for none), who signs in by no password: making one costs no time."""
    officer, _is_new = Officer.objects.get_or_create(username=name or role or "outsider", roles=[role] if role else [])
    return officer


def private_key() -> PrivateKey:
    """The private half of the key that the suite's HANDLER_PUBLIC_KEYS name."""
    return PrivateKey(b64decode(os.environ["TEST_HANDLER_PRIVATE_KEY"]))


def line(name: str, private: PrivateKey) -> str:
    return f"{name}:{keyfile.base64(bytes(private.public_key))}"


def take_up(officer: Officer, private: PrivateKey | None = None, name: str = NAME) -> HandlerKey:
    """The officer opens the proof of a key with its private half."""
    private = private or private_key()
    key = next(each for each in handlers.present() if each.name == name)
    word = keyfile.open_box(private, keyfile.unbase64(handlers.proof_box(officer, key)))
    return handlers.take_up(name, word, by=officer)


def make_contact(words: str = WORDS) -> Source:
    source = identity.create_source()
    identity.seal_contact(source.pk, words)
    return source


def ask(handler: Officer, source: Source | None = None, **said: Any) -> RevealRequest:
    """A request of a handler who took up the suite's key."""
    take_up(handler)
    source = source or make_contact()
    return reveals.ask(source.pk, by=handler, **{"reason": "danger", "words": WHY, "about": "TIP-2026-000001", **said})


def approved(handler: Officer, source: Source | None = None, *, by: Officer | None = None) -> RevealRequest:
    return reveals.approve(ask(handler, source), by=by or officer_of(Role.SUPERVISOR, "second"))
