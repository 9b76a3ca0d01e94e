"""`manage.py chat`: the bot's conversation in a terminal, on real intake."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bots import gateway
from bots.console import Console


class Command(BaseCommand):
    help = "The bot's conversation in a terminal, on real intake. Buttons are numbers; /file PATH sends a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--as", dest="name", default="", help="who talks: the same name goes on with the same draft"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if refusal := gateway.refusal():
            raise CommandError(refusal)
        gateway.warm_up()
        console = Console(self.stdout.write, options["name"])
        console.hear("/start")
        while True:
            try:
                console.hear(input("> "))
            except (EOFError, KeyboardInterrupt):
                return
