"""manage.py verify_packet FILE."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.packets import stamp_check
from cases.packets.verify import verify


class Command(BaseCommand):
    """Check a packet offline: exit 0 and a count, or exit 1 and the first break."""

    help = "Checks a packet without database or network: manifest, custody chain, exhibits."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the packet, PKT-YYYY-NNNNNN.zip")
        parser.add_argument("--stamp", type=Path, help="its time stamp, PKT-YYYY-NNNNNN.tsr")
        parser.add_argument("--authority", type=Path, help="certificates of the authority that you trust, PEM")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            verdict = verify(options["file"])
            stamp, authority = (path and path.read_bytes() for path in (options["stamp"], options["authority"]))
        except OSError as refused:
            raise CommandError(f"cannot read the file: {refused.strerror}") from None
        if not verdict.ok:
            raise CommandError(f"{verdict.where} {verdict.why}")
        seal = "no time stamp given"
        if stamp:
            try:
                seal = stamp_check.check(stamp, verdict.tag_manifest_sha256, authority)
            except stamp_check.BadStamp as broken:
                raise CommandError(f"{options['stamp'].name}: {broken}") from None
        self.stdout.write(
            f"{verdict.reference}: {verdict.files} files and {verdict.custody_rows} custody events hold; {seal}"
        )
