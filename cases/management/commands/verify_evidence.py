"""manage.py verify_evidence."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases import case_purging, custody_chain, custody_checkpoints, exhibit_facts, rechecks
from vault import blobs


class Command(BaseCommand):
    """Walk every chain, compare each exhibit with what came in, hash every file: exit 0, or 1 and the first break.

    Of a purged case the chains are walked like all others; in place of its files stands its certificate.
    """

    help = "Checks custody chains and exhibit files; names the first break."

    def handle(self, *args: Any, **options: Any) -> None:
        events, broken = custody_chain.first_break()
        if broken:
            raise CommandError(broken)
        _held, broken = custody_checkpoints.first_break()
        if broken:
            raise CommandError(broken)
        _held, broken = exhibit_facts.first_break()
        if broken:
            raise CommandError(broken)
        try:
            hashed, broken = rechecks.broken_file()
        except blobs.StoreAway as away:
            raise CommandError(f"{away}: no file was hashed") from away
        if broken:
            raise CommandError(broken)
        purged, broken = case_purging.first_unproven()
        if broken:
            raise CommandError(broken)
        self.stdout.write(f"{events} custody events and {hashed} files hold")
        for line in purged:
            self.stdout.write(line)
