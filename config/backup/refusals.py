"""Why a backup is not made, or not restored: in sentences that say what to do."""


class BackupRefused(Exception):
    """Nothing was done, or what was begun does not count."""


class BackupBroken(BackupRefused):
    """Pieces are missing or are not what was written. `problems` names each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
