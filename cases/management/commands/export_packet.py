"""manage.py export_packet CASE --profile P --by OFFICER --out FILE."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.models import Case, Packet
from cases.models.packet import ProfileName
from cases.packets import building, release
from staff.models import Officer
from staff.refusals import Refused

WAIT_SECONDS = 600.0  # as long as a worker may take


class Command(BaseCommand):
    """Write an approved packet to a file; built first where no worker has yet. Rights and audit as at the desk."""

    help = "Exports the newest approved packet of a case for a profile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("case", help="CAS-YYYY-NNNNNN")
        parser.add_argument("--profile", required=True, choices=ProfileName.values)
        parser.add_argument("--by", required=True, help="the officer's name to sign in")
        parser.add_argument("--out", required=True, type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        packet, officer = self._approved(options)
        if packet.status != Packet.Status.READY:
            packet = self._built(packet)
        if packet.status == Packet.Status.FAILED:
            raise CommandError(f"{packet.reference} was not built: {packet.failure}")
        try:
            found = release.download(packet, by=officer)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        with options["out"].open("wb") as out:
            for chunk in found.chunks:
                out.write(chunk)
        self.stdout.write(f"{packet.reference}: {found.size} bytes, SHA-256 {packet.sha256}")

    def _built(self, packet: Packet) -> Packet:
        """Built here, or by the worker that has it already."""
        give_up = time.monotonic() + WAIT_SECONDS
        while True:
            built = building.build(packet.pk) or Packet.objects.get(pk=packet.pk)
            if built.status in (Packet.Status.READY, Packet.Status.FAILED) or time.monotonic() > give_up:
                return built
            time.sleep(0.5)

    def _approved(self, options: dict[str, Any]) -> tuple[Packet, Officer]:
        officer = Officer.objects.filter(username=options["by"], is_active=True).first()
        case = Case.objects.worked_by(officer).filter(reference=options["case"]).first() if officer else None
        if officer is None or case is None:
            raise CommandError("No such officer, or the officer sees no such case.")
        approved = case.packets.filter(profile=options["profile"], approved_by__isnull=False)
        packet = approved.exclude(status=Packet.Status.FAILED).order_by("-approved_at").first()
        if packet is None or not release.may_take(packet, officer):
            raise CommandError(
                "No approved packet of this profile that the officer may take: draft one, and have it approved."
            )
        return packet, officer
