"""`manage.py load_reference [--from DIR]`: taxa, terms, places, agencies of one edition."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reference.editions.loading import OWN, load_edition
from staff.refusals import Refused


class Command(BaseCommand):
    help = "Load an edition of the reference data. Loading the edition that is in force changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="folder", type=Path, default=OWN, help="folder with the edition's files")
        parser.add_argument("--again", action="store_true", help="read the files even if this edition is in force")

    def handle(self, *args: Any, folder: Path, again: bool, **options: Any) -> None:
        try:
            outcome = load_edition(folder, again=again)
        except Refused as refusal:
            raise CommandError(f"{refusal} Nothing was loaded.") from refusal
        if outcome.was_in_force:
            self.stdout.write(f"Edition {outcome.name} is in force already; nothing changed.")
        for remark in outcome.remarks:
            self.stderr.write(remark)
        for kind, change in outcome.changes.items():
            moved = f"{change.added:7} added  {change.changed:7} changed  {change.gone:7} gone"
            self.stdout.write(f"{kind:16} {change.given:7} given  {moved}")
        if outcome.changes:
            self.stdout.write(f"Edition {outcome.name} is in force.")
