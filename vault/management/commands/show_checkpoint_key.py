"""Print the public key that signs checkpoints and purge certificates."""

from typing import Any

from django.core.management.base import BaseCommand

from vault import signing


class Command(BaseCommand):
    help = "Prints the public key of checkpoints and certificates (hex). Keep a copy away from the server."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(signing.public_key())
