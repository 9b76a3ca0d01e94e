"""Check the audit chain, and that it is the one that the checkpoints saw."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from staff import audit
from vault import audit_checkpoints


class Command(BaseCommand):
    help = (
        "Walks the audit chain and its signed checkpoints: prints a count and exits 0, or the first break and exits 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--key", default="", help="the public key (hex) that must have signed; default: the vault's"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = audit.verify()
        broken = verdict.first_break
        seen = audit_checkpoints.Comparison()
        if broken is None:
            seen = audit_checkpoints.compare(key=options["key"])
            broken = seen.first_break
        if broken:
            raise CommandError(f"The audit chain is broken after {verdict.linked} entries: {broken}.")
        self.stdout.write(f"{verdict.linked} entries linked and unchanged, {verdict.tail} not linked yet.")
        self.stdout.write(f"{seen.held} signed checkpoints agree." if seen.held else "No checkpoint to compare with.")
        if seen.lost:
            self.stdout.write(f"{seen.lost} checkpoints saw entries that a restore lost.")
