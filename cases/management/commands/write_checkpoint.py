"""Sign where the ledgers stand, outside the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases import custody_checkpoints
from staff import audit
from vault import audit_checkpoints, checkpoints, purging


class Command(BaseCommand):
    help = "Signs the heads of the audit and custody chains and the purges since, into the folder of CHECKPOINTS."

    def handle(self, *args: Any, **options: Any) -> None:
        audit.link_entries()
        line = audit_checkpoints.write()
        custody_checkpoints.write()
        try:
            purges = purging.export()
        except (purging.NotReplayed, checkpoints.Tampered) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Checkpoint {line.number}: {line.facts['sequence']} audit links, {purges} purges more.")
