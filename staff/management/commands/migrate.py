"""Django's `migrate`, run as the owner of the tables, with the application's grants after it."""

from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate

from staff.grants import grant_application


class Command(Migrate):
    help = "Brings the database up to date as its owner, then grants the application's role what it needs and no more."

    def handle(self, *args: Any, **options: Any) -> None:
        owner_is_apart = "owner" in settings.DATABASES and options["database"] == "default"
        if owner_is_apart:
            options["database"] = "owner"
        super().handle(*args, **options)
        if owner_is_apart:
            grant_application(owner="owner", role=settings.DATABASES["default"]["USER"])
