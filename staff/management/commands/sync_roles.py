"""Check officers' roles against the table of rights."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from staff import audit, roles
from staff.models import Officer


class Command(BaseCommand):
    help = (
        "Prints the table of roles and rights, and takes away roles that no longer exist. Fails on a forbidden union."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for role in roles.Role:
            self.stdout.write(f"{role.value}: {', '.join(sorted(roles.RIGHTS[role]))}")
        for officer in Officer.objects.select_for_update():
            known = [name for name in officer.roles if name in roles.RIGHTS]
            if known != officer.roles:
                was, officer.roles = officer.roles, known
                officer.save(update_fields=["roles"])
                audit.record("system", "officer.roles_given", officer, was=was, now=known)
            if roles.clash(known):
                raise CommandError(f"Officer {officer.pk} holds roles that may never meet in one person.")
