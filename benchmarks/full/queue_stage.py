"""One kept database of tips looked at: `python -m benchmarks.full.queue_stage`, started by `queue`."""

import sys

from benchmarks.full import stage, tips

# By name of the database: how many tips, and how many of them are open.
LAID = {
    "tips_1m": (1_000_000, tips.USUAL),
    "tips_1m_backlog": (1_000_000, tips.BACKLOG),
    "tips_10k": (10_000, tips.USUAL),
}


def fill() -> None:
    from django.db import connection

    from staff.models import Officer
    from staff.roles import Role

    amount, statuses = LAID[connection.settings_dict["NAME"]]
    officer = Officer.objects.create_user("bench", password=None, roles=[Role.ANALYST])
    tips.lay(amount, officer, statuses=statuses)


def main() -> int:
    stage.enter(fill)
    print("{}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
