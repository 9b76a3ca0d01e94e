"""manage.py backup --to DIR --keys-to DIR."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backup import making
from config.backup.refusals import BackupRefused
from vault.checkpoints import Tampered
from vault.keys import VaultClosed
from vault.purging import NotReplayed


class Command(BaseCommand):
    help = (
        "Makes an encrypted backup beside the earlier ones: database, sealed files (only new ones are copied), signed "
        "ledgers; keys apart. Those older than BACKUP_KEEP_DAYS go. The house stays open."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder of backups")
        parser.add_argument("--keys-to", type=Path, metavar="DIR", help="another folder, for the newest keys alone")
        parser.add_argument(
            "--ledger-only", action="store_true",
            help="renew the purges and checkpoints in the folder of backups and nothing else: every few minutes",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["ledger_only"]:
                newest = making.make_ledger(options["to"])
                self.stdout.write(f"The ledger is in the backup, up to line {newest} of the purges.")
            elif options["keys_to"] is None:
                raise CommandError("Name a folder for the keys with --keys-to, on another disk than --to.")
            else:
                self._make(options["to"], options["keys_to"])
        except (BackupRefused, NotReplayed, Tampered, VaultClosed) as refused:
            raise CommandError(str(refused)) from refused
        except OSError as refused:
            raise CommandError(f"The backup was not made: {refused.strerror} ({refused.filename}).") from refused

    def _make(self, to: Path, keys_to: Path) -> None:
        made = making.make(to, keys_to)
        self.stdout.write(
            f"Backup {made.stamp}: {made.size:,} bytes sealed, {made.copied} files copied, {made.expired} old backups "
            f"removed, in {made.took.total_seconds():.1f} s."
        )
