"""manage.py restore --from DIR --keys-from DIR --identity FILE."""

import json
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backup import drill, restoring
from config.backup.refusals import BackupRefused
from vault.checkpoints import Tampered
from vault.keys import VaultClosed


class Command(BaseCommand):
    help = (
        "Restores a backup into an empty database and store, carries out the purges since, and checks everything. "
        "With --drill all of it happens in a throwaway place, and a report is printed."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="folder", type=Path, required=True, metavar="DIR")
        parser.add_argument("--keys-from", dest="keys", type=Path, required=True, metavar="DIR")
        parser.add_argument(
            "--identity", type=Path, action="append", required=True, metavar="FILE",
            help="of age-keygen: opens the backup; once more for the keys' part if that is sealed to another",
        )  # fmt: skip
        parser.add_argument("--at", default="", metavar="STAMP", help="an older backup, as 20261123T020000Z")
        parser.add_argument("--key", default="", metavar="HEX", help="the house's public key, from show_checkpoint_key")
        parser.add_argument("--drill", action="store_true", help="try it in a throwaway place; nothing here changes")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the report as JSON too")

    def handle(self, *args: Any, **options: Any) -> None:
        source = restoring.Source(
            options["folder"], options["keys"], options["identity"], at=options["at"], key=options["key"]
        )
        report = self._drill(source) if options["drill"] else self._restore(source)
        if options["report"]:
            with open(os.open(options["report"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                json.dump(report, file, indent=1)
        self._tell(report)

    def _drill(self, source: restoring.Source) -> dict[str, Any]:
        return drill.drill(source)

    def _restore(self, source: restoring.Source) -> dict[str, Any]:
        try:
            done = restoring.restore(source)
        except (BackupRefused, Tampered, VaultClosed) as refused:
            raise CommandError(str(refused)) from refused
        except OSError as refused:
            raise CommandError(f"Not restored: {refused.strerror} ({refused.filename}).") from refused
        return {"stamp": done.stamp, "seconds": done.seconds, "told": done.told, "problems": done.problems}

    def _tell(self, report: dict[str, Any]) -> None:
        if report["stamp"]:
            self.stdout.write(f"Backup {report['stamp']}")
        for step, seconds in report["seconds"].items():
            self.stdout.write(f"  {seconds:8.2f} s  {step}")
        for line in report["told"]:
            self.stdout.write(line)
        if took := report.get("took_seconds"):
            self.stdout.write(f"The drill took {took} s.")
        if report["problems"]:
            raise CommandError("\n".join(report["problems"]))
        self.stdout.write("Everything holds.")
