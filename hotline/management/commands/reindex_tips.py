"""Make tips findable and read them again, from the words that are sealed in them."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser

from hotline import pictures, search
from hotline.models import Tip

ROWS_AT_ONCE = 2000


class Command(BaseCommand):
    help = (
        "Works off the tips that wait to be read and made findable. With --all every tip waits first: after a restore, "
        "or when a new version finds more. Interrupted, it goes on where it stopped when it is called again without "
        "--all; the worker does the same beside it. Pictures wait too with --all, and only the worker looks at them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="let every tip wait first, those already findable too")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            self._let_all_wait()
            self.stdout.write(f"{pictures.await_all()} pictures wait for the worker to look at them again")
        done, waiting = 0, Tip.objects.exclude(unmarked_since=None).count()
        while batch := search.mark_batch():
            done += batch
            self.stdout.write(f"{done} of {max(done, waiting)}")
        self.stdout.write(f"{done} tips done. Withdrawn and purged ones cannot be found.")

    def _let_all_wait(self) -> None:
        # By id and not by what waits: a worker takes rows up meanwhile.
        rows, last = Tip.objects.order_by("pk").values_list("pk", flat=True), UUID(int=0)
        while chosen := list(rows.filter(pk__gt=last)[:ROWS_AT_ONCE]):
            search.await_all(chosen)
            last = chosen[-1]
