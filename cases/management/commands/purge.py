"""Carry out the timetable of retention."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases import persons
from hotline import purging
from vault.checkpoints import Tampered
from vault.purging import NotReplayed


class Command(BaseCommand):
    help = (
        "Shreds tips and empties persons whose time is over, with a certificate each. Safe to repeat; what is held is "
        "left and counted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and change nothing")
        parser.add_argument(
            "--limit", type=int, default=purging.LIMIT, help="tips, and persons, at most (default %(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        limit, is_dry = options["limit"], options["dry_run"]
        try:
            tallies = purging.plan(limit) if is_dry else purging.run(limit)
            people = persons.plan(limit) if is_dry else persons.run(limit)
        except (NotReplayed, Tampered) as refused:
            raise CommandError(str(refused)) from refused
        verb = "would be purged" if is_dry else "purged"
        for rule, tally in tallies.items():
            self._tell(f"{rule}: {len(tally.tips)} {verb}, {tally.held} held", tally.tips)
        self._tell(f"persons: {len(people.persons)} {verb}, {people.held} held", people.persons)
        failed = [*(reference for tally in tallies.values() for reference in tally.failed), *people.failed]
        if failed:
            raise CommandError(f"not purged, see the log: {', '.join(failed)}")

    def _tell(self, sentence: str, references: list[str]) -> None:
        self.stdout.write(sentence)
        for reference in references:
            self.stdout.write(f"  {reference}")
