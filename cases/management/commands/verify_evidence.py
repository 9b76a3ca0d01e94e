"""manage.py verify_evidence."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases import custody_chain, custody_checkpoints
from cases.custody import broken_file


class Command(BaseCommand):
    """Walk every chain of custody and hash every exhibit's file again: exit 0 and counts, or 1 and the first break."""

    help = "Checks custody chains and exhibit files; names the first break."

    def handle(self, *args: Any, **options: Any) -> None:
        events, broken = custody_chain.first_break()
        if broken:
            raise CommandError(broken)
        _held, broken = custody_checkpoints.first_break()
        if broken:
            raise CommandError(broken)
        hashed, broken = broken_file()
        if broken:
            raise CommandError(broken)
        self.stdout.write(f"{events} custody events and {hashed} files hold")
