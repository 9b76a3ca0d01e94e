"""Counts by kind of source, made by a worker: no page counts all tips."""

from django.db import models
from django.utils import timezone

from vault.models import Source


class KindCount(models.Model):
    """How many tips or reports of a kind of source have one code. Renewed as a whole."""

    class What(models.TextChoices):
        STATUS = "status"
        DISMISSED = "dismissed"
        GRADE = "grade"
        WITHDRAWN = "withdrawn"

    kind = models.CharField(max_length=12, choices=Source.Kind.choices)
    what = models.CharField(max_length=9, choices=What.choices)
    code = models.CharField(max_length=14, help_text="A tip's status or reason, a report's grade or why withdrawn.")
    number = models.PositiveIntegerField()
    counted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "hotline_kind_count"
        constraints = [models.UniqueConstraint(fields=["kind", "what", "code"], name="one_count_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.what} {self.code}"
