"""After a restore: destroy again what was destroyed since the backup."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases import case_purging, custody_checkpoints, persons
from cases.products import purging as products
from hotline import replaying
from vault import audit_checkpoints, purging
from vault.checkpoints import Tampered


class Command(BaseCommand):
    help = "Destroys again every key that the exported purge ledger names and this database still has. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--key", default="", help="the public key (hex) that must have signed; default: the vault's"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            # Persons, products and cases first: what the ledger knows counts as done.
            missing = purging.missing(list(purging.exported(key=options["key"])))
            again, told = persons.replay(missing), products.replay(missing)
            cases = case_purging.replay(missing)
            done = replaying.replay(key=options["key"])
        except Tampered as refused:
            hint = "If CHECKPOINTS is another installation's folder, name the right one."
            raise CommandError(f"{refused}. {hint}") from refused
        self._note_what_is_lost()
        self.stdout.write(
            f"{done.keys} purges carried out again: {done.tips} tips, {done.files} files, {again} persons, "
            f"{told} products, {cases} cases."
        )

    def _note_what_is_lost(self) -> None:
        """What was recorded after the backup is not in it: said and signed once, so that the next break is new."""
        try:
            audits, events = audit_checkpoints.note_restore(), custody_checkpoints.note_restore()
        except Tampered as broken:
            raise CommandError(f"the purges are replayed; but {broken}") from broken
        if audits or events:
            self.stdout.write(f"{audits} checkpoints of the audit chain and {events} of custody saw what is lost.")
