"""Which parts are switched off because their setting is empty: said once, when the pages start."""

import logging
import shutil

from django.conf import settings

PARTS = {
    "TELEGRAM_BOT_TOKEN": "the Telegram bot", "CLAMAV_SOCKET": "the virus scanner (files are marked 'not scanned')",
    "EMAIL_URL": "e-mail", "STAFF_TELEGRAM_CHAT": "calls to the group of staff in Telegram",
    "TIMESTAMP_AUTHORITY_URL": "time stamps of an authority", "TRANSLATE_URL": "machine translation at the desk",
    "RECOGNISE_URL": "recognition of species in pictures",
}  # fmt: skip


def off() -> list[str]:
    """Each part that is off, with what would switch it on."""
    empty = [f"{what} ({name} is empty)" for name, what in PARTS.items() if not getattr(settings, name)]
    return empty if shutil.which("soffice") else [*empty, "copies of office files (LibreOffice is not installed)"]


def say() -> None:
    if parts := off():
        logging.getLogger("config.parts").info("off: %s", "; ".join(parts))
