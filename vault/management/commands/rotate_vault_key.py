"""Re-wrap every key under the first key of VAULT_KEYS."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vault import keys, rotation

PAUSE_SECONDS = 0.2  # before what others held is looked at again


class Command(BaseCommand):
    help = (
        "The new key stands first in VAULT_KEYS of every process, older ones behind it; this puts all under it while "
        "the hotline stays open. Safe to interrupt and to repeat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true",
            help="change nothing; say which vault keys are needed, exit 1 while an older one is",
        )  # fmt: skip

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        try:
            self._require_all()
            if check:
                self._check()
            else:
                self._rotate()
        except keys.VaultClosed as closed:
            raise CommandError(str(closed)) from closed

    def _require_all(self) -> None:
        lost = rotation.missing()
        if lost:
            named = ", ".join(f"{name} ({count} keys)" for name, count in sorted(lost.items()))
            raise CommandError(
                f"VAULT_KEYS lacks {named}: what these wrap cannot be opened. Put the key back, behind the first one."
            )

    def _check(self) -> None:
        needed = rotation.in_use()
        for place, name in enumerate(keys.names()):
            count = needed[name]
            said = "the present key" if place == 0 else ("still needed" if count else "can leave VAULT_KEYS")
            self.stdout.write(f"{name}: wraps {count} keys, {said}")
        waiting = rotation.waiting()
        if waiting:
            raise CommandError(f"{waiting} keys wait to be wrapped by {keys.names()[0]}: run rotate_vault_key.")

    def _rotate(self) -> None:
        total = 0
        while True:
            done = rotation.rewrap()
            total += done
            if not done and not rotation.waiting():
                break
            if not done:
                time.sleep(PAUSE_SECONDS)
        self.stdout.write(
            f"{total} keys re-wrapped; each is under {keys.names()[0]}. Older keys can leave VAULT_KEYS now."
        )
