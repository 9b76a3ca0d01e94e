"""`manage.py run_telegram_bot`: the Telegram bot's process."""

import asyncio
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bots import gateway
from bots.telegram.running import BotProcess


class Command(BaseCommand):
    help = "Steps stored updates, a lane a chat; in polling mode it fetches them too."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--mode", choices=("polling", "webhook"),
            help="without it: webhook where TELEGRAM_WEBHOOK_SECRET is set and PUBLIC_URL begins with https://",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.TELEGRAM_BOT_TOKEN:
            raise CommandError("TELEGRAM_BOT_TOKEN is not set: the Telegram bot is off")
        by_webhook = bool(settings.TELEGRAM_WEBHOOK_SECRET) and settings.PUBLIC_URL.startswith("https://")
        mode = options["mode"] or ("webhook" if by_webhook else "polling")
        if mode == "webhook" and not settings.TELEGRAM_WEBHOOK_SECRET:
            raise CommandError("webhook mode needs TELEGRAM_WEBHOOK_SECRET")
        if refusal := gateway.refusal():
            raise CommandError(refusal)
        asyncio.run(_run(mode))


async def _run(mode: str) -> None:
    process = BotProcess(mode)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, process.stop)
    await process.run()
