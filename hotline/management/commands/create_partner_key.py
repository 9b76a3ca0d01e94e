"""Give a partner a key from the command line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from hotline import partners
from hotline.models import Partner, Scope
from staff.refusals import Refused
from vault.models import Source


class Command(BaseCommand):
    help = "Prints a new key of a partner, once: reference and key, parted by a tab."

    def add_arguments(self, parser: CommandParser) -> None:
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--partner", help="reference of a registered partner, PAR-…")
        who.add_argument("--register", metavar="NAME", help="register a partner of this name first")
        parser.add_argument("--kind", choices=Source.Kind.values, default=Source.Kind.PARTNER.value)
        parser.add_argument("--country", default="", help="ISO 3166-1 alpha-2")
        parser.add_argument("--scope", action="append", choices=Scope.values, dest="scopes", help="default: all")
        parser.add_argument("--days", type=int, default=partners.USUAL_DAYS)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            partner = self._partner(options)
            given = partners.give_key(
                partner, options["scopes"] or list(Scope.values), by="system", days=options["days"]
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{partner.reference}\t{given.text}")

    def _partner(self, options: dict[str, Any]) -> Partner:
        if options["register"]:
            return partners.register(options["register"], kind=options["kind"], country=options["country"], by="system")
        found = Partner.objects.filter(reference=options["partner"]).first()
        if found is None:
            raise CommandError(f"There is no partner {options['partner']}.")
        return found
