"""Carry out the timetable of retention."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hotline import purging
from vault.checkpoints import Tampered
from vault.purging import NotReplayed


class Command(BaseCommand):
    help = "Shreds tips whose time is over, with a certificate each. Safe to repeat; what is held is left and counted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and change nothing")
        parser.add_argument("--limit", type=int, default=purging.LIMIT, help="tips at most (default %(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            tallies = (purging.plan if options["dry_run"] else purging.run)(options["limit"])
        except (NotReplayed, Tampered) as refused:
            raise CommandError(str(refused)) from refused
        verb = "would be purged" if options["dry_run"] else "purged"
        for rule, tally in tallies.items():
            self.stdout.write(f"{rule}: {len(tally.tips)} {verb}, {tally.held} held")
            for reference in tally.tips:
                self.stdout.write(f"  {reference}")
        failed = [reference for tally in tallies.values() for reference in tally.failed]
        if failed:
            raise CommandError(f"not purged, see the log: {', '.join(failed)}")
