"""Check the audit chain."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from staff import audit


class Command(BaseCommand):
    help = "Walks the audit chain: prints a count and exits 0, or the first break and exits 1."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = audit.verify()
        if verdict.first_break:
            raise CommandError(f"The audit chain is broken after {verdict.linked} entries: {verdict.first_break}.")
        self.stdout.write(f"{verdict.linked} entries linked and unchanged, {verdict.tail} not linked yet.")
