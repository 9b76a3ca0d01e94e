"""After a restore: destroy again what was destroyed since the backup."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hotline import replaying
from vault.checkpoints import Tampered


class Command(BaseCommand):
    help = "Destroys again every key that the exported purge ledger names and this database still has. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--key", default="", help="the public key (hex) that must have signed; default: the vault's"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = replaying.replay(key=options["key"])
        except Tampered as refused:
            raise CommandError(
                f"{refused}. If CHECKPOINTS is another installation's folder, name the right one."
            ) from (refused)
        self.stdout.write(f"{done.keys} purges carried out again: {done.tips} tips, {done.files} files.")
