"""What abuse is counted by. These tables are UNLOGGED: in no backup, emptied by a crash, of no use the day after."""

from django.db import models


class NetworkKey(models.Model):
    """The day's random half of the key under which networks are counted. Truncated when the day is over."""

    day = models.DateField(primary_key=True)
    random = models.BinaryField(help_text="32 bytes.")

    class Meta:
        db_table = "hotline_network_key"

    def __str__(self) -> str:
        return f"network key of {self.day}"


class BudgetCount(models.Model):
    """How much was spent of a budget: nothing in the row says by whom, or of what."""

    mark = models.BinaryField(primary_key=True, help_text="Keyed hash of budget, span of time and network.")
    spent = models.BigIntegerField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "hotline_budget_count"

    def __str__(self) -> str:
        return f"{self.spent} until {self.until}"


class UsedProof(models.Model):
    """A proof of work that was taken: a second time it counts for nothing."""

    mark = models.BinaryField(primary_key=True)
    until = models.DateTimeField(db_index=True, help_text="When the proof expires by itself.")

    class Meta:
        db_table = "hotline_used_proof"

    def __str__(self) -> str:
        return f"used proof until {self.until}"
