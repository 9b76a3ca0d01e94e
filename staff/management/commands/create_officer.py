"""Take on an officer from the command line."""

import getpass
import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from staff import officers, roles
from staff.refusals import Refused


class Command(BaseCommand):
    help = "Takes on an officer. The second factor is enrolled at the first sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", action="append", required=True, choices=roles.Role.values, dest="roles")
        parser.add_argument("--full-name", default="")
        parser.add_argument("--email", default="", help="where calls on duty are mailed to")
        parser.add_argument("--generate", action="store_true", help="print a random password instead of asking for one")

    def handle(self, *args: Any, **options: Any) -> None:
        password = secrets.token_urlsafe(15) if options["generate"] else getpass.getpass("Password: ")
        try:
            officers.enrol(
                options["username"],
                password,
                options["roles"],
                full_name=options["full_name"],
                email=options["email"],
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["generate"]:
            self.stdout.write(f"{options['username']}\t{password}")
