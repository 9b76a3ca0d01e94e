"""Re-wrap every key under the first key of VAULT_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand

from vault import keys


class Command(BaseCommand):
    help = "Put the new key first in VAULT_KEYS and the old ones behind it, restart, then run this. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        total = 0
        while done := keys.rewrap():
            total += done
        self.stdout.write(f"{total} keys re-wrapped. Older keys can leave VAULT_KEYS now.")
